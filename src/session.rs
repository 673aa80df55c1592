//! An open case: the record, its pinned policy and what it amounts to now. `dispatch` is the one door to a change, and the
//! evaluation is made anew behind it, so that what is drawn is never stale.
//!
//! Must not know: disk, clock, or what draws it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::case::{self, Action, Basis, Case, Record, Refusal, Stamp, Unbacked, Value};
use crate::clock::Instant;
use crate::engine::{Evaluation, Unevaluable, basis, evaluate};
use crate::identity::Roster;
use crate::ids::{CaseId, PathwayId, QuestionId};
use crate::policy::{Catalog, Pathway, Policy, request};
use crate::silent::silent;
use crate::turnaround::{self, Clock, Facts, Rulebook, clock_of};

/// A case that is being worked on.
#[derive(Clone, Debug)]
pub struct Session {
    record: Record,
    policy: Arc<Policy>,
    evaluation: Evaluation,
    /// Who answers for signatures, where it is known.
    roster: Option<Arc<Roster>>,
    /// The table that says when decisions are due, where it is known.
    rules: Option<Arc<Rulebook>>,
}

/// Why a case cannot be worked on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The pinned policy text is not at hand.
    #[error(
        "the case is pinned to a text of policy {number} ({short_hash}) that is not at hand: add that file to the policy folder"
    )]
    PolicyNotAtHand {
        /// The policy's number.
        number: String,
        /// The first digits of its hash.
        short_hash: String,
    },
    /// The policy does not judge it.
    #[error(transparent)]
    Unevaluable(#[from] Unevaluable),
    /// A decision would rest on a signature that nobody answers for.
    #[error(
        "event {0} is signed with a key that this folder's roster does not back: have it recorded again by someone on the roster"
    )]
    Unbacked(u32),
    /// The case cannot be opened so.
    #[error(transparent)]
    Refused(#[from] Refusal),
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

silent!(Switched);

impl Session {
    /// Opens a new case under a policy.
    pub fn begin(id: CaseId, policy: Arc<Policy>, opening: &Action, stamp: &Stamp) -> Result<Self, SessionError> {
        let record = Record::open(id, &policy, opening, stamp)?;
        Self::judged(record, policy)
    }

    /// Goes on with a case, under exactly the policy text that it is pinned to.
    pub fn resume(record: Record, catalog: &Catalog) -> Result<Self, SessionError> {
        let pin = &record.case().policy;
        let policy = catalog.by_hash(&pin.hash).ok_or_else(|| SessionError::PolicyNotAtHand {
            number: pin.number.clone(),
            short_hash: pin.hash.short().to_owned(),
        })?;
        Self::judged(record, policy)
    }

    fn judged(record: Record, policy: Arc<Policy>) -> Result<Self, SessionError> {
        let evaluation = evaluate(&policy, record.case())?;
        Ok(Self { record, policy, evaluation, roster: None, rules: None })
    }

    /// Changes the case and judges it anew. False where it already stood so; a refusal changes nothing.
    pub fn dispatch(&mut self, action: &Action, stamp: &Stamp) -> Result<bool, SessionError> {
        self.is_backed(action)?;
        let basis = self.basis_at(stamp.at());
        if self.record.apply(&self.policy, action, stamp, &basis)?.is_none() {
            return Ok(false);
        }
        self.evaluation = evaluate(&self.policy, self.record.case())?;
        Ok(true)
    }

    /// All of the actions or none: the place of the first refused one, from 0, with why.
    pub fn dispatch_all(&mut self, actions: &[Action], stamp: &Stamp) -> Result<(), (usize, SessionError)> {
        let mut after = self.clone();
        let mut basis = after.basis_at(stamp.at());
        for (place, action) in actions.iter().enumerate() {
            let here = |error: SessionError| (place, error);
            after.is_backed(action).map_err(here)?;
            // What is signed states the result at that moment; the checklist's answers do not need it.
            if action.act().needs_proof() {
                after.evaluation = evaluate(&after.policy, after.record.case()).map_err(|error| here(error.into()))?;
                basis = after.basis_at(stamp.at());
            }
            after.record.apply(&after.policy, action, stamp, &basis).map_err(|refusal| here(refusal.into()))?;
        }
        after.evaluation =
            evaluate(&after.policy, after.record.case()).map_err(|error| (actions.len(), error.into()))?;
        *self = after;
        Ok(())
    }

    /// Holds what is signed in the case against the roster of its folder, from now on.
    pub fn hold_against(&mut self, roster: Arc<Roster>) {
        self.roster = Some(roster);
    }

    /// Holds decisions against these due dates, from now on: one that is late has to say why.
    pub fn hold_to_due_dates(&mut self, rules: Arc<Rulebook>) {
        self.rules = Some(rules);
    }

    /// What stands in the case by a signature that the roster does not back; nothing where no roster is known.
    pub fn unbacked(&self) -> Vec<Unbacked> {
        self.roster.as_ref().map(|roster| self.record.unbacked(roster)).unwrap_or_default()
    }

    fn is_backed(&self, action: &Action) -> Result<(), SessionError> {
        match self.unbacked().first().filter(|_| action.act().decides()) {
            Some(unbacked) => Err(SessionError::Unbacked(unbacked.sequence)),
            None => Ok(()),
        }
    }

    /// What a decision would be made on now.
    pub fn basis(&self) -> Basis {
        basis(&self.policy, self.record.case(), &self.evaluation)
    }

    /// The same for a decision made at a moment, with its due date where a table of them is known.
    fn basis_at(&self, at: Instant) -> Basis {
        let clock = self.rules.as_ref().map(|rules| self.clock(rules, at));
        Basis { due_at: clock.and_then(|clock| due_at(&clock)), ..self.basis() }
    }

    /// The case as it stands.
    pub fn case(&self) -> &Case {
        self.record.case()
    }

    /// The case with its history.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Its clock as it stands now, by a department's rules.
    pub fn clock(&self, rules: &Rulebook, now: Instant) -> Clock {
        clock_of(rules, &self.clock_facts(now))
    }

    /// What its clock depends on.
    pub fn clock_facts(&self, now: Instant) -> Facts {
        let case = self.case();
        let received_at = match case.value(&request::RECEIVED_AT) {
            Some(Value::Instant(at)) => Some(**at),
            _ => None,
        };
        let hold = |hold: &case::Hold| turnaround::Hold {
            sent_at: *hold.sent_at,
            supply_by: hold.supply_by.map(Into::into),
            received_at: hold.received.as_ref().map(|received| *received.at),
        };
        let extension = case.extension.as_ref();
        Facts {
            line: case.choice(&request::LINE).cloned(),
            kind: case.choice(&request::TYPE).cloned(),
            urgency: case.choice(&request::URGENCY).cloned(),
            received_at,
            requests: case.holds.values().map(hold).collect(),
            extension: extension.map(|extension| turnaround::Extension { notified_at: *extension.notified_at }),
            decided_at: case.determination.as_ref().filter(|it| it.state.is_final()).map(|it| *it.at),
            now: *now,
        }
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

/// When the decision is due by a clock; `None` while it is on hold, or where no rule gives a date.
pub fn due_at(clock: &Clock) -> Option<Instant> {
    clock.governing.as_ref().ok()?.due_at.map(Instant::from)
}
