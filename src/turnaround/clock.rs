//! What a request's clock shows, from the facts of the request and the table of due dates. Total: whatever the facts say, there
//! is an answer, and no due date is ever earlier than the rule's own period gives.
//!
//! Must not know: the case that the facts come from, or how a clock is worded.

use std::sync::Arc;

use chrono::TimeDelta;

use super::hold::HoldState;
use super::model::Rulebook;
use super::run::{RuleClock, run};
use crate::clock::Moment;
use crate::ids::OptionId;

/// What a clock depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The answer to `request.line`.
    pub line: Option<OptionId>,
    /// The answer to `request.type`.
    pub kind: Option<OptionId>,
    /// The answer to `request.urgency`.
    pub urgency: Option<OptionId>,
    /// When the request came. Its offset is the one that days of force are counted and due dates written in.
    pub received_at: Option<Moment>,
    /// Requests for information, in any order.
    pub requests: Vec<Hold>,
    /// The extension, if notice of one was given. There is one at most.
    pub extension: Option<Extension>,
    /// When the decision was made.
    pub decided_at: Option<Moment>,
    /// The time at which the clock is looked at. Its offset has no effect.
    pub now: Moment,
}

/// A request for information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// When it was sent.
    pub sent_at: Moment,
    /// Until when the information can be supplied, as the request says; else the rule's `supply_at_least` after sending.
    pub supply_by: Option<Moment>,
    /// When the information came.
    pub received_at: Option<Moment>,
}

/// An extension of the time to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// When notice of it was given.
    pub notified_at: Moment,
}

/// A fact without which no rule can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// The line of business.
    Line,
    /// The type of request.
    Kind,
    /// The urgency.
    Urgency,
    /// When the request came.
    ReceivedAt,
}

/// Why there is no clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoClock {
    /// These facts are not entered yet; never empty.
    Missing(Vec<Fact>),
    /// No rule that binds is for this line, type, urgency and day of receipt.
    NoRule,
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
    /// When the decision was made.
    pub decided_at: Option<Moment>,
    /// When the clock was looked at.
    pub looked_at: Moment,
    /// What the department does when information does not come, in its words.
    pub when_nothing_comes: Arc<str>,
}

/// Where a clock stands, in one word: what a row of the worklist shows and is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
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
    pub fn state(&self) -> State {
        let governing = self.governing.as_ref().ok();
        if self.decided_at.is_some() {
            let decided = governing.and_then(|rule| rule.decided);
            return State::Decided { in_time: decided.map(|decided| decided.in_time) };
        }
        let Some(rule) = governing else { return State::NoClock };
        match rule.hold {
            _ if rule.left < TimeDelta::zero() => State::Overdue(-rule.left),
            HoldState::Expired { expired_at, .. } => State::HoldExpired(expired_at),
            HoldState::OnHold { since, .. } => State::OnHold(since),
            HoldState::None | HoldState::Asked { .. } => State::Running(rule.left),
        }
    }
}

/// The clock of a request.
///
/// Of the rules for its line, type, urgency and day of receipt, each gives a due date; of those that bind, the earliest governs
/// (state law and contracts are rules like any other, and the shorter one counts). A rule whose clock is on hold competes with
/// the date that it would give if the information came now.
pub fn clock_of(rules: &Rulebook, facts: &Facts) -> Clock {
    let (governing, beside) = match ruled(rules, facts) {
        Ok(mut clocks) => {
            clocks.sort_by_key(|clock| (!clock.rule.binding, clock.left));
            if clocks.first().is_some_and(|clock| clock.rule.binding) {
                let governing = clocks.remove(0);
                clocks.sort_by_key(|clock| clock.left);
                (Ok(governing), clocks)
            } else {
                (Err(NoClock::NoRule), clocks)
            }
        }
        Err(why) => (Err(why), Vec::new()),
    };
    Clock {
        milestones: milestones(facts, governing.as_ref().ok()),
        governing,
        beside,
        decided_at: facts.decided_at,
        looked_at: facts.now,
        when_nothing_comes: rules.when_nothing_comes.clone(),
    }
}

/// The clock of every rule that is for this request.
fn ruled(rules: &Rulebook, facts: &Facts) -> Result<Vec<RuleClock>, NoClock> {
    let (Some(line), Some(kind), Some(urgency), Some(received_at)) =
        (&facts.line, &facts.kind, &facts.urgency, facts.received_at)
    else {
        let missing = [
            (Fact::Line, facts.line.is_none()),
            (Fact::Kind, facts.kind.is_none()),
            (Fact::Urgency, facts.urgency.is_none()),
            (Fact::ReceivedAt, facts.received_at.is_none()),
        ];
        return Err(NoClock::Missing(missing.into_iter().filter(|(_, is)| *is).map(|(fact, _)| fact).collect()));
    };
    // `date_naive` would panic where the offset leads beyond the last day that can be counted.
    let local = received_at.naive_utc().checked_add_offset(*received_at.offset()).ok_or(NoClock::OutOfRange)?;
    let for_it = rules.rules.iter().filter(|rule| rule.is_for(line, kind, urgency, local.date()));
    for_it.map(|rule| run(rule, facts, received_at).ok_or(NoClock::OutOfRange)).collect()
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
