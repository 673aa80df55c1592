//! Reads a backup to its end and checks all of it against its manifest.
//!
//! The archive comes from outside, so nothing in it is believed: names are plain parts below the folder, sizes have limits, and
//! what the manifest does not name is not taken.
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

/// The largest manifest, in bytes: of more files than a department has in decades.
const LARGEST_MANIFEST: u64 = 1 << 30;
/// The deepest that a file lies.
const DEEPEST: usize = 4;

redacted_debug!(CheckedBackup);

/// What a checked backup holds.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckedBackup {
    /// When it was made.
    pub made_at: Instant,
    /// The program that made it.
    pub program: String,
    /// How many files.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// How many of them are cases.
    pub cases: usize,
    /// Cases that were damaged when the backup was made, by their files. They are restored as they were.
    pub damaged: Vec<String>,
    /// Cases that are not in it as far as the logs in it say.
    pub incomplete: Vec<IncompleteCase>,
    /// The hash of the manifest, as whoever made the backup was told.
    pub manifest: ContentHash,
}

/// Why a backup is not restored. Nothing of it is used then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// It was stopped.
    #[error("it was stopped; nothing was restored")]
    Stopped,
    /// The archive cannot be read from the disk.
    #[error("the backup cannot be read: {0}")]
    Unreadable(Failure),
    /// It is no archive, or was cut off.
    #[error("the file is no backup, or was cut off or damaged: take another one")]
    NotOne,
    /// It has no manifest.
    #[error("the backup has no manifest at its end: it was cut off, or is something else; take another one")]
    NoManifest,
    /// Made by a later program.
    #[error("the backup was made by a newer program: restore it with one")]
    Newer,
    /// An entry that no backup has.
    #[error("entry {number} of the backup is none that this program makes: it was altered; take another one")]
    Foreign {
        /// Its place, from 1.
        number: usize,
    },
    /// An entry is not what the manifest says.
    #[error("entry {number} of the backup is not what its manifest says: it was damaged or altered; take another one")]
    Differs {
        /// Its place, from 1.
        number: usize,
    },
    /// The manifest names what is not there.
    #[error("the backup lacks {0} of the files that its manifest names: it was altered; take another one")]
    Lacks(usize),
    /// The folder is not empty.
    #[error("the folder is not empty: restore into a new one, so that no case takes another one's place")]
    NotEmpty,
    /// The folder cannot be written.
    #[error("nothing was restored: {0}")]
    NotWritten(Failure),
}

/// Reads a backup to its end and holds all of it against its manifest. Changes nothing.
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

/// Goes through the entries of an archive up to its manifest, which is the last.
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

/// Whether a name is a plain path below a folder, on every system.
fn is_plain(path: &str) -> bool {
    let part = |part: &str| {
        let plain = !part.is_empty() && part != "." && part != ".." && part.len() <= 255;
        plain && !part.contains(['\\', ':', '\0']) && !part.ends_with(['.', ' '])
    };
    path.split('/').count() <= DEEPEST && path.split('/').all(part)
}
