//! The signed case that another case rests on: a snapshot of its facts, and the signed history that proves them.
//!
//! Must not know: where either case is stored, or what a link amounts to for a criterion (that is `engine`).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::{Change, Event};
use super::decision::{CaseState, CodeDecision, CodeOutcome, CriteriaResult};
use super::history::History;
use super::model::{Case, PolicyPin, Value};
use super::proof::Proof;
use super::refusal::Refusal;
use super::reviewer::Reviewer;
use crate::clock::Instant;
use crate::identity::{Roster, Standing};
use crate::ids::{CaseId, ContentHash, PathwayId, QuestionId};
use crate::policy::{Linkable, Policy, request};
use crate::redacted::redacted_debug;

redacted_debug!(LinkedCase);

/// A signed case of the same member, as it stood at its last determination when it was linked. A case is judged by this
/// snapshot alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkedCase {
    /// Its id.
    pub case: CaseId,
    /// The pathway that it was decided on.
    pub pathway: PathwayId,
    /// The policy that it is pinned to.
    pub policy: PolicyPin,
    /// The member id, as that case has it.
    pub member_id: String,
    /// The member's birth date, as that case has it.
    pub born_on: NaiveDate,
    /// The determination.
    pub state: CaseState,
    /// The outcome of each requested code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<CodeOutcome>,
    /// Who signed it.
    pub by: Reviewer,
    /// When it was signed.
    pub at: Instant,
    /// The number of the signed event.
    pub sequence: u32,
    /// Hash of the signed event and, through it, of all before.
    pub head: ContentHash,
    /// The signature, with the criteria result that it states.
    pub proof: Proof,
    /// Every case that it rests on itself, directly or through another.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub rests_on: BTreeSet<CaseId>,
}

/// Why a case does not show what it is linked for, or cannot be linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// It is the case itself, or rests on it.
    #[error("it is this case, or rests on this case itself")]
    Circle,
    /// The member id or the birth date is another one, or is not recorded in one of the two cases.
    #[error("its member id and birth date are not those recorded in this case")]
    OtherMember,
    /// It was decided on a pathway that shows nothing here.
    #[error("it was decided on another pathway than the one that shows this")]
    OtherPathway,
    /// It was approved for another stage, such as the trial in place of the placement.
    #[error("none of the codes approved in it is of the stage that shows this")]
    OtherStage,
    /// The policy number differs before the version letter.
    #[error("it was decided under another policy")]
    OtherPolicy,
    /// It has no determination, or was reopened.
    #[error("it is not decided, or was reopened")]
    NotDecided,
    /// It was decided, and not as approved.
    #[error("it was not approved in full")]
    NotApproved,
    /// It was approved, and the criteria were not met.
    #[error("it was approved without the criteria being met")]
    CriteriaNotMet,
    /// Its history or a signature does not hold.
    #[error("its history or its signature does not hold: it was changed outside the program")]
    Altered,
    /// Its record has another fault, with which it is not opened either.
    #[error("its record does not hold: open it to see why")]
    Faulty,
    /// The roster does not back the signature of its determination.
    #[error("its determination is signed with a key that this folder's roster does not back")]
    Unbacked,
    /// The folder has no such case.
    #[error("it is not in this folder")]
    NotHere,
    /// It was moved to the trash.
    #[error("it is in the trash of this folder")]
    InTrash,
    /// Its file cannot be read.
    #[error("its file cannot be read as a case")]
    Unreadable,
    /// The case of this id in the folder has another history.
    #[error("the case of this id in this folder is not the one that was linked")]
    Differs,
    /// It was decided anew or reopened after it was linked.
    #[error("it was reopened or decided anew after it was linked")]
    Reopened,
}

impl LinkedCase {
    /// The snapshot that a signed history proves. The last event has to be the determination, signed.
    pub fn proved_by(events: &[Event]) -> Result<Self, LinkFault> {
        let history = History::replay(events.to_vec()).map_err(|_| LinkFault::Altered)?;
        let signed = events.last().filter(|event| decides(event)).ok_or(LinkFault::NotDecided)?;
        Self::new(history.case(), signed)
    }

