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
    /// The step that is shown and the current open item.
    pub position: Position,
    /// Its save status.
    pub save_status: SaveStatus,
    /// The people who work on it.
    pub participation: Participation,
    /// The case that is being read and will be shown.
    pub opening: Option<Opening>,
    /// True while a linked case is read for an action that waits for it.
    pub is_reading_linked: bool,
    /// True while each step shows only its open entries.
    pub only_open: bool,
    /// True while the status panel shows the policy.
    pub policy_beside: bool,
    /// The last presence of this window, with its case, until it is withdrawn.
    pub(super) announced: Option<(CaseId, Presence)>,
}

/// A case that is being read.
pub struct Opening {
    /// The case.
    pub case: CaseId,
    since: Instant,
}

impl Opening {
    /// Time after which a page says that the case is being read.
    ///
    /// Local disks are faster, so nothing flickers.
    pub const SHOWN_AFTER: Duration = Duration::from_millis(150);

    pub(super) fn new(case: &CaseId) -> Self {
        Self { case: case.clone(), since: Instant::now() }
    }

    /// Returns true when it takes long enough for a page to say so.
    pub fn is_slow(&self) -> bool {
        self.since.elapsed() >= Self::SHOWN_AFTER
    }
}
