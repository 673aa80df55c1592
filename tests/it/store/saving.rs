//! The store: what is saved comes back, what is damaged is named, what somebody else wrote is never overwritten.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use mednec::case::{Action, History, Known, ReplayError, Stamp, Value};
use mednec::ids::{CaseId, ContentHash};
use mednec::policy::{Catalog, Policy};
use mednec::session::clock_facts;
use mednec::store::Failure;
use mednec::store::atomic::WriteOutcome as Written;
use mednec::store::case_file::{self, CaseFileError};
use mednec::store::{CaseStore, Problem, Settings, StoreError, Version, atomic};
use mednec::turnaround::{ClockState, Rulebook, clock_of};
use tempfile::TempDir;

use crate::case::judgements::nothing_known;
use crate::policy::scenarios::signed;
use crate::store::saver::lock_of;
use crate::told::same;
use crate::turnaround::zone::CHICAGO;

const V0: &str = include_str!("../../fixtures/case-v0.json");
const V1: &str = include_str!("../../fixtures/case-v1.json");
const V2: &str = include_str!("../../fixtures/case-v2.json");
const V3: &str = include_str!("../../fixtures/case-v3.json");
const V4: &str = include_str!("../../fixtures/case-v4.json");
const V4_PENDED: &str = include_str!("../../fixtures/case-v4-pended.json");
const V5: &str = include_str!("../../fixtures/case-v5.json");

/// Every kind of change, and text that is awkward in JSON.
const ACTIONS: &str = r#"
{"do":"put-document","document":"d1","content":{"title":"Trial \"report\" \\ naïve 🩺","kind":"report","pages":4,"file":{"hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","kind":"pdf","bytes":41,"name":"fax (2) ¦ naïve.pdf"}}}
{"do":"answer","question":"member.name","value":{"text":"Zoë  \"Z\"\tÅ [1, {2}]\nline two\\"}}
{"do":"answer","question":"member.born_on","value":{"date":"1961-02-03"}}
{"do":"answer","question":"request.received_at","value":{"instant":"2026-01-14T08:30:00Z"}}
{"do":"answer","question":"request.codes","value":{"codes":[{"cpt":"62350","units":1},{"cpt":"62362","units":1}]}}
{"do":"answer","question":"request.diagnoses","value":{"diagnoses":["G89.4"]}}
{"do":"answer","question":"request.requesting_provider","value":{"provider":{"name":"Dr. Sample"}}}
{"do":"answer","question":"trial.completed","value":"supported"}
{"do":"cite","question":"trial.completed","citation":{"document":{"listed":"d1"},"page":2,"on":"2025-11-20","passage":"Completed.","region":{"left":100,"top":0,"right":9000,"bottom":10000}}}
{"do":"answer","question":"trial.technique","value":{"choice":"bolus-only"}}
{"do":"put-row","question":"care.treatments","row":1,"content":{"course":{"treatment":"gabapentin","method":"pharmacological","started_on":"2024-05-01","ended":{"on":"2024-11-02"},"outcome":null}}}
{"do":"put-row","question":"pain.readings","row":1,"content":{"reading":{"scale":"nrs","kind":"average","score":"8"}}}
{"do":"put-row","question":"pain.readings","row":2,"content":{"reading":{"scale":"nrs","kind":"average","score":"3.5"}}}
{"do":"answer","question":"pain.readings","value":{"readings":{"state":"all-entered","pair":{"baseline":1,"during":2,"why":"same scale"}}}}
{"do":"answer","question":"pain.stated_percent","value":{"stated-percent":{"percent":"50","stated_as":{"up-to":"62.5"}}}}
{"do":"note","criterion":"pain-reduction","text":"see page 2"}
{"do":"remove-row","question":"pain.readings","row":2}
{"do":"undo"}
{"do":"undo"}
{"do":"redo"}
{"do":"judge","judgement":"bolus-only","accepts":true,"why":"five doses over two days"}
{"do":"choose-pathway","pathway":"nonmalignant-trial"}
{"do":"pend","sent_at":"2026-01-14T09:00:00-05:00","how":"fax","to":"Clinic","asked_of":"both","extension_notice":true}
{"do":"receive","at":"2026-01-14T09:01:00-05:00","what":"Nothing yet."}
"#;

fn policy() -> Arc<Policy> {
    Catalog::bundled().unwrap().entries()[0].policy.clone()
}

fn stamp() -> Stamp {
    signed("2026-01-14T09:05:07-05:00", "Sam Sample", "MD")
}

