//! Requests for information by the notice that they are to the claimant, and extensions by their ground: the table of
//! reviewing.md, with boundary pairs.
//!
//! Must not know: how a table of due dates is read (that is `turnaround_file`).

use chrono::TimeDelta;
use mednec::turnaround::{
    ClockState, Extension, ExtensionGround, Facts, Hold, HoldKind, HoldState, NoClock, Remark, clock_of as clock_in,
};
use mednec::wording;

use crate::turnaround::clocks::{at, clock_of, due, erisa, facts, governing, hold, urgent};
use crate::turnaround::file::{bundled, with};

fn notice(sent: &str, supply_by: &str, received: &str) -> Hold {
    Hold { kind: HoldKind::ExtensionNotice, ..hold(sent, supply_by, received) }
}

fn request(sent: &str, supply_by: &str, received: &str) -> Hold {
    Hold { kind: HoldKind::Request, ..hold(sent, supply_by, received) }
}

// ---- ERISA pre-service and post-service: "only that notice puts the clock on hold"

#[test]
fn only_an_extension_notice_to_the_claimant_holds_an_erisa_clock() {
    // Received on 2 March at 09:00: 15 days end on 17 March. Asked on 7 March, answered ten days later.
    let (sent, came) = ("2026-03-07 09:00 -05:00", "2026-03-17 09:00 -05:00");
    for (asked, due_at) in [
        // "+15 days with an extension notice", and ten days on hold.
        (notice(sent, "", came), "2026-04-11 09:00:00 -05:00"),
        // "A fax to the provider alone holds nothing."
        (request(sent, "", came), "2026-03-17 09:00:00 -05:00"),
        // As it was recorded before it was asked: on hold, and not extended.
        (hold(sent, "", came), "2026-03-27 09:00:00 -05:00"),
    ] {
        let case = Facts { requests: vec![asked], ..erisa("2026-03-20 09:00 -05:00") };
        assert_eq!(due(&bundled(), &case), due_at, "{asked:?}");
        for (line, plan) in [("commercial", "church"), ("commercial", "governmental"), ("exchange", "erisa")] {
            let case = Facts { line: Some(line.into()), plan: Some(plan.into()), ..case.clone() };
            assert_eq!(due(&bundled(), &case), due_at, "{line} {plan}");
        }
    }
    let case = Facts { requests: vec![request(sent, "", "")], ..erisa("2026-03-10 09:00 -05:00") };
    let clock = clock_of(&bundled(), &case);
    assert_eq!(clock.state(), ClockState::Running(TimeDelta::days(7)));
    let rule = governing(&clock);
    assert_eq!((rule.hold, rule.extended), (HoldState::Asked { since: at(sent) }, false));
    assert_eq!(rule.remarks, [Remark::NotANotice(at(sent))]);
    // A fax beside a notice adds nothing to it.
    let both = vec![request("2026-03-05 09:00 -05:00", "", came), notice(sent, "", came)];
    let case = Facts { requests: both, ..erisa("2026-03-20 09:00 -05:00") };
    assert_eq!(due(&bundled(), &case), "2026-04-11 09:00:00 -05:00");
}

#[test]
fn post_service_is_30_days_and_15_with_the_notice() {
    let case = facts("commercial", "post-service", "standard", "2026-03-02 09:00 -05:00");
    assert_eq!(due(&bundled(), &case), "2026-04-01 09:00:00 -05:00");
    let requests = vec![notice("2026-03-31 09:00 -05:00", "", "2026-04-05 09:00 -05:00")];
    let case = Facts { requests, now: at("2026-04-06 09:00 -05:00"), ..case };
    assert_eq!(due(&bundled(), &case), "2026-04-21 09:00:00 -05:00");
}

