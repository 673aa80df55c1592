//! The clocks of requests on hold, and extended, as they were recorded before it was asked to whom a request went: they keep
//! the meaning that they had. Requests recorded since are in `turnaround_notices`.
//!
//! Must not know: how a table of due dates is read (that is `turnaround_file`).

use chrono::TimeDelta;
use mednec::turnaround::{ClockState, Facts, Hold, HoldState, MilestoneKind, Remark};

use crate::turnaround::clocks::{at, clock_of, due, erisa, facts, governing, hold, noticed, urgent};
use crate::turnaround::file::{OWN, bundled, with};

// ---- on hold

#[test]
fn on_hold_from_the_notice_until_the_information_comes() {
    // Sent after five days, so ten days are left.
    let sent = "2026-03-07 09:00 -05:00";
    let supply_by = "2026-04-21 09:00 -05:00";
    for (now, hold_state) in [
        (sent, HoldState::OnHold { since: at(sent), supply_by: Some(at(supply_by)) }),
        (supply_by, HoldState::OnHold { since: at(sent), supply_by: Some(at(supply_by)) }),
        ("2026-04-21 09:00:01 -05:00", HoldState::Expired { since: at(sent), expired_at: at(supply_by) }),
    ] {
        // With the time to supply as sent, or the rule's least where none was noted.
        for noted in [supply_by, ""] {
            let case = Facts { requests: vec![hold(sent, noted, "")], ..erisa(now) };
            let clock = clock_of(&bundled(), &case);
            let rule = governing(&clock);
            assert_eq!((rule.hold, rule.due_at, rule.left), (hold_state, None, TimeDelta::days(10)), "{now}");
            assert!(clock.milestones.iter().all(|milestone| milestone.kind != MilestoneKind::Due), "not settled");
        }
    }
    // Information that comes after its time ends the hold all the same, on the day that it comes.
    for (came, due_at) in [
        ("2026-03-20 10:00 -05:00", "2026-03-30 10:00:00 -05:00"),
        ("2026-04-30 09:00 -05:00", "2026-05-10 09:00:00 -05:00"),
        // Nothing passed, or less: a time before the notice is pulled to it.
        (sent, "2026-03-17 09:00:00 -05:00"),
        ("2026-03-01 09:00 -05:00", "2026-03-17 09:00:00 -05:00"),
        // In another zone.
        ("2026-03-20 15:00 +00:00", "2026-03-30 10:00:00 -05:00"),
    ] {
        let case = Facts { requests: vec![hold(sent, supply_by, came)], ..erisa("2026-05-01 09:00 -05:00") };
        assert_eq!(due(&bundled(), &case), due_at, "{came}");
        assert_eq!(governing(&clock_of(&bundled(), &case)).hold, HoldState::None);
    }
}

#[test]
fn holds_that_overlap_count_once() {
    let (a, b) = (
        ("2026-03-04 09:00 -05:00", "2026-03-08 09:00 -05:00"),
        ("2026-03-06 09:00 -05:00", "2026-03-10 09:00 -05:00"),
    );
    let inner = ("2026-03-05 09:00 -05:00", "2026-03-06 09:00 -05:00");
    let apart = ("2026-03-12 09:00 -05:00", "2026-03-13 09:00 -05:00");
    let touching = ("2026-03-08 09:00 -05:00", "2026-03-09 09:00 -05:00");
    for (holds, days) in [
        (vec![a], 4),
        (vec![a, a], 4),
        (vec![a, b], 6),
        (vec![b, a], 6),
        (vec![a, inner], 4),
        (vec![inner, b, a], 6),
        (vec![a, apart], 5),
        (vec![apart, b, a], 7),
        (vec![touching, a], 5),
    ] {
        let requests = holds.iter().map(|(from, to)| hold(from, "", to)).collect();
        let case = Facts { requests, ..erisa("2026-04-01 09:00 -05:00") };
        let due_at = governing(&clock_of(&bundled(), &case)).due_at.unwrap();
        assert_eq!((due_at - at("2026-03-17 09:00 -05:00")).num_days(), days, "{holds:?}");
    }
    // One open hold among them: on hold since the stretch without a break began.
    let requests = vec![hold(b.0, "", ""), hold(a.0, "", a.1), hold(inner.0, "", inner.1)];
    let clock = clock_of(&bundled(), &Facts { requests, ..erisa("2026-03-20 09:00 -05:00") });
    assert_eq!((clock.state(), governing(&clock).left), (ClockState::OnHold(at(a.0)), TimeDelta::days(13)));
    let requests = vec![hold(apart.0, "", ""), hold(a.0, "", a.1)];
    let clock = clock_of(&bundled(), &Facts { requests, ..erisa("2026-03-20 09:00 -05:00") });
    assert_eq!(clock.state(), ClockState::OnHold(at(apart.0)));
    // Of two open ones, the time of one is over and that of the other is not: it is still waited for.
    let requests = vec![hold(a.0, "2026-03-06 09:00 -05:00", ""), hold(b.0, "2026-03-22 09:00 -05:00", "")];
    let state = |now: &str| clock_of(&bundled(), &Facts { requests: requests.clone(), ..erisa(now) }).state();
    assert_eq!(state("2026-03-20 09:00 -05:00"), ClockState::OnHold(at(a.0)));
    assert_eq!(state("2026-03-23 09:00 -05:00"), ClockState::HoldExpired(at("2026-03-22 09:00 -05:00")));
}

