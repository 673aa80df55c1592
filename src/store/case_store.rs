//! The folder of cases: `cases/ab/<id>.json` (ab: two hex digits of the id's SHA-256), `policies/<hash>.toml`, and
//! `locks/ab`, one lock for the cases of a shelf (`roster.json` has `locks/roster`). Several workstations may share it: a
//! save states which version it replaces, and is refused when another one stands there.
//!
//! Must not know: what a case amounts to. Errors name a case by its id and a folder as the user gave it, nothing else.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::access::{self, ReadOnly};
use super::atomic::{self, Failure, WriteOutcome};
use super::case_file;
use super::disk::{Disk, Held, Kind, SystemDisk};
use super::error::{Problem, StoreError};
use super::log::{self, Logged, Tail};
use crate::case::{History, UnconfirmedSignature};
use crate::identity::Roster;
use crate::ids::{CaseId, ContentHash};

/// How often a lock that another workstation holds is tried, and how long between; a save holds it for milliseconds.
const LOCK_TRIES: u32 = 300;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// The lock of what is saved beside the cases.
pub(super) const BESIDE: &str = "beside";

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
    /// Held from the first time that this window works on a case.
    pub(super) alive: Mutex<Option<Held>>,
}

/// Which state of a case a file holds: what a save replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The number of the newest event.
    pub revision: u32,
    /// SHA-256 of the file's exact bytes.
    pub hash: ContentHash,
}

impl Version {
    /// The version that a file of these bytes is, which hold this record.
    pub fn of(history: &History, bytes: &[u8]) -> Self {
        Self { revision: history.last_sequence(), hash: ContentHash::of(bytes) }
    }
}

/// A case as read from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The case with its history.
    pub history: History,
    /// What it was read from; a save hands it back.
    pub version: Version,
}

/// A save that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What is now in the file; the next save hands it back.
    pub version: Version,
    /// Whether the system confirmed that it outlasts a power cut.
    pub confirmed: bool,
    /// Whether the station's log tells of it. Where not, the save stands all the same.
    pub logged: Result<(), Failure>,
}