#[test]
fn the_notice_is_sent_before_the_first_period_ends_and_extends_once() {
    for (sent, counts) in [("2026-03-17 08:59:59 -05:00", true), ("2026-03-17 09:00:00 -05:00", false)] {
        let case = Facts { requests: vec![notice(sent, "", sent)], ..erisa("2026-03-18 09:00 -05:00") };
        let clock = clock_of(&bundled(), &case);
        assert_eq!(governing(&clock).extended, counts, "{sent}");
        let due_at = if counts { "2026-04-01 09:00:00 -05:00" } else { "2026-03-17 09:00:00 -05:00" };
        assert_eq!(due(&bundled(), &case), due_at, "{sent}");
        assert_eq!(governing(&clock).remarks.contains(&Remark::AskedTooLate(at(sent))), !counts);
    }
    // Also where another notice extends it: the time for this one is the first period.
    let extension =
        Some(Extension { notified_at: at("2026-03-10 09:00 -05:00"), ground: Some(ExtensionGround::NotStated) });
    let requests = vec![notice("2026-03-20 09:00 -05:00", "", "")];
    let case = Facts { extension, requests, ..erisa("2026-03-25 09:00 -05:00") };
    assert_eq!(due(&bundled(), &case), "2026-04-01 09:00:00 -05:00");
    // Two notices extend it by 15 days, not by 30.
    let two = vec![
        notice("2026-03-05 09:00 -05:00", "", "2026-03-05 09:00 -05:00"),
        notice("2026-03-06 09:00 -05:00", "", "2026-03-06 09:00 -05:00"),
    ];
    let case = Facts { requests: two, ..erisa("2026-03-25 09:00 -05:00") };
    assert_eq!(due(&bundled(), &case), "2026-04-01 09:00:00 -05:00");
}

#[test]
fn a_department_lets_the_clock_go_on_when_the_time_to_supply_is_over() {
    let table = include_str!("../../../assets/turnaround.toml");
    let rule = table.split("[[rule]]").find(|rule| rule.contains("\"erisa-pre-service\"")).unwrap();
    let rule = rule.replace("\"stops-from-extension-notice\"", "\"stops-from-extension-notice-or-period-end\"");
    let own = with(&format!("format = 1\n[[rule]]{rule}"));
    // Asked after five days: 45 days to supply end on 21 April; 25 days are left then.
    let case = |now: &str| Facts { requests: vec![notice("2026-03-07 09:00 -05:00", "", "")], ..erisa(now) };
    for (now, state) in [
        ("2026-04-21 09:00:00 -05:00", ClockState::OnHold(at("2026-03-07 09:00 -05:00"))),
        ("2026-04-21 09:00:01 -05:00", ClockState::HoldExpired(at("2026-04-21 09:00 -05:00"))),
        ("2026-05-16 09:00:00 -05:00", ClockState::HoldExpired(at("2026-04-21 09:00 -05:00"))),
        ("2026-05-16 09:00:01 -05:00", ClockState::Overdue(TimeDelta::seconds(1))),
    ] {
        assert_eq!(clock_of(&own, &case(now)).state(), state, "{now}");
    }
    assert_eq!(due(&own, &case("2026-05-01 09:00 -05:00")), "2026-05-16 09:00:00 -05:00");
    // The program's own rule goes by the text: until the claimant responds.
    assert_eq!(due(&bundled(), &case("2026-05-01 09:00 -05:00")), "open");
    // 45 days are the least.
    for (by, remarks) in [("2026-04-21 09:00:00 -05:00", 0), ("2026-04-21 08:59:59 -05:00", 1)] {
        let requests = vec![notice("2026-03-07 09:00 -05:00", by, "")];
        let case = Facts { requests, ..erisa("2026-03-08 09:00 -05:00") };
        assert_eq!(governing(&clock_of(&bundled(), &case)).remarks.len(), remarks, "{by}");
    }
}

// ---- urgent: "asked at hour 1, answered at hour 3: due at hour 51"

/// Sent, the end of the time to supply, answered: in hours from receipt.
type Asked = (i64, Option<i64>, Option<i64>);

