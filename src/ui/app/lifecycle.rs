//! The window's life between its frames: times, the first file, what waits for the next frame, and closing.
//!
//! Must not know: any feature.

use std::path::PathBuf;
use std::time;

use super::message::Message;
use crate::clock::{self, Instant};
use crate::ui::effects::Effect;

/// The window's life.
pub struct Lifecycle {
    /// A file to begin with, until a reviewer is named.
    pub(super) first: Option<PathBuf>,
    /// The time of the last input.
    pub(super) active_at: Instant,
    /// The time at which the clocks were last looked at.
    pub(super) ticked_at: Instant,
    /// Effects that wait until text that is still being typed was handed over.
    pub waiting: Vec<Effect<Message>>,
    /// Closing the window.
    pub closing: Closing,
}

impl Lifecycle {
    /// A window that was just opened.
    pub fn new(first: Option<PathBuf>) -> Self {
        let now = clock::now();
        Self { first, active_at: now, ticked_at: now, waiting: Vec::new(), closing: Closing::default() }
    }
}

/// Closing the window.
#[derive(Default)]
pub struct Closing {
    pub(super) stage: Option<Stage>,
    /// Why it stayed open the last time, with the number of the notice that said so: while that is shown, closing again leaves.
    pub(super) obstacle: Option<(Obstacle, u64)>,
}

impl Closing {
    /// True from the request to close on, unless the window said why it stays open.
    pub fn has_begun(&self) -> bool {
        self.stage.is_some()
    }

    /// True from the request to close until the window closes or says why it stays open.
    pub fn is_under_way(&self) -> bool {
        self.stage.is_some_and(|stage| stage != Stage::Closed)
    }
}

/// A stage of closing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Fields hand over what was typed, for so many frames more.
    HandingOver(u8),
    /// Jobs end.
    EndingJobs(time::Instant),
    /// Everything is saved.
    Saving,
    /// Others are told that this window leaves the case.
    Leaving(time::Instant),
    /// Nothing is in the way any more.
    Closed,
}

/// Why the window stayed open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Text that cannot be read.
    HalfTyped,
    /// A job.
    Job,
    /// Something that could not be saved.
    NotSaved,
}
