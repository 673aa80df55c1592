//! Deleted cases: `trash/<id>.<n>.json`, the unchanged file, and `trash/<id>.<n>.note.json` with person, time and
//! reason. Nothing is ever deleted for good here.
//!
//! Must not know: who may delete what.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::case_store::CaseStore;
use super::error::StoreError;
use super::failure::Failure;
use super::log_line::Logged;
use crate::case::History;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash};

/// The largest note that is read, in bytes.
const LARGEST_NOTE: u64 = 64 << 10;

/// A case in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trashed {
    /// The case.
    pub case: CaseId,
    /// Its number among those deleted under this id, from 1.
    pub number: u32,
    /// Person, time and reason; `None` where the note was lost.
    pub note: Option<TrashNote>,
}

/// A case that was just moved to the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// The case in the trash.
    pub trashed: Trashed,
    /// Result of the log entry. The case is in the trash even where it failed.
    pub logged: Result<(), Failure>,
}

/// A case that was restored from the trash, from a conflict copy or from an earlier generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestoredCase {
    /// Result of the log entry. The case is restored even where it failed.
    pub logged: Result<(), Failure>,
}

/// Person, time and reason of a deletion.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrashNote {
    /// The time.
    pub at: Instant,
    /// The person in words.
    pub by: String,
    /// The reason. May mention the member.
    pub reason: String,
}

impl std::fmt::Debug for TrashNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TrashNote").field("at", &self.at).finish_non_exhaustive()
    }
}

impl CaseStore {
    /// Moves a case's file, damaged or not, to the trash; where it is gone, its conflict copies.
    pub fn trash(&self, case: &CaseId, reason: &str, by: &str, now: Instant) -> Result<Deleted, StoreError> {
        if !self.exists(case) {
            let copies: Vec<PathBuf> = self.conflict_paths(case).collect();
            if let Some((last, others)) = copies.split_last() {
                let mut logged = Ok(());
                for copy in others {
                    logged = logged.and(self.discard_copy(case, copy, reason, by, now)?.logged);
                }
                let last = self.discard_copy(case, last, reason, by, now)?;
                return Ok(Deleted { logged: logged.and(last.logged), ..last });
            }
        }
        let trashed = self.discard(case, &self.path_of(case), reason, by, now)?;
        let logged = self.log(Logged::Trashed { case: case.clone(), number: trashed.number }, Some(by));
        Ok(Deleted { trashed, logged })
    }

    /// Moves a conflict copy to the trash.
    pub fn trash_conflict_copy(
        &self,
        case: &CaseId,
        kept: &ContentHash,
        reason: &str,
        by: &str,
        now: Instant,
    ) -> Result<Deleted, StoreError> {
        self.discard_copy(case, &self.conflict_path(case, kept), reason, by, now)
    }

    fn discard_copy(
        &self,
        case: &CaseId,
        copy: &Path,
        reason: &str,
        by: &str,
        now: Instant,
    ) -> Result<Deleted, StoreError> {
        let trashed = self.discard(case, copy, reason, by, now)?;
        let logged = self.log(Logged::ConflictTrashed { case: case.clone(), number: trashed.number }, Some(by));
        Ok(Deleted { trashed, logged })
    }

    /// Moves a file of a case to the trash. The caller logs it.
    pub(super) fn discard(
        &self,
        case: &CaseId,
        from: &Path,
        reason: &str,
        by: &str,
        now: Instant,
    ) -> Result<Trashed, StoreError> {
        self.check_writable()?;
        let _moves = self.lock_moves().map_err(|why| StoreError::NotMoved { case: case.clone(), why })?;
        let _lock = self.lock(case)?;
        if matches!(self.disk.kind(from), Ok(None)) {
            return Err(StoreError::NoSuchCase(case.clone()));
        }
        let number = self.trash_files().iter().filter(|(of, _)| of == case).map(|(_, n)| n + 1).max().unwrap_or(1);
        let note = TrashNote { at: now, by: by.to_owned(), reason: reason.to_owned() };
        let not_moved = |why: Failure| StoreError::NotMoved { case: case.clone(), why };
        let bytes =
            serde_json::to_vec(&note).map_err(|_| not_moved(Failure::Other(std::io::ErrorKind::InvalidData)))?;
        if bytes.len() as u64 > LARGEST_NOTE {
            return Err(not_moved(Failure::TooLarge));
        }
        // The note first: a note without a case is harmless, a case without a note has lost its reason.
        self.save_auxiliary(&self.note_path(case, number), &bytes).map_err(not_moved)?;
        self.move_file(from, &self.trash_path(case, number)).map_err(not_moved)?;
        Ok(Trashed { case: case.clone(), number, note: Some(note) })
    }

