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
    /// Conflict copies of the open case, once they were read.
    pub comparison: Option<Comparison>,
    /// The trash, as it was read last.
    pub trashed: Vec<Trashed>,
    /// A backup or a restore that is being made.
    pub running: Option<Running>,
}

/// A case file that cannot be read, and what there is of the case besides.
pub struct DamagedCase {
    /// The case.
    pub case: CaseId,
    /// Why it cannot be read.
    pub why: String,
    /// True when there is no file at all, only work that could not be saved.
    pub is_missing: bool,
    /// What can take its place, the best first.
    pub restore_candidates: Vec<Loaded>,
    /// True when what it says can be looked at.
    pub can_be_viewed: bool,
}

/// The conflict copies of a case.
pub struct Comparison {
    /// Each with what the case was when the two were last the same.
    pub copies: Vec<(Loaded, Case)>,
    /// The position of the one that is compared.
    pub position: usize,
}

impl Comparison {
    /// Goes to the next copy, or from the last to the first.
    pub(super) fn go_on(&mut self) {
        self.position = (self.position + 1) % self.copies.len().max(1);
    }
}
