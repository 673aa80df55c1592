//! Applies one rule to the facts of one request. Times are added and compared as moments; offsets are for display only.
//!
//! Must not know: the other rules, or which of them governs.

use std::sync::Arc;

use chrono::TimeDelta;

use super::facts::{Facts, Hold, HoldKind};
use super::hold::{HoldState, Stretch, held_due, hold_state, stretch};
use super::model::{Asking, HeldUntil, Limit, Rule};
use super::period::{Holidays, Period};
use crate::clock::{Moment, Zone};

/// The clock of one rule. Deadlines are in the reader's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleClock {
    /// The rule.
    pub rule: Arc<Rule>,
    /// The rule's time to decide.
    pub within: Period,
    /// The first due date: the start plus the period, without extension and holds.
    pub first_due_at: Moment,
    /// The due date; the latest possible one where a request for information sets a new date. `None` while the clock is stopped;
    /// then `left` is the time that is left when it continues.
    pub due_at: Option<Moment>,
    /// The time left now, or at the decision where it was made; negative when late.
    pub left: TimeDelta,
    /// Its hold.
    pub hold: HoldState,
    /// True where the extension counts.
    pub extended: bool,
    /// The time by which the provider has to be told what is missing, where the rule has one.
    pub tell_missing_by: Option<Moment>,
    /// The end of the rule's shortest time to supply, for a request that is sent now.
    pub supply_at_least_until: Option<Moment>,
    /// The decision, where it was made.
    pub decided: Option<Decided>,
    /// Facts that do not count, or do not comply with the rule.
    pub remarks: Vec<Remark>,
}

/// The decision on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The time at which it was made.
    pub at: Moment,
    /// True where it was made in time.
    pub in_time: bool,
}

/// A fact that does not count, or does not comply with the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The rule has no extension.
    NoExtension,
    /// The notice of the extension, sent at this moment, was after the first period or the decision, or before receipt.
    ExtensionOutOfTime(Moment),
    /// The request sent at this moment was after the due date or the decision, so it does not hold the clock.
    AskedTooLate(Moment),
    /// The extension with notice at this moment has none of the rule's grounds.
    ExtensionWithoutGround(Moment),
    /// The request sent at this moment is not an extension notice to the claimant, which alone holds this clock.
    NotANotice(Moment),
    /// The first request for information was sent at this moment, after the time to tell what is missing.
    ToldLate(Moment),
    /// The request sent at this moment, after the time to tell what is missing, sets no other time to decide.
    AskedAfterTelling(Moment),
    /// A request gives less time to supply than the rule's shortest.
    SupplyTooShort {
        /// The time of sending.
        sent_at: Moment,
        /// The end of the shortest time.
        least_until: Moment,
    },
    /// The receipt lies in the future.
    ReceivedInFuture,
}

/// Applies a rule, given the moment of receipt and the start of the time to decide. `None` where a date is out of range, or the
/// rule has no number of days.
pub(super) fn run_rule(
    rule: &Arc<Rule>,
    facts: &Facts,
    (received_at, start): (Moment, Moment),
    holidays: &Holidays,
    zone: Zone,
) -> Option<RuleClock> {
    let Limit::Within(within) = rule.limit else { return None };
    let mut remarks = Vec::new();
    if received_at > facts.now {
        remarks.push(Remark::ReceivedInFuture);
    }
    let first_due_at = within.end(start, holidays)?;
    let extended = check_extension(rule, facts, received_at, first_due_at, &mut remarks);
    let extension = rule.extension.filter(|_| extended);
    let base = extension.map_or(Some(first_due_at), |extension| extension.end(first_due_at, holidays))?;
    // The decision ends the clock; before it, the clock runs until now.
    let computed_at = facts.decided_at.unwrap_or(facts.now);
    let mut requests: Vec<(Hold, Stretch)> =
        facts.requests.iter().map(|hold| (*hold, stretch(rule, hold, received_at, holidays))).collect();
    requests.sort_by_key(|(_, stretch)| stretch.from);
    let tell_missing_by = rule.tell_missing_within.and_then(|within| within.end(start, holidays));
    add_request_remarks(rule, &requests, tell_missing_by, (holidays, zone), &mut remarks);

    let mut due = base;
    let mut counted = Vec::new();
    for (hold, stretch) in &requests {
        let notice = rule.is_held_by_notice_only() && hold.kind == HoldKind::ExtensionNotice;
        // An extension notice has to be sent before the end of the first period, even if something else extended that period.
        let limit = if notice { first_due_at } else { due };
        let decided_before = facts.decided_at.is_some_and(|decided_at| stretch.from >= decided_at);
        if !rule.is_moved_by(hold.kind) {
            remarks.push(Remark::NotANotice(hold.sent_at));
        } else if stretch.from >= limit || decided_before {
            remarks.push(Remark::AskedTooLate(hold.sent_at));
        } else if is_told_too_late(rule, hold, tell_missing_by) {
            remarks.push(Remark::AskedAfterTelling(hold.sent_at));
        } else {
            counted.push(*stretch);
            due = held_due(rule, base, &counted, computed_at, holidays)?;
        }
    }
    let hold = hold_state(rule.asking, &requests, &counted, facts, zone);
    Some(RuleClock {
        rule: rule.clone(),
        within,
        first_due_at: zone.to_local(first_due_at),
        due_at: (!is_stopped(rule.asking, hold)).then_some(zone.to_local(due)),
        left: due.signed_duration_since(computed_at),
        hold,
        extended,
        tell_missing_by: tell_missing_by.map(|by| zone.to_local(by)),
        supply_at_least_until: rule
            .supply_at_least
            .and_then(|least| least.end(facts.now, holidays))
            .map(|until| zone.to_local(until)),
        decided: facts.decided_at.map(|at| Decided { at, in_time: at <= due }),
        remarks,
    })
}

