//! State of the window between frames: times, deferred effects, closing.
//!
//! Must not know: any feature.

use std::path::PathBuf;
use std::time;

use super::message::Message;
use crate::clock::{self, Instant};
use crate::ui::effects::Effect;

/// State of the window that belongs to no feature.
pub struct Lifecycle {
    /// The file named at the start; taken once a reviewer is known.
    pub(super) first: Option<PathBuf>,
    /// Time of the last input, for the lock after idling.
    pub(super) active_at: Instant,
    /// Time of the last minute's tick.
    pub(super) ticked_at: Instant,
    /// Effects that wait for one frame, in which fields hand over their drafts.
    pub waiting: Vec<Effect<Message>>,
    /// Progress of closing the window.
    pub closing: Closing,
}

impl Lifecycle {
    /// Creates the state of a window that was just opened.
    pub fn new(first: Option<PathBuf>) -> Self {
        let now = clock::now();
        Self { first, active_at: now, ticked_at: now, waiting: Vec::new(), closing: Closing::default() }
    }
}

/// Progress of closing the window.
#[derive(Default)]
pub struct Closing {
    pub(super) stage: Option<Stage>,
    /// The last obstacle, with the number of its notice.
    ///
    /// Closing again while that notice is shown ignores the obstacle.
    pub(super) obstacle: Option<(Obstacle, u64)>,
}

impl Closing {
    /// Returns true from the request to close on, until an obstacle cancels it.
    pub fn has_begun(&self) -> bool {
        self.stage.is_some()
    }

    /// Returns true while closing is in progress.
    ///
    /// That is from the request to close until the window is closed or an obstacle cancels it.
    pub fn is_under_way(&self) -> bool {
        self.stage.is_some_and(|stage| stage != Stage::Closed)
    }
}

/// A stage of closing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Fields hand over their drafts; holds the number of frames left.
    HandingOver(u8),
    /// Waits for running jobs, since the instant.
    EndingJobs(time::Instant),
    /// The saver writes what is queued.
    Saving,
    /// The presence of this window in its case is removed, since the instant.
    Leaving(time::Instant),
    /// Everything is done; the next request to close is granted.
    Closed,
}

/// Reason why the window stayed open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A draft that cannot be parsed.
    HalfTyped,
    /// A job that is still running.
    Job,
    /// A case that could not be saved.
    NotSaved,
}