#[test]
fn a_request_that_is_sent_when_the_decision_is_due_holds_nothing() {
    for (sent, holds) in [
        ("2026-03-17 08:59:59 -05:00", true),
        ("2026-03-17 09:00:00 -05:00", false),
        ("2026-03-20 09:00 -05:00", false),
    ] {
        let case = Facts { requests: vec![hold(sent, "", "")], ..erisa("2026-03-21 09:00 -05:00") };
        let clock = clock_of(&bundled(), &case);
        assert_eq!(matches!(clock.state(), ClockState::OnHold(_)), holds, "{sent}");
        assert_eq!(governing(&clock).remarks.contains(&Remark::AskedTooLate(at(sent))), !holds, "{sent}");
        assert!(holds || governing(&clock).hold == HoldState::Asked { since: at(sent) });
    }
    // An earlier hold moves that moment.
    let requests =
        vec![hold("2026-03-20 09:00 -05:00", "", ""), hold("2026-03-16 09:00 -05:00", "", "2026-03-26 09:00 -05:00")];
    let clock = clock_of(&bundled(), &Facts { requests, ..erisa("2026-03-30 09:00 -05:00") });
    assert_eq!(clock.state(), ClockState::OnHold(at("2026-03-16 09:00 -05:00")));
    // After the decision there is nothing to hold, and what was open then is settled by it.
    let requests = vec![hold("2026-03-10 09:00 -05:00", "", ""), hold("2026-03-12 09:00 -05:00", "", "")];
    let decided_at = Some(at("2026-03-11 09:00 -05:00"));
    let clock = clock_of(&bundled(), &Facts { requests, decided_at, ..erisa("2026-06-30 09:00 -05:00") });
    let rule = governing(&clock);
    assert_eq!((rule.due_at, rule.hold), (Some(at("2026-03-18 09:00 -05:00")), HoldState::None));
    assert_eq!(rule.remarks, [Remark::AskedTooLate(at("2026-03-12 09:00 -05:00"))]);
}

#[test]
fn urgent_is_decided_after_the_information_or_the_end_of_its_period() {
    // Received on 2 March at 09:00, due on 5 March at 09:00 without any request.
    let sent = "2026-03-02 21:00 -05:00";
    #[rustfmt::skip]
    let cases = [
        // Open: 48 hours to supply, 48 hours more at the latest.
        ("2026-03-04 21:00 -05:00", "", "2026-03-06 21:00:00 -05:00"),
        ("", "", "2026-03-06 21:00:00 -05:00"),
        // A longer period given.
        ("2026-03-06 21:00 -05:00", "", "2026-03-08 21:00:00 -05:00"),
        // The information comes first.
        ("2026-03-04 21:00 -05:00", "2026-03-03 21:00 -05:00", "2026-03-05 21:00:00 -05:00"),
        // So soon that the 72 hours would be longer: they are replaced.
        ("2026-03-04 21:00 -05:00", "2026-03-02 22:00 -05:00", "2026-03-04 22:00:00 -05:00"),
        // After its period: the end of the period counts.
        ("2026-03-04 21:00 -05:00", "2026-03-05 08:00 -05:00", "2026-03-06 21:00:00 -05:00"),
    ];
    for (supply_by, came, due_at) in cases {
        let case = Facts { requests: vec![hold(sent, supply_by, came)], ..urgent("2026-03-02 22:00 -05:00") };
        assert_eq!(due(&bundled(), &case), due_at, "{supply_by} {came}");
    }
    let request = hold(sent, "2026-03-04 21:00 -05:00", "");
    for (now, state) in [
        ("2026-03-04 21:00:00 -05:00", ClockState::OnHold(at(sent))),
        ("2026-03-04 21:00:01 -05:00", ClockState::HoldExpired(at("2026-03-04 21:00 -05:00"))),
        ("2026-03-06 21:00:00 -05:00", ClockState::HoldExpired(at("2026-03-04 21:00 -05:00"))),
        ("2026-03-06 21:00:01 -05:00", ClockState::Overdue(TimeDelta::seconds(1))),
    ] {
        let case = Facts { requests: vec![request], ..urgent(now) };
        assert_eq!(clock_of(&bundled(), &case).state(), state, "{now}");
    }
    let case = Facts {
        requests: vec![hold("2026-03-03 10:00 -05:00", "2026-03-04 10:00 -05:00", "")],
        ..urgent("2026-03-03 10:00 -05:00")
    };
    let remarks = governing(&clock_of(&bundled(), &case)).remarks.clone();
    let sent = at("2026-03-03 10:00 -05:00");
    let least_until = at("2026-03-05 10:00 -05:00");
    assert_eq!(remarks, [Remark::ToldLate(sent), Remark::SupplyTooShort { sent_at: sent, least_until }]);
}

