//! Saves a case in place of the version that it continues, and refuses where another one is there.
//!
//! Must not know: what a case amounts to, or what is done about a refusal.

use super::atomic::{self, WriteOutcome};
use super::case_file;
use super::case_store::{CaseStore, Saved, Version};
use super::error::StoreError;
use super::failure::Failure;
use super::file_error::Problem;
use super::log_line::{Logged, author};
use crate::case::{History, UnconfirmedSignature};
use crate::identity::Roster;
use crate::ids::ContentHash;

impl CaseStore {
    /// Saves a case in place of the version `expected`; `None` for a new one. Where another version is there, nothing
    /// is written; where this very one is there already (a save whose answer was lost), it is written once more. The
    /// replaced file becomes an earlier generation: see `previous`.
    ///
    /// Events signed since that version are checked against the folder's current roster, under its lock. Fails with
    /// `NotBacked` where a key was replaced or its owner has left.
    pub fn save(&self, history: &History, expected: Option<&Version>) -> Result<Saved, StoreError> {
        self.save_signed(history, expected, History::unconfirmed_signatures_now)
    }

    /// Saves a case that was signed elsewhere: each signature has to be backed at its own time.
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
        self.check_writable()?;
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
                self.save_generation(case, expected.revision);
            }
            atomic::save_on(&*self.disk, &path, &bytes)
        })?;
        match outcome {
            WriteOutcome::Saved => Ok(self.saved(history, version, true)),
            WriteOutcome::SavedUnconfirmed => Ok(self.saved(history, version, false)),
            WriteOutcome::Failed(failure) => Err(not_saved(failure.into())),
        }
    }

    /// Runs `work`, with the roster locked where something was signed after `since`, so that nobody leaves in between.
    /// Fails for signatures that the roster does not back, and for events dated ahead of the folder's clock. Without a
    /// roster signatures are not checked.
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
        Saved { version, confirmed, logged: self.log(what, author(history).as_deref()) }
    }
}
