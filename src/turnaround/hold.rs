//! The effect of requests for information on a clock.
//!
//! Facts that cannot be (information before it was asked for, a request sent before receipt) are refused where they are
//! entered. Here they are pulled to the nearest moment that can be, so that none of them makes a due date earlier.
//!
//! Must not know: the rule's own period, extensions, or decisions beyond their moment.

use super::facts::{Facts, Hold};
use super::model::{Asking, HeldUntil, Rule};
use super::period::Holidays;
use crate::clock::{Moment, Zone};

/// Whether a clock is on hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// No information is outstanding.
    None,
    /// Information was asked for and has not come; under this rule, or so late, that does not hold the clock.
    Asked {
        /// When it was asked for.
        since: Moment,
    },
    /// On hold.
    OnHold {
        /// Since when, without a break.
        since: Moment,
        /// The last moment of the time to supply, where there is one.
        supply_by: Option<Moment>,
    },
    /// The time to supply is over and nothing came. What happens then is for a person.
    Expired {
        /// Since when it was on hold, without a break.
        since: Moment,
        /// The last moment of the time to supply.
        expired_at: Moment,
    },
}

/// A request for information as a stretch of time.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    pub(super) from: Moment,
    /// The last moment of the time to supply.
    period_end: Option<Moment>,
    /// When the information came.
    came_at: Option<Moment>,
}

/// A request for information as this rule sees it.
pub(super) fn stretch(rule: &Rule, hold: &Hold, received_at: Moment, holidays: &Holidays) -> Stretch {
    let from = hold.sent_at.max(received_at);
    let least = rule.supply_at_least.and_then(|least| least.end(hold.sent_at, holidays));
    Stretch {
        from,
        period_end: hold.supply_by.or(least).map(|end| end.max(from)),
        came_at: hold.received_at.map(|at| at.max(from)),
    }
}

/// The moment at which the decision is due after these requests, all sent in time, in the order of sending.
///
/// Where a request sets another time to decide, the last of several counts: the information is complete with the last part of
/// it. `None` where that lies beyond what can be counted.
pub(super) fn held_due(
    rule: &Rule,
    base: Moment,
    counted: &[Stretch],
    looked_at: Moment,
    holidays: &Holidays,
) -> Option<Moment> {
    match rule.asking {
        Asking::RunsOn => Some(base),
        Asking::Stops { until: HeldUntil::Information, .. } => {
            stopped(base, counted, |stretch| stretch.came_at.unwrap_or(looked_at))
        }
        Asking::Stops { until: HeldUntil::InformationOrPeriodEnd, .. } => {
            stopped(base, counted, |stretch| earlier(stretch).map_or(looked_at, |end| still(stretch, end, looked_at)))
        }
        Asking::DecideAfterInformation { within, replaces } => {
            let mut due = (!replaces || counted.is_empty()).then_some(base);
            for stretch in counted {
                let end = earlier(stretch).unwrap_or(looked_at).max(stretch.from);
                let after = within.end(end, holidays)?;
                due = Some(due.map_or(after, |due| due.max(after)));
            }
            due
        }
    }
}

/// When a stop ends that would end at `end`: one that is still open ends now, for now.
fn still(stretch: &Stretch, end: Moment, looked_at: Moment) -> Moment {
    if stretch.came_at.is_none() { end.min(looked_at) } else { end }
}

/// The information, or the end of the time to supply it, whichever is earlier.
fn earlier(stretch: &Stretch) -> Option<Moment> {
    match (stretch.came_at, stretch.period_end) {
        (Some(came_at), Some(end)) => Some(came_at.min(end)),
        (came_at, end) => came_at.or(end),
    }
}

/// The base and the length of all stops; where they overlap, it counts once.
fn stopped(base: Moment, counted: &[Stretch], end: impl Fn(&Stretch) -> Moment) -> Option<Moment> {
    let mut due = base;
    let mut reached: Option<Moment> = None;
    for stretch in counted {
        let from = reached.map_or(stretch.from, |reached| reached.max(stretch.from));
        let to = end(stretch);
        if to > from {
            due = due.checked_add_signed(to.signed_duration_since(from))?;
            reached = Some(to);
        }
    }
    Some(due)
}

/// Whether the clock is on hold; `counted` are those of the requests that were sent in time. The ends of times to supply are
/// written in the reader's zone.
pub(super) fn hold_state(
    asking: Asking,
    requests: &[(Hold, Stretch)],
    counted: &[Stretch],
    facts: &Facts,
    zone: Zone,
) -> HoldState {
    if facts.decided_at.is_some() {
        return HoldState::None;
    }
    let open: Vec<&Stretch> = counted.iter().filter(|stretch| stretch.came_at.is_none()).collect();
    let Some(first) = open.first().filter(|_| asking != Asking::RunsOn) else {
        let outstanding = requests.iter().find(|(_, stretch)| stretch.came_at.is_none());
        return outstanding.map_or(HoldState::None, |(hold, _)| HoldState::Asked { since: hold.sent_at });
    };
    // While any of them can still be answered in time, it is waited for.
    let can_come = |stretch: &&&Stretch| stretch.period_end.is_none_or(|end| facts.now <= end);
    let last_end = open.iter().map(|stretch| stretch.period_end).max_by_key(|end| (end.is_none(), *end)).flatten();
    match (open.iter().find(can_come), last_end) {
        (None, Some(expired_at)) => {
            let since = unbroken_since(asking, counted, first.from);
            HoldState::Expired { since, expired_at: zone.to_local(expired_at) }
        }
        (waited, supply_by) => {
            let holding = waited.unwrap_or(first);
            let since = unbroken_since(asking, counted, holding.from);
            HoldState::OnHold { since, supply_by: supply_by.map(|end| zone.to_local(end)) }
        }
    }
}

/// Since when a clock that is held from this moment has been on hold without a break.
fn unbroken_since(asking: Asking, counted: &[Stretch], held_from: Moment) -> Moment {
    let mut since = held_from;
    for stretch in counted.iter().rev() {
        let until_information = matches!(asking, Asking::Stops { until: HeldUntil::Information, .. });
        let end = if until_information { stretch.came_at } else { earlier(stretch) };
        if stretch.from < since && end.is_none_or(|end| end >= since) {
            since = stretch.from;
        }
    }
    since
}
