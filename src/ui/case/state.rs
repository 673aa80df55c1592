//! State of the open case, besides the case itself.
//!
//! Must not know: how any of it is drawn.

use std::time::{Duration, Instant};

use super::participation::Participation;
use super::position::Position;
use super::save_status::SaveStatus;
use crate::ids::CaseId;
use crate::store::Presence;

/// State of the open case, besides the case itself.
#[derive(Default)]
pub struct State {
    /// The step and the open item that are worked on.
    pub position: Position,
    /// How far the case is saved.
    pub save_status: SaveStatus,
    /// Who works on it.
    pub participation: Participation,
    /// The case that is being read, to be shown.
    pub opening: Option<Opening>,
    /// True while a linked case is being read for an action that waits for it.
    pub is_reading_linked: bool,
    /// True when each step shows only what is open.
    pub only_open: bool,
    /// True when the policy is shown beside the case.
    pub policy_beside: bool,
    /// The case on which others were told that this window works, and what they were told.
    pub(super) announced: Option<(CaseId, Presence)>,
}

/// A case that is being read.
pub struct Opening {
    /// The case.
    pub case: CaseId,
    since: Instant,
}

impl Opening {
    /// From then on the window says that it is being read: a case on a disk that is near arrives sooner, and nothing flickers.
    pub const SHOWN_AFTER: Duration = Duration::from_millis(150);

    pub(super) fn new(case: &CaseId) -> Self {
        Self { case: case.clone(), since: Instant::now() }
    }

    /// True when it takes long enough to be shown.
    pub fn is_slow(&self) -> bool {
        self.since.elapsed() >= Self::SHOWN_AFTER
    }
}
