//! An open case: the history, its pinned policy and what it amounts to now. `dispatch` is the only way to change it, and the
//! evaluation is made anew behind it, so that what is drawn is never stale.
//!
//! Must not know: disk, clock, or what draws it.

mod checked_links;
mod error;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::case::{self, Action, Basis, Case, History, LinkedCase, Stamp, Value};
use crate::clock::{Instant, Zone};
use crate::engine::{Evaluation, Reason, basis, evaluate};
use crate::identity::Roster;
use crate::ids::{CaseId, PathwayId, QuestionId};
use crate::policy::{Catalog, Pathway, Policy, request};
use crate::redacted::redacted_debug;
use crate::turnaround::{self, Clock, Facts, HoldKind, Rulebook, clock_of};
use crate::verification::{self, Fault};

pub use checked_links::CheckedLinks;
pub use error::SessionError;

/// A case that is being worked on.
#[derive(Clone, Debug)]
pub struct Session {
    history: History,
    policy: Arc<Policy>,
    evaluation: Evaluation,
    /// Faults of the history under its policy, found when it was opened.
    unfounded: Vec<Fault>,
    /// Who answers for signatures, where it is known.
    roster: Option<Arc<Roster>>,
    /// Signatures that the roster does not back.
    unbacked: Vec<Fault>,
    /// The table that says when decisions are due, where it is known.
    rules: Option<Arc<Rulebook>>,
    /// Linked cases that were checked for the next decision.
    checked: CheckedLinks,
}

/// What a case would be on another pathway, before anybody puts it there.
#[derive(Clone, PartialEq)]
pub struct Switched {
    /// The case on that pathway.
    pub case: Case,
    /// What it would amount to.
    pub evaluation: Evaluation,
    /// How many of its answers, beyond the facts of the request, are asked for there too.
    pub kept: usize,
    /// Answered questions of the pathway that it is on which are not asked there. Their answers stay.
    pub aside: Vec<QuestionId>,
}

redacted_debug!(Switched);

impl Session {
    /// Opens a new case under a policy.
    pub fn begin(id: CaseId, policy: Arc<Policy>, opening: &Action, stamp: &Stamp) -> Result<Self, SessionError> {
        let history = History::open(id, &policy, opening, stamp)?;
        Self::judged(history, policy)
    }

    /// Goes on with a case, under exactly the policy text that it is pinned to.
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
        Ok(Self { unfounded, ..Self::judged(history, policy)? })
    }

    fn judged(history: History, policy: Arc<Policy>) -> Result<Self, SessionError> {
        let evaluation = evaluate(&policy, history.case())?;
        let (unfounded, unbacked, checked) = (Vec::new(), Vec::new(), CheckedLinks::default());
        Ok(Self { history, policy, evaluation, unfounded, roster: None, unbacked, rules: None, checked })
    }

    /// Changes the case and judges it anew. False where it already stood so; a refusal changes nothing.
    pub fn dispatch(&mut self, action: &Action, stamp: &Stamp) -> Result<bool, SessionError> {
        self.is_accepted()?;
        self.links_are_checked(action)?;
        let basis = self.basis_at(stamp.at());
        if self.history.apply(&self.policy, action, stamp, &basis)?.is_none() {
            return Ok(false);
        }
        self.checked = CheckedLinks::default();
        self.evaluation = evaluate(&self.policy, self.history.case())?;
        Ok(true)
    }

    /// All of the actions or none: the place of the first refused one, from 0, with why.
    pub fn dispatch_all(&mut self, actions: &[Action], stamp: &Stamp) -> Result<(), (usize, SessionError)> {
        self.is_accepted().map_err(|error| (0, error))?;
        let mut after = self.clone();
        let mut basis = after.basis_at(stamp.at());
        for (place, action) in actions.iter().enumerate() {
            let here = |error: SessionError| (place, error);
            // What is signed states the result at that moment; the checklist's answers do not need it.
            if action.act().needs_proof() {
                after.evaluation = evaluate(&after.policy, after.history.case()).map_err(|error| here(error.into()))?;
                basis = after.basis_at(stamp.at());
                after.links_are_checked(action).map_err(here)?;
            }
            after.history.apply(&after.policy, action, stamp, &basis).map_err(|refusal| here(refusal.into()))?;
        }
        after.evaluation =
            evaluate(&after.policy, after.history.case()).map_err(|error| (actions.len(), error.into()))?;
        *self = after;
        Ok(())
    }

    /// Holds what is signed in the case against the roster of its folder, from now on.
    pub fn hold_against(&mut self, roster: Arc<Roster>) {
        self.unbacked = verification::unbacked(&self.history, &roster);
        self.roster = Some(roster);
    }

    /// Holds decisions against these due dates, from now on: one that is late has to say why.
    pub fn hold_to_due_dates(&mut self, rules: Arc<Rulebook>) {
        self.rules = Some(rules);
    }

    /// The faults of the record as it was opened: nothing in a case with one is relied on.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.unbacked.iter().chain(&self.unfounded)
    }

    /// Fails with the first fault of the record. Asked before anything is changed or leaves the store.
    pub fn is_accepted(&self) -> Result<(), SessionError> {
        self.faults().next().map_or(Ok(()), |fault| Err(SessionError::Faulty(fault.clone())))
    }

    /// The choices of the pathway that a linked case can answer, in the policy's order.
    pub fn linkable_questions(&self) -> Vec<&QuestionId> {
        let policy = &*self.policy;
        let under = self.pathway().map(|pathway| policy.criteria_under(&pathway.criterion)).unwrap_or_default();
        let questions = under.into_iter().filter_map(|id| policy.criterion(id)?.rule.choice());
        questions.filter(|question| policy.linkable(question).is_some()).collect()
    }

    /// The linked cases that the result rests on now.
    pub fn links_relied_on(&self) -> impl Iterator<Item = &LinkedCase> {
        self.evaluation.findings.iter().filter_map(|finding| match &finding.reason {
            Reason::Linked(link) => Some(&**link),
            _ => None,
        })
    }

    /// Whether every linked case that a decision would rest on was checked since the last change.
    pub fn has_checked_links(&self) -> bool {
        self.links_relied_on().all(|link| self.checked.0.contains(&link.head))
    }

    /// Takes what was checked; it counts until the next change.
    pub fn confirm_links(&mut self, checked: CheckedLinks) {
        self.checked = checked;
    }

    fn links_are_checked(&self, action: &Action) -> Result<(), SessionError> {
        let checked = !action.act().decides() || self.has_checked_links();
        if checked { Ok(()) } else { Err(SessionError::LinksNotChecked) }
    }

    /// The roster that signatures are held against, where it is known.
    pub fn roster(&self) -> Option<&Roster> {
        self.roster.as_deref()
    }

    /// What a decision would be made on now.
    pub fn basis(&self) -> Basis {
        basis(&self.policy, self.history.case(), &self.evaluation)
    }

    /// The same for a decision made at a moment, with its due date where a table of them is known.
    fn basis_at(&self, at: Instant) -> Basis {
        let clock = self.rules.as_ref().map(|rules| self.clock(rules, at, Zone::Fixed(*at.offset())));
        Basis { due_at: clock.and_then(|clock| due_at(&clock)), ..self.basis() }
    }

    /// The case as it stands.
    pub fn case(&self) -> &Case {
        self.history.case()
    }

    /// The case with its history.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Its clock as it stands now, by a department's rules, with due dates in the reader's zone.
    pub fn clock(&self, rules: &Rulebook, now: Instant, zone: Zone) -> Clock {
        clock_of(rules, &self.clock_facts(now), zone)
    }

    /// The facts that its clock depends on.
    pub fn clock_facts(&self, now: Instant) -> Facts {
        clock_facts(self.case(), now)
    }

    /// The policy that it is pinned to.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Its checklist. A session exists only for a pathway that its policy has.
    pub fn pathway(&self) -> Option<&Pathway> {
        self.policy.pathway(&self.case().pathway)
    }

    /// What it would be on another pathway of its policy.
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

    /// What it amounts to.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }
}