pub fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

pub fn opened(case: &str) -> History {
    let open = Action::Open { pathway: "nonmalignant-pump".into() };
    History::open(id(case), &policy(), &open, &stamp()).unwrap()
}

pub fn answered(history: &mut History, text: &str) {
    let action = Action::Answer { question: "member.name".into(), value: Value::Text(text.to_owned()) };
    history.apply(&policy(), &action, &stamp(), &nothing_known()).unwrap().unwrap();
}

fn full(case: &str) -> History {
    let (policy, mut history) = (policy(), opened(case));
    for line in ACTIONS.trim().lines() {
        let action = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let made = history
            .apply(&policy, &action, &stamp(), &nothing_known())
            .unwrap_or_else(|refusal| panic!("{refusal}: {line}"));
        assert!(made.is_some(), "{line}");
    }
    history
}

fn text(history: &History) -> String {
    String::from_utf8(case_file::write(history).unwrap()).unwrap()
}

fn reading(text: &str) -> Result<History, CaseFileError> {
    case_file::read(text.as_bytes())
}

pub fn store() -> (TempDir, CaseStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path().join("made/on/opening")).unwrap();
    (folder, store)
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

// ---------------------------------------------------------------- the document

#[test]
fn a_written_case_reads_back_the_same_to_the_byte() {
    let history = full("2026-0001");
    let written = text(&history);
    assert_eq!(reading(&written), Ok(history.clone()));
    assert_eq!(text(&reading(&written).unwrap()), written);
    let events = written.lines().filter(|line| line.starts_with("    {\"sequence\":")).count();
    assert_eq!(events, history.events().len(), "one event a line");
    assert!(written.starts_with("{\n  \"format\": \"mednec-case\",\n  \"version\": 5,\n  \"case\": {\n    \"id\":"));
    assert!(written.ends_with(&format!("}}\n  ],\n  \"head\": \"{}\"\n}}\n", history.head())));
}

#[test]
fn white_space_order_of_keys_and_escapes_are_free() {
    let history = full("2026-0001");
    let written = text(&history);
    let value: serde_json::Value = serde_json::from_str(&written).unwrap();
    let escaped = replaced(&written, "Zoë", r"Zo\u00eb");
    let one_line = serde_json::to_string(&value).unwrap();
    for spelling in [
        one_line.clone() + "\n",
        one_line,
        serde_json::to_string_pretty(&value).unwrap(),
        written.replace('\n', "\r\n"),
        format!("\u{feff}{written}"),
        format!("\n\t {written} \n"),
        escaped,
    ] {
        assert_eq!(reading(&spelling), Ok(history.clone()), "{}", &spelling[..80]);
    }
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let written = text(&full("2026-0001"));
    let whole = written.trim_end().len();
    for end in 0..whole {
        let error = case_file::read(&written.as_bytes()[..end]).unwrap_err();
        assert!(matches!(error, CaseFileError::Cut(_) | CaseFileError::NotUtf8), "{end}: {error}");
    }
    assert!(case_file::read(&written.as_bytes()[..whole]).is_ok());
    let nuls = [written.as_bytes(), &[0; 16]].concat();
    assert!(matches!(case_file::read(&nuls), Err(CaseFileError::NotJson(_))));
}

#[test]
fn no_changed_byte_makes_it_panic_or_read_as_the_same_case() {
    let history = full("2026-0001");
    let written = case_file::write(&history).unwrap();
    for place in 0..written.len() {
        let mut bytes = written.clone();
        bytes[place] ^= 0x01;
        // What still reads is another case (a note's text is stored twice: case and history must agree).
        assert_ne!(case_file::read(&bytes), Ok(history.clone()), "byte {place}");
    }
}

