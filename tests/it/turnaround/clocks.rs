//! The clocks of requests: each cell of the table, the edges of time. Holds and extensions are in
//! `turnaround_holds`, what is shown in `turnaround_words`, what holds for all of them in `turnaround_properties`.
//!
//! Must not know: how a table of due dates is read (that is `turnaround_file`).

use chrono::{DateTime, TimeDelta};
use mednec::clock::{Moment, Zone};
use mednec::turnaround::{
    self, Clock, ClockState, Extension, Fact, Facts, Hold, HoldKind, NoClock, Remark, RuleClock, Rulebook,
};
use mednec::wording;

use crate::turnaround::file::{OWN, bundled, with};

/// A moment from "2026-11-29 14:05 -05:00", with seconds or without.
pub(crate) fn at(text: &str) -> Moment {
    let short = DateTime::parse_from_str(text, "%Y-%m-%d %H:%M %:z");
    short.or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S %:z")).unwrap_or_else(|_| panic!("{text}"))
}

pub(crate) fn facts(line: &str, kind: &str, urgency: &str, received: &str) -> Facts {
    Facts {
        line: Some(line.into()),
        kind: Some(kind.into()),
        urgency: Some(urgency.into()),
        urgency_basis: Some("physician".into()),
        plan: Some("erisa".into()),
        item: Some("prior-authorization".into()),
        received_at: Some(at(received)),
        complete_at: None,
        requests: Vec::new(),
        extension: None,
        decided_at: None,
        now: at(received),
    }
}

/// ERISA pre-service, 15 days, received on 2 March 2026 at 09:00, due on 17 March.
pub(crate) fn erisa(now: &str) -> Facts {
    Facts { now: at(now), ..facts("commercial", "pre-service", "standard", "2026-03-02 09:00 -05:00") }
}

/// ERISA urgent, 72 hours, received on 2 March 2026 at 09:00, due on 5 March.
pub(crate) fn urgent(now: &str) -> Facts {
    Facts { urgency: Some("urgent".into()), ..erisa(now) }
}

/// A request for information as it was recorded before it was asked to whom it went: case format 4.
pub(crate) fn hold(sent: &str, supply_by: &str, received: &str) -> Hold {
    let some = |text: &str| (!text.is_empty()).then(|| at(text));
    Hold { sent_at: at(sent), supply_by: some(supply_by), received_at: some(received), kind: HoldKind::Unrecorded }
}

/// A notice of an extension as it was recorded before grounds were: case format 4.
pub(crate) fn noticed(notified: &str) -> Extension {
    Extension { notified_at: at(notified), ground: None }
}

/// The clock for a reader whose offset is always that of the receipt.
pub(crate) fn clock_of(rules: &Rulebook, facts: &Facts) -> Clock {
    let offset = facts.received_at.map_or_else(|| *facts.now.offset(), |received| *received.offset());
    turnaround::clock_of(rules, facts, Zone::Fixed(offset))
}

pub(crate) fn governing(clock: &Clock) -> &RuleClock {
    clock.governing.as_ref().unwrap_or_else(|why| panic!("{why:?}"))
}

pub(crate) fn due(rules: &Rulebook, facts: &Facts) -> String {
    governing(&clock_of(rules, facts)).due_at.map_or_else(|| "open".to_owned(), shown)
}

fn shown(at: Moment) -> String {
    at.format("%Y-%m-%d %H:%M:%S %:z").to_string()
}

// ---- each cell of the table

