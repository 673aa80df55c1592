//! Files that leave the store: what the user saves where the user says, and a department's policy files coming in.
//!
//! Must not know: what the bytes say.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::atomic::{self, Failure, Outcome};
use super::case_store::CaseStore;

/// The largest policy file that is read.
const LARGEST_POLICY: u64 = 8 << 20;

/// Writes a file whole or not at all.
pub fn export(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    match atomic::save(path, bytes) {
        Outcome::Saved | Outcome::SavedUnconfirmed => Ok(()),
        Outcome::Failed(failure) => Err(failure),
    }
}

/// The policy files (`*.toml`) of a folder, in the order of their names.
pub fn policy_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort_unstable();
    Ok(files)
}

impl CaseStore {
    /// The department's own table of due dates, `turnaround.toml` beside its cases, where it has one.
    pub fn turnaround_text(&self) -> Result<Option<String>, Failure> {
        match read_policy(&self.root.join("turnaround.toml")) {
            Ok(text) => Ok(Some(text)),
            Err(Failure::NotFound) => Ok(None),
            Err(failure) => Err(failure),
        }
    }
}

/// The text of a policy file.
pub fn read_policy(path: &Path) -> Result<String, Failure> {
    let bytes = atomic::read(path, LARGEST_POLICY)?;
    // What is no text has no policy in it either: the loader says so with a place.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
