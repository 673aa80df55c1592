//! Puts an earlier generation of a case, or work that was kept beside it, in place of a case's file that is damaged or gone.
//!
//! Must not know: which of them somebody wants back.

use super::case_store::{CaseStore, Loaded};
use super::error::StoreError;
use super::file_error::Problem;
use super::log_line::Logged;
use super::trash::RestoredCase;
use crate::ids::CaseId;

impl CaseStore {
    /// What can take the place of a case's file: where the case is gone, the work on it that was kept beside it; then its
    /// earlier generations that can be read, the newest first.
    pub fn restore_candidates(&self, case: &CaseId) -> Vec<Loaded> {
        let beside = if self.exists(case) { Vec::new() } else { self.conflict_copies(case) };
        beside.into_iter().chain(self.previous(case)).collect()
    }

    /// Puts one of the substitutes in place of a file that cannot be read as a case, which goes to the trash, or that is gone.
    pub fn restore_generation(
        &self,
        earlier: &Loaded,
        now: crate::clock::Instant,
        by: &str,
    ) -> Result<RestoredCase, StoreError> {
        let case = &earlier.history.case().id;
        match self.load(case) {
            Ok(_) => return Err(StoreError::Conflict(case.clone())),
            Err(StoreError::NoSuchCase(_) | StoreError::Unusable { why: Problem::OnlyConflictCopies, .. }) => {}
            Err(_) => {
                let path = self.path_of(case);
                self.discard(case, &path, "damaged; an earlier generation was put in its place", by, now)?;
            }
        }
        let saved = self.save_received(&earlier.history, None)?;
        self.remove_contained_copies(&earlier.history);
        let logged = self.log(Logged::PutBack { case: case.clone(), revision: earlier.version.revision }, Some(by));
        Ok(RestoredCase { logged: saved.logged.and(logged) })
    }
}
