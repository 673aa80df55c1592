//! Changes of requests for information, answers to them, and extensions of the time to decide.
//!
//! Must not know: whether a request holds the clock (that is for `turnaround`).

use super::change::Change;
use super::correspondence::{AskedOf, Extension, ExtensionGround, Hold, Received};
use super::deciding::{Deciding, next_id};
use super::refusal::Refusal;
use super::state::CaseState;
use super::validate::{validate_date, validate_text};
use super::value::Value;
use crate::clock::Instant;
use crate::policy::request;

impl Deciding<'_> {
    /// Checks that a moment lies in the past, and not before the request came.
    fn check_after_receipt(&self, at: Instant) -> Result<(), Refusal> {
        self.check_past(at)?;
        match self.case.value(&request::RECEIVED_AT) {
            Some(Value::Instant(received)) if *at < **received => Err(Refusal::BadTime),
            _ => Ok(()),
        }
    }

    pub(super) fn pend(&self, hold: Hold) -> Result<Vec<Change>, Refusal> {
        self.check_after_receipt(hold.sent_at)?;
        if let Some(by) = hold.supply_by {
            validate_date(by.date_naive())?;
            if *by <= *hold.sent_at {
                return Err(Refusal::BadTime);
            }
        }
        if hold.extension_notice {
            if !hold.asked_of.is_some_and(AskedOf::is_claimant) {
                return Err(Refusal::NoticeNotToClaimant);
            }
            self.check_not_extended()?;
        }
        let sent = Change::Hold { hold: next_id(&self.case.holds), before: None, after: Some(hold) };
        Ok(vec![sent, self.determine(self.determination(CaseState::Pended, String::new()))])
    }

    /// Checks that the time to decide was not extended yet: a case is extended once, by whichever notice.
    fn check_not_extended(&self) -> Result<(), Refusal> {
        let extended = self.case.is_extended();
        if extended { Err(Refusal::ExtendedAlready) } else { Ok(()) }
    }

    /// Records an answer, which closes every open request. The case returns to the nurse, unless a physician has it.
    pub(super) fn receive(&self, at: Instant, what: &str) -> Result<Vec<Change>, Refusal> {
        self.check_past(at)?;
        let what = validate_text(what)?;
        let open: Vec<_> = self.case.holds.iter().filter(|(_, hold)| hold.received.is_none()).collect();
        if open.is_empty() {
            return Err(Refusal::NothingAsked);
        }
        let mut changes = Vec::new();
        for (id, hold) in open {
            if *at < *hold.sent_at {
                return Err(Refusal::BadTime);
            }
            let after = Hold { received: Some(Received { at, what: what.clone() }), ..hold.clone() };
            changes.push(Change::Hold { hold: *id, before: Some(hold.clone()), after: Some(after) });
        }
        if self.case.state() == CaseState::Pended {
            changes.push(self.determine(self.determination(CaseState::InReview, what)));
        }
        Ok(changes)
    }

    pub(super) fn extend(
        &self,
        notified_at: Instant,
        why: &str,
        ground: Option<ExtensionGround>,
    ) -> Result<Change, Refusal> {
        self.check_not_extended()?;
        self.check_after_receipt(notified_at)?;
        // An absent ground means that the extension was recorded before the program asked for grounds.
        let ground = Some(ground.unwrap_or(ExtensionGround::NotStated));
        let after = Some(Extension { notified_at, why: validate_text(why)?, ground });
        Ok(Change::Extension { before: None, after })
    }
}
