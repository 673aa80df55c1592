//! A decision that is being recorded: the case, who decides, and the engine's result.
//!
//! Must not know: the rules of any one decision (those are in `decide_merits` and `decide_correspondence`).

use std::collections::BTreeMap;

use super::change::Change;
use super::decision::{Basis, Determination};
use super::model::Case;
use super::refusal::Refusal;
use super::stamp::Stamp;
use super::state::CaseState;
use super::validate::validate_date;
use crate::clock::Instant;
use crate::ids::RowId;
use crate::policy::Policy;

/// A decision that is being recorded.
pub(super) struct Deciding<'a> {
    pub(super) case: &'a Case,
    pub(super) policy: &'a Policy,
    pub(super) stamp: &'a Stamp,
    pub(super) basis: &'a Basis,
}

impl Deciding<'_> {
    /// The determination of this state and rationale, by the person and at the time of the stamp.
    pub(super) fn determination(&self, state: CaseState, why: String) -> Determination {
        Determination {
            state,
            why,
            to: String::new(),
            closing: None,
            codes: Vec::new(),
            criteria: Vec::new(),
            late_because: None,
            dates_because: None,
            result: self.basis.result,
            by: self.stamp.signer(),
            at: self.stamp.at(),
        }
    }

    /// The change that gives the case this determination.
    pub(super) fn determine(&self, determination: Determination) -> Change {
        Change::Determination { before: self.case.determination.clone(), after: Some(Box::new(determination)) }
    }

    /// Checks that a moment lies in the past.
    pub(super) fn check_past(&self, at: Instant) -> Result<(), Refusal> {
        validate_date(at.date_naive())?;
        if *at > *self.stamp.at() { Err(Refusal::BadTime) } else { Ok(()) }
    }
}

/// The id after the highest one of a list.
pub(super) fn next_id<V>(list: &BTreeMap<RowId, V>) -> RowId {
    RowId(list.keys().next_back().map_or(1, |last| last.0.saturating_add(1)))
}