/// True where the clock is stopped, so that there is no due date.
fn is_stopped(asking: Asking, hold: HoldState) -> bool {
    match (asking, hold) {
        (Asking::Stops { .. }, HoldState::OnHold { .. })
        | (Asking::Stops { until: HeldUntil::Information, .. }, HoldState::Expired { .. }) => true,
        (Asking::DecideAfterInformation { .. }, HoldState::OnHold { supply_by, .. }) => supply_by.is_none(),
        (Asking::RunsOn, _) | (_, HoldState::None | HoldState::Asked { .. } | HoldState::Expired { .. }) => false,
    }
}

/// True where an extension counts. Its notice counts within the first period only (29 CFR 2560.503-1(f)(2)(iii)), which holds do
/// not lengthen: the stricter of two readings. The extension notice that holds an ERISA clock also extends it. Adds remarks on an
/// extension that does not count.
fn check_extension(
    rule: &Rule,
    facts: &Facts,
    received_at: Moment,
    first_due_at: Moment,
    remarks: &mut Vec<Remark>,
) -> bool {
    let in_time = |at: Moment| {
        at >= received_at && at < first_due_at && facts.decided_at.is_none_or(|decided_at| at < decided_at)
    };
    let mut extended = false;
    if let Some(extension) = facts.extension {
        let at = extension.notified_at;
        if rule.extension.is_none() {
            remarks.push(Remark::NoExtension);
        } else if !in_time(at) {
            remarks.push(Remark::ExtensionOutOfTime(at));
        } else if !rule.has_ground(extension.ground) {
            remarks.push(Remark::ExtensionWithoutGround(at));
        } else {
            extended = true;
        }
    }
    let by_notice = |hold: &Hold| hold.kind == HoldKind::ExtensionNotice && in_time(hold.sent_at);
    let noticed = rule.is_held_by_notice_only() && facts.requests.iter().any(by_notice);
    extended || (rule.extension.is_some() && noticed)
}

/// True where a request was sent too late to set another time to decide: after the time to tell what is missing. One whose
/// addressee was not recorded is from before case format 5 and counts.
fn is_told_too_late(rule: &Rule, hold: &Hold, tell_missing_by: Option<Moment>) -> bool {
    matches!(rule.asking, Asking::DecideAfterInformation { replaces: true, .. })
        && hold.kind != HoldKind::Unrecorded
        && tell_missing_by.is_some_and(|by| hold.sent_at > by)
}

/// Adds remarks on requests that do not comply with the rule. They change no due date.
fn add_request_remarks(
    rule: &Rule,
    requests: &[(Hold, Stretch)],
    tell_missing_by: Option<Moment>,
    (holidays, zone): (&Holidays, Zone),
    remarks: &mut Vec<Remark>,
) {
    if let (Some((first, _)), Some(tell_by)) = (requests.first(), tell_missing_by)
        && first.sent_at > tell_by
        && !is_told_too_late(rule, first, tell_missing_by)
    {
        remarks.push(Remark::ToldLate(first.sent_at));
    }
    for (hold, _) in requests.iter().filter(|(hold, _)| rule.is_moved_by(hold.kind)) {
        let least = rule.supply_at_least.and_then(|least| least.end(hold.sent_at, holidays));
        if let (Some(given), Some(least)) = (hold.supply_by, least)
            && given < least
        {
            remarks.push(Remark::SupplyTooShort { sent_at: hold.sent_at, least_until: zone.to_local(least) });
        }
    }
}
