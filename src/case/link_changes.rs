//! Changes that link a case or take a link back, and the evidence of a link in a history.
//!
//! Must not know: where either case is stored.

use super::change::{Change, Event};
use super::history::History;
use super::link::decides;
use super::linked_case::{LinkFault, LinkedCase};
use super::model::Case;
use super::refusal::Refusal;
use crate::ids::{CaseId, QuestionId};
use crate::policy::Policy;

impl LinkedCase {
    /// The snapshot of a case without the check that proves it, for a list of candidates: replaying every case would take too
    /// long.
    pub fn preview(history: &History) -> Result<Self, LinkFault> {
        if history.altered().is_some() {
            return Err(LinkFault::Altered);
        }
        let signed = history.events().iter().rev().find(|event| decides(event)).ok_or(LinkFault::NotDecided)?;
        Self::snapshot(history.case(), signed)
    }
}

impl History {
    /// The events up to the last determination: the evidence of a link to this case.
    pub fn signed_history(&self) -> Option<&[Event]> {
        let last = self.events().iter().rposition(decides)?;
        self.events().get(..=last)
    }

    /// The evidence that was recorded with a link; `None` where this history has no such link.
    pub fn evidence_of(&self, link: &LinkedCase) -> Option<&[Event]> {
        self.events().iter().flat_map(|event| &event.changes).find_map(|change| match change {
            Change::Link { after: Some(after), evidence, .. } if **after == *link && !evidence.is_empty() => {
                Some(evidence.as_slice())
            }
            _ => None,
        })
    }
}

/// The change that links a case which was looked up in its folder. Refused where the case does not prove what the policy asks
/// for.
pub(super) fn link_changes(
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
    // For a reopened case the evidence ends with the reopening, so the fault says that it was reopened.
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

/// The change that removes a link.
pub(super) fn unlink_changes(case: &Case, question: &QuestionId) -> Result<Vec<Change>, Refusal> {
    let before = Some(case.links.get(question).ok_or(Refusal::NotLinked)?.clone());
    Ok(vec![Change::Link { question: question.clone(), before, after: None, evidence: Vec::new() }])
}
