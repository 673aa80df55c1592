//! Properties of every clock, whatever the facts, with fixed seeds.
//!
//! Must not know: which due date any one request should have (that is `turnaround`).

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, TimeDelta};
use mednec::clock::Moment;
use mednec::turnaround::{Asking, Clock, ClockState, Extension, ExtensionGround, Facts, Hold, HoldKind, Rulebook};
use mednec::wording;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::case::properties::fixed;
use crate::turnaround::clocks::clock_of;
use crate::turnaround::file::{OWN, bundled, with};

/// The bundled table, and one with rules that compete and go on when a period is over.
static TABLES: LazyLock<[Rulebook; 4]> = LazyLock::new(|| {
    let own = OWN.replace("[\"commercial\"]", "[\"commercial\", \"exchange\", \"medicare-advantage\", \"other\"]");
    let period_end = own
        .replace("\"decide-after-information\"", "\"stops-until-information-or-period-end\"")
        .replace("decide_after_information = \"48 hours\"\n", "");
    let business_days = own.replace("\"3 days\"", "\"3 business days\"\nstarts = \"complete-information\"");
    let holidays = "holidays = [2026-03-03, 2026-03-06, 2026-04-01]\n\n[[rule]]";
    [bundled(), with(&own), with(&period_end), with(&business_days.replacen("[[rule]]", holidays, 1))]
});

fn any_offset() -> impl Strategy<Value = FixedOffset> {
    (-48..=56_i32).prop_map(|quarters| FixedOffset::east_opt(quarters * 900).expect("within a day"))
}

/// Moments around one another, in any offset, mostly within weeks; some far away.
fn any_instant() -> impl Strategy<Value = Moment> {
    let hours = prop_oneof![8 => -100..1_500_i64, 1 => -20_000..20_000_i64];
    let start = DateTime::parse_from_rfc3339("2026-03-01T12:00:00Z").expect("a moment");
    (hours, select(vec![0, 0, 1, 3_599]), any_offset()).prop_map(move |(hours, seconds, offset)| {
        (start + TimeDelta::hours(hours) + TimeDelta::seconds(seconds)).with_timezone(&offset)
    })
}

fn any_hold() -> impl Strategy<Value = Hold> {
    let kind = select(vec![HoldKind::Unrecorded, HoldKind::Request, HoldKind::ExtensionNotice]);
    (any_instant(), option::of(any_instant()), option::of(any_instant()), kind)
        .prop_map(|(sent_at, supply_by, received_at, kind)| Hold { sent_at, supply_by, received_at, kind })
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let line = select(vec!["commercial", "exchange", "medicare-advantage", "other"]);
    let kind = select(vec!["pre-service", "concurrent", "post-service", "reduction"]);
    let plan = option::of(select(vec!["erisa", "church", "governmental", "individual-off-exchange"]));
    let item = option::of(select(vec!["prior-authorization", "no-prior-authorization", "part-b-drug"]));
    let ground = option::of(select(vec![ExtensionGround::EnrolleeAsks, ExtensionGround::NotStated]));
    let urgency = select(vec!["standard", "urgent"]);
    let holds = proptest::collection::vec(any_hold(), 0..4);
    let times = (any_instant(), option::of(any_instant()), option::weighted(0.3, any_instant()), any_instant());
    let complete = option::of(any_instant());
    (line, kind, urgency, (plan, item, ground, complete), holds, times).prop_map(
        |(line, kind, urgency, (plan, item, ground, complete_at), requests, (received, notice, decided_at, now))| {
            Facts {
                urgency_basis: None,
                plan: plan.map(Into::into),
                item: item.map(Into::into),
                complete_at,
                line: Some(line.into()),
                kind: Some(kind.into()),
                urgency: Some(urgency.into()),
                received_at: Some(received),
                requests,
                extension: notice.map(|notified_at| Extension { notified_at, ground }),
                decided_at,
                now,
            }
        },
    )
}

/// When it is due, or would be if the information came now: what is left, counted from when it was looked at.
fn projected(clock: &Clock) -> Option<Moment> {
    let rule = clock.governing.as_ref().ok()?;
    clock.decided_at.unwrap_or(clock.computed_at).checked_add_signed(rule.left)
}

