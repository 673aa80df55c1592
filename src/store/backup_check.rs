//! Reads a backup to its end and checks all of it against its manifest.
//!
//! The archive comes from outside and is not trusted: names are plain paths below the folder, sizes have limits, and
//! files that the manifest does not name are refused.
//!
//! Must not know: whose cases they are, or who is shown the progress.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use std::path::Path;

use super::backup_format::{FORMAT, FileOf, LARGEST, MANIFEST, Manifest, Progress, VERSION, Watch};
use super::backup_ledger::{IncompleteCase, Ledger};
use super::failure::Failure;
use super::system_disk::open_named;
use crate::clock::Instant;
use crate::ids::ContentHash;
use crate::redacted::redacted_debug;

/// The largest manifest, in bytes: more files than a department has in decades.
const LARGEST_MANIFEST: u64 = 1 << 30;
/// The largest number of parts in a file's path.
const DEEPEST: usize = 4;

redacted_debug!(CheckedBackup);

/// Content of a checked backup.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckedBackup {
    /// Time of the backup.
    pub made_at: Instant,
    /// The program that made it.
    pub program: String,
    /// Number of files.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Number of cases among them.
    pub cases: usize,
    /// Paths of cases that were damaged when the backup was made. They are restored as they were.
    pub damaged: Vec<String>,
    /// Cases that the backup does not hold as far as the logs in it say.
    pub incomplete: Vec<IncompleteCase>,
    /// Hash of the manifest, as it was shown when the backup was made.
    pub manifest: ContentHash,
}

/// Why a backup is not restored. Nothing of it is used then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// The user stopped it.
    #[error("it was stopped; nothing was restored")]
    Stopped,
    /// The archive cannot be read from the disk.
    #[error("the backup cannot be read: {0}")]
    Unreadable(Failure),
    /// It is not an archive, or is truncated.
    #[error("the file is not a backup, or is truncated or damaged: use another one")]
    NotOne,
    /// It has no manifest.
    #[error("the backup has no manifest at its end: it is truncated, or is not a backup; use another one")]
    NoManifest,
    /// Made by a later program.
    #[error("the backup was made by a newer program: restore it with one")]
    Newer,
    /// An entry that this program never writes.
    #[error("entry {number} of the backup was not written by this program: the backup was altered; use another one")]
    Foreign {
        /// Its position, from 1.
        number: usize,
    },
    /// An entry is not what the manifest says.
    #[error("entry {number} of the backup differs from its manifest: it was damaged or altered; use another one")]
    Differs {
        /// Its position, from 1.
        number: usize,
    },
    /// Files that the manifest names are missing.
    #[error("{0} of the files that the backup's manifest names are missing: it was altered; use another one")]
    Lacks(usize),
    /// The folder is not empty.
    #[error("the folder is not empty: restore into a new one, so that no case takes another one's place")]
    NotEmpty,
    /// The folder cannot be written.
    #[error("nothing was restored: {0}")]
    NotWritten(Failure),
}

/// Reads a backup to its end and checks all of it against its manifest. Changes nothing.
pub fn check_backup(file: &Path, watch: Watch<'_>) -> Result<CheckedBackup, RestoreError> {
    let mut found: BTreeMap<String, (usize, FileOf)> = BTreeMap::new();
    let (mut cases, mut damaged, mut ledger) = (0, Vec::new(), Ledger::default());
    let mut progress = Progress::default();
    let manifest = each_entry(file, |number, path, bytes| {
        cases += usize::from(path.starts_with("cases/") && path.ends_with(".json"));
        if ledger.take(path, bytes).is_err() {
            damaged.push(path.to_owned());
        }
        let size = bytes.len() as u64;
        let entry = FileOf { path: path.to_owned(), bytes: size, hash: ContentHash::of(bytes) };
        if found.insert(path.to_owned(), (number, entry)).is_some() {
            return Err(RestoreError::Foreign { number });
        }
        (progress.files, progress.bytes) = (progress.files + 1, progress.bytes + size);
        if watch(progress).is_break() { Err(RestoreError::Stopped) } else { Ok(()) }
    })?;
    let (manifest, hash) = manifest;
    let mut bytes = 0;
    let mut incomplete = 0;
    for named in &manifest.files {
        match found.remove(&named.path) {
            Some((_, entry)) if entry == *named => bytes += entry.bytes,
            Some((number, _)) => return Err(RestoreError::Differs { number }),
            None => incomplete += 1,
        }
    }
    if let Some((number, _)) = found.into_values().next() {
        return Err(RestoreError::Foreign { number });
    }
    if incomplete > 0 {
        return Err(RestoreError::Lacks(incomplete));
    }
    let Manifest { made_at, program, files, .. } = manifest;
    let incomplete = ledger.incomplete();
    Ok(CheckedBackup { made_at, program, files: files.len(), bytes, cases, damaged, incomplete, manifest: hash })
}

/// Calls `take` with each entry of an archive up to its manifest, which is the last.
pub(super) fn each_entry(
    file: &Path,
    mut take: impl FnMut(usize, &str, &[u8]) -> Result<(), RestoreError>,
) -> Result<(Manifest, ContentHash), RestoreError> {
    let unreadable = |error: io::Error| RestoreError::Unreadable(error.into());
    let mut archive = tar::Archive::new(BufReader::new(open_named(file).map_err(unreadable)?));
    let mut manifest = None;
    for (number, entry) in (1..).zip(archive.entries().map_err(|_| RestoreError::NotOne)?) {
        let mut entry = entry.map_err(|_| RestoreError::NotOne)?;
        let path = entry.path_bytes().into_owned();
        let path = std::str::from_utf8(&path).ok().filter(|path| is_plain(path));
        let regular = entry.header().entry_type() == tar::EntryType::Regular;
        let (Some(path), true, None) = (path, regular, &manifest) else {
            return Err(RestoreError::Foreign { number });
        };
        let largest = if path == MANIFEST { LARGEST_MANIFEST } else { LARGEST };
        let mut bytes = Vec::new();
        let size = entry.size();
        if size > largest {
            return Err(RestoreError::Foreign { number });
        }
        entry.by_ref().take(largest).read_to_end(&mut bytes).map_err(|_| RestoreError::NotOne)?;
        if bytes.len() as u64 != size {
            return Err(RestoreError::NotOne);
        }
        if path == MANIFEST {
            manifest = Some((read_manifest(&bytes)?, ContentHash::of(&bytes)));
        } else {
            take(number, path, &bytes)?;
        }
    }
    manifest.ok_or(RestoreError::NoManifest)
}

fn read_manifest(bytes: &[u8]) -> Result<Manifest, RestoreError> {
    #[derive(serde::Deserialize)]
    struct Head {
        format: String,
        version: u64,
    }
    let head: Head = serde_json::from_slice(bytes).map_err(|_| RestoreError::NoManifest)?;
    if head.format != FORMAT {
        return Err(RestoreError::NoManifest);
    }
    if head.version > VERSION {
        return Err(RestoreError::Newer);
    }
    serde_json::from_slice(bytes).map_err(|_| RestoreError::NoManifest)
}

/// True for a plain relative path on every system.
fn is_plain(path: &str) -> bool {
    let part = |part: &str| {
        let plain = !part.is_empty() && part != "." && part != ".." && part.len() <= 255;
        plain && !part.contains(['\\', ':', '\0']) && !part.ends_with(['.', ' '])
    };
    path.split('/').count() <= DEEPEST && path.split('/').all(part)
}
