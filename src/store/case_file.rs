//! The document of one case: header, the case for people to read, its events one to a line, the hash of the last of them.
//!
//! A document is taken only if it says exactly what this program writes for what it read in it. White space, the order of
//! keys and the escapes in strings are free; a key twice, a list where an object belongs, an unknown field, `1.0` for a
//! count or `2026-1-2` for a date are not. So no list of forbidden forms is needed, and none can be forgotten. Comparing
//! bytes settles it for our own files; any other spelling is compared as a value.
//!
//! Must not know: where the bytes come from. No error repeats a value: values are patients' data.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::json::{JsonPosition, UniqueKeys};
use super::migrate;
use crate::case::{Case, Event, History, ReplayError};
use crate::ids::ContentHash;

/// What the header calls the format.
pub const FORMAT: &str = "mednec-case";
/// The version that this program writes. See `migrate` for what a new one takes.
pub const VERSION: u64 = 5;
/// The largest document that is read or written, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// Why bytes are no case, or a case cannot become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseFileError {
    /// Over the limit.
    #[error("the case file is larger than 64 MiB: no case is; look at the file")]
    TooLarge,
    /// Not UTF-8.
    #[error("the case file is not UTF-8 text: take it from a backup, or from where it was sent unaltered")]
    NotUtf8,
    /// It ends in the middle, or holds nothing.
    #[error("the case file ends early, at {0}: it was cut off; take it from a backup")]
    Cut(JsonPosition),
    /// Not JSON, more than one document, or nested too deep.
    #[error("the case file is not one JSON document, at {0}: it was damaged or edited; take it from a backup")]
    NotJson(JsonPosition),
    /// A key twice in one object.
    #[error("the case file has a key twice in the object that ends at {0}: which one holds cannot be known")]
    DuplicateKey(JsonPosition),
    /// Another kind of document.
    #[error("the file is not a case of this program")]
    NotACase,
    /// Written by a later program.
    #[error(
        "the case file has format version {version}, this program knows up to {VERSION}: open it with a newer program"
    )]
    Newer {
        /// Its version.
        version: u64,
    },
    /// A field is missing, unknown or holds what it cannot.
    #[error("the case file has something missing, unknown or impossible, at {0}: it was edited outside the program")]
    WrongShape(JsonPosition),
    /// Read as something else than it says.
    #[error(
        "the case file writes something as the program does not, such as a list for an object, a date without its zeros \
         or an empty field: it was edited outside the program"
    )]
    NotAsWritten,
    /// History and case do not belong together.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// What was about to be written does not read back as the same case.
    #[error("the case could not be written so that it reads back the same; nothing was written: report this")]
    Unfaithful,
}

/// A document of the current version.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document<C = Case, E = Vec<Event>> {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) case: C,
    pub(super) events: E,
    /// Hash of the last event: nothing after it names it.
    pub(super) head: ContentHash,
}

/// The bytes of a record, after reading them back and comparing. That its history gives its case, every record has shown when
/// it was made.
pub fn write(history: &History) -> Result<Vec<u8>, CaseFileError> {
    if let Some(why) = history.altered() {
        return Err(why.into());
    }
    let document = Document {
        format: FORMAT.to_owned(),
        version: VERSION,
        case: history.case(),
        events: history.events(),
        head: history.head().clone(),
    };
    let bytes = layout(&document).map_err(|_| CaseFileError::Unfaithful)?.into_bytes();
    if bytes.len() as u64 > LARGEST {
        return Err(CaseFileError::TooLarge);
    }
    let back: Document = serde_json::from_slice(&bytes).map_err(|_| CaseFileError::Unfaithful)?;
    let same = back.case == *history.case() && back.events == history.events() && back.head == *history.head();
    if same { Ok(bytes) } else { Err(CaseFileError::Unfaithful) }
}

