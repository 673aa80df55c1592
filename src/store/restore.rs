//! A backup put back: into a folder of its own, and only after every byte of it was held against its manifest.
//!
//! The archive comes from outside, so nothing in it is believed: names are plain parts below the folder, sizes have limits, and
//! what the manifest does not name is not taken. It is read twice, first to check and then to unpack, and checked both times.
//!
//! Must not know: whose cases they are, or who is shown the progress.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use super::atomic;
use super::backup::{FORMAT, FileOf, LARGEST, MANIFEST, Manifest, Progress, VERSION, Watch};
use super::backup_ledger::{Lacking, Ledger};
use super::disk::{Disk, Held, Kind};
use super::failure::Failure;
use super::system_disk::{SystemDisk, open_named};
use crate::clock::Instant;
use crate::ids::ContentHash;
use crate::redacted::redacted_debug;

/// The largest manifest, in bytes: of more files than a department has in decades.
const LARGEST_MANIFEST: u64 = 1 << 30;
/// How a folder is named that a backup is unpacked into, before the number of the process.
const BEGUN: &str = ".mednec-restore-";
/// What the lock beside it ends with.
const LOCK_ENDING: &str = ".lock";
/// The deepest that a file lies.
const DEEPEST: usize = 4;

redacted_debug!(Checked);

/// What a checked backup holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Checked {
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
    pub lacking: Vec<Lacking>,
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
pub fn check_backup(file: &Path, watch: Watch<'_>) -> Result<Checked, RestoreError> {
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
    let mut lacking = 0;
    for named in &manifest.files {
        match found.remove(&named.path) {
            Some((_, entry)) if entry == *named => bytes += entry.bytes,
            Some((number, _)) => return Err(RestoreError::Differs { number }),
            None => lacking += 1,
        }
    }
    if let Some((number, _)) = found.into_values().next() {
        return Err(RestoreError::Foreign { number });
    }
    if lacking > 0 {
        return Err(RestoreError::Lacks(lacking));
    }
    let Manifest { made_at, program, files, .. } = manifest;
    let lacking = ledger.lacking();
    Ok(Checked { made_at, program, files: files.len(), bytes, cases, damaged, lacking, manifest: hash })
}

/// Checks a backup and unpacks it into a folder that is empty or not there yet.
pub fn restore(file: &Path, folder: &Path, watch: Watch<'_>) -> Result<Checked, RestoreError> {
    let disk = SystemDisk;
    let written = |error: io::Error| RestoreError::NotWritten(error.into());
    match disk.names(folder) {
        Ok(names) if !names.is_empty() => return Err(RestoreError::NotEmpty),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(written(error)),
    }
    let checked = check_backup(file, watch)?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    atomic::ensure_folder(&disk, parent).map_err(written)?;
    // Beside its place, so that it comes there whole or not at all.
    let begun = Begun::beside(parent);
    unpack(file, &begun.folder, checked.files, watch)?;
    if folder.is_dir() {
        fs::remove_dir(folder).map_err(written)?;
    }
    fs::rename(&begun.folder, folder).map_err(written)?;
    disk.open_folder(parent).and_then(|handle| handle.sync(None)).map_err(written)?;
    Ok(checked)
}

/// A folder that a backup is unpacked into before it takes its place. Beside it lies a lock that is held as long as this process
/// lives: so it can be told from one whose process was ended. Dropped, both are removed.
struct Begun {
    folder: PathBuf,
    lock: PathBuf,
    _held: Option<Held>,
}

impl Begun {
    /// Names one, after removing those that were left behind there.
    fn beside(parent: &Path) -> Self {
        remove_left_behind(parent);
        let folder = parent.join(format!("{BEGUN}{}", std::process::id()));
        let lock = lock_of(&folder);
        // A disk without locks has no such mark, and there such folders stay.
        let held = SystemDisk.try_lock(&lock).ok().flatten();
        Self { folder, lock, _held: held }
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        // What cannot be removed is in the way of nothing.
        let _ = remove_folder(&self.folder);
        let _ = SystemDisk.remove(&self.lock);
    }
}

fn lock_of(folder: &Path) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(LOCK_ENDING);
    name.into()
}

/// Removes what restores left behind that were ended before their end. One without its lock cannot be told from one that goes on.
fn remove_left_behind(parent: &Path) {
    for path in SystemDisk.names(parent).unwrap_or_default() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(folder) = name.strip_suffix(LOCK_ENDING).filter(|name| name.starts_with(BEGUN)) else { continue };
        if let Ok(Some(held)) = SystemDisk.try_lock(&path) {
            let _ = remove_folder(&parent.join(folder));
            let _ = SystemDisk.remove(&path);
            drop(held);
        }
    }
}

/// Removes a folder with all that is in it. Links are removed, not followed.
fn remove_folder(folder: &Path) -> io::Result<()> {
    for path in SystemDisk.names(folder)? {
        match SystemDisk.kind(&path)? {
            Some(Kind::Folder) => remove_folder(&path)?,
            Some(_) => SystemDisk.remove(&path)?,
            None => {}
        }
    }
    fs::remove_dir(folder)
}

fn unpack(file: &Path, begun: &Path, of: usize, watch: Watch<'_>) -> Result<(), RestoreError> {
    let disk = SystemDisk;
    let written = |error: io::Error| RestoreError::NotWritten(error.into());
    let mut progress = Progress { of: Some(of), ..Progress::default() };
    disk.make_folder(begun).map_err(written)?;
    let (manifest, _) = each_entry(file, |_, path, bytes| {
        let target = begun.join(path);
        let shelf = target.parent().unwrap_or(begun);
        if !matches!(disk.kind(shelf), Ok(Some(Kind::Folder))) {
            atomic::ensure_folder(&disk, shelf).map_err(written)?;
        }
        match atomic::save_on(&disk, &target, bytes) {
            atomic::WriteOutcome::Saved => {}
            atomic::WriteOutcome::SavedUnconfirmed => return Err(RestoreError::NotWritten(Failure::Unconfirmed)),
            atomic::WriteOutcome::Failed(failure) => return Err(RestoreError::NotWritten(failure)),
        }
        (progress.files, progress.bytes) = (progress.files + 1, progress.bytes + bytes.len() as u64);
        if watch(progress).is_break() { Err(RestoreError::Stopped) } else { Ok(()) }
    })?;
    // What lies there now, held against the manifest once more: the archive may have changed between the two readings.
    for (number, named) in (1..).zip(&manifest.files) {
        let there = disk.read(&begun.join(&named.path), LARGEST).map_err(RestoreError::NotWritten)?;
        if ContentHash::of(&there) != named.hash {
            return Err(RestoreError::Differs { number });
        }
    }
    Ok(())
}

/// Goes through the entries of an archive up to its manifest, which is the last.
fn each_entry(
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
