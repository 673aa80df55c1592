//! Changes of a decision, a request for information, a contact or an addendum, or the reason why one is refused. The right to
//! make them was checked before (`authority`).
//!
//! Must not know: how the result that a decision is made on was computed; it is passed in.

use super::action::Action;
use super::change::Change;
use super::correspondence::{Contact, Hold};
use super::deciding::{Deciding, next_id};
use super::decision::{Addendum, Determination};
use super::decision_reasons::Reasons;
use super::refusal::Refusal;
use super::state::CaseState;
use super::validate::validate_text;

/// The changes of an action that decides, sends, receives or notes something. `None` for one that edits the checklist, its
/// documents or a judgement, and for opening, undo and redo.
pub(super) fn decision_changes(deciding: &Deciding<'_>, action: &Action) -> Result<Option<Vec<Change>>, Refusal> {
    let change = match action {
        Action::Pend { sent_at, how, to, asked_of, extension_notice, supply_by } => {
            let to = validate_text(to)?;
            let (asked_of, extension_notice) = (Some(*asked_of), *extension_notice);
            let (sent_at, how, supply_by) = (*sent_at, *how, *supply_by);
            let hold = Hold { sent_at, how, to, asked_of, extension_notice, supply_by, received: None };
            return deciding.pend(hold).map(Some);
        }
        Action::Receive { at, what } => return deciding.receive(*at, what).map(Some),
        Action::Extend { notified_at, why, ground } => deciding.extend(*notified_at, why, *ground)?,
        Action::Refer { question, to } => deciding.refer(question, to)?,
        Action::Return { answer } => deciding.move_to(CaseState::Returned, answer)?,
        Action::Approve { codes, why, criteria, late_because, dates_because } => {
            deciding.with_reasons(deciding.approve(codes, why, criteria)?, Reasons { late_because, dates_because })?
        }
        Action::ApproveInPart { codes, why, criteria, late_because, dates_because } => {
            let decided = deciding.approve_in_part(codes, why, criteria)?;
            deciding.with_reasons(decided, Reasons { late_because, dates_because })?
        }
        Action::Deny { codes, why, criteria, late_because } => {
            let reasons = Reasons { late_because, dates_because: "" };
            deciding.with_reasons(deciding.deny(codes, why, criteria)?, reasons)?
        }
        Action::Withdraw { why } => deciding.move_to(CaseState::Withdrawn, why)?,
        Action::Close { closing, why } => {
            let closed = deciding.determination(CaseState::Administrative, validate_text(why)?);
            deciding.determine(Determination { closing: Some(*closing), ..closed })
        }
        Action::Reopen { why } => deciding.move_to(CaseState::InReview, why)?,
        Action::AddAddendum { text } => deciding.add_addendum(text)?,
        Action::LogContact { contact } => deciding.log_contact(contact)?,
        Action::Open { .. }
        | Action::ChoosePathway { .. }
        | Action::Answer { .. }
        | Action::Clear { .. }
        | Action::Cite { .. }
        | Action::Uncite { .. }
        | Action::PutRow { .. }
        | Action::RemoveRow { .. }
        | Action::Note { .. }
        | Action::Link { .. }
        | Action::Unlink { .. }
        | Action::PutDocument { .. }
        | Action::RemoveDocument { .. }
        | Action::Judge { .. }
        | Action::TakeBackJudgement { .. }
        | Action::Undo
        | Action::Redo => return Ok(None),
    };
    Ok(Some(vec![change]))
}

impl Deciding<'_> {
    /// Moves the case to a state, with a text that says why or what was answered.
    fn move_to(&self, state: CaseState, why: &str) -> Result<Change, Refusal> {
        Ok(self.determine(self.determination(state, validate_text(why)?)))
    }

    fn refer(&self, question: &str, to: &str) -> Result<Change, Refusal> {
        let to = if to.trim().is_empty() { String::new() } else { validate_text(to)? };
        let referred = self.determination(CaseState::Referred, validate_text(question)?);
        Ok(self.determine(Determination { to, ..referred }))
    }

    fn add_addendum(&self, text: &str) -> Result<Change, Refusal> {
        let (by, at) = (self.stamp.signer(), self.stamp.at());
        let after = Some(Addendum { text: validate_text(text)?, by, at });
        Ok(Change::Addendum { addendum: next_id(&self.case.addenda), before: None, after })
    }

    fn log_contact(&self, contact: &Contact) -> Result<Change, Refusal> {
        self.check_past(contact.at)?;
        validate_text(&contact.with)?;
        validate_text(&contact.note)?;
        Ok(Change::Contact { contact: next_id(&self.case.contacts), before: None, after: Some(contact.clone()) })
    }
}
