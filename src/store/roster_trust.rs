//! The result of comparing a folder's roster with the one that a workstation remembers.
//!
//! Must not know: where rosters are remembered.

use std::fmt;

use super::failure::Failure;
use crate::identity::RosterMark;
use crate::ids::ContentHash;

/// A roster that is not the one this workstation knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UntrustedRoster {
    /// The folder has no roster.
    #[error(
        "the roster is missing from this folder; this workstation knows {known}. Restore roster.json from a backup. If \
         an administrator says that the folder no longer has a roster: `mednec-cli roster trust none`"
    )]
    Missing {
        /// The remembered roster.
        known: RosterState,
    },
    /// Another roster.
    #[error(
        "the roster ({found}) is not the one that this workstation knows ({known}). Ask an administrator which one is \
         right: restore roster.json from a backup, or confirm the new one with `mednec-cli roster trust FINGERPRINT \
         --entries N`"
    )]
    Replaced {
        /// The roster in the folder.
        found: RosterState,
        /// The remembered roster.
        known: RosterState,
    },
    /// The same roster with entries missing or replaced.
    #[error(
        "the roster ({found}) lacks entries that this workstation has seen ({known}). Ask an administrator: restore \
         the newest roster.json from a backup, or confirm this one with `mednec-cli roster trust FINGERPRINT --entries \
         N`"
    )]
    Cut {
        /// The roster in the folder.
        found: RosterState,
        /// The remembered roster.
        known: RosterState,
    },
    /// The remembered rosters cannot be read, so nothing can be compared.
    #[error(
        "the rosters that this workstation knows cannot be read: {0}. Nothing is signed until they can be; try again"
    )]
    Unreadable(Failure),
    /// The remembered rosters are damaged, so nothing can be compared.
    #[error(
        "the file of the rosters that this workstation knows is damaged. Compare the fingerprint with an \
         administrator's, then confirm the roster with `mednec-cli roster trust FINGERPRINT --entries N`"
    )]
    Damaged,
}

/// State of a roster as people compare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterState {
    /// Fingerprint of the roster.
    pub fingerprint: ContentHash,
    /// Number of entries.
    pub entries: u32,
}

impl fmt::Display for RosterState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fingerprint {}, {} entries", self.fingerprint.short(), self.entries)
    }
}

impl From<&RosterMark> for RosterState {
    fn from(mark: &RosterMark) -> Self {
        Self { fingerprint: mark.fingerprint.clone(), entries: mark.entries }
    }
}
