//! Intake feed: parses lines of JSON with actions that create or change cases.
//!
//! No error repeats a value of a line, since feeds are patient data.
//!
//! Must not know: where a feed comes from, or how its actions are applied.

use serde::{Deserialize, Serialize};

use crate::case::{Action, BadCredential, Reviewer};
use crate::ids::CaseId;
use crate::redacted::redacted_debug;

redacted_debug!(Named);

/// One line of a feed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Case to change, or to create by a first `open`.
    pub case: CaseId,
    /// Author of the actions; without one, whoever runs the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Named>,
    /// Actions, of which all are applied or none.
    pub actions: Vec<Action>,
}

/// An author who is named in a feed, without proof.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Name of the author.
    pub name: String,
    /// Professional credential, such as `RN`.
    pub credential: String,
}

/// Error in a line of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The line is no JSON object; holds the column, from 1.
    #[error("not one JSON document, at column {0}: write one object per line, in UTF-8")]
    NotJson(usize),
    /// The JSON has another shape; holds the column, from 1.
    #[error("something is missing, unknown or impossible, at column {0}: `mednec-cli schema action` gives the forms")]
    WrongShape(usize),
    /// The author's name or credential is not valid.
    #[error(transparent)]
    Who(#[from] BadCredential),
}

impl Batch {
    /// Returns the author of the line as a reviewer without proof, if it names one.
    ///
    /// Fails where the name or the credential is not valid.
    pub fn reviewer(&self) -> Result<Option<Reviewer>, LineError> {
        let by = self.by.as_ref();
        Ok(by.map(|by| Reviewer::unproved(&by.name, &by.credential)).transpose()?)
    }
}

/// Parses one line as a batch, an action, or another type.
///
/// A list is refused where an object is expected, since serde would take its items for the fields.
pub fn read_line<'l, T: Deserialize<'l>>(line: &'l [u8]) -> Result<T, LineError> {
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err(LineError::NotJson(1));
    }
    serde_json::from_slice(line).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => LineError::WrongShape(error.column()),
        _ => LineError::NotJson(error.column()),
    })
}

/// Returns the lines of a text that are not blank, each with its number from 1.
pub fn lines(text: &[u8]) -> Vec<(usize, &[u8])> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let lines = (1..).zip(text.split(|byte| *byte == b'\n'));
    lines.filter(|(_, line)| !line.trim_ascii().is_empty()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_as_an_editor_does() {
        let numbers: Vec<usize> = lines(b"\xef\xbb\xbfa\n\n \r\nb\n").into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [1, 4]);
    }

    #[test]
    fn a_faulty_line_is_placed_and_not_repeated() {
        for (line, error) in [
            (r#"["sample", []]"#, LineError::NotJson(1)),
            (r#"{"case": "x", "actions": [}"#, LineError::NotJson(27)),
            (r#"{"case": "Testa Beispiel", "actions": []}"#, LineError::WrongShape(25)),
            (r#"{"case": "x", "actions": [{"do": "Testa"}]}"#, LineError::WrongShape(40)),
        ] {
            let found = read_line::<Batch>(line.as_bytes()).unwrap_err();
            assert_eq!(found, error, "{line}");
            assert!(!found.to_string().contains("Testa"));
        }
    }

    #[test]
    fn nobody_without_a_credential_acts() {
        let line = br#"{"case": "x", "by": {"name": "Testa", "credential": "JD"}, "actions": []}"#;
        assert_eq!(read_line::<Batch>(line).unwrap().reviewer(), Err(LineError::Who(BadCredential::Unknown)));
    }
}
