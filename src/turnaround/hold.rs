//! The effect of requests for information on a clock.
//!
//! Impossible facts, such as information before its request or a request before receipt, are refused on entry. Here they are
//! moved to the nearest possible moment, so that none of them makes a due date earlier.
//!
//! Must not know: the rule's own period, extensions, or anything of a decision but its time.

use super::facts::{Facts, Hold};
use super::model::{Asking, HeldUntil, Rule};
use super::period::Holidays;
use crate::clock::{Moment, Zone};

/// Hold of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// No information is outstanding.
    None,
    /// Information is outstanding, which does not hold the clock under this rule, or was requested too late to do so.
    Asked {
        /// The time of the request.
        since: Moment,
    },
    /// On hold.
    OnHold {
        /// The start of the hold, without interruption.
        since: Moment,
        /// The end of the time to supply, where there is one.
        supply_by: Option<Moment>,
    },
    /// The time to supply ended without an answer. A person decides how to go on.
    Expired {
        /// The start of the hold, without interruption.
        since: Moment,
        /// The end of the time to supply.
        expired_at: Moment,
    },
}

/// The time span of a request for information.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    pub(super) from: Moment,
    /// The end of the time to supply.
    period_end: Option<Moment>,
    /// The time at which the information came.
    came_at: Option<Moment>,
}

/// The time span of a request for information under a rule.
pub(super) fn stretch(rule: &Rule, hold: &Hold, received_at: Moment, holidays: &Holidays) -> Stretch {
    let from = hold.sent_at.max(received_at);
    let least = rule.supply_at_least.and_then(|least| least.end(hold.sent_at, holidays));
    Stretch {
        from,
        period_end: hold.supply_by.or(least).map(|end| end.max(from)),
        came_at: hold.received_at.map(|at| at.max(from)),
    }
}

/// The due moment after these requests, which were all sent in time and are in the order of sending.
///
/// Where requests set another time to decide, the last one counts, since the information is complete with its last part. `None`
/// where the moment is out of range.
pub(super) fn held_due(
    rule: &Rule,
    base: Moment,
    counted: &[Stretch],
    computed_at: Moment,
    holidays: &Holidays,
) -> Option<Moment> {
    match rule.asking {
        Asking::RunsOn => Some(base),
        Asking::Stops { until: HeldUntil::Information, .. } => {
            stopped(base, counted, |stretch| stretch.came_at.unwrap_or(computed_at))
        }
        Asking::Stops { until: HeldUntil::InformationOrPeriodEnd, .. } => stopped(base, counted, |stretch| {
            earlier(stretch).map_or(computed_at, |end| end_by_now(stretch, end, computed_at))
        }),
        Asking::DecideAfterInformation { within, replaces } => {
            let mut due = (!replaces || counted.is_empty()).then_some(base);
            for stretch in counted {
                let end = earlier(stretch).unwrap_or(computed_at).max(stretch.from);
                let after = within.end(end, holidays)?;
                due = Some(due.map_or(after, |due| due.max(after)));
            }
            due
        }
    }
}

/// The end of a stop, which for an outstanding request is at most `computed_at`.
fn end_by_now(stretch: &Stretch, end: Moment, computed_at: Moment) -> Moment {
    if stretch.came_at.is_none() { end.min(computed_at) } else { end }
}

/// The time of the information or the end of the time to supply it, whichever is earlier.
fn earlier(stretch: &Stretch) -> Option<Moment> {
    match (stretch.came_at, stretch.period_end) {
        (Some(came_at), Some(end)) => Some(came_at.min(end)),
        (came_at, end) => came_at.or(end),
    }
}

/// The base plus the length of all stops. Time in which stops overlap counts once.
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

/// The hold of the clock. `counted` are the requests that were sent in time. Ends of times to supply are in the reader's zone.
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
    // The hold lasts while any of the requests can still be answered in time.
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

/// The start of the uninterrupted hold that includes this moment.
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
