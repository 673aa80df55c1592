//! The clock of a request, from its facts and the table of due dates. Total: whatever the facts say, there is an answer. Only a
//! rule that sets another time to decide once information was asked for makes a due date earlier than its own period does.
//!
//! Must not know: the case that the facts come from, or how a clock is worded.

use std::sync::Arc;

use chrono::TimeDelta;

use super::facts::{Fact, Facts};
use super::found::{Found, rules_for};
use super::hold::HoldState;
use super::model::{Limit, Rule, Rulebook};
use super::run::{RuleClock, run};
use crate::clock::{Moment, Zone};

/// Why there is no clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoClock {
    /// These facts are not entered yet; never empty.
    Missing(Vec<Fact>),
    /// No rule that binds is for this line, type, urgency and day of receipt.
    NoRule,
    /// The rule that binds is a statement without a number of days; it is among `Clock::undated`.
    NoPeriod,
    /// A date lies beyond what can be counted.
    OutOfRange,
}

/// A moment on the way from receipt to decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Which.
    pub kind: MilestoneKind,
    /// When.
    pub at: Moment,
}

/// Moments, each with a label of its own. Those that fall together stand in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MilestoneKind {
    /// The request came.
    Received,
    /// Information was asked for; one for each time.
    InformationRequested,
    /// Information came; one for each time.
    InformationReceived,
    /// Notice of an extension was given, whether or not it counts.
    ExtensionNotified,
    /// The decision is due.
    Due,
    /// The decision was made.
    Decided,
}

/// A request's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What happened and what is due, by time.
    pub milestones: Vec<Milestone>,
    /// The rule that governs: of those that bind, the one with the earliest due date.
    pub governing: Result<RuleClock, NoClock>,
    /// The other rules that are for this request, earliest first: shown, and no more.
    pub beside: Vec<RuleClock>,
    /// Rules for this request that give no due date: those without a number of days, and those that count from complete
    /// information while it is not recorded since when.
    pub undated: Vec<Arc<Rule>>,
    /// Facts that are not recorded and that the rules for this request read: plan and item are assumed meanwhile.
    pub unrecorded: Vec<Fact>,
    /// When the decision was made.
    pub decided_at: Option<Moment>,
    /// When the clock was looked at.
    pub looked_at: Moment,
    /// What the department does when information does not come, in its words.
    pub when_nothing_comes: Arc<str>,
}

/// Where a clock stands, in one word: what a row of the worklist shows and is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// There is none yet.
    NoClock,
    /// The decision was made; whether in time, where that can be said.
    Decided {
        /// Whether it was made by the moment that it was due.
        in_time: Option<bool>,
    },
    /// The decision is late by this much; more than nothing.
    Overdue(TimeDelta),
    /// The time to supply information was over at this moment, and nothing came.
    HoldExpired(Moment),
    /// On hold since this moment.
    OnHold(Moment),
    /// This much is left; nothing at the very moment that is due.
    Running(TimeDelta),
}

impl Clock {
    /// Where it stands. What is overdue is that before anything else.
    pub fn state(&self) -> ClockState {
        let governing = self.governing.as_ref().ok();
        if self.decided_at.is_some() {
            let decided = governing.and_then(|rule| rule.decided);
            return ClockState::Decided { in_time: decided.map(|decided| decided.in_time) };
        }
        let Some(rule) = governing else { return ClockState::NoClock };
        match rule.hold {
            _ if rule.left < TimeDelta::zero() => ClockState::Overdue(-rule.left),
            HoldState::Expired { expired_at, .. } => ClockState::HoldExpired(expired_at),
            HoldState::OnHold { since, .. } => ClockState::OnHold(since),
            HoldState::None | HoldState::Asked { .. } => ClockState::Running(rule.left),
        }
    }
}

/// The clock of a request. Due dates are written in the offset that the reader's zone has on their day.
///
/// Of the rules for its line, type, urgency, plan, item and day of receipt, each gives a due date; of those that bind, the
/// earliest governs (state law and contracts are rules like any other, and the shorter one counts). A rule whose clock is on
/// hold competes with the date that it would give if the information came now.
pub fn clock_of(rules: &Rulebook, facts: &Facts, zone: Zone) -> Clock {
    let found = rules_for(rules, facts);
    let (unrecorded, undated) = match &found {
        Ok(found) => (found.unrecorded.clone(), found.undated.clone()),
        Err(_) => (Vec::new(), Vec::new()),
    };
    let (governing, beside) = match found.and_then(|found| in_order(rules, facts, &found, zone)) {
        Ok((governing, beside)) => (governing, beside),
        Err(why) => (Err(why), Vec::new()),
    };
    Clock {
        milestones: milestones(facts, governing.as_ref().ok()),
        governing,
        beside,
        undated,
        unrecorded,
        decided_at: facts.decided_at,
        looked_at: facts.now,
        when_nothing_comes: rules.when_nothing_comes.clone(),
    }
}

/// The rule that governs, and the others by due date.
type InOrder = (Result<RuleClock, NoClock>, Vec<RuleClock>);

fn in_order(rules: &Rulebook, facts: &Facts, found: &Found, zone: Zone) -> Result<InOrder, NoClock> {
    let run = |(rule, start): &(Arc<Rule>, Moment)| {
        run(rule, facts, (found.received_at, *start), &rules.holidays, zone).ok_or(NoClock::OutOfRange)
    };
    let mut clocks = found.dated.iter().map(run).collect::<Result<Vec<_>, _>>()?;
    clocks.sort_by_key(|clock| (!clock.rule.binding, clock.left));
    if clocks.first().is_some_and(|clock| clock.rule.binding) {
        let governing = clocks.remove(0);
        clocks.sort_by_key(|clock| clock.left);
        return Ok((Ok(governing), clocks));
    }
    let mut undated = found.undated.iter().filter(|rule| rule.binding);
    let why = match undated.next().map(|rule| &rule.limit) {
        Some(Limit::Says(_)) => NoClock::NoPeriod,
        Some(Limit::Within(_)) => NoClock::Missing(vec![Fact::CompleteAt]),
        None => NoClock::NoRule,
    };
    Ok((Err(why), clocks))
}

/// One labelled moment each, by time. Due is there once it is settled: not while the clock is on hold.
fn milestones(facts: &Facts, governing: Option<&RuleClock>) -> Vec<Milestone> {
    use MilestoneKind::*;
    let mut found: Vec<(MilestoneKind, Option<Moment>)> = vec![
        (Received, facts.received_at),
        (ExtensionNotified, facts.extension.map(|extension| extension.notified_at)),
        (Due, governing.and_then(|rule| rule.due_at)),
        (Decided, facts.decided_at),
    ];
    for hold in &facts.requests {
        found.push((InformationRequested, Some(hold.sent_at)));
        found.push((InformationReceived, hold.received_at));
    }
    let mut milestones: Vec<Milestone> =
        found.into_iter().filter_map(|(kind, at)| at.map(|at| Milestone { kind, at })).collect();
    milestones.sort_by_key(|milestone| (milestone.at, milestone.kind));
    milestones
}