    /// The same from a case as it stands, without the check that proves it: for a list of candidates, where replaying every
    /// case would take too long.
    pub fn preview(history: &History) -> Result<Self, LinkFault> {
        if history.altered().is_some() {
            return Err(LinkFault::Altered);
        }
        let signed = history.events().iter().rev().find(|event| decides(event)).ok_or(LinkFault::NotDecided)?;
        Self::new(history.case(), signed)
    }

    fn new(case: &Case, signed: &Event) -> Result<Self, LinkFault> {
        let decided = case.determination.as_ref().ok_or(LinkFault::NotDecided)?;
        // Before version 3 of the format nothing was signed; what was decided then proves nothing.
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

    /// The criteria result that its signature states.
    pub fn result(&self) -> CriteriaResult {
        self.proof.result
    }

    /// Why it does not show what a way of the policy asks for in this case; `None` where it does. Reads the two alone.
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

    /// Whether the member id and the birth date are those of the other case. Letter case of the id does not matter.
    pub fn is_of_member(&self, case: &Case) -> bool {
        case.date(&request::MEMBER_BORN_ON) == Some(self.born_on)
            && member_id(case).is_some_and(|id| id.eq_ignore_ascii_case(self.member_id.trim()))
    }

    /// Whether a roster backs the signature of the determination.
    pub fn is_backed_by(&self, roster: &Roster) -> bool {
        self.by.standing(roster, &self.proof.key, self.at) == Some(Standing::Known)
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

fn decides(event: &Event) -> bool {
    event.changes.iter().any(|change| matches!(change, Change::Determination { after: Some(_), .. }))
}

impl History {
    /// The history up to the last determination: the evidence of a link to this case.
    pub fn signed_history(&self) -> Option<&[Event]> {
        let last = self.events().iter().rposition(decides)?;
        self.events().get(..=last)
    }

    /// The evidence with which a case was linked; `None` where this history links no such snapshot.
    pub fn evidence_of(&self, link: &LinkedCase) -> Option<&[Event]> {
        self.events().iter().flat_map(|event| &event.changes).find_map(|change| match change {
            Change::Link { after: Some(after), evidence, .. } if **after == *link && !evidence.is_empty() => {
                Some(evidence.as_slice())
            }
            _ => None,
        })
    }
}

impl Change {
    /// Whether a link that is made here comes with the signed history that proves its snapshot; true of every other change.
    pub(super) fn is_proved_link(&self) -> bool {
        match self {
            Self::Link { after: Some(link), evidence, .. } => {
                LinkedCase::proved_by(evidence).is_ok_and(|proved| proved == **link)
            }
            Self::Link { after: None, evidence, .. } => evidence.is_empty(),
            _ => true,
        }
    }
}

/// The change that links a case which was looked up, or why it is refused.
pub(super) fn linking(
    case: &Case,
    policy: &Policy,
    question: &QuestionId,
    linked: &CaseId,
    found: Option<&History>,
) -> Result<Vec<Change>, Refusal> {
    let way = policy.linkable(question).ok_or(Refusal::NotLinkable)?;
    let found = found.filter(|found| found.case().id == *linked).ok_or(Refusal::NotLookedUp)?;
    if found.altered().is_some() {
        return Err(LinkFault::Altered.into());
    }
    // A case that was reopened is named so, though what was signed before would prove a snapshot.
    let evidence = found.signed_history().ok_or(LinkFault::NotDecided)?;
    let link = LinkedCase::proved_by(evidence)?;
    if let Some(fault) = link.fault_for(case, policy, &way) {
        return Err(fault.into());
    }
    let (before, after) = (case.links.get(question).cloned(), Some(Box::new(link)));
    if before == after {
        return Ok(Vec::new());
    }
    Ok(vec![Change::Link { question: question.clone(), before, after, evidence: evidence.to_vec() }])
}

/// The change that takes a link back.
pub(super) fn unlinking(case: &Case, question: &QuestionId) -> Result<Vec<Change>, Refusal> {
    let before = Some(case.links.get(question).ok_or(Refusal::NotLinked)?.clone());
    Ok(vec![Change::Link { question: question.clone(), before, after: None, evidence: Vec::new() }])
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
