//! The people who work on the open case.
//!
//! Must not know: how presence is kept.

use std::time::{Duration, Instant};

use crate::case::Act;
use crate::store::Presence;

/// A colleague whose presence was not renewed for so long, by this workstation's monotonic clock, is perhaps gone.
const GONE_AFTER: Duration = Duration::from_secs(180);

/// A colleague who works on the open case.
pub struct Colleague {
    /// Who and where.
    pub presence: Presence,
    /// When this renewal was first seen.
    seen: Instant,
}

impl Colleague {
    pub(super) fn new(presence: Presence) -> Self {
        Self { presence, seen: Instant::now() }
    }

    /// True when nothing was heard of them for some minutes.
    pub fn is_perhaps_gone(&self) -> bool {
        self.seen.elapsed() >= GONE_AFTER
    }
}

/// The people who work on the open case.
#[derive(Default)]
pub enum Participation {
    /// Nobody else, and nothing was changed here yet.
    #[default]
    Free,
    /// This window, and it says so.
    Mine(Presence),
    /// A colleague: here the case is read only.
    Theirs(Colleague),
    /// A colleague; what is done here is kept as a conflict copy.
    Copy(Colleague),
}

impl Participation {
    /// True when what is done here is kept as a conflict copy.
    pub fn is_copy(&self) -> bool {
        matches!(self, Self::Copy(_))
    }

    /// Why something cannot be done, in a sentence.
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

    /// The colleague who works on the case.
    pub fn colleague(&self) -> Option<&Colleague> {
        match self {
            Self::Theirs(colleague) | Self::Copy(colleague) => Some(colleague),
            Self::Free | Self::Mine(_) => None,
        }
    }

    /// Keeps what is done from here on as a conflict copy.
    pub(super) fn work_on_copy(&mut self) {
        *self = match std::mem::take(self) {
            Self::Theirs(colleague) => Self::Copy(colleague),
            other => other,
        };
    }
}
