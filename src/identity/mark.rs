//! What a workstation remembers of a roster, so that one that was replaced or cut as a whole is noticed.
//!
//! Must not know: where it is remembered.

use serde::{Deserialize, Serialize};

use super::roster::Roster;
use crate::ids::ContentHash;

/// A roster as it was last seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterMark {
    /// `Roster::fingerprint`.
    pub fingerprint: ContentHash,
    /// How many entries it had.
    pub entries: u32,
    /// The hash of the last of them.
    pub head: ContentHash,
}

/// What a roster is, to a workstation that remembers one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// None is remembered: its fingerprint is to be compared with an administrator's, once.
    First,
    /// The same one, or the same one with entries added.
    Same,
    /// The same one, without entries that were there: it was cut, or comes from an old backup.
    Cut,
    /// Another one.
    Replaced,
}

impl RosterMark {
    /// Whether it is in the form that `Roster::mark` gives.
    pub fn is_formed(&self) -> bool {
        let formed = |hash: &ContentHash| {
            hash.as_str().len() == 64 && hash.as_str().bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        formed(&self.fingerprint) && formed(&self.head) && self.entries > 0
    }
}

impl Roster {
    /// What to remember of it.
    pub fn mark(&self) -> RosterMark {
        RosterMark { fingerprint: self.fingerprint().clone(), entries: self.len(), head: self.head().clone() }
    }

    /// What it is to a workstation that remembers this.
    pub fn compare(&self, remembered: Option<&RosterMark>) -> Remembered {
        let Some(mark) = remembered else { return Remembered::First };
        if mark.fingerprint != *self.fingerprint() {
            return Remembered::Replaced;
        }
        let then = self.entries().iter().find(|entry| entry.sequence == mark.entries);
        if then.is_some_and(|entry| entry.hash() == mark.head) { Remembered::Same } else { Remembered::Cut }
    }
}
