//! A case as one file for another workstation: its file with history and signatures, the policy text that it is pinned
//! to, and the files of its documents. An import continues the local case or is refused; two histories are never
//! merged.
//!
//! Must not know: how the file travels. No error repeats a value: values are patient data.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::case_file::{self, CaseFileError};
use super::case_store::CaseStore;
use super::documents;
use super::error::StoreError;
use super::json::JsonPosition;
use crate::case::History;
use crate::ids::ContentHash;
use crate::policy::{CatalogError, read_pinned};
use crate::redacted::redacted_debug;

/// Name of the format in the header.
const FORMAT: &str = "mednec-handover";
/// Version with files, which this program writes and reads.
const VERSION: u64 = 2;
/// Version without files, which programs that do not know files can read.
const VERSION_WITHOUT_FILES: u64 = 1;
/// Total size limit of the document files, in bytes.
const LARGEST_FILES: u64 = documents::LARGEST;
/// The largest file that is read, in bytes: a case, a policy text, and files in base64.
pub const LARGEST: u64 = case_file::LARGEST + (16 << 20) + LARGEST_FILES / 3 * 4 + (1 << 20);

redacted_debug!(HandOver);

/// A case that is handed over.
#[derive(Clone, PartialEq, Eq)]
pub struct HandOver {
    /// The case with its history.
    pub history: History,
    /// Text of the policy that it is pinned to.
    pub policy: String,
    /// Files of its documents, as far as they are available.
    pub files: Vec<Vec<u8>>,
}

/// Reason why a hand-over file cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandOverError {
    /// Not UTF-8 or not one JSON object.
    #[error(
        "the file is not a case that was handed over, at {0}: it is damaged or another kind of file; have it sent again"
    )]
    NotOne(JsonPosition),
    /// Written by a later program.
    #[error("the file was handed over by a newer program: open it with one")]
    Newer,
    /// The case in it is not valid.
    #[error(transparent)]
    Case(#[from] CaseFileError),
    /// Its policy text is not the one that the case names.
    #[error("the policy text in the file is not the one that its case is bound to: have it sent again")]
    OtherPolicy,
    /// Its policy text is refused.
    #[error("the case is not imported because its policy text is not accepted: {0}")]
    PolicyRefused(#[from] CatalogError),
    /// A file that belongs to no document of the case.
    #[error("a document in the file does not belong to its case, or was damaged: have it sent again")]
    OtherFile,
    /// Over the size limit.
    #[error("the case's documents have more than 256 MiB together: send them separately")]
    TooLarge,
}

/// Number of document files that are missing or altered in this store, and so are not handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("document files that are missing or changed in this folder, and so are not included: {0}")]
pub struct MissingFiles(pub usize);

/// Result of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// The case is new here.
    New,
    /// It continues the local case.
    Newer,
    /// It adds nothing; the local case stays.
    NothingNew,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'d> {
    format: String,
    version: u64,
    policy: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
    #[serde(borrow)]
    case: &'d RawValue,
}

impl HandOver {
    /// Collects a case with the files of its documents, as far as this store has them unchanged.
    pub fn of(history: &History, policy: &str, store: Option<&CaseStore>) -> (Self, Option<MissingFiles>) {
        let hashes = hashes(history);
        let files: Vec<Vec<u8>> = hashes.iter().filter_map(|hash| store?.read_file(hash).ok()).collect();
        let left_out = (files.len() < hashes.len()).then(|| MissingFiles(hashes.len() - files.len()));
        (Self { history: history.clone(), policy: policy.to_owned(), files }, left_out)
    }

