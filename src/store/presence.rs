//! Who works on a case: `presence/<id>.json`, made at the first edit and beaten once a minute. A courtesy between people, no
//! lock: what keeps work apart is that a save states what it replaces.
//!
//! Must not know: who is asked what to do about it, or when somebody counts as gone.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::case_store::CaseStore;
use super::failure::Failure;
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
    pub fn is_of(&self, other: &Self) -> bool {
        (&self.station, self.process) == (&other.station, other.process)
    }
}

impl CaseStore {
    /// Who works on a case. What cannot be read is nobody.
    pub fn presence(&self, case: &CaseId) -> Option<Presence> {
        let bytes = self.disk.read(&self.presence_path(case), LARGEST).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Says that somebody works on a case, unless somebody else does: then who that is.
    pub fn be_present(&self, case: &CaseId, me: &Presence) -> Result<Option<Presence>, Failure> {
        match self.presence(case).filter(|other| !other.is_of(me)) {
            Some(other) => Ok(Some(other)),
            None => self.take_over(case, me).map(|()| None),
        }
    }

    /// Says that somebody works on a case, whoever else did.
    pub fn take_over(&self, case: &CaseId, me: &Presence) -> Result<(), Failure> {
        if self.read_only().is_some() {
            return Ok(());
        }
        let bytes = serde_json::to_vec(me).map_err(|_| Failure::Other(std::io::ErrorKind::InvalidData))?;
        self.save_beside(&self.presence_path(case), &bytes)
    }

    /// They no longer do. Somebody else's presence stays.
    pub fn be_gone(&self, case: &CaseId, me: &Presence) {
        if self.presence(case).is_some_and(|there| there.is_of(me)) {
            // Left behind, it is nobody's once it no longer grows.
            let _ = self.disk.remove(&self.presence_path(case));
        }
    }

    fn presence_path(&self, case: &CaseId) -> PathBuf {
        self.root.join("presence").join(format!("{case}.json"))
    }
}
