//! The display of a clock: milestones, the order of the worklist, the words.
//!
//! Must not know: how a due date is counted (that is `turnaround`).

use mednec::turnaround::{Clock, Facts, Remark};
use mednec::wording;

use crate::turnaround::clocks::{at, clock_of, erisa, hold, noticed, urgent};
use crate::turnaround::file::{bundled, with};

#[test]
fn one_labelled_milestone_each() {
    let case = Facts {
        requests: vec![hold("2026-03-07 09:00 -05:00", "", "2026-03-09 11:00 -04:00")],
        extension: Some(noticed("2026-03-07 09:00 -05:00")),
        decided_at: Some(at("2026-03-20 16:30 -04:00")),
        ..erisa("2026-03-21 09:00 -04:00")
    };
    let clock = clock_of(&bundled(), &case);
    let words: Vec<String> = clock.milestones.iter().map(wording::milestone).collect();
    assert_eq!(
        words,
        [
            "Received 2026-03-02 09:00 -05:00",
            "Information requested 2026-03-07 09:00 -05:00",
            "Notice of extension 2026-03-07 09:00 -05:00",
            "Information received 2026-03-09 11:00 -04:00",
            "Decided 2026-03-20 16:30 -04:00",
            "Due 2026-04-03 10:00 -05:00",
        ]
    );
    assert_eq!(
        wording::clock(&clock),
        "Decided 2026-03-20 16:30 -04:00, in time, was due 2026-04-03 10:00 -05:00, by: ERISA pre-service, 15 days \
         extended by 15 days (29 CFR 2560.503-1(f)(2)(iii)(A), (f)(4))"
    );
    // Without a rule, what happened is still shown.
    let clock = clock_of(&bundled(), &Facts { line: None, ..case });
    assert_eq!(clock.milestones.len(), 5);
    assert_eq!(
        wording::clock(&clock),
        "Decided 2026-03-20 16:30 -04:00. Enter the line of business to start the clock"
    );
}

#[test]
fn the_worklist_s_order() {
    let now = "2026-03-16 09:00 -05:00";
    let asked = |sent: &str, by: &str| vec![hold(sent, by, "")];
    let received = |received: &str| Facts { received_at: Some(at(received)), ..erisa(now) };
    let (early, late) = ("2026-03-05 09:00 -05:00", "2026-03-12 09:00 -05:00");
    #[rustfmt::skip]
    let rows = [
        ("overdue 5 d", received("2026-02-24 09:00 -05:00")),
        ("overdue 1 h", received("2026-03-01 08:00 -05:00")),
        ("hold expired", Facts { requests: asked(early, "2026-03-10 09:00 -05:00"), ..erisa(now) }),
        ("hold expired", Facts { requests: asked(early, "2026-03-15 09:00 -05:00"), ..erisa(now) }),
        ("due in 0 min", received("2026-03-01 09:00 -05:00")),
        ("due in 1 d", erisa(now)),
        ("due in 14 d 23 h", received("2026-03-16 08:00 -05:00")),
        ("on hold 4 d", Facts { requests: asked(late, ""), ..erisa(now) }),
        ("on hold 11 d", Facts { requests: asked(early, ""), ..erisa(now) }),
        ("no clock", Facts { line: None, ..received("2026-02-24 09:00 -05:00") }),
        ("decided late", Facts { decided_at: Some(at(now)), ..received("2026-02-24 09:00 -05:00") }),
    ];
    let clocks: Vec<Clock> = rows.iter().map(|(_, facts)| clock_of(&bundled(), facts)).collect();
    let words: Vec<String> = clocks.iter().map(wording::clock_short).collect();
    assert_eq!(words, rows.iter().map(|(short, _)| (*short).to_owned()).collect::<Vec<_>>());
    for pair in clocks.windows(2) {
        assert!(pair[0].queue_key() < pair[1].queue_key(), "{:?} before {:?}", pair[0].state(), pair[1].state());
    }
    let decided = Facts { decided_at: Some(at(now)), ..erisa(now) };
    assert_eq!(clock_of(&bundled(), &decided).queue_key(), clocks[10].queue_key(), "decided is decided");
}