    /// Returns the bytes of the file.
    pub fn write(&self) -> Result<Vec<u8>, HandOverError> {
        if self.files.iter().map(|file| file.len() as u64).sum::<u64>() > LARGEST_FILES {
            return Err(HandOverError::TooLarge);
        }
        let case = case_file::write(&self.history)?;
        let case = std::str::from_utf8(&case).map_err(|_| CaseFileError::NotUtf8)?.trim_end();
        let case: &RawValue =
            serde_json::from_str(case).map_err(|error| HandOverError::NotOne(JsonPosition::of(&error)))?;
        let version = if self.files.is_empty() { VERSION_WITHOUT_FILES } else { VERSION };
        let files = self.files.iter().map(|file| STANDARD.encode(file)).collect();
        let document = Document { format: FORMAT.to_owned(), version, policy: self.policy.clone(), files, case };
        let mut bytes =
            serde_json::to_vec(&document).map_err(|error| HandOverError::NotOne(JsonPosition::of(&error)))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads a hand-over: replays the history, checks its signatures, and checks the policy text and its hash.
    pub fn read(bytes: &[u8]) -> Result<Self, HandOverError> {
        let text = std::str::from_utf8(bytes).map_err(|_| CaseFileError::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if bytes.len() as u64 > LARGEST {
            return Err(CaseFileError::TooLarge.into());
        }
        // serde would accept a list in place of the object.
        let document: Document<'_> = match text.trim_start().starts_with('{') {
            true => serde_json::from_str(text).map_err(|error| HandOverError::NotOne(JsonPosition::of(&error)))?,
            false => return Err(CaseFileError::NotACase.into()),
        };
        match (document.format.as_str(), document.version) {
            (FORMAT, VERSION) => {}
            (FORMAT, VERSION_WITHOUT_FILES) if document.files.is_empty() => {}
            (FORMAT, version) if version > VERSION => return Err(HandOverError::Newer),
            _ => return Err(CaseFileError::NotACase.into()),
        }
        let history = case_file::read(document.case.get().as_bytes())?;
        if ContentHash::of(document.policy.as_bytes()) != history.case().policy.hash {
            return Err(HandOverError::OtherPolicy);
        }
        policy_of(&history, &document.policy)?;
        let wanted = hashes(&history);
        let decoded = |file: &String| {
            let bytes = STANDARD.decode(file).map_err(|_| HandOverError::OtherFile)?;
            if wanted.contains(&ContentHash::of(&bytes)) { Ok(bytes) } else { Err(HandOverError::OtherFile) }
        };
        let files = document.files.iter().map(decoded).collect::<Result<_, _>>()?;
        Ok(Self { history, policy: document.policy, files })
    }
}

/// Fails for a policy text that no case may be pinned to, or that this case names differently.
fn policy_of(history: &History, text: &str) -> Result<(), CatalogError> {
    let (policy, pin) = (read_pinned(text)?, &history.case().policy);
    let head = policy.head();
    let same = head.number == pin.number && head.effective_on == pin.effective_on;
    if same && *policy.hash() == pin.hash { Ok(()) } else { Err(CatalogError::OtherHead) }
}

/// Hashes of the files of a case's documents.
fn hashes(history: &History) -> BTreeSet<ContentHash> {
    let files = history.case().documents.values().filter_map(|document| document.file.as_ref());
    files.map(|file| file.hash.clone()).collect()
}

impl CaseStore {
    /// Imports a case with its policy text. A local case has to be continued by it; where both went on separately it is
    /// a conflict, and nothing is written. A case with a refused policy text is not imported.
    pub fn import_case(&self, handed: &HandOver) -> Result<ImportOutcome, StoreError> {
        policy_of(&handed.history, &handed.policy)?;
        let id = &handed.history.case().id;
        let (expected, taken) = match self.exists(id) {
            false => (None, ImportOutcome::New),
            true => {
                let here = self.load(id)?;
                if here.history.has_all_of(&handed.history) {
                    // It may bring a document's file that is missing here.
                    self.store_files(handed)?;
                    return Ok(ImportOutcome::NothingNew);
                }
                if !handed.history.is_continuation_of(&here.history) {
                    return Err(StoreError::Conflict(id.clone()));
                }
                (Some(here.version), ImportOutcome::Newer)
            }
        };
        self.store_files(handed)?;
        self.store_policy_text(&handed.history.case().policy.hash, &handed.policy)?;
        // Events that continue the local case need keys that are valid now.
        let saved = match &expected {
            None => self.save_received(&handed.history, None),
            Some(_) => self.save(&handed.history, expected.as_ref()),
        };
        saved.map(|_| taken)
    }

    fn store_files(&self, handed: &HandOver) -> Result<(), StoreError> {
        handed.files.iter().try_for_each(|file| self.store_bytes(file).map(drop).map_err(StoreError::from))
    }
}