#[test]
fn each_cell_of_the_table() {
    // Line, type, urgency, received; the rule that governs and its due date; what is beside it.
    let received = "2026-08-03 14:05 -04:00";
    let ncqa = "ncqa-2026";
    #[rustfmt::skip]
    let cells = [
        ("commercial", "pre-service", "urgent", "erisa-urgent-pre-service", "2026-08-06 14:05:00 -04:00", ""),
        ("commercial", "pre-service", "standard", "erisa-pre-service", "2026-08-18 14:05:00 -04:00", ncqa),
        ("commercial", "post-service", "standard", "erisa-post-service", "2026-09-02 14:05:00 -04:00", ""),
        ("commercial", "post-service", "urgent", "erisa-post-service", "2026-09-02 14:05:00 -04:00", ""),
        ("commercial", "concurrent", "urgent", "erisa-urgent-concurrent", "2026-08-04 14:05:00 -04:00", ""),
        ("commercial", "concurrent", "standard", "erisa-concurrent", "2026-08-18 14:05:00 -04:00", ""),
        ("exchange", "pre-service", "urgent", "exchange-urgent-pre-service", "2026-08-06 14:05:00 -04:00", ""),
        ("exchange", "pre-service", "standard", "exchange-pre-service", "2026-08-18 14:05:00 -04:00", ncqa),
        ("exchange", "post-service", "standard", "exchange-post-service", "2026-09-02 14:05:00 -04:00", ""),
        ("exchange", "post-service", "urgent", "exchange-post-service", "2026-09-02 14:05:00 -04:00", ""),
        ("exchange", "concurrent", "urgent", "exchange-urgent-concurrent", "2026-08-04 14:05:00 -04:00", ""),
        ("exchange", "concurrent", "standard", "exchange-concurrent", "2026-08-18 14:05:00 -04:00", ""),
        ("medicare-advantage", "pre-service", "urgent", "ma-expedited", "2026-08-06 14:05:00 -04:00", ""),
        ("medicare-advantage", "pre-service", "standard", "ma-standard", "2026-08-10 14:05:00 -04:00", ""),
        ("medicare-advantage", "concurrent", "urgent", "ma-expedited", "2026-08-06 14:05:00 -04:00", ""),
        ("medicare-advantage", "concurrent", "standard", "ma-standard", "2026-08-10 14:05:00 -04:00", ""),
        ("commercial", "reduction", "standard", "", "", ""),
        ("commercial", "reduction", "urgent", "", "", ""),
        ("exchange", "reduction", "standard", "", "", ""),
        ("medicare-advantage", "reduction", "standard", "", "", ""),
        ("medicare-advantage", "post-service", "urgent", "", "", ""),
        ("medicare-advantage", "post-service", "standard", "", "", ""),
        ("other", "pre-service", "urgent", "", "", ""),
        ("other", "pre-service", "standard", "", "", ""),
        ("other", "post-service", "standard", "", "", ""),
        ("other", "concurrent", "urgent", "", "", ""),
    ];
    for (line, kind, urgency, rule, due_at, beside) in cells {
        let clock = clock_of(&bundled(), &facts(line, kind, urgency, received));
        let others: Vec<&str> = clock.others.iter().map(|other| other.rule.id.as_str()).collect();
        assert_eq!(others.concat(), beside, "{line} {kind} {urgency}");
        match &clock.governing {
            Ok(found) => {
                assert_eq!(found.rule.id.as_str(), rule, "{line} {kind} {urgency}");
                assert_eq!(found.due_at.map(shown).as_deref(), Some(due_at), "{rule}");
                let tell = found.tell_missing_by.map(|tell| (tell - at(received)).num_hours());
                assert_eq!(tell, rule.contains("urgent-pre").then_some(24), "{rule}");
            }
            Err(why) => {
                let texts_only = kind == "reduction" && line != "medicare-advantage";
                let expected = if texts_only { NoClock::NoPeriod } else { NoClock::NoRule };
                assert_eq!((why, rule), (&expected, ""), "{line} {kind} {urgency}");
            }
        }
    }
}

#[test]
fn what_extensions_and_holds_do_under_each_rule() {
    // The rule's cell; extension in days; what a hold of ten hours, sent at once, moves the due date by in hours.
    #[rustfmt::skip]
    let cells = [
        // Asked at once, answered after ten hours: due 48 hours later, 14 before the 72.
        ("commercial", "pre-service", "urgent", 0, -14),
        ("commercial", "pre-service", "standard", 15, 10),
        ("commercial", "post-service", "standard", 15, 10),
        ("commercial", "concurrent", "urgent", 0, 0),
        ("commercial", "concurrent", "standard", 15, 10),
        ("exchange", "pre-service", "urgent", 0, -14),
        ("exchange", "pre-service", "standard", 15, 10),
        ("exchange", "post-service", "standard", 15, 10),
        ("exchange", "concurrent", "urgent", 0, 0),
        ("exchange", "concurrent", "standard", 15, 10),
        ("medicare-advantage", "pre-service", "urgent", 14, 0),
        ("medicare-advantage", "pre-service", "standard", 14, 0),
    ];
    for (line, kind, urgency, days, hours) in cells {
        let plain = facts(line, kind, urgency, "2026-03-02 09:00 -05:00");
        let due_of = |facts: &Facts| governing(&clock_of(&bundled(), facts)).due_at.expect("it runs");
        let notice = noticed("2026-03-02 10:00 -05:00");
        let extended = Facts { extension: Some(notice), ..plain.clone() };
        assert_eq!(due_of(&extended) - due_of(&plain), TimeDelta::days(days), "{line} {kind} {urgency}");
        let remarks = &governing(&clock_of(&bundled(), &extended)).remarks.clone();
        assert_eq!(remarks.contains(&Remark::NoExtension), days == 0, "{remarks:?}");
        let asked = hold("2026-03-02 09:00 -05:00", "", "2026-03-02 19:00 -05:00");
        let held = Facts { requests: vec![asked], ..plain.clone() };
        assert_eq!(due_of(&held) - due_of(&plain), TimeDelta::hours(hours), "{line} {kind} {urgency}");
    }
}

