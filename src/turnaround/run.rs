//! One rule applied to the facts of one request. Times are added and compared as moments; offsets are only what they are
//! written in.
//!
//! Must not know: which rules there are, or which of them governs.

use std::sync::Arc;

use chrono::TimeDelta;

use super::facts::{Facts, Hold, HoldKind};
use super::hold::{HoldState, Stretch, held_due, hold_state, stretch};
use super::model::{Asking, HeldUntil, Limit, Rule};
use super::period::{Holidays, Period};
use crate::clock::{Moment, Zone};

/// The clock of one rule. Deadlines are written in the reader's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleClock {
    /// The rule.
    pub rule: Arc<Rule>,
    /// The rule's time to decide.
    pub within: Period,
    /// When the decision was first due: the rule's start and its period, with neither extension nor holds.
    pub first_due_at: Moment,
    /// When it is due. `None` while the clock stands still: then `left` is what will be left when it goes on. Where a request
    /// for information sets a new date, the latest that it can be.
    pub due_at: Option<Moment>,
    /// The time left, or when the decision was made, the time that was left then; negative when late.
    pub left: TimeDelta,
    /// Whether it is on hold.
    pub hold: HoldState,
    /// Whether the extension counts.
    pub extended: bool,
    /// By when the provider is to be told what is missing, where the rule says so.
    pub tell_missing_by: Option<Moment>,
    /// The end of the rule's least time to supply, if the information were asked for when the clock was looked at.
    pub supply_at_least_until: Option<Moment>,
    /// The decision, if it was made.
    pub decided: Option<Decided>,
    /// What of the facts does not count, or is not as the rule has it.
    pub remarks: Vec<Remark>,
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// When it was made.
    pub at: Moment,
    /// Whether that was by the moment that it was due.
    pub in_time: bool,
}

/// Something that does not count or is not as the rule has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The rule has no extension.
    NoExtension,
    /// Notice of the extension came at this moment: when the first period was over, or the decision made, or before receipt.
    ExtensionOutOfTime(Moment),
    /// Information was asked for at this moment, when the decision was due or made already: that holds nothing.
    AskedTooLate(Moment),
    /// The extension, with notice at this moment, is on none of the rule's grounds.
    ExtensionWithoutGround(Moment),
    /// The request sent at this moment is no extension notice to the claimant, and nothing else holds this clock.
    NotANotice(Moment),
    /// The first request for information was sent at this moment, after the time to tell what is missing.
    ToldLate(Moment),
    /// The request sent at this moment, after the time to tell what is missing, gives no other time to decide.
    AskedAfterTelling(Moment),
    /// A request gives less time to supply than the rule's least.
    SupplyTooShort {
        /// The moment of sending.
        sent_at: Moment,
        /// The end of the least time.
        least_until: Moment,
    },
    /// The receipt lies after the moment at which the clock was looked at.
    ReceivedInFuture,
}

/// The clock of one rule, for a request received and a time to decide begun at two moments. `None` where a date lies beyond
/// what can be counted, or the rule has no number of days.
pub(super) fn run(
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
    let extended = is_extended(rule, facts, received_at, first_due_at, &mut remarks);
    let extension = rule.extension.filter(|_| extended);
    let base = extension.map_or(Some(first_due_at), |extension| extension.end(first_due_at, holidays))?;
    // The clock has run its course with the decision; before that it is looked at now.
    let looked_at = facts.decided_at.unwrap_or(facts.now);
    let mut requests: Vec<(Hold, Stretch)> =
        facts.requests.iter().map(|hold| (*hold, stretch(rule, hold, received_at, holidays))).collect();
    requests.sort_by_key(|(_, stretch)| stretch.from);
    let tell_missing_by = rule.tell_missing_within.and_then(|within| within.end(start, holidays));
    look_at_requests(rule, &requests, tell_missing_by, (holidays, zone), &mut remarks);

    let mut due = base;
    let mut counted = Vec::new();
    for (hold, stretch) in &requests {
        let notice = rule.is_held_by_notice_only() && hold.kind == HoldKind::ExtensionNotice;
        // An extension notice goes out before the first period ends; whatever else it is that extends that period.
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
            due = held_due(rule, base, &counted, looked_at, holidays)?;
        }
    }
    let hold = hold_state(rule.asking, &requests, &counted, facts, zone);
    Some(RuleClock {
        rule: rule.clone(),
        within,
        first_due_at: zone.to_local(first_due_at),
        due_at: (!stands(rule.asking, hold)).then_some(zone.to_local(due)),
        left: due.signed_duration_since(looked_at),
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

/// Whether the clock stands still, so that no moment is due.
fn stands(asking: Asking, hold: HoldState) -> bool {
    match (asking, hold) {
        (Asking::Stops { .. }, HoldState::OnHold { .. })
        | (Asking::Stops { until: HeldUntil::Information, .. }, HoldState::Expired { .. }) => true,
        (Asking::DecideAfterInformation { .. }, HoldState::OnHold { supply_by, .. }) => supply_by.is_none(),
        (Asking::RunsOn, _) | (_, HoldState::None | HoldState::Asked { .. } | HoldState::Expired { .. }) => false,
    }
}

/// Whether an extension counts. Notice of it counts within the first period only (29 CFR 2560.503-1(f)(2)(iii)), and holds do
/// not lengthen that: the stricter reading of the two. The extension notice that holds an ERISA clock extends it too.
fn is_extended(
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

/// Whether a request was sent too late to set another time to decide: after the time to tell what is missing. One that was
/// recorded before it was asked to whom it went counts as it did then.
fn is_told_too_late(rule: &Rule, hold: &Hold, tell_missing_by: Option<Moment>) -> bool {
    matches!(rule.asking, Asking::DecideAfterInformation { replaces: true, .. })
        && hold.kind != HoldKind::Unrecorded
        && tell_missing_by.is_some_and(|by| hold.sent_at > by)
}

/// Remarks on requests that are not as the rule has them. They change no due date.
fn look_at_requests(
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
