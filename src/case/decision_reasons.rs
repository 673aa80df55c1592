//! Reasons that a decision on the merits has to give in addition to its rationale: for a delay, and for approved dates that leave
//! out the requested date of service.
//!
//! Must not know: the rule that gave the due date, or how the reviewer is asked for a reason.

use chrono::NaiveDate;

use super::decision::{CodeDecision, CodeOutcome};
use super::model::Case;
use super::refusal::Refusal;
use crate::clock::Instant;
use crate::policy::request;
use crate::redacted::redacted_debug;

redacted_debug!(ReasonNeeded);

/// A reason that a decision has to give.
#[derive(Clone, PartialEq, Eq)]
pub enum ReasonNeeded {
    /// The decision is made after its due date.
    Late {
        /// The due date.
        due_at: Instant,
    },
    /// The approved dates of some codes leave out the requested date of service.
    OtherDates {
        /// The requested date of service.
        service_on: NaiveDate,
        /// The codes, in the order of the decision.
        codes: Vec<String>,
    },
}

/// The reasons that a decision made at `at` has to give. Without a due date no delay is known, and without a requested date of
/// service no other dates.
pub fn reasons_needed(
    case: &Case,
    outcomes: &[CodeOutcome],
    due_at: Option<Instant>,
    at: Instant,
) -> Vec<ReasonNeeded> {
    let late = due_at.filter(|due_at| *at > **due_at).map(|due_at| ReasonNeeded::Late { due_at });
    let other_dates = case.date(&request::SERVICE_ON).and_then(|service_on| {
        let leaves_out = |outcome: &&CodeOutcome| match &outcome.outcome {
            CodeDecision::Approved(approval) => !(approval.from..=approval.until).contains(&service_on),
            CodeDecision::NotApproved | CodeDecision::SplitOff => false,
        };
        let codes: Vec<String> = outcomes.iter().filter(leaves_out).map(|outcome| outcome.cpt.clone()).collect();
        (!codes.is_empty()).then_some(ReasonNeeded::OtherDates { service_on, codes })
    });
    late.into_iter().chain(other_dates).collect()
}

/// The reasons that an action gives; empty where it gives none.
#[derive(Clone, Copy)]
pub(super) struct Reasons<'a> {
    pub(super) late_because: &'a str,
    pub(super) dates_because: &'a str,
}

impl Reasons<'_> {
    /// Fails for the first reason that is needed and not given. A reason that is not needed is refused too, since the history
    /// would state a delay, or other dates, that did not exist.
    pub(super) fn check(self, needed: &[ReasonNeeded], due_is_known: bool) -> Result<(), Refusal> {
        let late = needed.iter().any(|it| matches!(it, ReasonNeeded::Late { .. }));
        let dates = needed.iter().any(|it| matches!(it, ReasonNeeded::OtherDates { .. }));
        match (self.late_because.trim().is_empty(), self.dates_because.trim().is_empty()) {
            (true, _) if late => Err(Refusal::LateWithoutReason),
            (_, true) if dates => Err(Refusal::OtherDatesWithoutReason),
            (false, _) if !late && due_is_known => Err(Refusal::NotLate),
            (_, false) if !dates => Err(Refusal::NotOtherDates),
            _ => Ok(()),
        }
    }
}
