//! Participation: who works on the open case, and what this window may change.
//!
//! Must not know: how presence is stored.

use std::time::{Duration, Instant};

use crate::case::Act;
use crate::store::Presence;

/// Time without a renewed presence after which a colleague is perhaps gone.
///
/// It is measured by the monotonic clock of this workstation.
const GONE_AFTER: Duration = Duration::from_secs(180);

/// A colleague who works on the open case.
pub struct Colleague {
    /// The presence that was read last.
    pub presence: Presence,
    /// Time at which this renewal was first read.
    seen: Instant,
}

impl Colleague {
    pub(super) fn new(presence: Presence) -> Self {
        Self { presence, seen: Instant::now() }
    }

    /// Returns true when their presence was not renewed for three minutes.
    pub fn is_perhaps_gone(&self) -> bool {
        self.seen.elapsed() >= GONE_AFTER
    }
}

/// Participation in the open case, which decides where changes are saved.
#[derive(Default)]
pub enum Participation {
    /// Nobody else works on it, and this window has not changed it yet.
    #[default]
    Free,
    /// This window works on it and announces that by its presence.
    Mine(Presence),
    /// A colleague works on it; here it is read-only.
    Theirs(Colleague),
    /// A colleague works on it; changes of this window are saved as a conflict copy.
    Copy(Colleague),
}

impl Participation {
    /// Returns true when changes of this window are saved as a conflict copy.
    pub fn is_copy(&self) -> bool {
        matches!(self, Self::Copy(_))
    }

    /// Returns a sentence that says why an act is refused here; `None` where it is not.
    pub(super) fn why_not(&self, act: Act) -> Option<String> {
        match self {
            Self::Theirs(it) => Some(format!(
                "Not changed: {} is working on this case on {}. Take it over, or work on a copy.",
                it.presence.by, it.presence.station
            )),
            Self::Copy(_) if act.needs_proof() => {
                Some("Not changed: nothing can be signed in a copy. Take the case over first.".to_owned())
            }
            Self::Free | Self::Mine(_) | Self::Copy(_) => None,
        }
    }

    /// Returns the colleague who works on the case.
    pub fn colleague(&self) -> Option<&Colleague> {
        match self {
            Self::Theirs(colleague) | Self::Copy(colleague) => Some(colleague),
            Self::Free | Self::Mine(_) => None,
        }
    }

    /// Has further changes saved as a conflict copy.
    ///
    /// Does nothing where no colleague works on the case.
    pub(super) fn work_on_copy(&mut self) {
        *self = match std::mem::take(self) {
            Self::Theirs(colleague) => Self::Copy(colleague),
            other => other,
        };
    }
}
