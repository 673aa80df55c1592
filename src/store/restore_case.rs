//! Restores an earlier generation of a case or a conflict copy where the case's file is damaged or gone.
//!
//! Must not know: which of them somebody wants back.

use super::case_store::{CaseStore, Loaded};
use super::error::StoreError;
use super::file_error::Problem;
use super::log_line::Logged;
use super::trash::RestoredCase;
use crate::ids::CaseId;

impl CaseStore {
    /// Reads what can replace a case's file: where the file is gone, its conflict copies; then its earlier generations,
    /// the newest first.
    pub fn restore_candidates(&self, case: &CaseId) -> Vec<Loaded> {
        let copies = if self.exists(case) { Vec::new() } else { self.conflict_copies(case) };
        copies.into_iter().chain(self.previous(case)).collect()
    }

    /// Restores one of the candidates in place of a file that is gone or cannot be read, which goes to the trash.
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