#[test]
fn a_clock_that_goes_on_when_the_period_is_over_and_one_that_never_stops() {
    let own = OWN
        .replace("\"decide-after-information\"", "\"stops-until-information-or-period-end\"")
        .replace("decide_after_information = \"48 hours\"\n", "");
    let rules = with(&own);
    let sent = "2026-03-03 09:00 -05:00";
    // Three days, on hold after one of them for at most two.
    for (now, came, left, due_at) in [
        ("2026-03-04 09:00 -05:00", "", 48, "open"),
        ("2026-03-05 09:00 -05:00", "", 48, "open"),
        ("2026-03-06 09:00 -05:00", "", 24, "2026-03-07 09:00:00 -05:00"),
        ("2026-03-06 09:00 -05:00", "2026-03-06 09:00 -05:00", 24, "2026-03-07 09:00:00 -05:00"),
        ("2026-03-06 09:00 -05:00", "2026-03-04 09:00 -05:00", 0, "2026-03-06 09:00:00 -05:00"),
    ] {
        let case = Facts { requests: vec![hold(sent, "", came)], ..erisa(now) };
        let clock = clock_of(&rules, &case);
        let rule = governing(&clock);
        assert_eq!((rule.left.num_hours(), due(&rules, &case).as_str()), (left, due_at), "{now} {came}");
    }
    // A request whose time is over and another still open: on hold since the second.
    let requests = vec![hold(sent, "", ""), hold("2026-03-05 21:00 -05:00", "", "")];
    let clock = clock_of(&rules, &Facts { requests, ..erisa("2026-03-06 09:00 -05:00") });
    assert_eq!(
        (clock.state(), governing(&clock).left.num_hours()),
        (ClockState::OnHold(at("2026-03-05 21:00 -05:00")), 36)
    );
    let case = facts("medicare-advantage", "pre-service", "standard", "2026-03-02 09:00 -05:00");
    let clock = clock_of(&bundled(), &Facts { requests: vec![hold(sent, "", "")], ..case });
    assert_eq!(governing(&clock).hold, HoldState::Asked { since: at(sent) });
    assert_eq!(clock.state(), ClockState::Running(TimeDelta::days(7)));
}

