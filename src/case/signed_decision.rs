//! Checks a signed decision against the rules of decisions: the requested codes and units, the criteria that were not met, the
//! confirmations. A valid signature does not prove that these were kept, since a key signs any data.
//!
//! Must not know: the table of permissions (that is `recorded_act`), or the owner of the key (that is `unconfirmed_signatures`).

use super::change::{Change, Event};
use super::deciding::Deciding;
use super::decision::{Basis, Determination};
use super::model::Case;
use super::refusal::Refusal;
use super::stamp::Stamp;
use super::state::CaseState;
use crate::policy::Policy;

impl Event {
    /// The rule that the decision of this event breaks, given the case before it, by the rules that apply when a decision is
    /// recorded. `None` where it breaks none, and for an event without a decision. The reason for a delay is not checked, since
    /// the due date is not part of the history.
    pub fn decision_fault(&self, case: &Case, policy: &Policy, basis: &Basis) -> Option<Refusal> {
        let decided = self.changes.iter().find_map(|change| match change {
            Change::Determination { after: Some(decided), .. } => Some(decided),
            _ => None,
        })?;
        let stamp = Stamp::named(self.at, self.by.clone());
        let Determination { codes, why, criteria, .. } = &**decided;
        let deciding = Deciding { case, policy, stamp: &stamp, basis };
        let outcome = match decided.state {
            CaseState::Approved => deciding.approve(codes, why, criteria),
            CaseState::PartiallyApproved => deciding.approve_in_part(codes, why, criteria),
            CaseState::Adverse => deciding.deny(codes, why, criteria),
            // No other state has outcomes of codes or named criteria.
            CaseState::Draft
            | CaseState::InReview
            | CaseState::Pended
            | CaseState::Referred
            | CaseState::Returned
            | CaseState::Withdrawn
            | CaseState::Administrative => {
                return (!codes.is_empty() || !criteria.is_empty()).then_some(Refusal::CodesDiffer);
            }
        };
        outcome.err()
    }
}
