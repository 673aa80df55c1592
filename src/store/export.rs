//! Files that leave the store: what the user saves where the user says, and a department's policy files coming in.
//!
//! Must not know: what the bytes say.

use std::path::Path;

use super::atomic::{self, Failure, Outcome};

/// The largest policy file that is read.
const LARGEST_POLICY: u64 = 8 << 20;

/// Writes a file whole or not at all.
pub fn export(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    match atomic::save(path, bytes) {
        Outcome::Saved | Outcome::SavedUnconfirmed => Ok(()),
        Outcome::Failed(failure) => Err(failure),
    }
}

/// The texts of the policy files (`*.toml`) of a folder, in the order of their names. One that cannot be read is empty,
/// and so is reported as a policy file with problems.
pub fn policy_files(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        atomic::read(path, LARGEST_POLICY).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    };
    paths.iter().map(read).collect()
}
