//! Detects a roster that was replaced or cut off, by the mark that a workstation stored when it last saw the roster.
//!
//! Must not know: where the mark is stored.

use serde::{Deserialize, Serialize};

use super::roster::Roster;
use crate::ids::ContentHash;

/// A roster's identity and length when it was last seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterMark {
    /// `Roster::fingerprint`.
    pub fingerprint: ContentHash,
    /// The number of entries.
    pub entries: u32,
    /// The hash of the last entry.
    pub head: ContentHash,
}

/// A roster compared with the mark of the one last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// There is no mark: the user has to compare the fingerprint with an administrator's, once.
    First,
    /// The same roster, possibly with entries added.
    Same,
    /// The same roster without its last entries: it was cut off, or comes from an old backup.
    Cut,
    /// Another roster.
    Replaced,
}

impl RosterMark {
    /// True for a mark as `Roster::mark` makes it.
    pub fn is_valid(&self) -> bool {
        self.fingerprint.is_valid() && self.head.is_valid() && self.entries > 0
    }
}

impl Roster {
    /// The mark of this roster.
    pub fn mark(&self) -> RosterMark {
        RosterMark { fingerprint: self.fingerprint().clone(), entries: self.len(), head: self.head().clone() }
    }

    /// Compares the roster with a mark.
    pub fn compare(&self, remembered: Option<&RosterMark>) -> Remembered {
        let Some(mark) = remembered else { return Remembered::First };
        if mark.fingerprint != *self.fingerprint() {
            return Remembered::Replaced;
        }
        let then = self.entries().iter().find(|entry| entry.sequence == mark.entries);
        if then.is_some_and(|entry| entry.hash() == mark.head) { Remembered::Same } else { Remembered::Cut }
    }
}