#[test]
fn rules_on_the_day_that_they_come_into_force() {
    #[rustfmt::skip]
    let days = [
        ("medicare-advantage", "2025-12-31 23:59:59 -05:00", "ma-standard-until-2025", 0),
        ("medicare-advantage", "2026-01-01 00:00:00 -05:00", "ma-standard", 0),
        // The day is that of the offset in which the receipt was entered: these two are the same moment.
        ("medicare-advantage", "2026-01-01 00:30:00 +00:00", "ma-standard", 0),
        ("medicare-advantage", "2025-12-31 19:30:00 -05:00", "ma-standard-until-2025", 0),
        ("medicare-advantage", "2026-01-01 00:00:00 +14:00", "ma-standard", 0),
        ("medicare-advantage", "2025-12-31 23:59:59 -12:00", "ma-standard-until-2025", 0),
        ("commercial", "2026-06-30 23:59:59 -04:00", "erisa-pre-service", 0),
        ("commercial", "2026-07-01 00:00:00 -04:00", "erisa-pre-service", 1),
    ];
    for (line, received, rule, beside) in days {
        let clock = clock_of(&bundled(), &facts(line, "pre-service", "standard", received));
        assert_eq!((governing(&clock).rule.id.as_str(), clock.others.len()), (rule, beside), "{received}");
    }
    // The last day of force counts whole.
    for (received, found) in
        [("2026-12-31 23:59:59 -05:00", 3), ("2027-01-01 00:00 -05:00", 2), ("2025-12-31 23:59 -05:00", 1)]
    {
        let clock = clock_of(&with(OWN), &facts("commercial", "pre-service", "standard", received));
        assert_eq!(clock.others.len() + 1, found, "{received}");
    }
}

#[test]
fn a_standard_beside_the_law_governs_only_where_a_department_says_that_it_binds() {
    let case = facts("commercial", "pre-service", "standard", "2026-08-03 14:05 -04:00");
    let clock = clock_of(&bundled(), &case);
    assert_eq!(governing(&clock).rule.id.as_str(), "erisa-pre-service");
    assert_eq!(
        wording::beside(&clock, &clock.others[0]),
        "Other rule: NCQA 2026, 7 days (NCQA UM standards 2026) (verify): due 2026-08-10 14:05 -04:00, 7 days left"
    );
    let own = OWN.replace("texas-pre-service", "ncqa-2026").replace("3 days", "7 days");
    let clock = clock_of(&with(&own), &case);
    assert_eq!(governing(&clock).rule.id.as_str(), "ncqa-2026");
    assert_eq!(clock.others[0].rule.id.as_str(), "erisa-pre-service");
    assert!(wording::clock(&clock).ends_with("7 days (28 TAC 19.1709), set by the department (verify)"));
    // On a line for which nothing binds, what does not bind is shown and starts no clock.
    let own = OWN.replace("[\"commercial\"]", "[\"other\"]").replace("binding = true", "binding = false");
    let clock = clock_of(&with(&own), &facts("other", "pre-service", "standard", "2026-08-03 14:05 -04:00"));
    assert_eq!((&clock.governing, clock.others.len()), (&Err(NoClock::NoRule), 1));
}

