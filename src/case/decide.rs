//! What a decision, a request for information, a contact or an addendum changes in a case, or why it is refused. Who may do
//! it in which state was asked before (`authority`).
//!
//! Must not know: how the result that a decision is made on was computed; it is handed in.

use std::collections::BTreeSet;

use super::action::Action;
use super::change::Change;
use super::decision::*;
use super::fit::{checked_text, date_fits};
use super::model::{Case, RequestedCode, Value};
use super::reasons::{Reasons, reasons_needed};
use super::refusal::Refusal;
use super::reviewer::Role;
use super::stamp::Stamp;
use crate::clock::Instant;
use crate::ids::{CriterionId, RowId};
use crate::policy::{Policy, Stage, request};

/// A decision that is about to be recorded.
pub(super) struct Deciding<'a> {
    pub(super) case: &'a Case,
    pub(super) policy: &'a Policy,
    pub(super) stamp: &'a Stamp,
    pub(super) basis: &'a Basis,
}

impl Deciding<'_> {
    /// The changes of an action that is none of the checklist's. `None` for one that is.
    pub(super) fn changes(&self, action: &Action) -> Result<Option<Vec<Change>>, Refusal> {
        let changes = match action {
            Action::Pend { sent_at, how, to, asked_of, extension_notice, supply_by } => {
                let to = checked_text(to)?;
                let (asked_of, extension_notice) = (Some(*asked_of), *extension_notice);
                let (sent_at, how, supply_by) = (*sent_at, *how, *supply_by);
                self.pending(Hold { sent_at, how, to, asked_of, extension_notice, supply_by, received: None })?
            }
            Action::Receive { at, what } => self.receiving(*at, what)?,
            Action::Extend { notified_at, why, ground } => self.extending(*notified_at, why, *ground)?,
            Action::Refer { question, to } => {
                let to = if to.trim().is_empty() { String::new() } else { checked_text(to)? };
                vec![self.stands(Determination { to, ..self.at(CaseState::Referred, checked_text(question)?) })]
            }
            Action::Return { answer } => vec![self.stands(self.at(CaseState::Returned, checked_text(answer)?))],
            Action::Approve { codes, why, criteria, late_because, dates_because } => {
                let reasons = Reasons { late_because, dates_because };
                vec![self.with_reasons(self.approving(codes, why, criteria)?, reasons)?]
            }
            Action::ApproveInPart { codes, why, criteria, late_because, dates_because } => {
                let reasons = Reasons { late_because, dates_because };
                vec![self.with_reasons(self.approving_in_part(codes, why, criteria)?, reasons)?]
            }
            Action::Deny { codes, why, criteria, late_because } => {
                let reasons = Reasons { late_because, dates_because: "" };
                vec![self.with_reasons(self.denying(codes, why, criteria)?, reasons)?]
            }
            Action::Withdraw { why } => vec![self.stands(self.at(CaseState::Withdrawn, checked_text(why)?))],
            Action::Close { closing, why } => {
                let why = checked_text(why)?;
                let closed = Determination { closing: Some(*closing), ..self.at(CaseState::Administrative, why) };
                vec![self.stands(closed)]
            }
            Action::Reopen { why } => vec![self.stands(self.at(CaseState::InReview, checked_text(why)?))],
            Action::AddAddendum { text } => {
                let (by, at) = (self.stamp.signer(), self.stamp.at());
                let after = Some(Addendum { text: checked_text(text)?, by, at });
                vec![Change::Addendum { addendum: next(&self.case.addenda), before: None, after }]
            }
            Action::LogContact { contact } => {
                self.is_past(contact.at)?;
                checked_text(&contact.with)?;
                checked_text(&contact.note)?;
                let after = Some(contact.clone());
                vec![Change::Contact { contact: next(&self.case.contacts), before: None, after }]
            }
            _ => return Ok(None),
        };
        Ok(Some(changes))
    }

    fn at(&self, state: CaseState, why: String) -> Determination {
        Determination {
            state,
            why,
            to: String::new(),
            closing: None,
            codes: Vec::new(),
            criteria: Vec::new(),
            late_because: None,
            dates_because: None,
            result: self.basis.result,
            by: self.stamp.signer(),
            at: self.stamp.at(),
        }
    }

    fn stands(&self, determination: Determination) -> Change {
        Change::Determination { before: self.case.determination.clone(), after: Some(Box::new(determination)) }
    }

    fn is_past(&self, at: Instant) -> Result<(), Refusal> {
        date_fits(at.date_naive())?;
        if *at > *self.stamp.at() { Err(Refusal::BadTime) } else { Ok(()) }
    }

    fn is_after_receipt(&self, at: Instant) -> Result<(), Refusal> {
        self.is_past(at)?;
        match self.case.value(&request::RECEIVED_AT) {
            Some(Value::Instant(received)) if *at < **received => Err(Refusal::BadTime),
            _ => Ok(()),
        }
    }

    fn pending(&self, hold: Hold) -> Result<Vec<Change>, Refusal> {
        self.is_after_receipt(hold.sent_at)?;
        if let Some(by) = hold.supply_by {
            date_fits(by.date_naive())?;
            if *by <= *hold.sent_at {
                return Err(Refusal::BadTime);
            }
        }
        if hold.extension_notice {
            if !hold.asked_of.is_some_and(AskedOf::is_claimant) {
                return Err(Refusal::NoticeNotToClaimant);
            }
            self.may_extend()?;
        }
        let sent = Change::Hold { hold: next(&self.case.holds), before: None, after: Some(hold) };
        Ok(vec![sent, self.stands(self.at(CaseState::Pended, String::new()))])
    }

    /// One extension a case, whichever notice it was taken with.
    fn may_extend(&self) -> Result<(), Refusal> {
        let extended = self.case.is_extended();
        if extended { Err(Refusal::ExtendedAlready) } else { Ok(()) }
    }

    /// One answer ends every request that is open; the case is with the nurse again, unless it is with a physician.
    fn receiving(&self, at: Instant, what: &str) -> Result<Vec<Change>, Refusal> {
        self.is_past(at)?;
        let what = checked_text(what)?;
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
            changes.push(self.stands(self.at(CaseState::InReview, what)));
        }
        Ok(changes)
    }

    fn extending(
        &self,
        notified_at: Instant,
        why: &str,
        ground: Option<ExtensionGround>,
    ) -> Result<Vec<Change>, Refusal> {
        self.may_extend()?;
        self.is_after_receipt(notified_at)?;
        // An absent ground says that the extension was recorded before grounds were.
        let ground = Some(ground.unwrap_or(ExtensionGround::NotStated));
        let after = Some(Extension { notified_at, why: checked_text(why)?, ground });
        Ok(vec![Change::Extension { before: None, after }])
    }

    pub(super) fn approving(
        &self,
        codes: &[CodeOutcome],
        why: &str,
        criteria: &[CriterionId],
    ) -> Result<Determination, Refusal> {
        self.may_decide()?;
        let counted = self.outcomes(codes)?;
        if counted.refused > 0 || counted.fewer || counted.approved == 0 {
            return Err(Refusal::OutcomesDiffer);
        }
        let met = self.basis.result == CriteriaResult::CriteriaMet;
        let physician = self.stamp.by().role == Role::Physician;
        if !met && !physician {
            return Err(Refusal::NotMet);
        }
        if counted.of_other_stage && !physician {
            return Err(Refusal::OtherStage);
        }
        self.names_all_unmet(criteria)?;
        let needs_rationale = !met || counted.of_other_stage;
        let why = if needs_rationale || !why.trim().is_empty() { checked_text(why)? } else { String::new() };
        Ok(self.decided(CaseState::Approved, why, codes, criteria))
    }

    pub(super) fn approving_in_part(
        &self,
        codes: &[CodeOutcome],
        why: &str,
        criteria: &[CriterionId],
    ) -> Result<Determination, Refusal> {
        self.may_decide()?;
        let counted = self.outcomes(codes)?;
        if counted.approved == 0 || (counted.refused == 0 && !counted.fewer) {
            return Err(Refusal::OutcomesDiffer);
        }
        self.names_all_unmet(criteria)?;
        Ok(self.decided(CaseState::PartiallyApproved, checked_text(why)?, codes, criteria))
    }

    /// An adverse determination rests on at least one criterion that is not met or that nothing in the record supports.
    pub(super) fn denying(
        &self,
        codes: &[CodeOutcome],
        why: &str,
        criteria: &[CriterionId],
    ) -> Result<Determination, Refusal> {
        self.may_decide()?;
        let counted = self.outcomes(codes)?;
        if counted.approved > 0 || counted.refused == 0 {
            return Err(Refusal::OutcomesDiffer);
        }
        if criteria.is_empty() || criteria.iter().any(|named| !self.basis.unmet.contains(named)) {
            return Err(Refusal::CriterionNotUnmet);
        }
        Ok(self.decided(CaseState::Adverse, checked_text(why)?, codes, criteria))
    }

    fn decided(&self, state: CaseState, why: String, codes: &[CodeOutcome], criteria: &[CriterionId]) -> Determination {
        Determination { codes: codes.to_vec(), criteria: criteria.to_vec(), ..self.at(state, why) }
    }

    /// The decision with the reasons that it has to give; refused where one of them is lacking.
    fn with_reasons(&self, decided: Determination, reasons: Reasons<'_>) -> Result<Change, Refusal> {
        let needed = reasons_needed(self.case, &decided.codes, self.basis.due_at, self.stamp.at());
        reasons.hold(&needed, self.basis.due_at.is_some())?;
        let given = |text: &str| if text.trim().is_empty() { Ok(None) } else { checked_text(text).map(Some) };
        let (late_because, dates_because) = (given(reasons.late_because)?, given(reasons.dates_because)?);
        Ok(self.stands(Determination { late_because, dates_because, ..decided }))
    }

    /// What every decision on the merits waits for.
    fn may_decide(&self) -> Result<(), Refusal> {
        if self.basis.result == CriteriaResult::OutsidePolicy {
            return Err(Refusal::OutsidePolicy);
        }
        if self.is_own_request() {
            return Err(Refusal::OwnRequest);
        }
        if unconfirmed(self.policy, self.case) == 0 { Ok(()) } else { Err(Refusal::NotConfirmed) }
    }

    /// Whether every word of the reviewer's name stands in the name of a provider of this request.
    fn is_own_request(&self) -> bool {
        let words = |text: &str| -> BTreeSet<String> {
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
        };
        let own = words(&self.stamp.by().name);
        [&*request::REQUESTING_PROVIDER, &*request::SERVICING_PROVIDER].into_iter().any(|question| {
            matches!(self.case.value(question), Some(Value::Provider(provider)) if own.is_subset(&words(&provider.name)))
        })
    }

    fn names_all_unmet(&self, criteria: &[CriterionId]) -> Result<(), Refusal> {
        if criteria.iter().any(|named| !self.basis.unmet.contains(named)) {
            return Err(Refusal::CriterionNotUnmet);
        }
        if self.basis.unmet.iter().any(|unmet| !criteria.contains(unmet)) {
            return Err(Refusal::CriterionNotNamed);
        }
        Ok(())
    }

    /// Holds the outcomes against what is requested, code by code.
    fn outcomes(&self, outcomes: &[CodeOutcome]) -> Result<Counted, Refusal> {
        let requested = requested_codes(self.case);
        if requested.is_empty() {
            return Err(Refusal::NoCodes);
        }
        let named: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.cpt.as_str()).collect();
        if named.len() != outcomes.len() || named != requested.iter().map(|code| code.cpt.as_str()).collect() {
            return Err(Refusal::CodesDiffer);
        }
        let mut counted = Counted::default();
        for outcome in outcomes {
            let units = requested.iter().find(|code| code.cpt == outcome.cpt).map_or(0, |code| code.units);
            let of_other_stage = is_of_other_stage(self.policy, self.case, &outcome.cpt);
            match &outcome.outcome {
                CodeDecision::Approved(approval) => {
                    date_fits(approval.from)?;
                    date_fits(approval.until)?;
                    if approval.from > approval.until || !(1..=units).contains(&approval.units) {
                        return Err(Refusal::BadApproval);
                    }
                    counted.approved += 1;
                    counted.fewer |= approval.units < units;
                    counted.of_other_stage |= of_other_stage;
                }
                CodeDecision::NotApproved => counted.refused += 1,
                CodeDecision::SplitOff if !of_other_stage => return Err(Refusal::NotOtherStage),
                CodeDecision::SplitOff => {}
            }
        }
        Ok(counted)
    }
}

