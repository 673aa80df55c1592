//! An open case: its history, its pinned policy and its evaluation.
//!
//! `dispatch` and `dispatch_all` are the only ways to change it. They evaluate it again, so the evaluation is never stale.
//!
//! Must not know: disk, clock, or what draws it.

mod checked_links;
mod clock_facts;
mod error;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::case::{Action, Basis, Case, History, LinkedCase, Stamp};
use crate::clock::{Instant, Zone};
use crate::engine::{Evaluation, Reason, basis, evaluate};
use crate::identity::Roster;
use crate::ids::{CaseId, PathwayId, QuestionId};
use crate::policy::{Catalog, Pathway, Policy};
use crate::redacted::redacted_debug;
use crate::turnaround::{Clock, Facts, Rulebook, clock_of};
use crate::verification::{self, Fault};

pub use checked_links::CheckedLinks;
pub use clock_facts::{clock_facts, due_at};
pub use error::SessionError;

/// An open case with its policy and its evaluation.
#[derive(Clone, Debug)]
pub struct Session {
    history: History,
    policy: Arc<Policy>,
    evaluation: Evaluation,
    /// Faults of the history under its policy, found when it was opened.
    unfounded: Vec<Fault>,
    /// Roster that signatures are checked against; `None` where the folder has none.
    roster: Option<Arc<Roster>>,
    /// Faults of signatures that the roster does not confirm.
    unbacked: Vec<Fault>,
    /// Due-date rules. Without them no decision counts as late.
    rules: Option<Arc<Rulebook>>,
    /// Linked cases that were checked since the last change.
    checked: CheckedLinks,
}

/// Preview of a case on another pathway.
#[derive(Clone, PartialEq)]
pub struct Switched {
    /// The case on that pathway.
    pub case: Case,
    /// Its evaluation there.
    pub evaluation: Evaluation,
    /// Number of answers that both pathways ask for, without the facts of the request.
    pub kept: usize,
    /// Answered questions that only the current pathway asks. Their answers stay.
    pub aside: Vec<QuestionId>,
}

redacted_debug!(Switched);

impl Session {
    /// Creates a case under a policy, by its opening action.
    pub fn begin(id: CaseId, policy: Arc<Policy>, opening: &Action, stamp: &Stamp) -> Result<Self, SessionError> {
        let history = History::open(id, &policy, opening, stamp)?;
        Self::evaluated(history, policy)
    }

    /// Opens a case under exactly the policy text that it is pinned to.
    ///
    /// Fails where the catalog lacks or refuses that text. A fault of the record does not fail here, but makes the
    /// session read-only.
    pub fn resume(history: History, catalog: &Catalog) -> Result<Self, SessionError> {
        let unfounded = verification::unfounded(&history, catalog);
        let pin = &history.case().policy;
        if let Some(why) = catalog.refusal(&pin.number, pin.effective_on, &pin.hash) {
            return Err(SessionError::PolicyRefused(why));
        }
        let policy = catalog.by_hash(&pin.hash).ok_or_else(|| SessionError::PolicyNotAtHand {
            number: pin.number.clone(),
            short_hash: pin.hash.short().to_owned(),
        })?;
        Ok(Self { unfounded, ..Self::evaluated(history, policy)? })
    }

    fn evaluated(history: History, policy: Arc<Policy>) -> Result<Self, SessionError> {
        let evaluation = evaluate(&policy, history.case())?;
        let (unfounded, unbacked, checked) = (Vec::new(), Vec::new(), CheckedLinks::default());
        Ok(Self { history, policy, evaluation, unfounded, roster: None, unbacked, rules: None, checked })
    }

    /// Applies an action and evaluates the case again.
    ///
    /// Returns false where the action changes nothing.
    ///
    /// Fails without a change where the record has a fault, the action is refused, or a linked case was not checked.
    pub fn dispatch(&mut self, action: &Action, stamp: &Stamp) -> Result<bool, SessionError> {
        self.is_accepted()?;
        self.check_links(action)?;
        let basis = self.basis_at(stamp.at());
        if self.history.apply(&self.policy, action, stamp, &basis)?.is_none() {
            return Ok(false);
        }
        self.checked = CheckedLinks::default();
        self.evaluation = evaluate(&self.policy, self.history.case())?;
        Ok(true)
    }

    /// Applies all of the actions or none.
    ///
    /// Fails with the index of the first refused one.
    pub fn dispatch_all(&mut self, actions: &[Action], stamp: &Stamp) -> Result<(), (usize, SessionError)> {
        self.is_accepted().map_err(|error| (0, error))?;
        let mut after = self.clone();
        let mut basis = after.basis_at(stamp.at());
        for (place, action) in actions.iter().enumerate() {
            let here = |error: SessionError| (place, error);
            // Signed acts record the result at that moment. Other actions do not read it, and evaluating them one by
            // one is slow.
            if action.act().needs_proof() {
                after.evaluation = evaluate(&after.policy, after.history.case()).map_err(|error| here(error.into()))?;
                basis = after.basis_at(stamp.at());
                after.check_links(action).map_err(here)?;
            }
            after.history.apply(&after.policy, action, stamp, &basis).map_err(|refusal| here(refusal.into()))?;
        }
        after.evaluation =
            evaluate(&after.policy, after.history.case()).map_err(|error| (actions.len(), error.into()))?;
        *self = after;
        Ok(())
    }