    /// Restores a case from the trash. Refused where there is another one of its id.
    pub fn restore_from_trash(&self, trashed: &Trashed, by: &str) -> Result<RestoredCase, StoreError> {
        self.check_writable()?;
        let case = &trashed.case;
        let _moves = self.lock_moves().map_err(|why| StoreError::NotMoved { case: case.clone(), why })?;
        let _lock = self.lock(case)?;
        if self.exists(case) {
            return Err(StoreError::Conflict(case.clone()));
        }
        let not_moved = |why: Failure| StoreError::NotMoved { case: case.clone(), why };
        self.ensure(case).map_err(not_moved)?;
        self.move_file(&self.trash_path(case, trashed.number), &self.path_of(case)).map_err(not_moved)?;
        // A note without a case is harmless.
        let _ = self.disk.remove(&self.note_path(case, trashed.number));
        let logged = self.log(Logged::TakenOut { case: case.clone(), number: trashed.number }, Some(by));
        Ok(RestoredCase { logged })
    }

    /// Returns the content of the trash, sorted by id.
    pub fn trashed(&self) -> Vec<Trashed> {
        let note = |case: &CaseId, number| {
            let bytes = self.disk.read(&self.note_path(case, number), LARGEST_NOTE).ok()?;
            serde_json::from_slice(&bytes).ok()
        };
        let files = self.trash_files().into_iter();
        files.map(|(case, number)| Trashed { note: note(&case, number), case, number }).collect()
    }

    /// True if the case deleted under an id as this number is still in the trash.
    pub fn is_in_trash(&self, case: &CaseId, number: u32) -> bool {
        matches!(self.disk.kind(&self.trash_path(case, number)), Ok(Some(_)))
    }

    /// Reads the history of a file in the trash; `None` where it cannot be read.
    pub fn load_trashed(&self, case: &CaseId, number: u32) -> Option<History> {
        self.load_file(&self.trash_path(case, number), case).ok().map(|loaded| loaded.history)
    }

    /// Moves a file and syncs both folders.
    fn move_file(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        let folders = [from, to].map(|path| path.parent().unwrap_or(Path::new(".")));
        let handles = folders.map(|folder| self.disk.open_folder(folder));
        let [left, entered] = handles;
        let (left, entered) = (left?, entered?);
        self.disk.rename(from, to)?;
        entered.sync(Some(to))?;
        left.sync(None)?;
        Ok(())
    }

    /// Returns the case and number of every file in the trash.
    pub fn trash_files(&self) -> Vec<(CaseId, u32)> {
        let case = |path: &Path| {
            let (case, number) = path.file_name()?.to_str()?.strip_suffix(".json")?.rsplit_once('.')?;
            Some((CaseId::parse(case).ok()?, number.parse().ok()?))
        };
        let names = self.disk.names(&self.root.join("trash")).unwrap_or_default();
        let mut files: Vec<_> = names.iter().filter_map(|path| case(path)).collect();
        files.sort_unstable();
        files
    }

    fn trash_path(&self, case: &CaseId, number: u32) -> PathBuf {
        self.root.join("trash").join(format!("{case}.{number}.json"))
    }

    fn note_path(&self, case: &CaseId, number: u32) -> PathBuf {
        self.root.join("trash").join(format!("{case}.{number}.note.json"))
    }
}
