//! The folder of cases: `cases/ab/<id>.json` (ab: two hex digits of the id's SHA-256), `policies/<hash>.toml`, and
//! `locks/ab`, one lock for the cases of a folder (`roster.json` has `locks/roster`). Several workstations may share it: a
//! save states which bytes it replaces, and is refused when others stand there.
//!
//! Must not know: what a case amounts to. Errors name a case by its id and a folder as the user gave it, nothing else.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::atomic::{self, Failure, Outcome};
use super::case_file;
use super::error::{Problem, StoreError};
use crate::case::Record;
use crate::ids::{CaseId, ContentHash};

/// How often a lock that another workstation holds is tried, and how long between; a save holds it for milliseconds.
const LOCK_TRIES: u32 = 300;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// A folder of cases.
#[derive(Debug)]
pub struct CaseStore {
    pub(super) root: PathBuf,
}

/// A case as read from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The case with its history.
    pub record: Record,
    /// SHA-256 of the bytes that it was read from; a save hands it back.
    pub hash: ContentHash,
}

/// A save that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// SHA-256 of the bytes now in the file; the next save hands it back.
    pub hash: ContentHash,
    /// Whether the system confirmed that it outlasts a power cut.
    pub confirmed: bool,
}

impl CaseStore {
    /// Opens a folder, making it where it is missing; removes what saves that were cut off left behind.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let store = Self { root: folder.into() };
        for part in ["cases", "policies", "locks"] {
            atomic::make_folder(&store.root.join(part)).map_err(|error| store.folder_error(error))?;
        }
        store.probe_locks()?;
        store.remove_unfinished().map_err(|error| store.folder_error(error))?;
        Ok(store)
    }

    /// Where a case is kept.
    pub fn path_of(&self, case: &CaseId) -> PathBuf {
        case_path(&self.root, case)
    }

    /// Whether anything is kept under this id, damaged or not.
    pub fn exists(&self, case: &CaseId) -> bool {
        fs::symlink_metadata(self.path_of(case)).is_ok()
    }

    /// Reads a case. Its file is left as it is, also when it is of an older version.
    pub fn load(&self, case: &CaseId) -> Result<Loaded, StoreError> {
        load_file(&self.path_of(case), case).map_err(|why| match why {
            Problem::Unreadable(Failure::NotFound) => StoreError::NoSuchCase(case.clone()),
            why => StoreError::Unusable { case: case.clone(), why },
        })
    }

    /// Saves a case in place of the bytes `expected`; none means that it is new. Where other bytes stand, nothing is
    /// written; where these very bytes stand already (a save whose answer was lost), they are written once more.
    pub fn save(&self, record: &Record, expected: Option<&ContentHash>) -> Result<Saved, StoreError> {
        let case = &record.case().id;
        let not_saved = |why: Problem| StoreError::NotSaved { case: case.clone(), why };
        let bytes = case_file::write(record).map_err(|error| not_saved(error.into()))?;
        let hash = ContentHash::of(&bytes);
        let path = self.path_of(case);
        if let Some(folder) = path.parent() {
            atomic::make_folder(folder).map_err(|error| not_saved(Failure::from(error).into()))?;
        }
        let _lock = self.lock(case)?;
        let found = match atomic::read(&path, case_file::LARGEST) {
            Ok(bytes) => Some(ContentHash::of(&bytes)),
            Err(Failure::NotFound) => None,
            Err(failure) => return Err(not_saved(failure.into())),
        };
        if found.as_ref() != expected && found.as_ref() != Some(&hash) {
            return Err(StoreError::Conflict(case.clone()));
        }
        match atomic::save(&path, &bytes) {
            Outcome::Saved => Ok(Saved { hash, confirmed: true }),
            Outcome::SavedUnconfirmed => Ok(Saved { hash, confirmed: false }),
            Outcome::Failed(failure) => Err(not_saved(failure.into())),
        }
    }

    /// The id after the highest one of a year: `2025-0042`. Another workstation may take it first; saving then says so.
    pub fn next_case_id(&self, year: i32) -> Result<CaseId, StoreError> {
        let prefix = format!("{:04}-", year.unsigned_abs());
        let files = self.case_files().map_err(|error| self.folder_error(error))?;
        let names = files.iter().filter_map(|path| path.file_stem()?.to_str()?.strip_prefix(&prefix)?.parse().ok());
        let next = names.max().map_or(1, |highest: u32| highest.saturating_add(1));
        CaseId::parse(&format!("{prefix}{next:04}")).map_err(|_| self.folder_error(io::ErrorKind::InvalidInput.into()))
    }

    /// Every `.json` file in `cases` and its folders, in the order of the paths; a folder that cannot be read stands for
    /// what is in it.
    pub(super) fn case_files(&self) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let cases = self.root.join("cases");
        for entry in fs::read_dir(&cases)? {
            let entry = entry?;
            let inside = if entry.file_type()?.is_dir() { names_in(&entry.path()) } else { Ok(vec![entry.path()]) };
            match inside {
                Ok(paths) => {
                    files.extend(paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "json")))
                }
                Err(_) => files.push(entry.path()),
            }
        }
        files.sort_unstable();
        Ok(files)
    }

    pub(super) fn folder_error(&self, error: io::Error) -> StoreError {
        StoreError::Folder { folder: self.root.clone(), why: error.into() }
    }

    pub(super) fn lock_file(&self, shelf: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.root.join("locks").join(shelf))
    }

    /// Held until the file is dropped.
    fn lock(&self, case: &CaseId) -> Result<File, StoreError> {
        self.hold(&shelf(case))?.ok_or_else(|| StoreError::Locked(case.clone()))
    }

    /// A lock by its name, held until the file is dropped; none where somebody else goes on holding it.
    pub(super) fn hold(&self, name: &str) -> Result<Option<File>, StoreError> {
        let file = self.lock_file(name).map_err(|error| self.folder_error(error))?;
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
                Err(TryLockError::Error(_)) => return Err(StoreError::NoLocks(self.root.clone())),
            }
        }
        Ok(None)
    }

    /// Some network folders grant every lock to everyone.
    fn probe_locks(&self) -> Result<(), StoreError> {
        let probe =
            tempfile::NamedTempFile::new_in(self.root.join("locks")).map_err(|error| self.folder_error(error))?;
        let second = probe.reopen().map_err(|error| self.folder_error(error))?;
        match (probe.as_file().try_lock(), second.try_lock()) {
            (Ok(()), Err(TryLockError::WouldBlock)) => Ok(()),
            _ => Err(StoreError::NoLocks(self.root.clone())),
        }
    }

    /// Whoever holds a folder's lock is the only one saving in it, so what is unfinished there was cut off.
    fn remove_unfinished(&self) -> io::Result<()> {
        self.remove_unfinished_roster()?;
        for folder in names_in(&self.root.join("cases"))?.into_iter().filter(|path| path.is_dir()) {
            // A folder that cannot be read is a matter for the scan.
            let names = names_in(&folder).unwrap_or_default();
            let unfinished: Vec<_> = names.into_iter().filter(|path| atomic::is_unfinished(path)).collect();
            let Some(shelf) = folder.file_name().and_then(|name| name.to_str()).filter(|_| !unfinished.is_empty())
            else {
                continue;
            };
            let lock = self.lock_file(shelf)?;
            if lock.try_lock().is_ok() {
                for path in unfinished {
                    // Gone already, or not ours to remove: it does no harm.
                    let _ = fs::remove_file(path);
                }
            }
        }
        Ok(())
    }
}

/// Reads the file of a case and holds its content against its name.
pub(super) fn load_file(path: &Path, case: &CaseId) -> Result<Loaded, Problem> {
    let bytes = atomic::read(path, case_file::LARGEST)?;
    let record = case_file::read(&bytes)?;
    if record.case().id != *case {
        return Err(Problem::OtherId);
    }
    Ok(Loaded { record, hash: ContentHash::of(&bytes) })
}

/// Where the store in a folder keeps a case, whether or not the store is opened.
pub fn case_path(folder: &Path, case: &CaseId) -> PathBuf {
    folder.join("cases").join(shelf(case)).join(format!("{case}.json"))
}

fn shelf(case: &CaseId) -> String {
    ContentHash::of(case.as_str().as_bytes()).as_str().chars().take(2).collect()
}

fn names_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
}
