//! The folder of cases: `cases/ab/<id>.json` (ab: two hex digits of the id's SHA-256), `policies/<hash>.toml`, and
//! `locks/ab`, one lock for the cases of a shard (`roster.json` has `locks/roster`). Several workstations may share it.
//!
//! Must not know: what a case amounts to. Errors name a case by its id and a folder as the user gave it, nothing else.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::access::ReadOnly;
use super::atomic::{self, WriteOutcome};
use super::case_file;
use super::disk::{Disk, Kind, LockGuard};
use super::error::StoreError;
use super::failure::Failure;
use super::file_error::Problem;
use super::log_line::{Tail, station_name};
use crate::case::History;
use crate::ids::{CaseId, ContentHash};

/// Number of tries and the pause between them for a lock that another workstation holds; a save holds one for
/// milliseconds.
const LOCK_TRIES: u32 = 300;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// Lock for moves between cases, trash and conflict copies.
pub(super) const MOVES: &str = "moves";
/// Lock for auxiliary files: policy texts, conflict copies, notes and presence.
pub(super) const AUXILIARY: &str = "beside";

/// A folder of cases.
#[derive(Debug)]
pub struct CaseStore {
    pub(super) root: PathBuf,
    pub(super) disk: Arc<dyn Disk>,
    read_only: Option<ReadOnly>,
    /// Folders that are known to outlast a power cut.
    ensured: Mutex<BTreeSet<PathBuf>>,
    station: String,
    pub(super) log_tail: Mutex<Option<Tail>>,
    pub(super) log_unsynced: AtomicBool,
    /// The roster's head as this store last logged it.
    pub(super) roster_logged: Mutex<Option<ContentHash>>,
    /// This window's presence lock, held from its first edit.
    pub(super) alive: Mutex<Option<LockGuard>>,
}

/// The state of a case in a file, which a save replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Number of the newest event.
    pub revision: u32,
    /// SHA-256 of the file's exact bytes.
    pub hash: ContentHash,
}

impl Version {
    /// Returns the version of a file with these bytes, which hold this history.
    pub fn of(history: &History, bytes: &[u8]) -> Self {
        Self { revision: history.last_sequence(), hash: ContentHash::of(bytes) }
    }
}

/// A case as read from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The case with its history.
    pub history: History,
    /// The version that was read; a save passes it back.
    pub version: Version,
}

/// A finished save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The saved version; the next save passes it back.
    pub version: Version,
    /// True if the system confirmed that it outlasts a power cut.
    pub confirmed: bool,
    /// Result of the log entry. The save is done even where it failed.
    pub logged: Result<(), Failure>,
}

impl CaseStore {
    /// Makes a store without touching the folder.
    pub(super) fn new(disk: Arc<dyn Disk>, root: PathBuf, read_only: Option<ReadOnly>) -> Self {
        let (station, log_tail, log_unsynced) = (station_name(None), Mutex::default(), AtomicBool::default());
        let (ensured, alive, roster_logged) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { root, disk, read_only, ensured, station, log_tail, log_unsynced, roster_logged, alive }
    }

    /// Sets the name of the workstation.
    #[must_use]
    pub fn at_station(mut self, name: Option<&str>) -> Self {
        self.station = station_name(name);
        self
    }

    /// Name of this workstation's log.
    pub fn station(&self) -> &str {
        &self.station
    }

    /// Reason why the store is read-only, if it is.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    /// Path of a case's file.
    pub fn path_of(&self, case: &CaseId) -> PathBuf {
        case_path(&self.root, case)
    }

    /// True if there is a file of this id, damaged or not.
    pub fn exists(&self, case: &CaseId) -> bool {
        !matches!(self.disk.kind(&self.path_of(case)), Ok(None))
    }

    /// Reads a case whose history does not produce it, for viewing only.
    pub fn load_unverified(&self, case: &CaseId) -> Result<History, StoreError> {
        let bytes = self.disk.read(&self.path_of(case), case_file::LARGEST).map_err(Problem::from);
        let read = bytes.and_then(|bytes| Ok(case_file::read_unverified(&bytes)?));
        let read = read.and_then(|it| if it.case().id == *case { Ok(it) } else { Err(Problem::OtherId) });
        read.map_err(|why| StoreError::Unusable { case: case.clone(), why })
    }

    /// Reads a case file and checks that its id matches.
    pub(super) fn load_file(&self, path: &Path, case: &CaseId) -> Result<Loaded, Problem> {
        let loaded = loaded(&self.disk.read(path, case_file::LARGEST)?)?;
        if loaded.history.case().id == *case { Ok(loaded) } else { Err(Problem::OtherId) }
    }

