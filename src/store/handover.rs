//! A case as one file for another workstation: its document with history and signatures, and the policy text that it is
//! pinned to. What comes back goes on from what is here, or is refused: two histories are never mixed.
//!
//! Must not know: how the file travels. No error repeats a value: values are patients' data.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::case_file::{self, CaseFileError};
use super::case_store::CaseStore;
use super::error::StoreError;
use super::json::Place;
use crate::case::Record;
use crate::ids::ContentHash;
use crate::silent::silent;

/// What the header calls the format.
const FORMAT: &str = "mednec-handover";
/// The version that this program writes and reads.
const VERSION: u64 = 1;
/// The largest file that is read, in bytes: a case and a policy text.
pub const LARGEST: u64 = case_file::LARGEST + (16 << 20);

silent!(HandOver);

/// A case on its way.
#[derive(Clone, PartialEq, Eq)]
pub struct HandOver {
    /// The case with its history.
    pub record: Record,
    /// The text of the policy that it is pinned to.
    pub policy: String,
}

/// Why bytes are no case on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandOverError {
    /// Over the limit, or not UTF-8, or not one JSON object.
    #[error(
        "the file is not a case that was handed over, at {0}: it was damaged or is something else; have it sent again"
    )]
    NotOne(Place),
    /// Written by a later program.
    #[error("the file was handed over by a newer program: open it with one")]
    Newer,
    /// The case in it is not right.
    #[error(transparent)]
    Case(#[from] CaseFileError),
    /// The policy text is another one than the case names.
    #[error("the policy text in the file is not the one that its case is pinned to: have it sent again")]
    OtherPolicy,
}

/// What became of a case that was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// It was not here; now it is.
    New,
    /// It goes on from what was here.
    Newer,
    /// It says nothing that is not here already; what is here stays.
    NothingNew,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'d> {
    format: String,
    version: u64,
    policy: String,
    #[serde(borrow)]
    case: &'d RawValue,
}

impl HandOver {
    /// The bytes of the file.
    pub fn write(&self) -> Result<Vec<u8>, HandOverError> {
        let case = case_file::write(&self.record)?;
        let case = std::str::from_utf8(&case).map_err(|_| CaseFileError::NotUtf8)?.trim_end();
        let case: &RawValue = serde_json::from_str(case).map_err(|error| HandOverError::NotOne(Place::of(&error)))?;
        let document = Document { format: FORMAT.to_owned(), version: VERSION, policy: self.policy.clone(), case };
        let mut bytes = serde_json::to_vec(&document).map_err(|error| HandOverError::NotOne(Place::of(&error)))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The case in these bytes, its history replayed, its signatures checked, its policy text held against its hash.
    pub fn read(bytes: &[u8]) -> Result<Self, HandOverError> {
        let text = std::str::from_utf8(bytes).map_err(|_| CaseFileError::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if bytes.len() as u64 > LARGEST {
            return Err(CaseFileError::TooLarge.into());
        }
        // A list in place of the object would be read by the order of its items.
        let document: Document<'_> = match text.trim_start().starts_with('{') {
            true => serde_json::from_str(text).map_err(|error| HandOverError::NotOne(Place::of(&error)))?,
            false => return Err(CaseFileError::NotACase.into()),
        };
        match (document.format.as_str(), document.version) {
            (FORMAT, VERSION) => {}
            (FORMAT, version) if version > VERSION => return Err(HandOverError::Newer),
            _ => return Err(CaseFileError::NotACase.into()),
        }
        let record = case_file::read(document.case.get().as_bytes())?;
        if ContentHash::of(document.policy.as_bytes()) != record.case().policy.hash {
            return Err(HandOverError::OtherPolicy);
        }
        Ok(Self { record, policy: document.policy })
    }
}

impl CaseStore {
    /// Puts a case that was handed over beside the others, with its policy text. Where the case is here already, it has to
    /// go on from what is here; a case that went on in both places is a conflict, and nothing is written.
    pub fn take_in(&self, handed: &HandOver) -> Result<TakenIn, StoreError> {
        let id = &handed.record.case().id;
        let (expected, taken) = match self.exists(id) {
            false => (None, TakenIn::New),
            true => {
                let here = self.load(id)?;
                if here.record.goes_as_far_as(&handed.record) {
                    return Ok(TakenIn::NothingNew);
                }
                if !handed.record.continues(&here.record) {
                    return Err(StoreError::Conflict(id.clone()));
                }
                (Some(here.version), TakenIn::Newer)
            }
        };
        self.keep_policy_text(&handed.record.case().policy.hash, &handed.policy)?;
        self.save(&handed.record, expected.as_ref()).map(|_| taken)
    }
}