#[test]
fn each_oddity_has_its_error_and_shows_no_value() {
    use CaseFileError as E;
    let written = text(&full("2026-0001"));
    let odd = |from: &str, to: &str| replaced(&written, from, to);
    let deep = "[".repeat(100_000);
    type Fits = fn(&E) -> bool;
    let table: Vec<(&str, String, Fits)> = vec![
        ("two documents", format!("{written}{written}"), |e| matches!(e, E::NotJson(_))),
        ("nothing", " \n".to_owned(), |e| matches!(e, E::Cut(_))),
        ("depth", odd("\"events\": [", &format!("\"events\": {deep}")), |e| matches!(e, E::NotJson(_))),
        ("lone surrogate", odd("Zoë", r"Zo\ud800"), |e| matches!(e, E::NotJson(_))),
        ("control character", odd("Zoë", "Zo\u{1}"), |e| matches!(e, E::NotJson(_))),
        ("1e999", odd("\"page\":2", "\"page\":1e999"), |e| matches!(e, E::NotJson(_))),
        ("key twice, header", odd("\"version\": 5", "\"version\": 5, \"version\": 5"), |e| {
            matches!(e, E::DuplicateKey(_))
        }),
        ("key twice, event", odd("\"sequence\":3", "\"sequence\":3,\"sequence\":3"), |e| {
            matches!(e, E::DuplicateKey(_))
        }),
        ("key twice, answers", odd("\"answers\": {", "\"answers\": {\"trial.completed\": {},"), |e| {
            matches!(e, E::DuplicateKey(_))
        }),
        ("another format", odd("mednec-case", "recipe"), |e| matches!(e, E::NotACase)),
        ("a list of documents", format!("[{written}]"), |e| matches!(e, E::NotACase)),
        ("version -1", odd("\"version\": 5", "\"version\": -1"), |e| matches!(e, E::NotACase)),
        ("version 1.0", odd("\"version\": 5", "\"version\": 5.0"), |e| matches!(e, E::NotACase)),
        ("newer", odd("\"version\": 5", "\"version\": 6"), |e| *e == E::Newer { version: 6 }),
        ("newer, all else unknown", r#"{"x":{},"version":7,"format":"mednec-case"}"#.to_owned(), |e| {
            *e == E::Newer { version: 7 }
        }),
        ("page -1", odd("\"page\":2", "\"page\":-1"), |e| matches!(e, E::WrongShape(_))),
        ("page 1.0", odd("\"page\":2", "\"page\":2.0"), |e| matches!(e, E::WrongShape(_))),
        ("page 2^64", odd("\"page\":2", "\"page\":18446744073709551616"), |e| matches!(e, E::WrongShape(_))),
        ("no such day", odd("1961-02-03", "1961-02-30"), |e| matches!(e, E::WrongShape(_))),
        ("unknown field of a reviewer", odd("\"role\":\"physician\"", "\"role\":\"physician\",\"age\":3"), |e| {
            *e == E::NotAsWritten
        }),
        ("day without zeros", odd("1961-02-03", "1961-2-3"), |e| *e == E::NotAsWritten),
        ("empty field", odd("\"kind\":\"report\"", "\"kind\":\"\""), |e| *e == E::NotAsWritten),
        ("list for the pair", odd(r#"{"baseline":1,"during":2,"why":"same scale"}"#, r#"[1,2,"same scale"]"#), |e| {
            *e == E::NotAsWritten
        }),
        (
            "list for a change",
            odd(
                r#"{"of":"pathway","before":"nonmalignant-pump","after":"nonmalignant-trial"}"#,
                r#"["pathway","nonmalignant-pump","nonmalignant-trial"]"#,
            ),
            |e| matches!(e, E::NotAsWritten | E::WrongShape(_)),
        ),
        ("history and case apart", odd("same scale", "other scale"), |e| *e == E::Replay(ReplayError::Differs)),
    ];
    for (what, text, fits) in table {
        let error = reading(&text).unwrap_err();
        assert!(fits(&error), "{what}: {error:?}");
        for value in ["Zo", "1961", "gabapentin", "nonmalignant", "18446"] {
            assert!(!error.to_string().contains(value), "{what}: {error}");
        }
    }
    let utf16: Vec<u8> = written.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(matches!(case_file::read(&utf16), Err(E::NotUtf8 | E::NotJson(_))));
}

#[test]
fn lists_for_objects_are_refused_everywhere() {
    fn walk(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(object) => {
                found.push(path.to_owned());
                object.iter().for_each(|(key, value)| walk(value, &format!("{path}/{key}"), found));
            }
            serde_json::Value::Array(list) => {
                list.iter().enumerate().for_each(|(place, value)| walk(value, &format!("{path}/{place}"), found));
            }
            _ => {}
        }
    }
    let whole: serde_json::Value = serde_json::from_str(&text(&full("2026-0001"))).unwrap();
    let mut paths = Vec::new();
    walk(&whole, "", &mut paths);
    assert!(paths.len() > 100);
    for path in paths {
        let mut odd = whole.clone();
        let place = odd.pointer_mut(&path).unwrap();
        *place = place.as_object().unwrap().values().cloned().collect();
        assert!(reading(&odd.to_string()).is_err(), "{path}");
    }
}