/// The facts that the clock of a case depends on.
pub fn clock_facts(case: &Case, now: Instant) -> Facts {
    let instant = |question: &QuestionId| match case.value(question) {
        Some(Value::Instant(at)) => Some(**at),
        _ => None,
    };
    Facts {
        line: case.choice(&request::LINE).cloned(),
        kind: case.choice(&request::TYPE).cloned(),
        urgency: case.choice(&request::URGENCY).cloned(),
        urgency_basis: case.choice(&request::URGENCY_BASIS).cloned(),
        plan: case.choice(&request::PLAN_CLASS).cloned(),
        item: case.choice(&request::ITEM).cloned(),
        received_at: instant(&request::RECEIVED_AT),
        complete_at: instant(&request::COMPLETE_AT),
        requests: case.holds.values().map(hold_fact).collect(),
        extension: case.extension.as_ref().map(extension_fact),
        decided_at: case.determination.as_ref().filter(|it| it.state.is_final()).map(|it| *it.at),
        now: *now,
    }
}

fn hold_fact(hold: &case::Hold) -> turnaround::Hold {
    let kind = match hold.asked_of {
        None => HoldKind::Unrecorded,
        Some(asked_of) if hold.extension_notice && asked_of.is_claimant() => HoldKind::ExtensionNotice,
        Some(_) => HoldKind::Request,
    };
    turnaround::Hold {
        sent_at: *hold.sent_at,
        supply_by: hold.supply_by.map(Into::into),
        received_at: hold.received.as_ref().map(|received| *received.at),
        kind,
    }
}

fn extension_fact(extension: &case::Extension) -> turnaround::Extension {
    use turnaround::ExtensionGround as Ground;
    let ground = extension.ground.map(|ground| match ground {
        case::ExtensionGround::EnrolleeAsks => Ground::EnrolleeAsks,
        case::ExtensionGround::NoncontractEvidence => Ground::NoncontractEvidence,
        case::ExtensionGround::ExtraordinaryCircumstances => Ground::Extraordinary,
        case::ExtensionGround::NotStated => Ground::NotStated,
    });
    turnaround::Extension { notified_at: *extension.notified_at, ground }
}

/// When the decision is due by a clock; `None` while it is on hold, or where no rule gives a date.
pub fn due_at(clock: &Clock) -> Option<Instant> {
    clock.governing.as_ref().ok()?.due_at.map(Instant::from)
}
