//! Logs the roster that a workstation used, so that a truncated or replaced roster is found by every workstation's log.
//!
//! Must not know: who is in the roster.

use std::sync::PoisonError;

use super::case_store::CaseStore;
use super::failure::Failure;
use super::log_line::Logged;
use crate::identity::RosterMark;
use crate::ids::ContentHash;

impl CaseStore {
    /// Logs the roster's head. May be called at every use of the roster: a line is added only where the newest one of
    /// this station's newest log file names another head. Does nothing in a read-only folder.
    pub fn log_roster(&self, mark: &RosterMark) -> Result<(), Failure> {
        if self.read_only().is_some() {
            return Ok(());
        }
        let mut logged = self.roster_logged.lock().unwrap_or_else(PoisonError::into_inner);
        if logged.is_none() {
            *logged = self.roster_head_in_log()?;
        }
        if logged.as_ref() != Some(&mark.head) {
            let RosterMark { fingerprint, entries, head } = mark.clone();
            self.log(Logged::RosterSeen { fingerprint, entries, head }, None)?;
            *logged = Some(mark.head.clone());
        }
        Ok(())
    }

    /// Returns the roster head in the newest such line of this station.
    fn roster_head_in_log(&self) -> Result<Option<ContentHash>, Failure> {
        let newest = self.log_lines_of_newest_file()?;
        Ok(newest.into_iter().rev().find_map(|line| match line.what {
            Logged::RosterSeen { head, .. } => Some(head),
            _ => None,
        }))
    }
}