#[test]
fn an_urgent_request_is_due_48_hours_after_the_earlier_of_information_and_period_end() {
    // Received on 2 March at 09:00; hours from then. Sent, time to supply, answered; due.
    #[rustfmt::skip]
    let cases: [(&[Asked], i64); 13] = [
        (&[], 72),
        (&[(1, None, Some(3))], 51),
        (&[(1, Some(49), Some(3))], 51),
        // Never answered: the 48 hours to supply, and 48 more.
        (&[(1, None, None)], 97),
        (&[(24, None, None)], 120),
        // Answered after the time to supply.
        (&[(1, None, Some(60))], 97),
        // A time to supply that is longer or shorter than the least: as it was given.
        (&[(1, Some(61), None)], 109),
        (&[(1, Some(11), None)], 59),
        // Answered at once, and before it was asked, as nobody can enter it.
        (&[(1, None, Some(1))], 49),
        (&[(5, None, Some(2))], 53),
        // Asked too late to set another time: the 72 hours stay.
        (&[(25, None, Some(26))], 72),
        // Of two that were sent in time the last part of the information counts.
        (&[(1, None, Some(3)), (10, None, Some(20))], 68),
        (&[(1, None, Some(3)), (30, None, None)], 51),
    ];
    let hour = |hour: i64| at("2026-03-02 09:00 -05:00") + TimeDelta::hours(hour);
    for (requests, due_hour) in cases {
        for kind in [HoldKind::Request, HoldKind::ExtensionNotice] {
            let hold = |&(sent, by, came): &Asked| Hold {
                sent_at: hour(sent),
                supply_by: by.map(hour),
                received_at: came.map(hour),
                kind,
            };
            let case = Facts { requests: requests.iter().map(hold).collect(), ..urgent("2026-03-02 10:00 -05:00") };
            let found = governing(&clock_of(&bundled(), &case)).due_at;
            assert_eq!(found, Some(hour(due_hour)), "{requests:?}");
        }
    }
}

#[test]
fn telling_what_is_missing_ends_after_24_hours() {
    for (sent, counts) in [("2026-03-03 09:00:00 -05:00", true), ("2026-03-03 09:00:01 -05:00", false)] {
        let case = Facts { requests: vec![request(sent, "", "")], ..urgent("2026-03-03 10:00 -05:00") };
        let clock = clock_of(&bundled(), &case);
        let expected = if counts { "2026-03-07 09:00:00 -05:00" } else { "2026-03-05 09:00:00 -05:00" };
        assert_eq!(due(&bundled(), &case), expected, "{sent}");
        assert_eq!(governing(&clock).remarks.contains(&Remark::AskedAfterTelling(at(sent))), !counts);
        assert_eq!(matches!(clock.state(), ClockState::OnHold(_)), counts, "{sent}");
    }
}

#[test]
fn a_decision_after_the_new_date_and_before_the_72_hours_is_late() {
    let requests = vec![request("2026-03-02 10:00 -05:00", "", "2026-03-02 12:00 -05:00")];
    for (decided, in_time) in [("2026-03-04 12:00:00 -05:00", true), ("2026-03-04 12:00:01 -05:00", false)] {
        let decided_at = Some(at(decided));
        let case = Facts { requests: requests.clone(), decided_at, ..urgent("2026-03-05 08:00 -05:00") };
        assert_eq!(clock_of(&bundled(), &case).state(), ClockState::Decided { in_time: Some(in_time) }, "{decided}");
    }
}

// ---- Medicare Advantage

#[test]
fn an_extension_of_medicare_advantage_has_one_of_three_grounds() {
    let plain = facts("medicare-advantage", "pre-service", "standard", "2026-03-02 09:00 -05:00");
    for (ground, counts) in [
        (Some(ExtensionGround::EnrolleeAsks), true),
        (Some(ExtensionGround::NoncontractEvidence), true),
        (Some(ExtensionGround::Extraordinary), true),
        (Some(ExtensionGround::NotStated), false),
        // Recorded before grounds were: it counts as it did.
        (None, true),
    ] {
        let notified_at = at("2026-03-03 09:00 -05:00");
        let case = Facts { extension: Some(Extension { notified_at, ground }), ..plain.clone() };
        let due_at = if counts { "2026-03-23 09:00:00 -05:00" } else { "2026-03-09 09:00:00 -05:00" };
        assert_eq!(due(&bundled(), &case), due_at, "{ground:?}");
        let remarks = &governing(&clock_of(&bundled(), &case)).remarks.clone();
        assert_eq!(remarks.contains(&Remark::ExtensionWithoutGround(notified_at)), !counts);
        // ERISA asks for none of them.
        let erisa = Facts { line: Some("commercial".into()), ..case };
        assert_eq!(due(&bundled(), &erisa), "2026-04-01 09:00:00 -05:00");
    }
    // An extension notice of ERISA's kind is none of these grounds.
    let case = Facts { requests: vec![notice("2026-03-03 09:00 -05:00", "", "")], ..plain };
    assert_eq!(due(&bundled(), &case), "2026-03-09 09:00:00 -05:00");
}

