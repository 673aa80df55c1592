//! The invented cases: what they are worth as examples, and that the case documents beside the feed are what it gives.
//! `MEDNEC_BLESS=1 cargo test samples` writes those documents anew, after the feed, the policy or the format changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use mednec::case::{CriteriaResult, History, Reviewer, Stamp, Value, reasons_needed};
use mednec::engine::Status;
use mednec::policy::{Catalog, request};
use mednec::samples;
use mednec::session::{Session, due_at};
use mednec::store::case_file;
use mednec::turnaround::Rulebook;

use crate::turnaround::zone::CHICAGO;

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/samples")
}

fn records(catalog: &Catalog) -> Vec<History> {
    let by = Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    let at = "2026-03-02T09:00:00-05:00".parse().unwrap();
    samples::records(catalog, &Stamp::named(at, by)).unwrap()
}

/// The samples as open cases.
pub(crate) fn sample_sessions() -> Vec<Session> {
    let catalog = Catalog::bundled().unwrap();
    records(&catalog).into_iter().map(|history| Session::resume(history, &catalog).unwrap()).collect()
}

#[test]
fn the_documents_are_what_the_feed_gives() {
    let records = records(&Catalog::bundled().unwrap());
    let mut expected = BTreeSet::from(["feed.jsonl".to_owned(), "README.md".to_owned()]);
    for history in &records {
        let name = format!("{}.json", history.case().id);
        let path = folder().join(&name);
        let bytes = case_file::write(history).unwrap();
        if std::env::var_os("MEDNEC_BLESS").is_some() {
            fs::write(&path, &bytes).unwrap();
        }
        let hint = "is not what the feed gives; if that is meant: MEDNEC_BLESS=1 cargo test samples";
        assert!(fs::read(&path).unwrap_or_default() == bytes, "{name} {hint}");
        expected.insert(name);
    }
    let found = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(found.collect::<BTreeSet<_>>(), expected);
}

/// One line a sample, in order, with nothing left empty, and no line for a sample that does not exist.
#[test]
fn the_readme_says_what_each_sample_shows() {
    let text = fs::read_to_string(folder().join("README.md")).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("| sample-")?.strip_suffix(" |")?.split_once(" | "));
    let (named, shown): (Vec<String>, Vec<&str>) =
        lines.map(|(number, shows)| (format!("sample-{number}"), shows.trim())).unzip();
    let samples = records(&Catalog::bundled().unwrap());
    assert_eq!(named, samples.iter().map(|history| history.case().id.to_string()).collect::<Vec<_>>());
    assert!(shown.iter().all(|shows| shows.len() > 20), "{shown:?}");
    assert!(text.contains("invented"));
}

/// By the rules of the bundled table, at the moment of each decision and with the facts that the sample holds.
#[test]
fn decisions_are_in_time_and_approvals_hold_the_requested_day() {
    let rules = Rulebook::bundled().unwrap();
    let mut decided = 0;
    for session in sample_sessions() {
        let case = session.case();
        let Some(determination) = case.determination.as_ref().filter(|it| it.state.is_final()) else { continue };
        let clock = session.clock(&rules, determination.at, CHICAGO);
        let due_at = due_at(&clock);
        assert!(due_at.is_some(), "{}", case.id);
        assert_eq!(reasons_needed(case, &determination.codes, due_at, determination.at), [], "{}", case.id);
        decided += 1;
    }
    assert!(decided >= 3, "{decided}");
}

/// A month in words would stay where it is when the dates around it are moved.
#[test]
fn no_passage_names_a_month_in_words() {
    const MONTHS: [&str; 11] = [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let feed = fs::read_to_string(folder().join("feed.jsonl")).unwrap();
    let named = MONTHS.into_iter().filter(|month| feed.contains(month)).collect::<Vec<_>>();
    assert!(named.is_empty() && !feed.contains("May 20"), "{named:?}");
}

/// Whatever the day on which they are added: no month is too short and no day lies in a leap year.
#[test]
fn samples_of_any_day_stand_as_those_of_the_feed_do() {
    let catalog = Catalog::bundled().unwrap();
    let standing = |records: Vec<History>| -> Vec<(String, usize)> {
        let sessions = records.into_iter().map(|history| Session::resume(history, &catalog).unwrap());
        sessions
            .map(|session| (session.evaluation().status.name().to_owned(), session.evaluation().open.len()))
            .collect()
    };
    let expected = standing(records(&catalog));
    let by = Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    let first: chrono::DateTime<chrono::FixedOffset> = "2026-03-02T09:00:00-05:00".parse().unwrap();
    for days in (0..1500).step_by(13) {
        // Today begins in the east.
        let east = chrono::FixedOffset::east_opt(13 * 3600).unwrap();
        let at = (first + chrono::TimeDelta::days(days)).with_timezone(&east);
        let stamp = Stamp::named(at.to_rfc3339().parse().unwrap(), by.clone());
        let recent = samples::recent_histories(&catalog, &stamp).unwrap();
        let received = |history: &History| match history.case().value(&request::RECEIVED_AT) {
            Some(Value::Instant(at)) => Some(at.date_naive()),
            _ => None,
        };
        let newest = recent.iter().filter_map(received).max().unwrap();
        assert_eq!(
            at.date_naive().signed_duration_since(newest).num_days(),
            2,
            "the newest request came two days before"
        );
        let future = recent.iter().any(|history| match history.case().value(&request::RECEIVED_AT) {
            Some(Value::Instant(received)) => **received > at,
            _ => false,
        });
        assert!(!future, "no request comes from tomorrow");
        assert_eq!(standing(recent), expected, "added on {}", at.date_naive());
    }
}

#[test]
fn every_status_occurs_and_every_pathway() {
    let catalog = Catalog::bundled().unwrap();
    let sessions: Vec<Session> =
        records(&catalog).into_iter().map(|history| Session::resume(history, &catalog).unwrap()).collect();
    for name in CriteriaResult::ALL.map(CriteriaResult::name) {
        assert!(sessions.iter().any(|session| session.evaluation().status.name() == name), "{name}");
    }
    let policy = &catalog.entries().first().unwrap().policy;
    for pathway in policy.pathways() {
        let on_it = sessions.iter().filter(|session| session.case().pathway == pathway.id);
        let met = on_it.clone().any(|session| session.evaluation().status == Status::Met);
        assert!(met && on_it.count() >= 2, "{} is not met by any sample, or has but one", pathway.id);
    }
}

#[test]
fn each_has_a_name_two_identifiers_documents_and_sources() {
    for history in records(&Catalog::bundled().unwrap()) {
        let case = history.case();
        assert!(!case.text(&request::MEMBER_NAME).is_empty() && case.date(&request::MEMBER_BORN_ON).is_some());
        assert!(case.text(&request::MEMBER_ID).starts_with("TEST-"), "{}: an id that no member has", case.id);
        assert!((3..=6).contains(&case.documents.len()), "{}", case.id);
        assert!(case.answers.values().any(|answer| !answer.citations.is_empty()), "{}", case.id);
    }
}
