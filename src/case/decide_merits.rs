//! Rules of a decision on the merits: approval, partial approval and denial.
//!
//! Must not know: how the result that a decision is made on was computed; it is passed in.

use std::collections::BTreeSet;

use super::change::Change;
use super::deciding::Deciding;
use super::decision::{CodeDecision, CodeOutcome, Determination};
use super::decision_reasons::{Reasons, reasons_needed};
use super::refusal::Refusal;
use super::requested::{is_of_other_stage, missing_confirmations, requested_codes};
use super::reviewer::Role;
use super::state::{CaseState, CriteriaResult};
use super::validate::{validate_date, validate_text};
use super::value::Value;
use crate::ids::CriterionId;
use crate::policy::request;

impl Deciding<'_> {
    pub(super) fn approve(
        &self,
        codes: &[CodeOutcome],
        why: &str,
        criteria: &[CriterionId],
    ) -> Result<Determination, Refusal> {
        self.check_can_decide()?;
        let counted = self.count_outcomes(codes)?;
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
        self.check_names_all_unmet(criteria)?;
        let needs_rationale = !met || counted.of_other_stage;
        let why = if needs_rationale || !why.trim().is_empty() { validate_text(why)? } else { String::new() };
        Ok(self.decided(CaseState::Approved, why, codes, criteria))
    }

    pub(super) fn approve_in_part(
        &self,
        codes: &[CodeOutcome],
        why: &str,
        criteria: &[CriterionId],
    ) -> Result<Determination, Refusal> {
        self.check_can_decide()?;
        let counted = self.count_outcomes(codes)?;
        if counted.approved == 0 || (counted.refused == 0 && !counted.fewer) {
            return Err(Refusal::OutcomesDiffer);
        }
        self.check_names_all_unmet(criteria)?;
        Ok(self.decided(CaseState::PartiallyApproved, validate_text(why)?, codes, criteria))
    }

    /// An adverse determination names at least one criterion that is not met or that nothing in the chart supports.
    pub(super) fn deny(
        &self,
        codes: &[CodeOutcome],
        why: &str,
        criteria: &[CriterionId],
    ) -> Result<Determination, Refusal> {
        self.check_can_decide()?;
        let counted = self.count_outcomes(codes)?;
        if counted.approved > 0 || counted.refused == 0 {
            return Err(Refusal::OutcomesDiffer);
        }
        if criteria.is_empty() || criteria.iter().any(|named| !self.basis.unmet.contains(named)) {
            return Err(Refusal::CriterionNotUnmet);
        }
        Ok(self.decided(CaseState::Adverse, validate_text(why)?, codes, criteria))
    }

    fn decided(&self, state: CaseState, why: String, codes: &[CodeOutcome], criteria: &[CriterionId]) -> Determination {
        Determination { codes: codes.to_vec(), criteria: criteria.to_vec(), ..self.determination(state, why) }
    }

    /// Adds the reasons that the decision has to give. Refused where one of them is missing.
    pub(super) fn with_reasons(&self, decided: Determination, reasons: Reasons<'_>) -> Result<Change, Refusal> {
        let needed = reasons_needed(self.case, &decided.codes, self.basis.due_at, self.stamp.at());
        reasons.check(&needed, self.basis.due_at.is_some())?;
        let given = |text: &str| if text.trim().is_empty() { Ok(None) } else { validate_text(text).map(Some) };
        let (late_because, dates_because) = (given(reasons.late_because)?, given(reasons.dates_because)?);
        Ok(self.determine(Determination { late_because, dates_because, ..decided }))
    }

    /// Checks the conditions of every decision on the merits.
    fn check_can_decide(&self) -> Result<(), Refusal> {
        if self.basis.result == CriteriaResult::OutsidePolicy {
            return Err(Refusal::OutsidePolicy);
        }
        if self.is_own_request() {
            return Err(Refusal::OwnRequest);
        }
        if missing_confirmations(self.policy, self.case) == 0 { Ok(()) } else { Err(Refusal::NotConfirmed) }
    }

    /// True where every word of the reviewer's name is part of the name of a provider of this request.
    fn is_own_request(&self) -> bool {
        let words = |text: &str| -> BTreeSet<String> {
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
        };
        let own = words(&self.stamp.by().name);
        [&*request::REQUESTING_PROVIDER, &*request::SERVICING_PROVIDER].into_iter().any(|question| {
            matches!(self.case.value(question), Some(Value::Provider(provider)) if own.is_subset(&words(&provider.name)))
        })
    }

    fn check_names_all_unmet(&self, criteria: &[CriterionId]) -> Result<(), Refusal> {
        if criteria.iter().any(|named| !self.basis.unmet.contains(named)) {
            return Err(Refusal::CriterionNotUnmet);
        }
        if self.basis.unmet.iter().any(|unmet| !criteria.contains(unmet)) {
            return Err(Refusal::CriterionNotNamed);
        }
        Ok(())
    }

    /// Checks the outcomes against the request, code by code, and counts them.
    fn count_outcomes(&self, outcomes: &[CodeOutcome]) -> Result<Counted, Refusal> {
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
                    validate_date(approval.from)?;
                    validate_date(approval.until)?;
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

/// Outcomes of the requested codes, counted.
#[derive(Default)]
struct Counted {
    approved: usize,
    refused: usize,
    /// A code is approved with fewer units than were asked for.
    fewer: bool,
    /// A code is approved that belongs to another stage.
    of_other_stage: bool,
}