#[test]
fn medicare_advantage_by_kind_of_item() {
    #[rustfmt::skip]
    let cells = [
        ("standard", Some("prior-authorization"), "2026-03-02 09:00 -05:00", "ma-standard", 7 * 24, true),
        ("standard", Some("no-prior-authorization"), "2026-03-02 09:00 -05:00", "ma-standard-no-prior-authorization", 14 * 24, true),
        ("standard", Some("part-b-drug"), "2026-03-02 09:00 -05:00", "ma-part-b-standard", 72, false),
        // Not recorded: as an item that needs prior authorization, and a reminder.
        ("standard", None, "2026-03-02 09:00 -05:00", "ma-standard", 7 * 24, true),
        ("urgent", Some("prior-authorization"), "2026-03-02 09:00 -05:00", "ma-expedited", 72, true),
        ("urgent", Some("no-prior-authorization"), "2026-03-02 09:00 -05:00", "ma-expedited", 72, true),
        ("urgent", Some("part-b-drug"), "2026-03-02 09:00 -05:00", "ma-part-b-expedited", 24, false),
        // Before CMS-0057-F was in force.
        ("standard", Some("part-b-drug"), "2025-03-03 09:00 -05:00", "ma-part-b-standard", 72, false),
        ("standard", Some("no-prior-authorization"), "2025-03-03 09:00 -05:00", "ma-standard-until-2025", 14 * 24, true),
    ];
    for (urgency, item, received, rule, hours, extends) in cells {
        let item = item.map(Into::into);
        let case = Facts { item, ..facts("medicare-advantage", "pre-service", urgency, received) };
        let clock = clock_of(&bundled(), &case);
        let found = governing(&clock);
        assert_eq!((found.rule.id.as_str(), found.rule.extension.is_some()), (rule, extends));
        assert_eq!(found.due_at, Some(at(received) + TimeDelta::hours(hours)), "{rule}");
        let reminded = wording::clock_reminders(&clock).iter().any(|says| says.contains("Part B drug"));
        assert_eq!(reminded, case.item.is_none(), "{rule}");
    }
}

// ---- the class of a commercial plan

#[test]
fn plans_outside_erisa_have_its_clocks_through_another_rule() {
    for (plan, prefix) in [
        (Some("erisa"), "erisa-"),
        (Some("church"), "not-erisa-"),
        (Some("governmental"), "not-erisa-"),
        (Some("individual-off-exchange"), "not-erisa-"),
        (None, "erisa-"),
    ] {
        for (kind, urgency) in [
            ("pre-service", "urgent"),
            ("pre-service", "standard"),
            ("post-service", "standard"),
            ("concurrent", "urgent"),
        ] {
            let under_erisa = facts("commercial", kind, urgency, "2026-03-02 09:00 -05:00");
            let case = Facts { plan: plan.map(Into::into), ..under_erisa.clone() };
            let clock = clock_of(&bundled(), &case);
            let rule = &governing(&clock).rule;
            assert!(rule.id.as_str().starts_with(prefix), "{plan:?}: {}", rule.id);
            assert_eq!(
                rule.source.starts_with("45 CFR 147.136 with 29 CFR"),
                prefix == "not-erisa-",
                "{}",
                rule.source
            );
            assert_eq!(due(&bundled(), &case), due(&bundled(), &under_erisa), "{kind} {urgency}");
            let reminded =
                wording::clock_reminders(&clock).iter().any(|says| says.starts_with("The class of the plan"));
            assert_eq!(reminded, plan.is_none());
        }
    }
}

// ---- reducing or ending an approved course