impl CaseStore {
    /// Opens a folder on this system's disk, making it where it is missing.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        Self::open_on(Arc::new(SystemDisk), folder)
    }

    /// Opens a folder on a disk. Where nothing can be written, or locks do not exclude, it is only read; a folder that cannot
    /// even be read is an error. Removes what saves that were cut off left behind, unless it goes on from its case.
    pub fn open_on(disk: Arc<dyn Disk>, folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let root = folder.into();
        let read_only = access::probe(&*disk, &root).err();
        Self::opened(disk, root, read_only)
    }

    /// Opens a folder to look at it: nothing in it is changed, made or removed.
    pub fn look_into(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        Self::opened(Arc::new(SystemDisk), folder.into(), Some(ReadOnly::Asked))
    }

    fn opened(disk: Arc<dyn Disk>, root: PathBuf, read_only: Option<ReadOnly>) -> Result<Self, StoreError> {
        let (station, log_tail, log_unsynced) = (log::station_name(None), Mutex::default(), AtomicBool::default());
        let (ensured, alive, roster_logged) = (Mutex::default(), Mutex::default(), Mutex::default());
        let store = Self { root, disk, read_only, ensured, station, log_tail, log_unsynced, roster_logged, alive };
        match read_only {
            None => store.remove_unfinished()?,
            Some(why) => {
                store.disk.names(&store.root.join("cases")).map_err(|error| match why {
                    ReadOnly::NotWritable(why) => StoreError::Folder { folder: store.root.clone(), why },
                    ReadOnly::NoLocks | ReadOnly::Asked => store.folder_error(error),
                })?;
            }
        }
        Ok(store)
    }

    /// The same folder, with the name of the workstation that it is opened at.
    #[must_use]
    pub fn at_station(mut self, name: Option<&str>) -> Self {
        self.station = log::station_name(name);
        self
    }

    /// The name under which this workstation keeps its log.
    pub fn station(&self) -> &str {
        &self.station
    }

    /// Why nothing is saved here, where that is so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    /// Where a case is kept.
    pub fn path_of(&self, case: &CaseId) -> PathBuf {
        case_path(&self.root, case)
    }

    /// Whether anything is kept under this id, damaged or not.
    pub fn exists(&self, case: &CaseId) -> bool {
        !matches!(self.disk.kind(&self.path_of(case)), Ok(None))
    }

    /// Reads a case. Its file is left as it is, also when it is of an older version.
    pub fn load(&self, case: &CaseId) -> Result<Loaded, StoreError> {
        self.entry_of(case).result.map_err(|why| match why {
            Problem::Unreadable(Failure::NotFound) => StoreError::NoSuchCase(case.clone()),
            why => StoreError::Unusable { case: case.clone(), why },
        })
    }

    /// Reads a case whose history does not belong to it, to be looked at.
    pub fn look_at(&self, case: &CaseId) -> Result<History, StoreError> {
        let bytes = self.disk.read(&self.path_of(case), case_file::LARGEST).map_err(Problem::from);
        let read = bytes.and_then(|bytes| Ok(case_file::look_at(&bytes)?));
        let read = read.and_then(|it| if it.case().id == *case { Ok(it) } else { Err(Problem::OtherId) });
        read.map_err(|why| StoreError::Unusable { case: case.clone(), why })
    }

    /// Reads the file of a case and holds its content against its name.
    pub(super) fn load_file(&self, path: &Path, case: &CaseId) -> Result<Loaded, Problem> {
        let loaded = loaded(&self.disk.read(path, case_file::LARGEST)?)?;
        if loaded.history.case().id == *case { Ok(loaded) } else { Err(Problem::OtherId) }
    }

    /// Saves a case in place of the version `expected`; none means that it is new. Where another one stands, nothing is
    /// written; where this very one stands already (a save whose answer was lost), it is written once more. What it replaces
    /// is kept for a while: see `previous`.
    ///
    /// Events signed since that version are held against the roster as it is in this folder now, under its lock: a key that was
    /// replaced, or whose owner has left, signs nothing any more. Fails with `NotBacked` then.
    pub fn save(&self, history: &History, expected: Option<&Version>) -> Result<Saved, StoreError> {
        self.save_signed(history, expected, History::unconfirmed_signatures_now)
    }

    /// The same for what was signed before it came here: each signature has to be backed for its own time.
    pub(super) fn save_received(&self, history: &History, expected: Option<&Version>) -> Result<Saved, StoreError> {
        self.save_signed(history, expected, History::unconfirmed_signatures)
    }

    fn save_signed(
        &self,
        history: &History,
        expected: Option<&Version>,
        unbacked: fn(&History, &Roster, u32) -> Vec<UnconfirmedSignature>,
    ) -> Result<Saved, StoreError> {
        let case = &history.case().id;
        let not_saved = |why: Problem| StoreError::NotSaved { case: case.clone(), why };
        self.is_writable()?;
        let bytes = case_file::write(history).map_err(|error| not_saved(error.into()))?;
        let version = Version::of(history, &bytes);
        if expected.is_some_and(|expected| expected.revision > version.revision) {
            return Err(StoreError::Conflict(case.clone()));
        }
        let path = self.path_of(case);
        self.ensure(case).map_err(|failure| not_saved(failure.into()))?;
        let _lock = self.lock(case)?;
        let found = match self.disk.read(&path, case_file::LARGEST) {
            Ok(bytes) => Some(ContentHash::of(&bytes)),
            Err(Failure::NotFound) => None,
            Err(failure) => return Err(not_saved(failure.into())),
        };
        if found.as_ref() != expected.map(|expected| &expected.hash) && found.as_ref() != Some(&version.hash) {
            return Err(StoreError::Conflict(case.clone()));
        }
        let since = expected.map_or(0, |expected| expected.revision);
        let outcome = self.under_roster(history, since, unbacked, || {
            if let Some(expected) = expected.filter(|expected| expected.revision < version.revision) {
                self.keep_previous(case, expected.revision);
            }
            atomic::save_on(&*self.disk, &path, &bytes)
        })?;
        match outcome {
            WriteOutcome::Saved => Ok(self.saved(history, version, true)),
            WriteOutcome::SavedUnconfirmed => Ok(self.saved(history, version, false)),
            WriteOutcome::Failed(failure) => Err(not_saved(failure.into())),
        }
    }

    /// Does the work of a save, where something was signed after `since` while the roster is locked, so that nobody leaves in
    /// between: nothing is saved that it does not back, or that is dated ahead of the folder's clock. Without a roster there
    /// is nothing to hold signatures against.
    fn under_roster<T>(
        &self,
        history: &History,
        since: u32,
        unbacked: fn(&History, &Roster, u32) -> Vec<UnconfirmedSignature>,
        work: impl FnOnce() -> T,
    ) -> Result<T, StoreError> {
        let signed = history.events().iter().rev().find(|event| event.sequence > since && event.proof.is_some());
        let Some(last) = signed else { return Ok(work()) };
        let case = &history.case().id;
        self.check_clock(last.at, None).map_err(|why| StoreError::Clock { case: case.clone(), why })?;
        let held = self.with_roster_locked(|loaded| {
            match loaded.and_then(|loaded| unbacked(history, &loaded.roster, since).into_iter().next()) {
                Some(why) => Err(StoreError::NotBacked { case: case.clone(), why }),
                None => Ok(work()),
            }
        });
        held.map_err(|error| StoreError::Roster(Box::new(error)))?
    }

    fn saved(&self, history: &History, version: Version, confirmed: bool) -> Saved {
        let (case, head) = (history.case().id.clone(), history.head().clone());
        let what = Logged::Saved { case, revision: version.revision, head, confirmed };
        Saved { version, confirmed, logged: self.log(what, log::author(history).as_deref()) }
    }

    /// The id after the highest one of a year, also of those `taken` that are not on the disk yet: `2025-0042`. Another workstation may take it first; saving then says so.
    pub fn next_case_id<'a>(
        &self,
        year: i32,
        taken: impl IntoIterator<Item = &'a CaseId>,
    ) -> Result<CaseId, StoreError> {
        let prefix = format!("{:04}-", year.unsigned_abs());
        let files = self.case_files().map_err(|error| self.folder_error(error))?;
        // A case in the trash, or of which only unsaved work is left, keeps its number: it may be put back.
        let gone = self.trash_files().into_iter().map(|(case, _)| case).chain(self.cases_in_conflict());
        let gone = gone.chain(taken.into_iter().cloned()).map(|case| case.to_string());
        let names = files.iter().filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).chain(gone);
        let next = names
            .filter_map(|name| name.strip_prefix(&prefix)?.parse().ok())
            .max()
            .map_or(1, |highest: u32| highest.saturating_add(1));
        CaseId::parse(&format!("{prefix}{next:04}")).map_err(|_| self.folder_error(io::ErrorKind::InvalidInput.into()))
    }

    /// Every `.json` file in `cases` and its folders, in the order of the paths; a folder that cannot be read stands for
    /// what is in it.
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

    pub(super) fn is_writable(&self) -> Result<(), StoreError> {
        self.read_only.map_or(Ok(()), |why| Err(StoreError::ReadOnly { folder: self.root.clone(), why }))
    }

    pub(super) fn folder_error(&self, error: io::Error) -> StoreError {
        StoreError::Folder { folder: self.root.clone(), why: error.into() }
    }

    /// Makes sure, once while the store is open, that a shelf is there and outlasts a power cut.
    pub(super) fn ensure(&self, case: &CaseId) -> Result<(), Failure> {
        let folder = self.root.join("cases").join(shelf(case));
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

    /// Held until it is dropped.
    pub(super) fn lock(&self, case: &CaseId) -> Result<Held, StoreError> {
        self.hold(&shelf(case))?.ok_or_else(|| StoreError::Locked(case.clone()))
    }

    /// Saves a file beside the cases: a policy's text, a conflict copy, a note. One at a time, so that what is unfinished there
    /// while nobody holds the lock was cut off.
    pub(super) fn save_beside(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let _held = self.hold_lock(BESIDE)?.ok_or(Failure::Busy)?;
        match atomic::save_on(&*self.disk, path, bytes) {
            WriteOutcome::Saved => Ok(()),
            WriteOutcome::SavedUnconfirmed => Err(Failure::Unconfirmed),
            WriteOutcome::Failed(failure) => Err(failure),
        }
    }

    /// A lock by its name, held until it is dropped; none where somebody else goes on holding it.
    pub(super) fn hold(&self, name: &str) -> Result<Option<Held>, StoreError> {
        self.hold_lock(name).map_err(|why| StoreError::Folder { folder: self.root.clone(), why })
    }

    pub(super) fn hold_lock(&self, name: &str) -> Result<Option<Held>, Failure> {
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

impl Drop for CaseStore {
    fn drop(&mut self) {
        // Nobody is left to be told; what it did not put on the disk, the system still does unless the power fails.
        let _ = self.sync_log();
        self.end_presence();
    }
}

/// The case in the bytes of a file.
pub(super) fn loaded(bytes: &[u8]) -> Result<Loaded, Problem> {
    let history = case_file::read(bytes)?;
    let version = Version::of(&history, bytes);
    Ok(Loaded { history, version })
}

/// Where the store in a folder keeps a case, whether or not the store is opened.
pub fn case_path(folder: &Path, case: &CaseId) -> PathBuf {
    folder.join("cases").join(shelf(case)).join(format!("{case}.json"))
}

/// The store's folder of a file that lies as a case does in one: `cases/ab/<id>.json`.
pub fn store_of(path: &Path) -> Option<PathBuf> {
    case_in_store(path).map(|(folder, _)| folder)
}

/// The same, with the case that the file is of.
pub fn case_in_store(path: &Path) -> Option<(PathBuf, CaseId)> {
    let cases = path.parent()?.parent().filter(|cases| cases.file_name().is_some_and(|name| name == "cases"))?;
    let folder = cases.parent()?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let id = CaseId::parse(path.file_stem()?.to_str()?).ok()?;
    let kept = case_path(folder, &id);
    let lies_there = kept.file_name() == path.file_name() && kept.parent()?.file_name() == path.parent()?.file_name();
    lies_there.then(|| (folder.to_owned(), id))
}

pub(super) fn shelf(case: &CaseId) -> String {
    ContentHash::of(case.as_str().as_bytes()).as_str().chars().take(2).collect()
}