/// Everything that is shown of a clock.
fn shown(clock: &Clock) -> Vec<String> {
    let mut shown = vec![wording::clock(clock), wording::clock_short(clock)];
    shown.extend(clock.milestones.iter().map(wording::milestone));
    shown.extend(clock.others.iter().map(|rule| wording::beside(clock, rule)));
    let rules = clock.governing.iter().chain(&clock.others);
    shown.extend(rules.flat_map(|rule| &rule.remarks).map(wording::clock_remark));
    shown
}

proptest! {
    #![proptest_config(fixed(512))]

    /// Except where a request sets another time to decide: that begins no sooner than the receipt.
    #[test]
    fn nothing_is_due_before_the_rule_s_own_period_is_over(facts in any_facts(), table in 0..4_usize) {
        let clock = clock_of(&TABLES[table], &facts);
        for rule in clock.governing.iter().chain(&clock.others) {
            let received = facts.received_at.expect("received");
            let first = match rule.rule.asking {
                Asking::DecideAfterInformation { within, replaces: true } => received + within.length(),
                Asking::RunsOn | Asking::Stops { .. } | Asking::DecideAfterInformation { replaces: false, .. } => {
                    rule.first_due_at
                }
            };
            prop_assert!(rule.first_due_at >= received + rule.within.length());
            prop_assert!(rule.due_at.is_none_or(|due| due >= first));
            prop_assert!(facts.decided_at.unwrap_or(facts.now) + rule.left >= first);
            // Written in the reader's offset, whatever the others are written in.
            prop_assert!(rule.due_at.is_none_or(|due| due.offset() == received.offset()));
        }
    }

    #[test]
    fn one_more_hold_never_makes_it_due_earlier(facts in any_facts(), hold in any_hold(), table in 0..4_usize, place in 0..4_usize) {
        let rules = &TABLES[table];
        let before = clock_of(rules, &facts);
        let mut held = facts.clone();
        held.requests.insert(place.min(held.requests.len()), hold);
        let after = clock_of(rules, &held);
        let replaces = |clock: &Clock| {
            let mut rules = clock.governing.iter().chain(&clock.others);
            rules.any(|rule| matches!(rule.rule.asking, Asking::DecideAfterInformation { replaces: true, .. }))
        };
        if replaces(&before) {
            return Ok(());
        }
        prop_assert!(projected(&after) >= projected(&before), "{:?} then {:?}", before, after);
        // Nor does it make of what was in time something late.
        if before.state() == (ClockState::Decided { in_time: Some(true) }) {
            prop_assert_eq!(after.state(), before.state());
        }
    }

    #[test]
    fn the_offset_in_which_now_is_written_changes_nothing(facts in any_facts(), offset in any_offset(), table in 0..4_usize) {
        let rules = &TABLES[table];
        let elsewhere = Facts { now: facts.now.with_timezone(&offset), ..facts.clone() };
        let (here, there) = (clock_of(rules, &facts), clock_of(rules, &elsewhere));
        prop_assert_eq!(&here, &there);
        prop_assert_eq!(here.queue_key(), there.queue_key());
        prop_assert_eq!(shown(&here), shown(&there));
    }

    #[test]
    fn the_order_in_which_requests_are_listed_changes_nothing(facts in any_facts(), table in 0..4_usize) {
        let rules = &TABLES[table];
        let mut turned = facts.clone();
        turned.requests.reverse();
        let (here, there) = (clock_of(rules, &facts), clock_of(rules, &turned));
        prop_assert_eq!(here.state(), there.state());
        prop_assert_eq!(projected(&here), projected(&there));
        prop_assert_eq!(&here.milestones, &there.milestones);
    }

    /// Looked at after everything that is entered: a request dated in the future is not yet known to be in time.
    #[test]
    fn time_only_runs_out(mut facts in any_facts(), hours in 0..500_i64, table in 0..4_usize) {
        let rules = &TABLES[table];
        let entered = facts.requests.iter().flat_map(|hold| [Some(hold.sent_at), hold.received_at]);
        facts.now = entered.chain([facts.received_at]).flatten().fold(facts.now, Moment::max);
        let later = Facts { now: facts.now + TimeDelta::hours(hours), ..facts.clone() };
        let left = |facts: &Facts| clock_of(rules, facts).governing.map(|rule| rule.left).ok();
        prop_assert!(left(&later) <= left(&facts));
    }
}