/// The record in these bytes, of this version or an older one, its history replayed and held against its case.
pub fn read(bytes: &[u8]) -> Result<History, CaseFileError> {
    if bytes.len() as u64 > LARGEST {
        return Err(CaseFileError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CaseFileError::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = match serde_json::from_str::<Document>(text) {
        Ok(document) if document.is_written_as(text) => document,
        _ => read_other_spelling(text)?,
    };
    let history = History::restore(&document.case, document.events)?;
    if *history.head() == document.head { Ok(history) } else { Err(ReplayError::OtherHead.into()) }
}

/// The same where history and case do not belong together: then as what can only be looked at. Every other fault is an error.
pub fn read_unverified(bytes: &[u8]) -> Result<History, CaseFileError> {
    match read(bytes) {
        Err(CaseFileError::Replay(why)) => {
            let text = std::str::from_utf8(bytes).map_err(|_| CaseFileError::NotUtf8)?;
            let document = serde_json::from_str::<Document>(text.strip_prefix('\u{feff}').unwrap_or(text));
            // An older version is read no further than to its fault.
            let document = document.map_err(|_| CaseFileError::Replay(why))?;
            Ok(History::look_at(document.case, document.events, document.head))
        }
        read => read,
    }
}

impl Document {
    /// Whether the text is what this program writes of this, white space between its parts aside.
    fn is_written_as(&self, text: &str) -> bool {
        let current = self.format == FORMAT && self.version == VERSION;
        current && serde_json::to_string(self).is_ok_and(|written| is_spaced(text, &written))
    }
}

/// Whether a JSON text is this one with white space between its parts.
pub(super) fn is_spaced(text: &str, compact: &str) -> bool {
    let (mut in_string, mut escaped) = (false, false);
    let told = text.bytes().filter(|byte| {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b' ' | b'\t' | b'\r' | b'\n') => return false,
            _ => {}
        }
        true
    });
    told.eq(compact.bytes())
}

/// Names every fault, finds the version, and allows for other white space, order of keys and escapes.
fn read_other_spelling(text: &str) -> Result<Document, CaseFileError> {
    let UniqueKeys(said) = serde_json::from_str(text).map_err(|error| {
        let place = JsonPosition::of(&error);
        match error.classify() {
            serde_json::error::Category::Eof => CaseFileError::Cut(place),
            // `UniqueKeys` takes any value; this is the one thing that it refuses.
            serde_json::error::Category::Data => CaseFileError::DuplicateKey(place),
            _ => CaseFileError::NotJson(place),
        }
    })?;
    if said.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(CaseFileError::NotACase);
    }
    match said.get("version").and_then(Value::as_u64).ok_or(CaseFileError::NotACase)? {
        VERSION => exactly(text, &said),
        version if version > VERSION => Err(CaseFileError::Newer { version }),
        version => migrate::read_older(version, text, &said),
    }
}

/// Reads a document as a type of its version, which must say all that the document says and nothing else.
pub(super) fn exactly<T: DeserializeOwned + Serialize>(text: &str, said: &Value) -> Result<T, CaseFileError> {
    let document: T =
        serde_json::from_str(text).map_err(|error| CaseFileError::WrongShape(JsonPosition::of(&error)))?;
    let same = serde_json::to_value(&document).is_ok_and(|read| read == *said);
    if same { Ok(document) } else { Err(CaseFileError::NotAsWritten) }
}

fn layout<C: Serialize, E: AsRef<[Event]>>(document: &Document<C, E>) -> serde_json::Result<String> {
    // JSON holds no line feed inside a string, so this indents nothing but lines.
    let case = serde_json::to_string_pretty(&document.case)?.replace('\n', "\n  ");
    let mut text = format!(
        "{{\n  \"format\": {},\n  \"version\": {},\n  \"case\": {case},\n  \"events\": [",
        serde_json::to_string(&document.format)?,
        document.version
    )
    .into_bytes();
    for (place, event) in document.events.as_ref().iter().enumerate() {
        text.extend_from_slice(if place == 0 { b"\n    " } else { b",\n    " });
        serde_json::to_writer(&mut text, event)?;
    }
    text.extend_from_slice(b"\n  ],\n  \"head\": ");
    serde_json::to_writer(&mut text, &document.head)?;
    text.extend_from_slice(b"\n}\n");
    String::from_utf8(text).map_err(serde_json::Error::custom)
}