#[test]
fn the_words_of_a_clock() {
    let by = "by: ERISA pre-service, 15 days (29 CFR 2560.503-1(f)(2)(iii)(A), (f)(4))";
    let asked = |by: &str| vec![hold("2026-03-07 09:00 -05:00", by, "")];
    #[rustfmt::skip]
    let cases = [
        (erisa("2026-03-14 05:00 -05:00"), "Due 2026-03-17 09:00 -05:00, 3 days 4 hours left"),
        (erisa("2026-03-16 09:00 -05:00"), "Due 2026-03-17 09:00 -05:00, 1 day left"),
        (erisa("2026-03-17 08:59:30 -05:00"), "Due 2026-03-17 09:00 -05:00, less than a minute left"),
        (erisa("2026-03-17 10:12 -05:00"), "Overdue by 1 hour 12 minutes, was due 2026-03-17 09:00 -05:00"),
        (Facts { requests: asked(""), ..erisa("2026-03-10 09:00 -05:00") },
         "On hold since 2026-03-07 09:00 -05:00, information can be supplied until 2026-04-21 09:00 -05:00, 10 days left when the information comes"),
        (Facts { requests: asked("2026-03-09 09:00 -05:00"), ..erisa("2026-03-10 09:00 -05:00") },
         "Hold expired 2026-03-09 09:00 -05:00, nothing came (What happens now is the department's rule, which has not been entered), 10 days left when the information comes"),
        (Facts { decided_at: Some(at("2026-03-17 09:30 -05:00")), ..erisa("2026-03-18 09:00 -05:00") },
         "Decided 2026-03-17 09:30 -05:00, 30 minutes late, was due 2026-03-17 09:00 -05:00"),
    ];
    for (facts, words) in cases {
        assert_eq!(wording::clock(&clock_of(&bundled(), &facts)), format!("{words}, {by}"));
    }
    // What a department does when nothing comes is shown in its words, and changes nothing.
    let expired = Facts { requests: asked("2026-03-09 09:00 -05:00"), ..erisa("2026-03-10 09:00 -05:00") };
    let own = with("format = 1\nwhen_nothing_comes = \"Call the office, then ask the supervisor.\"");
    let clock = clock_of(&own, &expired);
    assert!(wording::clock(&clock).contains("nothing came (Call the office, then ask the supervisor), 10 days"));
    assert_eq!(clock.governing, clock_of(&bundled(), &expired).governing);
    // The time to tell what is missing is shown while it runs and nothing was asked for.
    for (now, tells) in [("2026-03-03 09:00:00 -05:00", true), ("2026-03-03 09:00:01 -05:00", false)] {
        let words = wording::clock(&clock_of(&bundled(), &urgent(now)));
        assert_eq!(words.contains(", say what is missing by 2026-03-03 09:00 -05:00, by: "), tells, "{words}");
    }
    // A rule to verify is marked wherever its figure is shown.
    let clock = clock_of(&bundled(), &Facts { line: Some("exchange".into()), ..erisa("2026-03-10 09:00 -05:00") });
    assert_eq!(wording::clock_short(&clock), "due in 7 d (verify)");
    assert!(wording::clock(&clock).ends_with("(f)(4)) (verify)"), "{}", wording::clock(&clock));
    let open = Facts { requests: vec![hold("2026-03-02 21:00 -05:00", "", "")], ..urgent("2026-03-03 09:00 -05:00") };
    assert!(wording::clock(&clock_of(&bundled(), &open)).starts_with(
        "On hold since 2026-03-02 21:00 -05:00, information can be supplied until 2026-03-04 21:00 -05:00, due 2026-03-06 21:00 -05:00"
    ));
}

#[test]
fn every_remark_has_its_words() {
    let moment = at("2026-03-02 09:00 -05:00");
    let remarks = [
        Remark::NoExtension,
        Remark::ExtensionOutOfTime(moment),
        Remark::AskedTooLate(moment),
        Remark::ToldLate(moment),
        Remark::SupplyTooShort { sent_at: moment, least_until: moment },
        Remark::ExtensionWithoutGround(moment),
        Remark::NotANotice(moment),
        Remark::AskedAfterTelling(moment),
        Remark::ReceivedInFuture,
    ];
    let words: std::collections::BTreeSet<String> = remarks.iter().map(wording::clock_remark).collect();
    assert_eq!(words.len(), remarks.len());
    assert!(words.iter().all(|words| words.ends_with('.')));
}
