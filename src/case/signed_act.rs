//! Holds a signed decision against what its signer could decide: the codes and units requested, the criteria that were not met,
//! the confirmations. A key signs whatever its owner makes it sign, so the signature alone does not show that.
//!
//! Must not know: the state table (that is `acts`), or whose key it is (that is `trust`).

use super::change::{Change, Event};
use super::decide::Deciding;
use super::decision::{Basis, CaseState, Determination};
use super::model::Case;
use super::refusal::Refusal;
use super::stamp::Stamp;
use crate::policy::Policy;

impl Event {
    /// The reason why its signer could not decide so on the case as it stood, with the same rules as for a decision that is
    /// being recorded. `None` where that is possible, and for every other event. Reasons for late decisions are not asked
    /// for: the due date is not part of the record.
    pub fn exceeds(&self, case: &Case, policy: &Policy, basis: &Basis) -> Option<Refusal> {
        let decided = self.changes.iter().find_map(|change| match change {
            Change::Determination { after: Some(decided), .. } => Some(decided),
            _ => None,
        })?;
        let stamp = Stamp::named(self.at, self.by.clone());
        let Determination { codes, why, criteria, .. } = &**decided;
        let deciding = Deciding { case, policy, stamp: &stamp, basis };
        let outcome = match decided.state {
            CaseState::Approved => deciding.approving(codes, why, criteria),
            CaseState::PartiallyApproved => deciding.approving_in_part(codes, why, criteria),
            CaseState::Adverse => deciding.denying(codes, why, criteria),
            _ if codes.is_empty() && criteria.is_empty() => return None,
            // Nothing else decides on a code.
            _ => return Some(Refusal::CodesDiffer),
        };
        outcome.err()
    }
}