#[derive(Default)]
struct Counted {
    approved: usize,
    refused: usize,
    /// A code is approved with fewer units than were asked for.
    fewer: bool,
    /// A code is approved that belongs to another stage.
    of_other_stage: bool,
}

/// The codes asked for.
pub fn requested_codes(case: &Case) -> &[RequestedCode] {
    match case.value(&request::CODES) {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    }
}

/// The stages asked for: the pathway's, or of several the one that the case names.
pub fn requested_stages(policy: &Policy, case: &Case) -> Vec<Stage> {
    let Some(pathway) = policy.pathway(&case.pathway) else { return Vec::new() };
    let named = pathway.stage_question.as_ref().and_then(|question| case.choice(question));
    let is_named = |stage: &Stage| named.is_some_and(|named| stage.name() == named.as_str());
    let one: Vec<Stage> = pathway.stages.iter().copied().filter(is_named).collect();
    if one.is_empty() { pathway.stages.clone() } else { one }
}

/// Whether the policy lists a code, and only for stages that are not asked for.
pub fn is_of_other_stage(policy: &Policy, case: &Case, cpt: &str) -> bool {
    let stages = requested_stages(policy, case);
    policy.code(cpt).is_some_and(|listed| !listed.stages.iter().any(|stage| stages.contains(stage)))
}

/// How many confirmations are not given of those that a decision on the merits waits for.
pub fn unconfirmed(policy: &Policy, case: &Case) -> usize {
    policy.scope().confirmations.iter().filter(|question| case.value(question) != Some(&Value::Confirmed)).count()
}

/// The id after the highest one of a list.
fn next<V>(list: &std::collections::BTreeMap<RowId, V>) -> RowId {
    RowId(list.keys().next_back().map_or(1, |last| last.0.saturating_add(1)))
}