#[test]
fn older_versions_open_as_what_they_said() {
    let history = reading(V0).unwrap();
    assert_eq!(history.case().id, id("2024-0007"));
    assert_eq!(history.case().pathway.as_str(), "nonmalignant-pump");
    assert_eq!(history.case().text(&"member.name".into()), "");
    let citations = history.case().citations(&"trial.completed".into());
    assert_eq!((citations.len(), citations[0].page), (1, 4));
    let event = &history.events()[1];
    assert_eq!(
        (event.sequence, event.by.name.as_str(), event.program.as_str()),
        (2, "Sam Sample", "mednec before 0.1")
    );
    same(&reading(&text(&history)).unwrap(), &history);
    let twice = reading(&replaced(V0, r#""page":4"#, r#""page":4,"page":4"#));
    assert!(matches!(twice, Err(CaseFileError::DuplicateKey(_))));
    assert!(reading(&replaced(V0, r#""role":"nurse""#, r#""role":"nurse","known":"unproved""#)).is_err());
    assert_eq!(reading(&replaced(V0, "2023-12-04", "2023-12-4")), Err(CaseFileError::NotAsWritten));
}

/// A judgement from before there were signatures is somebody's word: it stays in the history and settles nothing.
#[test]
fn a_case_of_version_1_opens_with_its_history_and_without_its_judgement() {
    let history = reading(V1).unwrap();
    let judged = &history.case().judgements["bolus-only"];
    assert_eq!(judged.by.known, Known::Unproved);
    assert_eq!(history.events().len(), 23);
    let again = reading(&text(&history)).unwrap();
    same(&again, &history);
    let claimed = replaced(
        &text(&history),
        r#""known":"unproved"},"at":"2026-01-14T09:05:07-05:00","facts""#,
        r#""known":{"signed":"r-aaaaaaaaaa"}},"at":"2026-01-14T09:05:07-05:00","facts""#,
    );
    assert!(reading(&claimed).is_err(), "a claim is no signature");
}

/// The events of version 2 are written as they were, so that their hashes and signatures hold.
#[test]
fn a_case_of_version_2_opens_with_its_signatures_and_is_saved_with_its_head() {
    let history = reading(V2).unwrap();
    assert!(history.events().iter().any(|event| event.proof.is_some()));
    let again = text(&history);
    same(&reading(&again).unwrap(), &history);
    assert_eq!(events(&again), events(V2));
    assert!(again.contains(&format!("\"head\": \"{}\"", history.head())));
    let other = replaced(&again, history.head().as_str(), history.events()[0].hash().as_str());
    assert_eq!(reading(&other), Err(CaseFileError::Replay(ReplayError::OtherHead)));
}

fn events(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.starts_with("    {\"sequence\":"));
    lines.map(|line| line.trim_end_matches(',').to_owned()).collect()
}

/// Nothing of version 3 is written otherwise today but its number.
#[test]
fn a_case_of_version_3_opens_and_is_saved_with_its_number_changed() {
    let history = reading(V3).unwrap();
    assert_eq!(text(&history), replaced(V3, "\"version\": 3", "\"version\": 5"));
    assert_eq!(events(&text(&history)).len(), history.events().len());
}

/// Nothing of version 4 is written otherwise today but its number; a request for information keeps the meaning that it had.
#[test]
fn a_case_of_version_4_opens_with_what_was_signed_and_its_request_holds_the_clock() {
    for old in [V4, V4_PENDED] {
        let history = reading(old).unwrap();
        assert_eq!(text(&history), replaced(old, "\"version\": 4", "\"version\": 5"));
        assert_eq!(events(&text(&history)), events(old), "so every hash and signature holds");
        assert!(history.events().iter().any(|event| event.proof.is_some()));
    }
    let history = reading(V4_PENDED).unwrap();
    let (_, hold) = history.case().open_hold().unwrap();
    assert_eq!((hold.asked_of, hold.extension_notice), (None, false));
    // What version 4 could not say is refused, rather than read as a later version's.
    let newer = replaced(&text(&full("2026-0001")), "\"version\": 5", "\"version\": 4");
    assert_eq!(reading(&newer), Err(CaseFileError::NotAsWritten));
    let facts = clock_facts(history.case(), "2026-03-02T09:00:00-05:00".parse().unwrap());
    let clock = clock_of(&Rulebook::bundled().unwrap(), &facts, CHICAGO);
    assert!(matches!(clock.state(), ClockState::OnHold(_)), "{:?}", clock.state());
}

/// Red here means that files in use are spelled otherwise than this program spells them, also after an update of a crate
/// (chrono, serde_json): either mend the spelling or make a new version.
#[test]
fn files_of_the_current_version_are_written_as_ever() {
    assert_eq!(text(&reading(V5).unwrap()), V5);
}

// ---------------------------------------------------------------- one file

#[test]
#[cfg(unix)]
fn a_link_is_refused_and_what_it_names_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("target"), folder.path().join("link"));
    fs::write(&target, "kept").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    for path in [&link, &folder.path().to_owned()] {
        assert_eq!(atomic::save(path, b"new"), Written::Failed(Failure::NotAFile));
    }
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
    assert_eq!(atomic::save(&folder.path().join("no/such"), b"new"), Written::Failed(Failure::NotFound));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
}

#[test]
#[cfg(unix)]
fn only_the_owner_may_look() {
    use std::os::unix::fs::PermissionsExt;
    fn walk(path: &Path, files: &mut usize) {
        let found = fs::metadata(path).unwrap();
        let wanted = if found.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(found.permissions().mode() & 0o777, wanted, "{}", path.display());
        if found.is_dir() {
            fs::read_dir(path).unwrap().for_each(|entry| walk(&entry.unwrap().path(), files));
        } else {
            *files += 1;
        }
    }
    let (folder, store) = store();
    store.save(&full("2026-0001"), None).unwrap();
    store.store_policy(&policy()).unwrap();
    Settings::default().save(&folder.path().join("made/settings/settings.json")).unwrap();
    let mut files = 0;
    walk(&folder.path().join("made"), &mut files);
    assert_eq!(
        files, 9,
        "case, policy, settings, log, and the locks of a shelf, the probe, the log, the roster and what lies beside the cases"
    );
}

// ---------------------------------------------------------------- the store

#[test]
fn what_is_saved_is_loaded() {
    let (_folder, store) = store();
    let history = full("2026-0001");
    assert!(!store.exists(&id("2026-0001")));
    assert_eq!(store.load(&id("2026-0001")), Err(StoreError::NoSuchCase(id("2026-0001"))));
    let saved = store.save(&history, None).unwrap();
    assert!(saved.confirmed && store.exists(&id("2026-0001")));
    let loaded = store.load(&id("2026-0001")).unwrap();
    assert_eq!((loaded.history, loaded.version), (history, saved.version));
}

#[test]
fn nobody_overwrites_what_they_have_not_seen() {
    let (_folder, store) = store();
    let case = id("2026-0001");
    let (mut mine, mut theirs) = (opened("2026-0001"), opened("2026-0001"));
    let first = store.save(&mine, None).unwrap().version;
    answered(&mut theirs, "Theirs");
    answered(&mut mine, "Mine");
    let second = store.save(&theirs, Some(&first)).unwrap().version;
    let other = Version { hash: ContentHash::of(b"anything"), ..first.clone() };
    for expected in [None, Some(&first), Some(&other)] {
        assert_eq!(store.save(&mine, expected), Err(StoreError::Conflict(case.clone())));
    }
    assert_eq!(store.load(&case).unwrap().version, second);
    assert_eq!(store.save(&theirs, Some(&first)).unwrap().version, second, "a save whose answer was lost");
    fs::remove_file(store.path_of(&case)).unwrap();
    assert_eq!(store.save(&mine, Some(&second)), Err(StoreError::Conflict(case)), "it was removed by somebody");
}

#[test]
fn of_many_writers_at_once_no_acknowledged_change_is_lost() {
    let (_folder, store) = store();
    let case = id("2026-0001");
    store.save(&opened("2026-0001"), None).unwrap();
    let acknowledged = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (store, case, acknowledged) = (&store, &case, &acknowledged);
            scope.spawn(move || {
                for edit in 0..10 {
                    let mut loaded = store.load(case).unwrap();
                    answered(&mut loaded.history, &format!("{writer} {edit}"));
                    match store.save(&loaded.history, Some(&loaded.version)) {
                        Ok(_) => _ = acknowledged.fetch_add(1, Ordering::Relaxed),
                        Err(error) => assert_eq!(error, StoreError::Conflict(case.clone())),
                    }
                }
            });
        }
    });
    let events = store.load(&case).unwrap().history.events().len();
    assert_eq!(events, 1 + acknowledged.into_inner());
}

