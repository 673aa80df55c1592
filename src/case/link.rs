//! Checks of a linked case against the case that rests on it, and its snapshot from a signed event.
//!
//! Must not know: where either case is stored, or what a link means for a criterion (that is `engine`).

use super::change::{Change, Event};
use super::decision::CodeDecision;
use super::linked_case::{LinkFault, LinkedCase};
use super::model::Case;
use super::state::{CaseState, CriteriaResult};
use super::value::Value;
use crate::identity::{Roster, SignerCheck};
use crate::policy::{Linkable, Policy, request};

impl LinkedCase {
    /// The snapshot of a case at its signed determination. Fails where the case lacks the determination, its signature or the
    /// member's identity.
    pub(super) fn snapshot(case: &Case, signed: &Event) -> Result<Self, LinkFault> {
        let decided = case.determination.as_ref().ok_or(LinkFault::NotDecided)?;
        // Nothing was signed before version 3 of the case format, so a decision from then proves nothing.
        let proof = signed.proof.clone().ok_or(LinkFault::NotDecided)?;
        let born_on = case.date(&request::MEMBER_BORN_ON).ok_or(LinkFault::OtherMember)?;
        let member_id = member_id(case).ok_or(LinkFault::OtherMember)?.to_owned();
        let direct = case.links.values().map(|link| link.case.clone());
        let further = case.links.values().flat_map(|link| link.rests_on.iter().cloned());
        Ok(Self {
            case: case.id.clone(),
            pathway: case.pathway.clone(),
            policy: case.policy.clone(),
            member_id,
            born_on,
            state: decided.state,
            codes: decided.codes.clone(),
            by: signed.by.clone(),
            at: signed.at,
            sequence: signed.sequence,
            head: signed.hash(),
            proof,
            rests_on: direct.chain(further).collect(),
        })
    }
    /// The reason why it does not prove what a link of the policy asks for in this case; `None` where it does. Depends on the
    /// snapshot, the case and its policy alone.
    pub fn fault_for(&self, case: &Case, policy: &Policy, way: &Linkable<'_>) -> Option<LinkFault> {
        if self.case == case.id || self.rests_on.contains(&case.id) {
            return Some(LinkFault::Circle);
        }
        if !self.is_of_member(case) {
            return Some(LinkFault::OtherMember);
        }
        if !way.pathways.contains(&self.pathway) {
            return Some(LinkFault::OtherPathway);
        }
        if without_version(&self.policy.number) != without_version(&case.policy.number) {
            return Some(LinkFault::OtherPolicy);
        }
        let fault = match self.state {
            CaseState::Approved if self.result() == CriteriaResult::CriteriaMet => None,
            CaseState::Approved => Some(LinkFault::CriteriaNotMet),
            state if state.is_final() => Some(LinkFault::NotApproved),
            _ => Some(LinkFault::NotDecided),
        };
        let approved = self.codes.iter().filter(|code| matches!(code.outcome, CodeDecision::Approved(_)));
        let of_stage = policy.is_of_linkable_stage(way, &self.pathway, approved.map(|code| code.cpt.as_str()));
        fault.or((!of_stage).then_some(LinkFault::OtherStage))
    }

    /// True where member id and birth date are those of the other case. The id is compared without regard to letter case.
    pub fn is_of_member(&self, case: &Case) -> bool {
        case.date(&request::MEMBER_BORN_ON) == Some(self.born_on)
            && member_id(case).is_some_and(|id| id.eq_ignore_ascii_case(self.member_id.trim()))
    }

    /// True where the roster confirms the signature of the determination.
    pub fn is_confirmed_by(&self, roster: &Roster) -> bool {
        self.by.signer_check(roster, &self.proof.key, self.at) == Some(SignerCheck::Known)
    }
}

/// The policy number up to its version letter: `2025T0626` of `2025T0626L`.
fn without_version(number: &str) -> &str {
    let stem = number.trim_end_matches(|letter: char| letter.is_ascii_uppercase());
    if stem.ends_with(|digit: char| digit.is_ascii_digit()) { stem } else { number }
}

fn member_id(case: &Case) -> Option<&str> {
    match case.value(&request::MEMBER_ID)? {
        Value::Text(id) => Some(id.trim()).filter(|id| !id.is_empty()),
        _ => None,
    }
}

/// True for an event that records a determination.
pub(super) fn decides(event: &Event) -> bool {
    event.changes.iter().any(|change| matches!(change, Change::Determination { after: Some(_), .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_number_is_compared_up_to_its_version_letter() {
        for (number, stem) in [
            ("2025T0626L", "2025T0626"),
            ("2025T0626K", "2025T0626"),
            ("2025T0626AB", "2025T0626"),
            ("2025T0626", "2025T0626"),
            ("2025T0627L", "2025T0627"),
            ("MM-INTRATHECAL", "MM-INTRATHECAL"),
            ("L", "L"),
        ] {
            assert_eq!(without_version(number), stem, "{number}");
        }
    }
}