#[test]
fn of_two_rules_that_bind_the_one_with_the_earliest_due_date_governs() {
    let own =
        OWN.replace("decide-after-information", "runs-on").replace("decide_after_information = \"48 hours\"\n", "");
    let longer = with(&own.replace("3 days", "20 days"));
    let mut case = erisa("2026-03-03 09:00 -05:00");
    assert_eq!(governing(&clock_of(&longer, &case)).rule.id.as_str(), "erisa-pre-service");
    // On hold for five days and not beyond, the fifteen days of the one rule end no later than the twenty of the other.
    case.requests = vec![hold("2026-03-03 09:00 -05:00", "", "")];
    for (now, rule) in
        [("2026-03-08 08:59 -05:00", "erisa-pre-service"), ("2026-03-08 09:01 -05:00", "texas-pre-service")]
    {
        let clock = clock_of(&longer, &Facts { now: at(now), ..case.clone() });
        assert_eq!(governing(&clock).rule.id.as_str(), rule, "{now}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let all = erisa("2026-03-03 09:00 -05:00");
    let clock = |facts: Facts| clock_of(&bundled(), &facts);
    #[rustfmt::skip]
    let cases = [
        (Facts { line: None, ..all.clone() }, vec![Fact::Line], "Enter the line of business to start the clock"),
        (Facts { kind: None, ..all.clone() }, vec![Fact::Kind], "Enter the type of request to start the clock"),
        (Facts { received_at: None, urgency: None, ..all.clone() }, vec![Fact::Urgency, Fact::ReceivedAt],
         "Enter the urgency and when the request was received to start the clock"),
        (Facts { line: None, kind: None, urgency: None, received_at: None, ..all.clone() },
         vec![Fact::Line, Fact::Kind, Fact::Urgency, Fact::ReceivedAt],
         "Enter the line of business, the type of request, the urgency and when the request was received to start the clock"),
    ];
    for (facts, missing, words) in cases {
        let clock = clock(facts);
        assert_eq!(clock.governing, Err(NoClock::Missing(missing)));
        assert_eq!((wording::clock(&clock).as_str(), wording::clock_short(&clock).as_str()), (words, "no clock"));
    }
    // An option that no rule knows, as a later program may write it.
    assert_eq!(clock(Facts { line: Some("medicaid".into()), ..all }).governing, Err(NoClock::NoRule));
}

// ---- days

#[test]
fn days_are_24_hours_in_the_offset_of_receipt() {
    // Medicare Advantage standard: seven days.
    for (received, due_at) in [
        ("2026-04-30 23:59:59 -04:00", "2026-05-07 23:59:59 -04:00"),
        ("2026-05-01 00:00:00 -04:00", "2026-05-08 00:00:00 -04:00"),
        ("2028-02-22 08:00:00 -05:00", "2028-02-29 08:00:00 -05:00"),
        ("2028-02-29 08:00:00 -05:00", "2028-03-07 08:00:00 -05:00"),
        ("2027-02-22 08:00:00 -05:00", "2027-03-01 08:00:00 -05:00"),
        ("2026-07-25 08:00:00 -04:00", "2026-08-01 08:00:00 -04:00"),
        ("2026-07-31 08:00:00 -04:00", "2026-08-07 08:00:00 -04:00"),
        ("2026-12-28 18:30:00 -05:00", "2027-01-04 18:30:00 -05:00"),
        // To summer time on 8 March 2026 at 02:00, and from it on 1 November: the offset of receipt is kept.
        ("2026-03-05 14:05:00 -05:00", "2026-03-12 14:05:00 -05:00"),
        ("2026-03-08 01:30:00 -05:00", "2026-03-15 01:30:00 -05:00"),
        ("2026-03-08 03:30:00 -04:00", "2026-03-15 03:30:00 -04:00"),
        ("2026-10-29 14:05:00 -04:00", "2026-11-05 14:05:00 -04:00"),
        // The hour that comes twice: an hour apart, and so are the due dates.
        ("2026-11-01 01:30:00 -04:00", "2026-11-08 01:30:00 -04:00"),
        ("2026-11-01 01:30:00 -05:00", "2026-11-08 01:30:00 -05:00"),
        ("2026-06-01 00:00:00 +14:00", "2026-06-08 00:00:00 +14:00"),
        ("2026-06-01 23:59:59 -12:00", "2026-06-08 23:59:59 -12:00"),
    ] {
        let case = facts("medicare-advantage", "pre-service", "standard", received);
        assert_eq!(due(&bundled(), &case), due_at, "{received}");
    }
    // A receipt entered on summer time is due at the same moment wherever it is looked at.
    let case = facts("medicare-advantage", "pre-service", "standard", "2026-03-05 14:05 -05:00");
    let later = Facts { now: at("2026-03-12 14:05 -04:00"), ..case };
    assert_eq!(clock_of(&bundled(), &later).state(), ClockState::Running(TimeDelta::hours(1)));
}

#[test]
fn hours_are_elapsed_hours() {
    for (received, due_at) in [
        ("2026-03-07 10:00:00 -05:00", "2026-03-10 11:00:00 -04:00"),
        ("2026-10-31 10:00:00 -04:00", "2026-11-03 09:00:00 -05:00"),
        ("2028-02-27 23:59:59 -05:00", "2028-03-01 23:59:59 -05:00"),
    ] {
        let clock = clock_of(&bundled(), &facts("commercial", "pre-service", "urgent", received));
        assert_eq!(governing(&clock).due_at, Some(at(due_at)), "{received}");
    }
}

#[test]
fn due_to_the_second() {
    for (now, state, short) in [
        ("2026-03-17 08:59:59 -05:00", ClockState::Running(TimeDelta::seconds(1)), "due in 0 min"),
        ("2026-03-17 09:00:00 -05:00", ClockState::Running(TimeDelta::zero()), "due in 0 min"),
        ("2026-03-17 09:00:01 -05:00", ClockState::Overdue(TimeDelta::seconds(1)), "overdue 0 min"),
        ("2026-03-17 12:10:00 -05:00", ClockState::Overdue(TimeDelta::minutes(190)), "overdue 3 h"),
        ("2026-03-15 04:10:00 -05:00", ClockState::Running(TimeDelta::minutes(52 * 60 + 50)), "due in 2 d 4 h"),
    ] {
        let clock = clock_of(&bundled(), &erisa(now));
        assert_eq!((clock.state(), wording::clock_short(&clock).as_str()), (state, short), "{now}");
    }
    for (decided, in_time) in [("2026-03-17 09:00:00 -05:00", true), ("2026-03-17 09:00:01 -05:00", false)] {
        // Whenever it is looked at afterwards.
        for now in ["2026-03-17 09:00:01 -05:00", "2027-01-01 00:00 -05:00", "2026-01-01 00:00 -05:00"] {
            let case = Facts { decided_at: Some(at(decided)), ..erisa(now) };
            assert_eq!(
                clock_of(&bundled(), &case).state(),
                ClockState::Decided { in_time: Some(in_time) },
                "{decided}"
            );
        }
    }
}

#[test]
fn a_receipt_in_the_future_and_times_beyond_counting() {
    let clock = clock_of(&bundled(), &erisa("2026-03-01 09:00 -05:00"));
    assert_eq!(clock.state(), ClockState::Running(TimeDelta::days(16)));
    assert_eq!(governing(&clock).remarks, [Remark::ReceivedInFuture]);
    let (first, last) = (DateTime::<chrono::Utc>::MIN_UTC, DateTime::<chrono::Utc>::MAX_UTC);
    let offset = |hours: i32| chrono::FixedOffset::east_opt(hours * 3600).unwrap();
    let extremes: Vec<Moment> = [first, last]
        .into_iter()
        .flat_map(|end| [-12, 0, 14].map(|hours| end.with_timezone(&offset(hours))))
        .chain([at("2026-03-02 09:00 -05:00"), at("2026-03-04 09:00 -05:00")])
        .collect();
    for received in &extremes {
        for sent in &extremes {
            for other in &extremes {
                let one =
                    Hold { sent_at: *sent, supply_by: Some(*other), received_at: None, kind: HoldKind::Unrecorded };
                let two = Hold {
                    sent_at: *other,
                    supply_by: None,
                    received_at: Some(*sent),
                    kind: HoldKind::ExtensionNotice,
                };
                for urgency in ["standard", "urgent"] {
                    for decided_at in [None, Some(*sent)] {
                        let case = Facts {
                            urgency: Some(urgency.into()),
                            received_at: Some(*received),
                            requests: vec![one, two],
                            extension: Some(Extension { notified_at: *sent, ground: None }),
                            decided_at,
                            now: *other,
                            ..erisa("2026-03-02 09:00 -05:00")
                        };
                        let clock = clock_of(&bundled(), &case);
                        let _ =
                            (clock.state(), clock.queue_key(), wording::clock(&clock), wording::clock_short(&clock));
                        for milestone in &clock.milestones {
                            let _ = wording::milestone(milestone);
                        }
                    }
                }
            }
        }
    }
    let case = Facts { received_at: Some(last.fixed_offset()), ..erisa("2026-03-01 09:00 -05:00") };
    assert_eq!(clock_of(&bundled(), &case).governing, Err(NoClock::OutOfRange));
}