#[test]
fn a_reduction_has_a_rule_without_a_number_of_days() {
    let case = facts("commercial", "reduction", "standard", "2026-03-02 09:00 -05:00");
    let clock = clock_of(&bundled(), &case);
    assert_eq!((&clock.governing, clock.state()), (&Err(NoClock::NoPeriod), ClockState::NoClock));
    assert_eq!(
        wording::clock(&clock),
        "No due date. ERISA reduction of approved care, no number of days: Give notice far enough ahead that an appeal can be \
         made and decided before the care is reduced or ended. (29 CFR 2560.503-1(f)(2)(ii)(A))"
    );
    // A department sets one: then that governs, and the rule's text is shown beside it.
    let own = "format = 1\n[[rule]]\nid = \"ours\"\nlabel = \"Our notice\"\nlines = [\"commercial\"]\ntypes = [\"reduction\"]\n\
               urgencies = [\"standard\"]\ndecide_within = \"10 days\"\nasking = \"runs-on\"\nbinding = true\nsource = \"ours\"\n\
               verify = false\n";
    let clock = clock_of(&with(own), &case);
    assert_eq!(governing(&clock).rule.id.as_str(), "ours");
    assert_eq!(wording::undated(&clock).len(), 1);
}

// ---- business days, and a start at complete information

const STATE_LAW: &str = "format = 1\nholidays = [2026-05-25]\n[[rule]]\nid = \"state\"\nlabel = \"State law\"\nlines = [\"other\"]\n\
    types = [\"pre-service\"]\nurgencies = [\"standard\"]\ndecide_within = \"3 business days\"\nasking = \"runs-on\"\n\
    binding = true\nsource = \"ours\"\nverify = false\n";

#[test]
fn business_days_leave_out_weekends_and_the_department_s_holidays() {
    let weekends_only = STATE_LAW.replace("holidays = [2026-05-25]\n", "");
    // 25 May 2026 is a Monday.
    for (received, with_holidays, without) in [
        ("2026-05-18 09:00 -04:00", "2026-05-21 09:00:00 -04:00", "2026-05-21 09:00:00 -04:00"),
        ("2026-05-20 09:00 -04:00", "2026-05-26 09:00:00 -04:00", "2026-05-25 09:00:00 -04:00"),
        ("2026-05-22 17:30 -04:00", "2026-05-28 17:30:00 -04:00", "2026-05-27 17:30:00 -04:00"),
        // Received on a weekend or a holiday: the next business day is the first.
        ("2026-05-23 00:00 -04:00", "2026-05-28 00:00:00 -04:00", "2026-05-27 00:00:00 -04:00"),
        ("2026-05-25 10:00 -04:00", "2026-05-28 10:00:00 -04:00", "2026-05-28 10:00:00 -04:00"),
        // The weekday is that of the offset of receipt: these two are the same moment, Friday here and Saturday there.
        ("2026-05-15 22:00 -04:00", "2026-05-20 22:00:00 -04:00", "2026-05-20 22:00:00 -04:00"),
        ("2026-05-16 02:00 +00:00", "2026-05-20 02:00:00 +00:00", "2026-05-20 02:00:00 +00:00"),
    ] {
        let case = facts("other", "pre-service", "standard", received);
        assert_eq!(due(&with(STATE_LAW), &case), with_holidays, "{received}");
        assert_eq!(due(&with(&weekends_only), &case), without, "{received}");
    }
    let clock = clock_of(&with(STATE_LAW), &facts("other", "pre-service", "standard", "2026-05-20 09:00 -04:00"));
    assert!(wording::clock(&clock).contains("State law, 3 business days (ours)"), "{}", wording::clock(&clock));
}