    /// Sets the roster of the folder, and checks the signatures of the case against it.
    pub fn hold_against(&mut self, roster: Arc<Roster>) {
        self.unbacked = verification::unbacked(&self.history, &roster);
        self.roster = Some(roster);
    }

    /// Sets the due-date rules. A decision that is late by them needs a reason.
    pub fn hold_to_due_dates(&mut self, rules: Arc<Rulebook>) {
        self.rules = Some(rules);
    }

    /// Returns the faults of the record.
    ///
    /// Nothing in a case with a fault may be relied on.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.unbacked.iter().chain(&self.unfounded)
    }

    /// Fails with the first fault of the record.
    ///
    /// Called before the case is changed or leaves the store.
    pub fn is_accepted(&self) -> Result<(), SessionError> {
        self.faults().next().map_or(Ok(()), |fault| Err(SessionError::Faulty(fault.clone())))
    }

    /// Returns the choices of the pathway that a linked case can answer.
    ///
    /// They are in the policy's order.
    pub fn linkable_questions(&self) -> Vec<&QuestionId> {
        let policy = &*self.policy;
        let under = self.pathway().map(|pathway| policy.criteria_under(&pathway.criterion)).unwrap_or_default();
        let questions = under.into_iter().filter_map(|id| policy.criterion(id)?.rule.choice());
        questions.filter(|question| policy.linkable(question).is_some()).collect()
    }

    /// Returns the linked cases that the current result rests on.
    pub fn links_relied_on(&self) -> impl Iterator<Item = &LinkedCase> {
        self.evaluation.findings.iter().filter_map(|finding| match &finding.reason {
            Reason::Linked(link) => Some(&**link),
            _ => None,
        })
    }

    /// Returns true when all linked cases of the result were checked.
    ///
    /// A check counts until the next change.
    pub fn has_checked_links(&self) -> bool {
        self.links_relied_on().all(|link| self.checked.0.contains(&link.head))
    }

    /// Sets the linked cases that were checked. They count until the next change.
    pub fn confirm_links(&mut self, checked: CheckedLinks) {
        self.checked = checked;
    }

    fn check_links(&self, action: &Action) -> Result<(), SessionError> {
        let checked = !action.act().decides() || self.has_checked_links();
        if checked { Ok(()) } else { Err(SessionError::LinksNotChecked) }
    }

    /// Returns the roster that signatures are checked against.
    pub fn roster(&self) -> Option<&Roster> {
        self.roster.as_deref()
    }

    /// Returns the basis of a decision in the current state, without a due date.
    pub fn basis(&self) -> Basis {
        basis(&self.policy, self.history.case(), &self.evaluation)
    }

    /// Returns the basis of a decision at an instant.
    ///
    /// It has the due date, where there are due-date rules.
    fn basis_at(&self, at: Instant) -> Basis {
        let clock = self.rules.as_ref().map(|rules| self.clock(rules, at, Zone::Fixed(*at.offset())));
        Basis { due_at: clock.and_then(|clock| due_at(&clock)), ..self.basis() }
    }

    /// Returns the current state of the case.
    pub fn case(&self) -> &Case {
        self.history.case()
    }

    /// Returns the history of the case.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns the clock of the case at an instant, with due dates in a zone.
    pub fn clock(&self, rules: &Rulebook, now: Instant, zone: Zone) -> Clock {
        clock_of(rules, &self.clock_facts(now), zone)
    }

    /// Returns the facts that its clock depends on.
    pub fn clock_facts(&self, now: Instant) -> Facts {
        clock_facts(self.case(), now)
    }

    /// Returns the policy that it is pinned to.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Returns its pathway.
    ///
    /// Always `Some`: a session exists only for a pathway of its policy.
    pub fn pathway(&self) -> Option<&Pathway> {
        self.policy.pathway(&self.case().pathway)
    }

    /// Returns a preview of the case on another pathway.
    ///
    /// `None` where the policy lacks it.
    pub fn switched_to(&self, pathway: &PathwayId) -> Option<Switched> {
        let (policy, here) = (&self.policy, self.pathway()?);
        let there = policy.pathway(pathway)?;
        let asked = |on: &Pathway| {
            let mut asked: BTreeSet<QuestionId> =
                policy.questions_under(&on.criterion, &on.id).into_iter().cloned().collect();
            asked.extend(policy.asked_together(on).into_iter().cloned());
            asked.retain(|question| !policy.is_of_request_form(question));
            asked
        };
        let (here, there_asked) = (asked(here), asked(there));
        let case = Case { pathway: there.id.clone(), ..self.case().clone() };
        let answered =
            |question: &&QuestionId| case.answers.contains_key(*question) || case.rows.contains_key(*question);
        let kept = there_asked.iter().filter(answered).count();
        let aside = here.difference(&there_asked).filter(answered).cloned().collect();
        let evaluation = evaluate(policy, &case).ok()?;
        Some(Switched { case, evaluation, kept, aside })
    }

    /// Returns the evaluation of the current state.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }
}
