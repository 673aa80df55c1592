//! The act that a recorded event performs, told from its changes: what the state table is asked about when a history is read.
//!
//! Must not know: what the program that recorded the event asked besides; a later rule is not applied to an earlier event.

use super::authority::{Act, NotAllowed, allowed};
use super::change::{Change, Event};
use super::decision::{CaseState, Hold};
use super::model::Case;
use crate::identity::Credential;

/// Why a recorded event cannot have been made by the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// No act makes these changes together.
    #[error("no act changes a case so")]
    NoAct,
    /// The credential does not give the role that the event claims.
    #[error("the credential that it names does not give the role that it claims")]
    OtherRole,
    /// The state table refuses the act.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
}

impl Event {
    /// Checks the event against the state table, for the case as it stood before. In a decided case only signed acts
    /// are left then, since filling in the checklist is not among them.
    pub(super) fn is_allowed(&self, before: &Case) -> Result<(), Forbidden> {
        let act = Act::of(self, before).ok_or(Forbidden::NoAct)?;
        let role = Credential::parse(&self.by.credential).map(Credential::role);
        if self.proof.is_some() && role != Some(self.by.role) {
            return Err(Forbidden::OtherRole);
        }
        Ok(allowed(act, before.state(), self.by.role)?)
    }
}

impl Act {
    /// The act that an event performs on a case that stands so; `None` where no act makes these changes together.
    fn of(event: &Event, case: &Case) -> Option<Self> {
        match event.changes.as_slice() {
            // That none of its changes needs a signature was checked before.
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

    /// The act that changes nothing but the determination.
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

/// True where every open request for information is answered, and a case that waited for it goes back to the nurse.
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