#[test]
fn damaged_cases_stay_in_sight() {
    let (folder, store) = store();
    for case in ["2026-0001", "2026-0002", "2026-0003", "2026-0004"] {
        store.save(&opened(case), None).unwrap();
    }
    let path = |case: &str| store.path_of(&id(case));
    fs::write(path("2026-0002"), "{").unwrap();
    fs::copy(path("2026-0001"), path("2026-0003")).unwrap();
    let cases = folder.path().join("made/on/opening/cases");
    fs::rename(path("2026-0004"), cases.join("2026-0004.json")).unwrap();
    fs::copy(path("2026-0001"), cases.join("copy of a case.json")).unwrap();
    fs::create_dir(path("2026-0001").with_file_name("2026-0009.json")).unwrap();
    let rows =
        store.scan(|entry| (entry.file_name, entry.result.map(|loaded| loaded.history.case().id.clone()))).unwrap();
    let of = |name: &str| rows.iter().find(|(file, _)| file == name).unwrap().1.clone();
    assert_eq!(rows.len(), 6);
    assert_eq!(of("2026-0001.json"), Ok(id("2026-0001")));
    assert!(matches!(of("2026-0002.json"), Err(Problem::Damaged(CaseFileError::Cut(_)))));
    assert_eq!(of("2026-0003.json"), Err(Problem::OtherId));
    assert_eq!(of("2026-0004.json"), Err(Problem::Misplaced));
    assert_eq!(of("copy of a case.json"), Err(Problem::BadName));
    assert!(matches!(of("2026-0009.json"), Err(Problem::Misplaced | Problem::Unreadable(Failure::NotAFile))));
    assert!(matches!(store.load(&id("2026-0002")), Err(StoreError::Unusable { why: Problem::Damaged(_), .. })));
}

