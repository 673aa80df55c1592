//! One rule applied to the facts of one request. Times are added and compared as moments; offsets are only what they are
//! written in.
//!
//! Must not know: which rules there are, or which of them governs.

use std::sync::Arc;

use chrono::TimeDelta;

use super::clock::{Facts, Hold};
use super::hold::{HoldState, Stretch, held_due, hold_state, stretch};
use super::model::{Asking, Rule};
use crate::clock::Moment;

/// What one rule makes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleClock {
    /// The rule.
    pub rule: Arc<Rule>,
    /// When the decision was first due: receipt and the rule's period, with neither extension nor holds.
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
    /// The first request for information was sent at this moment, after the time to tell what is missing.
    ToldLate(Moment),
    /// The request sent at this moment gives less time to supply than the rule's least.
    SupplyTooShort(Moment),
    /// The receipt lies after the moment at which the clock was looked at.
    ReceivedInFuture,
}

/// The clock of one rule; `None` where a date lies beyond what can be counted.
pub(super) fn run(rule: &Arc<Rule>, facts: &Facts, received_at: Moment) -> Option<RuleClock> {
    let mut remarks = Vec::new();
    if received_at > facts.now {
        remarks.push(Remark::ReceivedInFuture);
    }
    let first_due_at = received_at.checked_add_signed(rule.decide_within.length())?;
    let extension = extension(rule, facts, received_at, first_due_at, &mut remarks);
    let base = first_due_at.checked_add_signed(extension)?;
    // The clock has run its course with the decision; before that it is looked at now.
    let looked_at = facts.decided_at.unwrap_or(facts.now);
    let mut requests: Vec<(Hold, Stretch)> =
        facts.requests.iter().map(|hold| (*hold, stretch(rule, hold, received_at))).collect();
    requests.sort_by_key(|(_, stretch)| stretch.from);
    look_at_requests(rule, &requests, received_at, &mut remarks);

    let mut due = base;
    let mut counted = Vec::new();
    for (hold, stretch) in &requests {
        if stretch.from >= due || facts.decided_at.is_some_and(|decided_at| stretch.from >= decided_at) {
            remarks.push(Remark::AskedTooLate(hold.sent_at));
        } else {
            counted.push(*stretch);
            due = held_due(rule.asking, base, &counted, looked_at)?;
        }
    }
    let due = due.with_timezone(received_at.offset());
    let hold = hold_state(rule.asking, &requests, &counted, facts);
    let stands = match (hold, rule.asking) {
        (HoldState::OnHold { .. }, Asking::StopsUntilInformation | Asking::StopsUntilInformationOrPeriodEnd)
        | (HoldState::Expired { .. }, Asking::StopsUntilInformation) => true,
        (HoldState::OnHold { supply_by, .. }, Asking::DecideAfterInformation(_)) => supply_by.is_none(),
        _ => false,
    };
    Some(RuleClock {
        rule: rule.clone(),
        first_due_at,
        due_at: (!stands).then_some(due),
        left: due.signed_duration_since(facts.decided_at.unwrap_or(facts.now)),
        hold,
        extended: extension > TimeDelta::zero(),
        tell_missing_by: rule.tell_missing_within.and_then(|within| received_at.checked_add_signed(within.length())),
        decided: facts.decided_at.map(|at| Decided { at, in_time: at <= due }),
        remarks,
    })
}

/// What the extension adds. Notice of it counts within the first period only (29 CFR 2560.503-1(f)(2)(iii)), and holds do not
/// lengthen that: the stricter reading of the two.
fn extension(
    rule: &Rule,
    facts: &Facts,
    received_at: Moment,
    first_due_at: Moment,
    remarks: &mut Vec<Remark>,
) -> TimeDelta {
    let Some(extension) = facts.extension else { return TimeDelta::zero() };
    let at = extension.notified_at;
    let decided_before = facts.decided_at.is_some_and(|decided_at| at >= decided_at);
    match rule.extension {
        None => remarks.push(Remark::NoExtension),
        Some(_) if at < received_at || at >= first_due_at || decided_before => {
            remarks.push(Remark::ExtensionOutOfTime(at));
        }
        Some(period) => return period.length(),
    }
    TimeDelta::zero()
}

/// Remarks on requests that are not as the rule has them. They change no due date.
fn look_at_requests(rule: &Rule, requests: &[(Hold, Stretch)], received_at: Moment, remarks: &mut Vec<Remark>) {
    let tell_by = rule.tell_missing_within.and_then(|within| received_at.checked_add_signed(within.length()));
    if let (Some((first, _)), Some(tell_by)) = (requests.first(), tell_by)
        && first.sent_at > tell_by
    {
        remarks.push(Remark::ToldLate(first.sent_at));
    }
    for (hold, _) in requests {
        let least = rule.supply_at_least.and_then(|least| hold.sent_at.checked_add_signed(least.length()));
        if hold.supply_by.zip(least).is_some_and(|(given, least)| given < least) {
            remarks.push(Remark::SupplyTooShort(hold.sent_at));
        }
    }
}
