//! A clock that may not date an entry or an event.
//!
//! Must not know: how the clocks were compared.

use crate::clock::Instant;

/// A clock that may not date an entry or an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockFault {
    /// The workstation's clock is ahead of the folder's.
    #[error(
        "this workstation's clock says {}, and the clock of the folder of cases {}: set the clock that is wrong, then try \
         again", shown(.now), shown(.folder)
    )]
    AheadOfFolder {
        /// Time of the workstation.
        now: Instant,
        /// Time that the folder's disk gave to a file just written.
        folder: Instant,
    },
    /// The workstation's clock is many years after the roster's last entry.
    #[error(
        "this workstation's clock says {}, more than ten years after the roster's last entry ({}): set the clock, then try \
         again", shown(.now), shown(.last)
    )]
    AheadOfRoster {
        /// Time of the workstation.
        now: Instant,
        /// Time of the roster's last entry.
        last: Instant,
    },
    /// The roster's last entry is in the future.
    #[error(
        "the roster's last entry is dated {}, and this workstation's clock says {}. If this clock is right, that entry was made \
         with a wrong one, and the roster accepts no entry until then: restore roster.json from a backup made before it, confirm \
         it on every workstation with `mednec-cli roster trust`, and make the change again", shown(.last), shown(.now)
    )]
    RosterAhead {
        /// Time of the workstation.
        now: Instant,
        /// Time of the roster's last entry.
        last: Instant,
    },
}

fn shown(at: &Instant) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}
