//! The document in a case file and its errors, shared by `case_file` and the conversions of `migrate`.
//!
//! Must not know: where the bytes come from. No error repeats a value: values are patient data.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::json::JsonPosition;
use crate::case::{Case, Event, ReplayError};
use crate::ids::ContentHash;

/// Name of the format in the header.
pub const FORMAT: &str = "mednec-case";
/// Version that this program writes. `migrate` says how to introduce a new one.
pub const VERSION: u64 = 5;

/// Reason why a case file cannot be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseFileError {
    /// Over the limit.
    #[error("the file is larger than 64 MiB, which no case file is: check where it comes from")]
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
        "something in the case file is not written as the program writes it, such as a list for an object, a date \
         without its zeros or an empty field: it was edited outside the program"
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

/// Reads a document as the type of its version. Fails unless the type represents the whole document.
pub(super) fn exactly<T: DeserializeOwned + Serialize>(text: &str, said: &Value) -> Result<T, CaseFileError> {
    let document: T =
        serde_json::from_str(text).map_err(|error| CaseFileError::WrongShape(JsonPosition::of(&error)))?;
    let same = serde_json::to_value(&document).is_ok_and(|read| read == *said);
    if same { Ok(document) } else { Err(CaseFileError::NotAsWritten) }
}
