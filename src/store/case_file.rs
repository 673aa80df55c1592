//! The file of one case: header, the case for people to read, its events one per line, and the hash of the last event.
//!
//! A file is accepted only if it says exactly what this program would write for its content. White space, the order of
//! keys and the escapes in strings are free. A duplicate key, a list in place of an object, an unknown field, `1.0` for
//! a count or `2026-1-2` for a date are refused. So there is no list of forbidden forms that could be incomplete. For
//! our own files a comparison of bytes is enough; any other spelling is compared as a value.
//!
//! Must not know: where the bytes come from. No error repeats a value: values are patient data.

use serde::Serialize;
use serde::de::Error as _;
use serde_json::Value;

pub use super::case_document::{CaseFileError, FORMAT, VERSION};
use super::case_document::{Document, exactly};
use super::json::{JsonPosition, UniqueKeys};
use super::migrate;
use crate::case::{Event, History, ReplayError};

/// The largest file that is read or written, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// Returns the bytes of a case file, after reading them back and comparing. That the history produces the case was
/// checked when the history was made.
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

/// Reads a case file of this version or an older one, replays its history and compares the result with its case.
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

/// Reads a case file whose history does not produce its case, for viewing only. Every other fault is an error.
pub fn read_unverified(bytes: &[u8]) -> Result<History, CaseFileError> {
    match read(bytes) {
        Err(CaseFileError::Replay(why)) => {
            let text = std::str::from_utf8(bytes).map_err(|_| CaseFileError::NotUtf8)?;
            let document = serde_json::from_str::<Document>(text.strip_prefix('\u{feff}').unwrap_or(text));
            // Older versions are not converted past a fault.
            let document = document.map_err(|_| CaseFileError::Replay(why))?;
            Ok(History::restore_for_viewing(document.case, document.events, document.head))
        }
        read => read,
    }
}

impl Document {
    /// True if the text is the canonical form, apart from white space.
    fn is_written_as(&self, text: &str) -> bool {
        let current = self.format == FORMAT && self.version == VERSION;
        current && serde_json::to_string(self).is_ok_and(|written| is_spaced(text, &written))
    }
}

/// True if a JSON text equals the compact one, apart from white space.
pub(super) fn is_spaced(text: &str, compact: &str) -> bool {
    let (mut in_string, mut escaped) = (false, false);
    let significant = text.bytes().filter(|byte| {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b' ' | b'\t' | b'\r' | b'\n') => return false,
            _ => {}
        }
        true
    });
    significant.eq(compact.bytes())
}

/// Reads a file that is not byte for byte what this program writes: names every fault, finds the version, and allows
/// other white space, key order and escapes.
fn read_other_spelling(text: &str) -> Result<Document, CaseFileError> {
    let UniqueKeys(said) = serde_json::from_str(text).map_err(|error| {
        let place = JsonPosition::of(&error);
        match error.classify() {
            serde_json::error::Category::Eof => CaseFileError::Cut(place),
            // `UniqueKeys` accepts any value except one with a duplicate key.
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

fn layout<C: Serialize, E: AsRef<[Event]>>(document: &Document<C, E>) -> serde_json::Result<String> {
    // JSON strings contain no line feeds, so this indents lines only.
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
