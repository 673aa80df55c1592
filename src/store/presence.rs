//! Shows who works on a case: `presence/<id>.json`, written at the first edit and renewed once a minute. It informs
//! people and is not a lock: saves exclude each other by the version that they replace. Each window holds a lock of its
//! own while it lives, so a killed process disappears from presence at once.
//!
//! Must not know: what a window does about it, or when somebody counts as gone.

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

/// A window that works on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// Their workstation.
    pub station: String,
    /// Process id there: a workstation can have two windows.
    pub process: u32,
    /// The person in words.
    pub by: String,
    /// Start time.
    pub since: Instant,
    /// Increases while the window lives.
    pub beat: u64,
}

impl Presence {
    /// True for the same window.
    pub fn is_same_window(&self, other: &Self) -> bool {
        (&self.station, self.process) == (&other.station, other.process)
    }
}

impl CaseStore {
    /// Returns the window that works on a case. An unreadable file and a window that no longer lives count as none.
    pub fn presence(&self, case: &CaseId) -> Option<Presence> {
        let bytes = self.disk.read(&self.presence_path(case), LARGEST).ok()?;
        serde_json::from_slice(&bytes).ok().filter(|there| self.is_alive(there))
    }

    /// True if a window still holds its lock. Removes the lock of one that does not.
    fn is_alive(&self, there: &Presence) -> bool {
        let lock = self.lock_path(&lock_name(there));
        match self.disk.try_lock(&lock) {
            Ok(Some(held)) => {
                drop(held);
                // A lock file that nobody holds does no harm.
                let _ = self.disk.remove(&lock);
                false
            }
            Ok(None) | Err(_) => true,
        }
    }

    /// Announces this window on a case, unless another one works on it; returns that one.
    pub fn announce_presence(&self, case: &CaseId, me: &Presence) -> Result<Option<Presence>, Failure> {
        match self.presence(case).filter(|other| !other.is_same_window(me)) {
            Some(other) => Ok(Some(other)),
            None => self.take_over(case, me).map(|()| None),
        }
    }

    /// Announces this window on a case in place of any other.
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

    /// Withdraws this window's presence from a case. Another window's stays.
    pub fn withdraw_presence(&self, case: &CaseId, me: &Presence) {
        if self.presence(case).is_some_and(|there| there.is_same_window(me)) {
            // A file that stays is ignored once it is no longer renewed.
            let _ = self.disk.remove(&self.presence_path(case));
        }
    }

    /// Releases the presence lock when the window closes.
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

/// Name of a window's lock. The station comes from a file, so it is sanitized before it becomes a path.
fn lock_name(of: &Presence) -> String {
    format!("present-{}-{}", station_name(Some(&of.station)), of.process)
}
