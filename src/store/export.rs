//! Files that leave the store: what the user saves where the user says, and a department's policy files coming in.
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

/// Why a file was not saved where the user said. Nothing was written then, except where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// Something stands there.
    #[error("a file of this name exists: choose another name, nothing was overwritten")]
    Exists,
    /// It is the store's own folder.
    #[error(
        "this lies inside the folder of cases, which holds nothing but the program's own files: choose another folder"
    )]
    InsideStore,
    /// In place, without the system's word that it stays.
    #[error("the file is in place, but the system did not confirm that it outlasts a power cut: save it once more")]
    Unconfirmed,
    /// The disk.
    #[error("nothing was written: {0}")]
    Failed(#[from] Failure),
}

/// Saves a file where the user said, whole or not at all. What stands there is replaced only where the user was asked, and
/// nothing is saved inside a store.
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

/// Whether a file would lie in a folder, whatever way the two are written.
pub(super) fn is_inside(path: &Path, folder: &Path) -> bool {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(parent), fs::canonicalize(folder)) {
        (Ok(parent), Ok(folder)) => parent.starts_with(folder),
        _ => false,
    }
}

/// The policy files (`*.toml`) of a folder, in the order of their names.
pub fn policy_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = SystemDisk.names(folder)?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort_unstable();
    Ok(files)
}

impl CaseStore {
    /// The department's own table of due dates, `turnaround.toml` beside its cases, where it has one.
    pub fn turnaround_text(&self) -> Result<Option<String>, Failure> {
        turnaround_text(&self.root)
    }

    /// Whether this store is the one in a folder, whatever way the two are written.
    pub fn is_in(&self, folder: &Path) -> bool {
        match (fs::canonicalize(&self.root), fs::canonicalize(folder)) {
            (Ok(own), Ok(folder)) => own == folder,
            _ => false,
        }
    }

    /// The same as `export`, outside this store.
    pub fn export(&self, path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
        // The dialog asked before it named a file that exists.
        export(path, bytes, true, Some(&self.root))
    }
}

/// The same for a folder that is not opened as a store.
pub fn turnaround_text(folder: &Path) -> Result<Option<String>, Failure> {
    match SystemDisk.read(&folder.join("turnaround.toml"), LARGEST_POLICY) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(Failure::NotFound) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Opens a file that the user named, to be read; one that lies as a case does in a store must be a file itself, not a link to one.
/// A pipe or a device is refused, unless it stands for an open descriptor.
pub fn open_file(path: &Path) -> io::Result<File> {
    if path.starts_with("/dev") {
        return File::open(path);
    }
    if case_in_store(path).is_some() { open_stored(path) } else { open_named(path) }
}

/// All bytes of a file that the user chose, of at most `largest`.
pub fn read_file(path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
    read_named(path, largest)
}

/// The text of a policy file.
pub fn read_policy(path: &Path) -> Result<String, Failure> {
    let bytes = read_named(path, LARGEST_POLICY)?;
    // What is no text has no policy in it either: the loader says so with a place.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
