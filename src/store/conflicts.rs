//! Conflict copies: work that could not be saved because somebody else had saved the case meanwhile. Each is kept as
//! `conflicts/<id>.<hash>.json`, never merged into the case, and is not a case of its own.
//!
//! Must not know: which changes of a copy are adopted.

use std::path::{Path, PathBuf};

use super::case_file;
use super::case_store::{CaseStore, Loaded, loaded};
use super::error::StoreError;
use super::file_error::Problem;
use super::log_line::{Logged, author};
use crate::case::History;
use crate::ids::{CaseId, ContentHash};

impl CaseStore {
    /// Saves a history as a conflict copy of its case. The same history is saved once.
    pub fn save_conflict_copy(&self, history: &History) -> Result<ContentHash, StoreError> {
        let case = &history.case().id;
        let not_saved = |why: Problem| StoreError::NotSaved { case: case.clone(), why };
        self.check_writable()?;
        let bytes = case_file::write(history).map_err(|error| not_saved(error.into()))?;
        let hash = ContentHash::of(&bytes);
        self.save_auxiliary(&self.conflict_path(case, &hash), &bytes).map_err(|failure| not_saved(failure.into()))?;
        // Earlier copies that this history continues are contained in it.
        self.remove_copies(case, |earlier| history.is_continuation_of(earlier));
        // The copy is saved and listed even without a log entry.
        let _ = self
            .log(Logged::ConflictKept { case: case.clone(), head: history.head().clone() }, author(history).as_deref());
        Ok(hash)
    }

    /// Reads the conflict copies of a case, in no particular order.
    pub fn conflict_copies(&self, case: &CaseId) -> Vec<Loaded> {
        self.conflict_copy_files(case).into_iter().map(|(_, copy)| copy).collect()
    }

    /// Removes the conflict copies that a saved history contains whole.
    pub(super) fn remove_contained_copies(&self, saved: &History) {
        self.remove_copies(&saved.case().id, |copy| saved.has_all_of(copy));
    }

    /// Removes copies that another file contains whole. During a backup they stay: it may have read neither file yet.
    fn remove_copies(&self, case: &CaseId, is_held: impl Fn(&History) -> bool) {
        let copies = self.conflict_copy_files(case);
        let mut held = copies.iter().filter(|(_, copy)| is_held(&copy.history)).peekable();
        if held.peek().is_some()
            && let Ok(_moves) = self.lock_moves()
        {
            for (path, _) in held {
                // A copy that stays is shown with its case.
                let _ = self.disk.remove(path);
            }
        }
    }

    fn conflict_copy_files(&self, case: &CaseId) -> Vec<(PathBuf, Loaded)> {
        let read = |path: PathBuf| {
            let copy = loaded(&self.disk.read(&path, case_file::LARGEST).ok()?).ok()?;
            (copy.history.case().id == *case).then_some((path, copy))
        };
        self.conflict_paths(case).filter_map(read).collect()
    }

    /// Returns every case with a conflict copy.
    pub fn cases_with_conflict_copies(&self) -> Vec<CaseId> {
        let mut cases: Vec<CaseId> = self.conflict_files().into_iter().map(|(case, _)| case).collect();
        cases.sort_unstable();
        cases.dedup();
        cases
    }

    pub(super) fn conflict_path(&self, case: &CaseId, hash: &ContentHash) -> PathBuf {
        self.root.join("conflicts").join(format!("{case}.{}.json", hash.short()))
    }

    pub(super) fn conflict_paths(&self, case: &CaseId) -> impl Iterator<Item = PathBuf> {
        self.conflict_files().into_iter().filter(move |(of, _)| of == case).map(|(_, path)| path)
    }

    fn conflict_files(&self) -> Vec<(CaseId, PathBuf)> {
        let case = |path: &Path| {
            let (case, _) = path.file_name()?.to_str()?.strip_suffix(".json")?.rsplit_once('.')?;
            CaseId::parse(case).ok()
        };
        let names = self.disk.names(&self.root.join("conflicts")).unwrap_or_default();
        let mut files: Vec<_> = names.into_iter().filter_map(|path| Some((case(&path)?, path))).collect();
        files.sort_unstable();
        files
    }
}