#[test]
fn ids_go_on_after_the_highest_of_the_year() {
    let (_folder, store) = store();
    assert_eq!(store.next_case_id(2026, []), Ok(id("2026-0001")));
    for case in ["2026-0001", "2026-0041", "2025-0099", "sample"] {
        store.save(&opened(case), None).unwrap();
    }
    fs::write(store.path_of(&id("2026-0041")), "damaged, and still taken").unwrap();
    assert_eq!(store.next_case_id(2026, []), Ok(id("2026-0042")));
    assert_eq!(store.next_case_id(2025, []), Ok(id("2025-0100")));
    assert_eq!(
        store.next_case_id(2026, [&id("2026-0050"), &id("2025-0200")]),
        Ok(id("2026-0051")),
        "on its way to the disk"
    );
    assert_eq!(store.next_case_id(-1, []), Ok(id("0001-0001")));
}

#[test]
fn opening_removes_what_a_crash_left_and_nothing_that_is_being_saved() {
    let (folder, store) = store();
    store.save(&opened("2026-0001"), None).unwrap();
    let left = store.path_of(&id("2026-0001")).with_file_name(".mednec-save-x1");
    fs::write(&left, "half").unwrap();
    let root = folder.path().join("made/on/opening");
    let lock = File::open(lock_of(&store, "2026-0001")).unwrap();
    lock.lock().unwrap();
    CaseStore::open(&root).unwrap();
    assert!(left.exists());
    drop(lock);
    CaseStore::open(&root).unwrap();
    assert!(!left.exists() && store.exists(&id("2026-0001")));
}

#[test]
fn policy_texts_are_kept_by_their_hash() {
    let (folder, store) = store();
    let policy = policy();
    assert_eq!(store.policy_text(policy.hash()), Err(StoreError::NoSuchPolicy));
    store.store_policy(&policy).unwrap();
    assert_eq!(store.policy_text(policy.hash()).unwrap(), policy.text());
    assert_eq!(store.policies(), [policy.text()]);
    let path = folder.path().join(format!("made/on/opening/policies/{}.toml", policy.hash()));
    fs::write(&path, policy.text().replace("50", "40")).unwrap();
    assert_eq!(store.policy_text(policy.hash()), Err(StoreError::PolicyDamaged));
    assert!(store.policies().is_empty());
    store.store_policy(&policy).unwrap();
    assert_eq!(store.policies(), [policy.text()], "mended");
    assert!(serde_json::from_str::<ContentHash>("\"../settings\"").is_err(), "what is no hash becomes no path");
}

// ---------------------------------------------------------------- settings
