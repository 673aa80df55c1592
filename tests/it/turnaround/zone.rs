//! Due times in the reader's local time: with the offset of their own day, on both sides of a change to or from daylight
//! saving time. Zones for the tests of papers are here too.
//!
//! Must not know: how a due date is counted (that is `turnaround`).

use std::fs;
use std::process::Command;

use chrono::{Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use mednec::clock::{Moment, Zone};
use mednec::turnaround::{Facts, HoldState, clock_of};
use mednec::wording;

use crate::turnaround::clocks::{at, facts, governing, hold};
use crate::turnaround::file::bundled;

/// America/New_York by the rule in force since 2007.
pub(crate) const NEW_YORK: Zone = Zone::Changing(|at| us_offset(at, 5));

/// America/Chicago by the same rule.
pub(crate) const CHICAGO: Zone = Zone::Changing(|at| us_offset(at, 6));

/// An hour less from 02:00 on the second Sunday in March to 02:00 daylight time on the first in November.
fn us_offset(at: Moment, west: i32) -> FixedOffset {
    let local = at.naive_utc() - TimeDelta::hours(i64::from(west));
    let sunday =
        |month, number| NaiveDate::from_weekday_of_month_opt(local.year(), month, Weekday::Sun, number).unwrap();
    let standard_hour = |day: NaiveDate, hour| -> NaiveDateTime { day.and_hms_opt(hour, 0, 0).unwrap() };
    let daylight = local >= standard_hour(sunday(3, 2), 2) && local < standard_hour(sunday(11, 1), 1);
    FixedOffset::west_opt((west - i32::from(daylight)) * 3600).unwrap()
}

#[test]
fn a_due_date_beyond_a_change_of_clocks_has_the_offset_of_its_day() {
    // Medicare Advantage: seven days of 24 hours. Clocks change on 8 March and 1 November 2026.
    for (received, due_at) in [
        ("2026-02-20 14:05 -05:00", "2026-02-27 14:05 -05:00"),
        ("2026-03-05 14:05 -05:00", "2026-03-12 15:05 -04:00"),
        ("2026-03-09 14:05 -04:00", "2026-03-16 14:05 -04:00"),
        // The last moment before, and the first after.
        ("2026-03-01 01:59 -05:00", "2026-03-08 01:59 -05:00"),
        ("2026-03-01 02:00 -05:00", "2026-03-08 03:00 -04:00"),
        ("2026-10-29 14:05 -04:00", "2026-11-05 13:05 -05:00"),
        // The hour that comes twice is told apart by its offset.
        ("2026-10-25 01:30 -04:00", "2026-11-01 01:30 -04:00"),
        ("2026-10-25 02:30 -04:00", "2026-11-01 01:30 -05:00"),
        // Received elsewhere, read here.
        ("2026-03-05 19:05 +00:00", "2026-03-12 15:05 -04:00"),
    ] {
        let clock = clock_of(&bundled(), &facts("medicare-advantage", "pre-service", "standard", received), NEW_YORK);
        let found = governing(&clock).due_at.unwrap();
        assert_eq!(wording::instant(found), due_at, "{received}");
        assert_eq!(found - at(received), TimeDelta::days(7), "the moment is the same in every zone");
        assert!(
            wording::clock(&clock).starts_with(&format!("Due {due_at}, 7 days left")),
            "{}",
            wording::clock(&clock)
        );
        let due = clock.milestones.last().map(wording::milestone);
        assert_eq!(due, Some(format!("Due {due_at}")));
    }
}

#[test]
fn every_deadline_is_in_local_time_and_recorded_times_stay_as_recorded() {
    let received = "2026-03-06 14:00 -06:00";
    let case = Facts {
        requests: vec![hold("2026-03-07 09:00 -06:00", "", "")],
        ..facts("commercial", "pre-service", "urgent", received)
    };
    let clock = clock_of(&bundled(), &case, NEW_YORK);
    let rule = governing(&clock);
    assert_eq!(rule.tell_missing_by.map(wording::instant).as_deref(), Some("2026-03-07 15:00 -05:00"));
    assert_eq!(wording::instant(rule.first_due_at), "2026-03-09 16:00 -04:00");
    // 48 hours to supply from Saturday morning, and 48 more.
    let HoldState::OnHold { supply_by: Some(supply_by), .. } = rule.hold else { panic!("{:?}", rule.hold) };
    assert_eq!(wording::instant(supply_by), "2026-03-09 11:00 -04:00");
    assert_eq!(rule.due_at.map(wording::instant).as_deref(), Some("2026-03-11 11:00 -04:00"));
    assert_eq!(wording::milestone(&clock.milestones[0]), format!("Received {received}"));
    let elsewhere = clock_of(&bundled(), &case, CHICAGO);
    assert_eq!(elsewhere.state(), clock.state());
    assert_eq!(governing(&elsewhere).due_at.map(wording::instant).as_deref(), Some("2026-03-11 10:00 -05:00"));
}

/// The command line reads the zone of the machine it runs on: here one that is given in the form of POSIX.
#[test]
fn the_command_line_writes_due_times_in_the_zone_of_its_machine() {
    const ACTIONS: &str = r#"{"do":"open","pathway":"nonmalignant-trial"}
{"do":"answer","question":"request.line","value":{"choice":"medicare-advantage"}}
{"do":"answer","question":"request.type","value":{"choice":"pre-service"}}
{"do":"answer","question":"request.urgency","value":{"choice":"standard"}}
{"do":"answer","question":"request.received_at","value":{"instant":"2026-03-05T14:05:00-05:00"}}"#;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("actions.jsonl"), ACTIONS).unwrap();
    let run = |arguments: &[&str]| {
        let program =
            Command::new(env!("CARGO_BIN_EXE_mednec-cli")).args(arguments).env("TZ", "EST5EDT,M3.2.0,M11.1.0").output();
        let output = program.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let case = path("zone-1.json");
    run(&["apply", &case, "--actions", &path("actions.jsonl"), "--by", "A Nurse", "--credential", "RN"]);
    let note = run(&["export", &case, "--paper", "note", "--format", "text"]);
    let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(note.contains("due 2026-03-12 15:05 -04:00, by: Medicare Advantage standard"), "{note}");
}
