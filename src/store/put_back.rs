//! Puts an earlier generation of a case, or work that was kept beside it, in place of a case's file that is damaged or gone.
//!
//! Must not know: which of them somebody wants back.

use super::case_store::{CaseStore, Loaded};
use super::error::StoreError;
use super::file_error::Problem;
use super::log_line::Logged;
use super::trash::BroughtBack;
use crate::ids::CaseId;

impl CaseStore {
    /// What can take the place of a case's file: where the case is gone, the work on it that was kept beside it; then its
    /// earlier generations that can be read, the newest first.
    pub fn substitutes(&self, case: &CaseId) -> Vec<Loaded> {
        let beside = if self.exists(case) { Vec::new() } else { self.conflicts(case) };
        beside.into_iter().chain(self.previous(case)).collect()
    }

    /// Puts one of the substitutes in place of a file that cannot be read as a case, which goes to the trash, or that is gone.
    pub fn put_back(&self, earlier: &Loaded, now: crate::clock::Instant, by: &str) -> Result<BroughtBack, StoreError> {
        let case = &earlier.history.case().id;
        match self.load(case) {
            Ok(_) => return Err(StoreError::Conflict(case.clone())),
            Err(StoreError::NoSuchCase(_) | StoreError::Unusable { why: Problem::Bereft, .. }) => {}
            Err(_) => {
                let path = self.path_of(case);
                self.discard(case, &path, "damaged; an earlier generation was put in its place", by, now)?;
            }
        }
        let saved = self.save_received(&earlier.history, None)?;
        self.let_go_of_copies_in(&earlier.history);
        let logged = self.log(Logged::PutBack { case: case.clone(), revision: earlier.version.revision }, Some(by));
        Ok(BroughtBack { logged: saved.logged.and(logged) })
    }
}
