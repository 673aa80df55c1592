//! The file of one case: header, the case for people to read, its events one per line, and the hash of the last event.
//!
//! A file is accepted only if it says exactly what this program would write for its content. White space, the order of
//! keys and the escapes in strings are free. A duplicate key, a list in place of an object, an unknown field, `1.0` for
//! a count or `2026-1-2` for a date are refused. So there is no list of forbidden forms that could be incomplete. For
//! our own files a comparison of bytes is enough; any other spelling is compared as a value.
//!
//! Must not know: where the bytes come from. No error repeats a value: values are patient data.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::json::{JsonPosition, UniqueKeys};
use super::migrate;
use crate::case::{Case, Event, History, ReplayError};
use crate::ids::ContentHash;

/// Name of the format in the header.
pub const FORMAT: &str = "mednec-case";
/// Version that this program writes. `migrate` says how to introduce a new one.
pub const VERSION: u64 = 5;
/// The largest file that is read or written, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// Reason why a case file cannot be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseFileError {
    /// Over the limit.
    #[error("the case file is larger than 64 MiB: no case is; look at the file")]
    TooLarge,
    /// Not UTF-8.
    #[error("the case file is not UTF-8 text: restore it from a backup, or have it sent again")]
    NotUtf8,
    /// Truncated or empty.
    #[error("the case file ends early, at {0}: it is truncated; restore it from a backup")]
    Cut(JsonPosition),
    /// Not JSON, more than one document, or nested too deep.
    #[error("the case file is not one JSON document, at {0}: it was damaged or edited; restore it from a backup")]
    NotJson(JsonPosition),
    /// A key twice in one object.
    #[error(
        "the case file has a duplicate key in the object that ends at {0}: it was edited outside the program; restore \
         it from a backup"
    )]
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
    /// A field is missing, unknown or has an impossible value.
    #[error("the case file has something missing, unknown or impossible, at {0}: it was edited outside the program")]
    WrongShape(JsonPosition),
    /// Not in canonical form.
    #[error(
        "the case file writes something as the program does not, such as a list for an object, a date without its \
         zeros or an empty field: it was edited outside the program"
    )]
    NotAsWritten,
    /// The history does not produce the case.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The bytes do not read back as the same case.
    #[error("the case could not be written so that it reads back the same; nothing was written: report this")]
    Unfaithful,
}

/// A case file of the current version.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document<C = Case, E = Vec<Event>> {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) case: C,
    pub(super) events: E,
    /// Hash of the last event, which no later event names.
    pub(super) head: ContentHash,
}

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
            Ok(History::look_at(document.case, document.events, document.head))
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

/// Reads a document as the type of its version. Fails unless the type represents the whole document.
pub(super) fn exactly<T: DeserializeOwned + Serialize>(text: &str, said: &Value) -> Result<T, CaseFileError> {
    let document: T =
        serde_json::from_str(text).map_err(|error| CaseFileError::WrongShape(JsonPosition::of(&error)))?;
    let same = serde_json::to_value(&document).is_ok_and(|read| read == *said);
    if same { Ok(document) } else { Err(CaseFileError::NotAsWritten) }
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