#[test]
fn holds_at_their_edges() {
    let held = |requests: Vec<Hold>, now: &str| clock_of(&bundled(), &Facts { requests, ..erisa(now) });
    // One that begins as another ends: on hold without a break.
    let one = hold("2026-03-04 09:00 -05:00", "", "2026-03-06 09:00 -05:00");
    let next = hold("2026-03-06 09:00 -05:00", "", "");
    assert_eq!(held(vec![one, next], "2026-03-08 09:00 -05:00").state(), ClockState::OnHold(one.sent_at));
    // Sent before receipt: holds from receipt on.
    let before = hold("2026-02-26 09:00 -05:00", "", "2026-03-03 09:00 -05:00");
    let clock = held(vec![before], "2026-03-08 09:00 -05:00");
    assert_eq!(governing(&clock).due_at, Some(at("2026-03-18 09:00 -05:00")));
    // All over before receipt: nothing.
    let before = hold("2026-02-26 09:00 -05:00", "", "2026-02-27 09:00 -05:00");
    let clock = held(vec![before], "2026-03-08 09:00 -05:00");
    assert_eq!(governing(&clock).due_at, Some(at("2026-03-17 09:00 -05:00")));
    // A time to supply that is over before it begins is over as it begins.
    let none = hold("2026-03-04 09:00 -05:00", "2026-03-01 09:00 -05:00", "");
    assert!(matches!(held(vec![none], "2026-03-04 09:00 -05:00").state(), ClockState::OnHold(_)));
    assert_eq!(held(vec![none], "2026-03-04 09:00:01 -05:00").state(), ClockState::HoldExpired(none.sent_at));
    // Sent in the moment of the decision: after it.
    let decided_at = Some(next.sent_at);
    let case = Facts { decided_at, requests: vec![next], ..erisa("2026-03-08 09:00 -05:00") };
    assert_eq!(governing(&clock_of(&bundled(), &case)).remarks, [Remark::AskedTooLate(next.sent_at)]);
    // Told and given exactly as the rule has it, and a second off.
    for (sent, by, remarks) in [
        ("2026-03-03 09:00:00 -05:00", "2026-03-05 09:00:00 -05:00", 0),
        ("2026-03-03 09:00:01 -05:00", "2026-03-05 09:00:01 -05:00", 1),
        ("2026-03-03 09:00:00 -05:00", "2026-03-05 08:59:59 -05:00", 1),
    ] {
        let case = Facts { requests: vec![hold(sent, by, "")], ..urgent("2026-03-03 10:00 -05:00") };
        assert_eq!(governing(&clock_of(&bundled(), &case)).remarks.len(), remarks, "{sent} {by}");
    }
    // A rule that gives no least time: without a date in the request, the hold has no end.
    let own = OWN
        .replace("\"decide-after-information\"", "\"stops-until-information\"")
        .replace("decide_after_information = \"48 hours\"\n", "")
        .replace("supply_at_least = \"48 hours\"\n", "");
    let dated = hold("2026-03-03 09:00 -05:00", "2026-03-04 09:00 -05:00", "");
    let undated = hold("2026-03-03 10:00 -05:00", "", "");
    let case = Facts { requests: vec![dated, undated], ..erisa("2027-03-02 09:00 -05:00") };
    assert_eq!(
        governing(&clock_of(&with(&own), &case)).hold,
        HoldState::OnHold { since: dated.sent_at, supply_by: None }
    );
}

// ---- extension

#[test]
fn one_extension_with_notice_before_the_first_due_date() {
    for (notice, counts) in [
        ("2026-03-02 08:59:59 -05:00", false),
        ("2026-03-02 09:00:00 -05:00", true),
        ("2026-03-17 08:59:59 -05:00", true),
        ("2026-03-17 09:00:00 -05:00", false),
        ("2026-03-20 09:00:00 -05:00", false),
    ] {
        let extension = Some(noticed(notice));
        let case = Facts { extension, ..erisa("2026-03-18 09:00 -05:00") };
        let clock = clock_of(&bundled(), &case);
        let rule = governing(&clock);
        assert_eq!(rule.extended, counts, "{notice}");
        assert_eq!(rule.remarks.is_empty(), counts, "{notice}");
        assert_eq!(rule.first_due_at, at("2026-03-17 09:00 -05:00"));
        let due_at = if counts { "2026-04-01 09:00:00 -05:00" } else { "2026-03-17 09:00:00 -05:00" };
        assert_eq!(due(&bundled(), &case), due_at, "{notice}");
        // A hold does not give more time for the notice, and adds to an extension that counts.
        let requests = vec![hold("2026-03-10 09:00 -05:00", "", "2026-03-30 09:00 -05:00")];
        let held = Facts { requests, ..case };
        assert_eq!(governing(&clock_of(&bundled(), &held)).extended, counts, "{notice}");
        let due_at = if counts { "2026-04-21 09:00:00 -05:00" } else { "2026-04-06 09:00:00 -05:00" };
        assert_eq!(due(&bundled(), &held), due_at, "{notice}");
    }
    // A request that is sent in the extension holds it.
    let case = Facts {
        extension: Some(noticed("2026-03-16 09:00 -05:00")),
        requests: vec![hold("2026-03-20 09:00 -05:00", "", "2026-03-22 09:00 -05:00")],
        ..erisa("2026-03-25 09:00 -05:00")
    };
    assert_eq!(due(&bundled(), &case), "2026-04-03 09:00:00 -05:00");
    let decided = Facts { decided_at: Some(at("2026-03-12 09:00 -05:00")), ..case };
    assert!(!governing(&clock_of(&bundled(), &decided)).extended, "what was decided is not extended");
}