#[test]
fn a_rule_that_starts_when_the_information_is_complete_waits_for_it() {
    let rules = with(&STATE_LAW.replace("3 business days\"", "2 days\"\nstarts = \"complete-information\""));
    let case = facts("other", "pre-service", "standard", "2026-05-18 09:00 -04:00");
    let clock = clock_of(&rules, &case);
    assert_eq!(clock.state(), ClockState::NoClock);
    assert_eq!(wording::clock(&clock), "Enter since when the information is complete to start the clock");
    for (complete, due_at) in [
        ("2026-05-18 09:00 -04:00", "2026-05-20 09:00:00 -04:00"),
        ("2026-05-21 15:00 -04:00", "2026-05-23 15:00:00 -04:00"),
        // Not before there was a request.
        ("2026-05-17 09:00 -04:00", "2026-05-20 09:00:00 -04:00"),
    ] {
        let case = Facts { complete_at: Some(at(complete)), ..case.clone() };
        assert_eq!(due(&rules, &case), due_at, "{complete}");
    }
    // Beside a rule that counts from receipt it is shown, and that one governs.
    let both = with(
        &STATE_LAW
            .replace("\"other\"", "\"commercial\"")
            .replace("3 business days\"", "2 days\"\nstarts = \"complete-information\""),
    );
    let clock = clock_of(&both, &erisa("2026-03-03 09:00 -05:00"));
    assert_eq!(governing(&clock).rule.id.as_str(), "erisa-pre-service");
    assert_eq!(
        wording::undated(&clock),
        ["State law, 2 days from complete information, whose date is not recorded (ours), set by the department"]
    );
}

// ---- the effect that the form names before a request is recorded

#[test]
fn the_effect_of_a_request_is_named_as_the_clock_takes_it() {
    let says = |facts: &Facts, sent: &str, notice| {
        wording::asking_effect(&clock_of(&bundled(), facts), at(sent), notice).unwrap_or_default()
    };
    let now = "2026-03-20 09:00 -05:00";
    // Asked in time and late, to the second, whenever it is recorded.
    #[rustfmt::skip]
    let cases = [
        (erisa(now), "2026-03-17 08:59:59 -05:00", true, "The clock is on hold from this notice"),
        (erisa(now), "2026-03-17 09:00:00 -05:00", true, "The time for an extension notice is over"),
        (erisa(now), "2026-03-10 09:00:00 -05:00", false, "The clock keeps running: only an extension notice"),
        (urgent(now), "2026-03-03 09:00:00 -05:00", false, "The decision is then due 48 hours after the information"),
        (urgent(now), "2026-03-03 09:00:01 -05:00", false, "The time to say what is missing is over"),
        (urgent(now), "2026-03-05 09:00:00 -05:00", false, "The decision is already due"),
        (facts("medicare-advantage", "pre-service", "standard", now), now, false, "The clock keeps running: under this rule"),
    ];
    for (facts, sent, notice, expected) in cases {
        let said = says(&facts, sent, notice);
        assert!(said.starts_with(expected), "{sent}: {said}");
    }
}

// ---- reminders

#[test]
fn the_basis_of_an_urgency_is_a_reminder_and_nothing_more() {
    let without = Facts { urgency_basis: None, ..urgent("2026-03-02 10:00 -05:00") };
    let zone = mednec::clock::Zone::Fixed(*without.now.offset());
    let (with_basis, reminded) =
        (clock_of(&bundled(), &urgent("2026-03-02 10:00 -05:00")), clock_in(&bundled(), &without, zone));
    assert_eq!(with_basis.governing, reminded.governing);
    assert!(wording::clock_reminders(&with_basis).is_empty());
    assert_eq!(
        wording::clock_reminders(&reminded),
        ["The basis of the urgency is not recorded: choose it on the step Request."]
    );
    // The class of the plan changes no due date: it is left out where there is little room.
    let unclassed = Facts { plan: None, ..without.clone() };
    let clock = clock_of(&bundled(), &unclassed);
    let reminders = (wording::clock_reminders(&clock).len(), wording::clock_reminders_that_matter(&clock).len());
    assert_eq!(reminders, (2, 1));
    // A standard request has none, and a decided one is not reminded of it.
    let standard = Facts { urgency_basis: None, ..erisa("2026-03-03 09:00 -05:00") };
    assert!(wording::clock_reminders(&clock_of(&bundled(), &standard)).is_empty());
    let decided = Facts { decided_at: Some(at("2026-03-02 11:00 -05:00")), ..without };
    assert!(wording::clock_reminders(&clock_of(&bundled(), &decided)).is_empty());
}
