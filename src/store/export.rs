//! Files outside the store: those that the user saves, and a department's policy files.
//!
//! Must not know: what the bytes say.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{self, WriteOutcome};
use super::case_store::{CaseStore, case_in_store};
use super::disk::Disk as _;
use super::failure::Failure;
use super::system_disk::{SystemDisk, open_named, open_stored, read_named};

/// The largest policy file that is read.
const LARGEST_POLICY: u64 = 8 << 20;

/// Reason why a file was not saved. Nothing was written then, except where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The target exists.
    #[error("a file with this name exists and was not overwritten: choose another name")]
    Exists,
    /// The target is in the store's folder.
    #[error("this is inside the folder of cases, which is only for the program's own files: choose another folder")]
    InsideStore,
    /// In place, but not confirmed by the system.
    #[error("the file is in place, but the system did not confirm that it survives a power failure: save it once more")]
    Unconfirmed,
    /// The disk refused.
    #[error("nothing was written: {0}")]
    Failed(#[from] Failure),
}

/// Saves a file whole or not at all. Replaces one only if `replace` is set, which means that the user was asked; saves
/// nothing inside a store.
pub fn export(path: &Path, bytes: &[u8], replace: bool, store: Option<&Path>) -> Result<(), ExportError> {
    if store.is_some_and(|store| is_inside(path, store)) {
        return Err(ExportError::InsideStore);
    }
    if !replace && fs::symlink_metadata(path).is_ok() {
        return Err(ExportError::Exists);
    }
    match atomic::save(path, bytes) {
        WriteOutcome::Saved => Ok(()),
        WriteOutcome::SavedUnconfirmed => Err(ExportError::Unconfirmed),
        WriteOutcome::Failed(failure) => Err(failure.into()),
    }
}

/// True if a path lies in a folder, however the two are written.
pub(super) fn is_inside(path: &Path, folder: &Path) -> bool {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(parent), fs::canonicalize(folder)) {
        (Ok(parent), Ok(folder)) => parent.starts_with(folder),
        _ => false,
    }
}

/// Returns the policy files (`*.toml`) of a folder, sorted by name.
pub fn policy_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = SystemDisk.names(folder)?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort_unstable();
    Ok(files)
}

impl CaseStore {
    /// Reads the department's own table of due dates, `turnaround.toml` in the store's folder; `None` without one.
    pub fn turnaround_text(&self) -> Result<Option<String>, Failure> {
        turnaround_text(&self.root)
    }

    /// True if this is the store of a folder, however the two are written.
    pub fn is_in(&self, folder: &Path) -> bool {
        match (fs::canonicalize(&self.root), fs::canonicalize(folder)) {
            (Ok(own), Ok(folder)) => own == folder,
            _ => false,
        }
    }

    /// Saves a file outside this store, replacing one that is there.
    pub fn export(&self, path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
        // The file dialog asked before it returned an existing file.
        export(path, bytes, true, Some(&self.root))
    }
}

/// Reads the table of due dates of a folder that is not opened as a store.
pub fn turnaround_text(folder: &Path) -> Result<Option<String>, Failure> {
    match SystemDisk.read(&folder.join("turnaround.toml"), LARGEST_POLICY) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(Failure::NotFound) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Opens a file that the user named for reading. One with the path of a case in a store must not be a link. A pipe or a
/// device is refused, unless it stands for an open descriptor.
pub fn open_file(path: &Path) -> io::Result<File> {
    if path.starts_with("/dev") {
        return File::open(path);
    }
    if case_in_store(path).is_some() { open_stored(path) } else { open_named(path) }
}

/// Reads a file that the user chose, of at most `largest` bytes.
pub fn read_file(path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
    read_named(path, largest)
}

/// Reads the text of a policy file.
pub fn read_policy(path: &Path) -> Result<String, Failure> {
    let bytes = read_named(path, LARGEST_POLICY)?;
    // Invalid UTF-8 is replaced: the loader then reports the place.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
