//! Computes the clock of a request from its facts and the table of due dates, for any facts. A due date is never earlier than the
//! rule's own period, except under a rule that sets another time to decide after information was requested.
//!
//! Must not know: the case of the facts, or how a clock is worded.

use std::sync::Arc;

use chrono::TimeDelta;

use super::applicable_rules::{ApplicableRules, NoClock, applicable_rules};
use super::facts::{Fact, Facts};
use super::hold::HoldState;
use super::model::{Limit, Rule, Rulebook};
use super::rule_clock::{RuleClock, run_rule};
use crate::clock::{Moment, Zone};

/// A milestone between receipt and decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// The kind.
    pub kind: MilestoneKind,
    /// The time.
    pub at: Moment,
}

/// Kind of a milestone. Milestones of the same moment are in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MilestoneKind {
    /// The request was received.
    Received,
    /// Information was requested; one milestone for each request.
    InformationRequested,
    /// Information was received; one milestone for each request.
    InformationReceived,
    /// Notice of an extension was sent, even if it does not count.
    ExtensionNotified,
    /// The decision is due.
    Due,
    /// The decision was made.
    Decided,
}

/// The clock of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The milestones in order of time.
    pub milestones: Vec<Milestone>,
    /// The governing rule: the binding one with the earliest due date.
    pub governing: Result<RuleClock, NoClock>,
    /// The other applicable rules, earliest first, for display only.
    pub others: Vec<RuleClock>,
    /// Applicable rules without a due date: those without a number of days, and those that count from complete information while
    /// its time is not recorded.
    pub undated: Vec<Arc<Rule>>,
    /// Facts that the applicable rules read and that are not recorded. Plan and item are assumed meanwhile.
    pub unrecorded: Vec<Fact>,
    /// The time of the decision.
    pub decided_at: Option<Moment>,
    /// The time for which the clock was computed.
    pub computed_at: Moment,
    /// The department's note on its procedure when information does not come.
    pub when_nothing_comes: Arc<str>,
}

/// State of a clock, as a row of the worklist shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// There is no clock yet.
    NoClock,
    /// The decision was made.
    Decided {
        /// True where it was made in time; `None` where there is no due date.
        in_time: Option<bool>,
    },
    /// The decision is late by this time, which is positive.
    Overdue(TimeDelta),
    /// The time to supply information ended at this moment without an answer.
    HoldExpired(Moment),
    /// On hold since this moment.
    OnHold(Moment),
    /// This time is left; zero at exactly the due moment.
    Running(TimeDelta),
}

impl Clock {
    /// Its state. An overdue clock is overdue even if it is on hold.
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

/// Computes the clock of a request. Due dates are in the offset that the reader's zone has on their day.
///
/// Each rule for its line, type, urgency, plan, item and day of receipt gives a due date, and the earliest of the binding ones
/// governs. State law and contracts are rules like any other. A rule whose clock is on hold competes with the due date that it
/// would give if the information came now.
pub fn clock_of(rules: &Rulebook, facts: &Facts, zone: Zone) -> Clock {
    let found = applicable_rules(rules, facts);
    let (unrecorded, undated) = match &found {
        Ok(found) => (found.unrecorded.clone(), found.undated.clone()),
        Err(_) => (Vec::new(), Vec::new()),
    };
    let (governing, others) = match found.and_then(|found| in_order(rules, facts, &found, zone)) {
        Ok((governing, others)) => (governing, others),
        Err(why) => (Err(why), Vec::new()),
    };
    Clock {
        milestones: milestones(facts, governing.as_ref().ok()),
        governing,
        others,
        undated,
        unrecorded,
        decided_at: facts.decided_at,
        computed_at: facts.now,
        when_nothing_comes: rules.when_nothing_comes.clone(),
    }
}

/// The governing rule, and the others by due date.
type InOrder = (Result<RuleClock, NoClock>, Vec<RuleClock>);

fn in_order(rules: &Rulebook, facts: &Facts, found: &ApplicableRules, zone: Zone) -> Result<InOrder, NoClock> {
    let clock_of_rule = |(rule, start): &(Arc<Rule>, Moment)| {
        run_rule(rule, facts, (found.received_at, *start), &rules.holidays, zone).ok_or(NoClock::OutOfRange)
    };
    let mut clocks = found.dated.iter().map(clock_of_rule).collect::<Result<Vec<_>, _>>()?;
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

/// The milestones in order of time. The due date is among them only while the clock is not on hold.
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
