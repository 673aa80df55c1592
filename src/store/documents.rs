//! Files of documents, each stored once under the hash of its bytes, so that a cited document is found unchanged years
//! later or reported as altered.
//!
//! Must not know: what is in a file, which case it belongs to, or what it was called.

use std::path::{Path, PathBuf};

use super::atomic::{self, WriteOutcome};
use super::case_store::CaseStore;
use super::failure::Failure;
use super::file_error::FileError;
use super::system_disk::read_named;
use crate::case::FileKind;
use crate::ids::ContentHash;

/// The largest file that is stored, in bytes: some thousand scanned pages.
pub const LARGEST: u64 = 256 << 20;
/// Lock for storing files, which takes longer than any other save.
pub(super) const LOCK: &str = "documents";

/// A stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Hash of its bytes.
    pub hash: ContentHash,
    /// Its kind, by its first bytes.
    pub kind: FileKind,
    /// Its length in bytes.
    pub bytes: u64,
}

impl CaseStore {
    /// Copies a file into the store under the hash of its bytes. A file that is there already is not written again.
    pub fn store_file(&self, from: &Path) -> Result<StoredFile, FileError> {
        let bytes = read_named(from, LARGEST).map_err(|why| match why {
            Failure::TooLarge => FileError::TooLarge,
            why => FileError::Unreadable(why),
        })?;
        self.store_bytes(&bytes)
    }

    /// Stores bytes that were read already.
    pub fn store_bytes(&self, bytes: &[u8]) -> Result<StoredFile, FileError> {
        let kind = FileKind::of(bytes).ok_or(FileError::OtherKind)?;
        if bytes.len() as u64 > LARGEST {
            return Err(FileError::TooLarge);
        }
        self.check_writable().map_err(|_| FileError::ReadOnly)?;
        let hash = ContentHash::of(bytes);
        let path = self.file_path(&hash).ok_or(FileError::Missing)?;
        // A damaged file is replaced.
        if self.read_file(&hash).is_err() {
            let _held =
                self.acquire_lock(LOCK).and_then(|held| held.ok_or(Failure::Busy)).map_err(FileError::NotStored)?;
            match atomic::save_on(&*self.disk, &path, bytes) {
                WriteOutcome::Saved => {}
                WriteOutcome::SavedUnconfirmed => return Err(FileError::NotStored(Failure::Unconfirmed)),
                WriteOutcome::Failed(failure) => return Err(FileError::NotStored(failure)),
            }
        }
        Ok(StoredFile { hash, kind, bytes: bytes.len() as u64 })
    }

    /// Reads a stored file and checks that it is unchanged.
    pub fn read_file(&self, hash: &ContentHash) -> Result<Vec<u8>, FileError> {
        let path = self.file_path(hash).ok_or(FileError::Missing)?;
        let bytes = self.disk.read(&path, LARGEST).map_err(|why| match why {
            Failure::NotFound => FileError::Missing,
            why => FileError::Unreadable(why),
        })?;
        if ContentHash::of(&bytes) == *hash { Ok(bytes) } else { Err(FileError::Altered) }
    }

    /// Path of a stored file; `None` for a malformed hash.
    pub fn file_path(&self, hash: &ContentHash) -> Option<PathBuf> {
        self.path_by_hash("documents", hash, "")
    }
}