    /// Returns every `.json` file in `cases` and its folders, sorted by path; a folder that cannot be read stands for
    /// its content.
    pub(super) fn case_files(&self) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in self.disk.names(&self.root.join("cases"))? {
            let inside = match self.disk.kind(&entry)? {
                Some(Kind::Folder) => self.disk.names(&entry),
                _ => Ok(vec![entry.clone()]),
            };
            match inside {
                Ok(paths) => {
                    files.extend(paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "json")))
                }
                Err(_) => files.push(entry),
            }
        }
        files.sort_unstable();
        Ok(files)
    }

    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        self.read_only.map_or(Ok(()), |why| Err(StoreError::ReadOnly { folder: self.root.clone(), why }))
    }

    pub(super) fn folder_error(&self, error: io::Error) -> StoreError {
        StoreError::Folder { folder: self.root.clone(), why: error.into() }
    }

    /// Creates the folder of a case's shard and syncs it, once while the store is open.
    pub(super) fn ensure(&self, case: &CaseId) -> Result<(), Failure> {
        let folder = self.root.join("cases").join(shard(case));
        let mut ensured = self.ensured.lock().unwrap_or_else(PoisonError::into_inner);
        if !ensured.contains(&folder) {
            atomic::ensure_folder(&*self.disk, &folder)?;
            ensured.insert(folder);
        }
        Ok(())
    }

    pub(super) fn lock_path(&self, name: &str) -> PathBuf {
        self.root.join("locks").join(name)
    }

    /// Locks the shard of a case until the guard is dropped.
    pub(super) fn lock(&self, case: &CaseId) -> Result<LockGuard, StoreError> {
        self.lock_named(&shard(case))?.ok_or_else(|| StoreError::Locked(case.clone()))
    }

    /// Saves an auxiliary file: a policy text, a conflict copy, a note. One at a time, so an unfinished file there was
    /// interrupted if nobody holds the lock.
    pub(super) fn save_auxiliary(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let _held = self.acquire_lock(AUXILIARY)?.ok_or(Failure::Busy)?;
        match atomic::save_on(&*self.disk, path, bytes) {
            WriteOutcome::Saved => Ok(()),
            WriteOutcome::SavedUnconfirmed => Err(Failure::Unconfirmed),
            WriteOutcome::Failed(failure) => Err(failure),
        }
    }

    /// Locks moves of cases until the guard is dropped. A read-only folder is not locked, since nothing is moved there.
    pub(super) fn lock_moves(&self) -> Result<Option<LockGuard>, Failure> {
        if self.read_only().is_some() {
            return Ok(None);
        }
        self.acquire_lock(MOVES)?.ok_or(Failure::Busy).map(Some)
    }

    /// Acquires a lock by its name; `None` while somebody else keeps it.
    pub(super) fn lock_named(&self, name: &str) -> Result<Option<LockGuard>, StoreError> {
        self.acquire_lock(name).map_err(|why| StoreError::Folder { folder: self.root.clone(), why })
    }

    pub(super) fn acquire_lock(&self, name: &str) -> Result<Option<LockGuard>, Failure> {
        let path = self.lock_path(name);
        for _ in 0..LOCK_TRIES {
            match self.disk.try_lock(&path)? {
                Some(held) => return Ok(Some(held)),
                None => std::thread::sleep(LOCK_PAUSE),
            }
        }
        Ok(None)
    }
}

/// Reads a case and its version.
pub(super) fn loaded(bytes: &[u8]) -> Result<Loaded, Problem> {
    let history = case_file::read(bytes)?;
    let version = Version::of(&history, bytes);
    Ok(Loaded { history, version })
}

/// Path of a case's file in the store of a folder, opened or not.
pub fn case_path(folder: &Path, case: &CaseId) -> PathBuf {
    folder.join("cases").join(shard(case)).join(format!("{case}.json"))
}

/// Returns the store's folder of a path that has the form of a case file: `cases/ab/<id>.json`.
pub fn store_of(path: &Path) -> Option<PathBuf> {
    case_in_store(path).map(|(folder, _)| folder)
}

/// The same with the id of the case.
pub fn case_in_store(path: &Path) -> Option<(PathBuf, CaseId)> {
    let cases = path.parent()?.parent().filter(|cases| cases.file_name().is_some_and(|name| name == "cases"))?;
    let folder = cases.parent()?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let id = CaseId::parse(path.file_stem()?.to_str()?).ok()?;
    let kept = case_path(folder, &id);
    let lies_there = kept.file_name() == path.file_name() && kept.parent()?.file_name() == path.parent()?.file_name();
    lies_there.then(|| (folder.to_owned(), id))
}

pub(super) fn shard(case: &CaseId) -> String {
    ContentHash::of(case.as_str().as_bytes()).as_str().chars().take(2).collect()
}
