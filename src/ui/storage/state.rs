//! State of the pages about the store.
//!
//! Must not know: how any of it is drawn.

use super::running::Running;
use crate::case::Case;
use crate::ids::CaseId;
use crate::store::{Loaded, Recoverable, Trashed};

/// State of the pages about the store.
#[derive(Default)]
pub struct State {
    /// Interrupted saves that can be recovered.
    pub recoverable: Vec<Recoverable>,
    /// The damaged file whose page is shown.
    pub damaged: Option<DamagedCase>,
    /// Conflict copies that were read last.
    pub comparison: Option<Comparison>,
    /// Content of the trash when it was read last.
    pub trashed: Vec<Trashed>,
    /// The running backup, check or restore.
    pub running: Option<Running>,
}

/// A case file that cannot be read, and other versions of the case.
pub struct DamagedCase {
    /// The case.
    pub case: CaseId,
    /// Why it cannot be read.
    pub why: String,
    /// True when the file is missing and only conflict copies are left.
    pub is_missing: bool,
    /// Versions that can replace it, the best first.
    pub restore_candidates: Vec<Loaded>,
    /// True when it can be shown read-only.
    pub can_be_viewed: bool,
}

/// The conflict copies of a case.
pub struct Comparison {
    /// The copies, each with the state of the case at their last common event.
    pub copies: Vec<(Loaded, Case)>,
    /// Index of the one that is compared.
    pub position: usize,
}

impl Comparison {
    /// Selects the next copy; after the last one, the first.
    pub(super) fn select_next(&mut self) {
        self.position = (self.position + 1) % self.copies.len().max(1);
    }
}
