//! Checks a recorded event against the state table and against itself when a history is read. The act that the event performs
//! is derived from its changes.
//!
//! Must not know: any other rule of the program that recorded the event; a later rule does not apply to an earlier event.

use super::authority::{Act, NotAllowed, check_permission};
use super::change::{Change, Effect, Event};
use super::correspondence::Hold;
use super::model::Case;
use super::reviewer::{Reviewer, Role};
use super::state::{CaseState, CriteriaResult};
use crate::clock::Instant;
use crate::identity::Credential;

/// Reason why the program cannot have recorded an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// No act makes these changes together.
    #[error("no action makes these changes together")]
    NoAct,
    /// The credential does not give the role that the event states.
    #[error("its credential does not give the role that it states")]
    OtherRole,
    /// The state table refuses the act.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
}

impl Event {
    /// True where the author and time of each signed value are those of the event, and the event removes nothing that was sent or
    /// decided. A nurse's approval needs criteria that are met.
    pub(super) fn is_by_its_signer(&self) -> bool {
        let same = |by: &Reviewer, at: &Instant| *by == self.by && *at == self.at;
        let fits = |change: &Change| match change {
            Change::Judgement { after: Some(judged), .. } => same(&judged.by, &judged.at),
            Change::Determination { after: Some(decided), .. } => {
                let result = self.proof.as_ref().is_some_and(|proof| proof.result == decided.result);
                let met = decided.state != CaseState::Approved || decided.result == CriteriaResult::CriteriaMet;
                same(&decided.by, &decided.at) && result && (met || self.by.role == Role::Physician)
            }
            Change::Addendum { after: Some(addendum), .. } => same(&addendum.by, &addendum.at),
            // A decision is replaced by another one, never removed, and what was sent stays sent.
            Change::Determination { after: None, .. }
            | Change::Hold { after: None, .. }
            | Change::Extension { after: None, .. }
            | Change::Contact { after: None, .. }
            | Change::Addendum { after: None, .. } => false,
            Change::Hold { after: Some(_), .. }
            | Change::Extension { after: Some(_), .. }
            | Change::Contact { after: Some(_), .. }
            | Change::Judgement { after: None, .. }
            | Change::Opening { .. }
            | Change::Pathway { .. }
            | Change::Answer { .. }
            | Change::Row { .. }
            | Change::Note { .. }
            | Change::Document { .. }
            | Change::Link { .. } => true,
        };
        self.effect == Effect::Fresh && self.changes.iter().all(fits)
    }

    /// Checks the event against the state table, for the case before it. In a decided case this leaves only signed acts, since
    /// the table allows no edit there.
    pub(super) fn check_permission(&self, before: &Case) -> Result<(), Forbidden> {
        let act = Act::of(self, before).ok_or(Forbidden::NoAct)?;
        let role = Credential::parse(&self.by.credential).map(Credential::role);
        if self.proof.is_some() && role != Some(self.by.role) {
            return Err(Forbidden::OtherRole);
        }
        Ok(check_permission(act, before.state(), self.by.role)?)
    }
}

impl Act {
    /// The act that an event performs on a case; `None` where no act makes these changes together.
    fn of(event: &Event, case: &Case) -> Option<Self> {
        match event.changes.as_slice() {
            // The caller has checked that none of its changes needs a signature.
            _ if event.proof.is_none() => Some(Self::Edit),
            [Change::Judgement { .. }] => Some(Self::Judge),
            [Change::Extension { before: None, after: Some(_) }] => Some(Self::Extend),
            [Change::Contact { before: None, after: Some(_), .. }] => Some(Self::LogContact),
            [Change::Addendum { before: None, after: Some(_), .. }] => Some(Self::AddAddendum),
            [Change::Determination { after: Some(decided), .. }] => Self::leading_to(decided.state, case.state()),
            [
                Change::Hold { before: None, after: Some(sent), .. },
                Change::Determination { after: Some(decided), .. },
            ] => (sent.received.is_none() && decided.state == CaseState::Pended).then_some(Self::Pend),
            changes => receives(changes, case).then_some(Self::Receive),
        }
    }

    /// The act that changes the determination alone.
    fn leading_to(state: CaseState, from: CaseState) -> Option<Self> {
        match state {
            CaseState::Referred => Some(Self::Refer),
            CaseState::Returned => Some(Self::Return),
            CaseState::Approved => Some(Self::Approve),
            CaseState::PartiallyApproved => Some(Self::ApproveInPart),
            CaseState::Adverse => Some(Self::Deny),
            CaseState::Withdrawn => Some(Self::Withdraw),
            CaseState::Administrative => Some(Self::Close),
            CaseState::InReview => from.is_final().then_some(Self::Reopen),
            CaseState::Draft | CaseState::Pended => None,
        }
    }
}

/// True where every open request for information is answered, and a case that was pended returns to the nurse.
fn receives(changes: &[Change], case: &Case) -> bool {
    let (holds, rest) = changes.split_at(changes.iter().take_while(|it| matches!(it, Change::Hold { .. })).count());
    let answered = |change: &Change| match change {
        Change::Hold { before: Some(before), after: Some(after), .. } => {
            let open = before.received.is_none() && after.received.is_some();
            open && Hold { received: None, ..after.clone() } == *before
        }
        _ => false,
    };
    let goes_back = match rest {
        [] => case.state() != CaseState::Pended,
        [Change::Determination { after: Some(decided), .. }] => {
            case.state() == CaseState::Pended && decided.state == CaseState::InReview
        }
        _ => false,
    };
    !holds.is_empty() && holds.iter().all(answered) && goes_back
}
