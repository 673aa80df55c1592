//! Who works on a case: `presence/<id>.json`, made at the first edit and renewed once a minute. A courtesy between people, no
//! lock: what keeps work apart is that a save states what it replaces. Each window holds a lock of its own as long as it lives,
//! so that one that was killed is nobody at once.
//!
//! Must not know: who is asked what to do about it, or when somebody counts as gone.

use std::path::PathBuf;
use std::sync::PoisonError;

use serde::{Deserialize, Serialize};

use super::case_store::CaseStore;
use super::failure::Failure;
use super::log_line::station_name;
use crate::clock::Instant;
use crate::ids::CaseId;

/// The largest file of its kind that is read, in bytes.
const LARGEST: u64 = 16 << 10;

/// Somebody who works on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// Their workstation.
    pub station: String,
    /// The number of the program's process there: a workstation can have two windows.
    pub process: u32,
    /// Who, in words.
    pub by: String,
    /// Since when.
    pub since: Instant,
    /// Grows as long as they are there.
    pub beat: u64,
}

impl Presence {
    /// Whether it is the same window.
    pub fn is_same_window(&self, other: &Self) -> bool {
        (&self.station, self.process) == (&other.station, other.process)
    }
}

impl CaseStore {
    /// Who works on a case. What cannot be read is nobody, and so is a window that is no more.
    pub fn presence(&self, case: &CaseId) -> Option<Presence> {
        let bytes = self.disk.read(&self.presence_path(case), LARGEST).ok()?;
        serde_json::from_slice(&bytes).ok().filter(|there| self.is_alive(there))
    }

    /// Whether a window still holds its lock.
    fn is_alive(&self, there: &Presence) -> bool {
        let lock = self.lock_path(&lock_name(there));
        match self.disk.try_lock(&lock) {
            Ok(Some(held)) => {
                drop(held);
                // It is held by nobody: in the way of none.
                let _ = self.disk.remove(&lock);
                false
            }
            Ok(None) | Err(_) => true,
        }
    }

    /// Says that somebody works on a case, unless somebody else does: then who that is.
    pub fn announce_presence(&self, case: &CaseId, me: &Presence) -> Result<Option<Presence>, Failure> {
        match self.presence(case).filter(|other| !other.is_same_window(me)) {
            Some(other) => Ok(Some(other)),
            None => self.take_over(case, me).map(|()| None),
        }
    }

    /// Says that somebody works on a case, whoever else did.
    pub fn take_over(&self, case: &CaseId, me: &Presence) -> Result<(), Failure> {
        if self.read_only().is_some() {
            return Ok(());
        }
        let mut alive = self.alive.lock().unwrap_or_else(PoisonError::into_inner);
        if alive.is_none() {
            *alive = self.acquire_lock(&lock_name(me))?;
        }
        drop(alive);
        let bytes = serde_json::to_vec(me).map_err(|_| Failure::Other(std::io::ErrorKind::InvalidData))?;
        self.save_auxiliary(&self.presence_path(case), &bytes)
    }

    /// They no longer do. Somebody else's presence stays.
    pub fn withdraw_presence(&self, case: &CaseId, me: &Presence) {
        if self.presence(case).is_some_and(|there| there.is_same_window(me)) {
            // Left behind, it is nobody's once it no longer grows.
            let _ = self.disk.remove(&self.presence_path(case));
        }
    }

    /// The window closes: it is nobody from now on.
    pub(super) fn end_presence(&self) {
        let mut alive = self.alive.lock().unwrap_or_else(PoisonError::into_inner);
        if alive.take().is_some() {
            let process = std::process::id();
            let _ = self.disk.remove(&self.lock_path(&format!("present-{}-{process}", self.station())));
        }
    }

    fn presence_path(&self, case: &CaseId) -> PathBuf {
        self.root.join("presence").join(format!("{case}.json"))
    }
}

/// The lock of a window. A station comes out of a file: what is no name must not become a path.
fn lock_name(of: &Presence) -> String {
    format!("present-{}-{}", station_name(Some(&of.station)), of.process)
}
