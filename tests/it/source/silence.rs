//! `Debug` of types, from which every panic, log line and failed assertion takes its words: it tells nothing of a patient.
//!
//! Must not know: what any of the types is for.

use std::collections::BTreeMap;
use std::fmt::Debug;

use mednec::store::{CaseStore, HandOver};

use crate::canary;
use crate::sought::found_in;
use crate::source::tidy::{Source, body_end, no_complaints, sources_with};

/// Folders and files of types that hold nothing of a case: policies, staff, due dates, and the values themselves.
const NOTHING_OF_A_CASE: [&str; 6] =
    ["src/policy/", "src/identity/", "src/turnaround/", "src/ids.rs", "src/amount.rs", "src/clock.rs"];

/// Types of which a patient's data are made.
const MADE_OF: [&str; 8] = ["String", "str", "char", "Vec<u8>", "NaiveDate", "Instant", "Amount", "Decimal"];

/// Types that show such a value all the same, and why they may.
const MAY_SHOW: [(&str, &str); 17] = [
    ("Status", "its sentence is the policy file's"),
    ("CliError", "file names as the user gave them, ids that the policy has"),
    ("SessionError", "a policy's number and hash"),
    ("FolderAudit", "the names of stations that have a log"),
    ("Finding", "the name of a station whose log says otherwise"),
    ("CaseStore", "its station"),
    ("ClockFault", "what a workstation's clock, its folder and the roster state"),
    ("LogLine", "a line of a station's log: who, when, which program; that log holds nothing of a case"),
    ("Logged", "the name of a paper, the time of a backup"),
    ("Tail", "where a station's log ends"),
    ("StationLog", "whose log it is"),
    ("LogFault", "a month of a log"),
    ("Presence", "who works at which station"),
    ("Letterhead", "a department's own name, address and numbers"),
    ("Settings", "what a workstation remembers: reviewer, look, folders"),
    ("Warning", "names an entry of the settings, never what it holds"),
    ("ReportError", "the name of a fault of the PDF writer, without the text it is about"),
];

/// Files with a `Debug` written by hand: each is looked at when it comes into this list.
const BY_HAND: [&str; 5] =
    ["src/audit/folder.rs", "src/case/action.rs", "src/report/logo.rs", "src/redacted.rs", "src/store/trash.rs"];

/// The types of a file that derive `Debug`: name, line, what they are made of.
fn debuggable(source: &Source) -> Vec<(String, usize, String)> {
    let derives = source.code.match_indices("#[derive(").filter_map(|(at, head)| {
        let list = &source.code[at + head.len()..];
        let (list, rest) = list.split_once(")]")?;
        list.split(',').any(|it| it.trim() == "Debug").then_some(())?;
        let words = rest.find("struct ").into_iter().chain(rest.find("enum ")).min()?;
        let rest = rest[words..].split_once(' ')?.1;
        let end = body_end(rest).or_else(|| rest.find(';'))?;
        let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        Some((name, source.line_of(at), rest[..=end].to_owned()))
    });
    derives.collect()
}

/// Returns the types with a patient's data that a type is made of, by the words of its body.
fn made_of(body: &str) -> Option<&'static str> {
    let inner = |letter: char| letter.is_alphanumeric() || letter == '_';
    MADE_OF.into_iter().find(|word| {
        body.match_indices(word)
            .any(|(at, _)| !body[..at].ends_with(inner) && !body[at + word.len()..].starts_with(inner))
    })
}

#[test]
fn what_a_patients_data_are_made_of_has_no_derived_debug() {
    let mut complaints = Vec::new();
    let mut shown = BTreeMap::new();
    for source in Source::all_below("src") {
        if NOTHING_OF_A_CASE.iter().any(|place| source.path.starts_with(place)) {
            continue;
        }
        if source.code.contains("Debug for ") && !BY_HAND.contains(&source.path.as_str()) {
            complaints.push(format!("{}: a Debug by hand: look at it and enter it in BY_HAND", source.path));
        }
        for (name, line, body) in debuggable(&source) {
            let Some(word) = made_of(&body) else { continue };
            if MAY_SHOW.iter().any(|(known, _)| *known == name) {
                shown.insert(name, line);
            } else {
                complaints
                    .push(format!("{}:{line}: {name} shows a {word} in Debug: `redacted_debug!({name})`", source.path));
            }
        }
    }
    for (name, why) in MAY_SHOW {
        if !shown.contains_key(name) {
            complaints.push(format!("{name} ({why}) shows nothing any more: take it out of MAY_SHOW"));
        }
    }
    no_complaints(complaints);
}

#[test]
fn the_rule_sees_what_it_looks_for() {
    let source = Source::of(
        "src/x.rs",
        "#[derive(Clone, Debug)]\n#[serde(x)]\npub struct A { b: Option<String> }\n\
         #[derive(Clone)] struct B(String);\n#[derive(Debug)]\nenum C { D(RowId), E }\n#[derive(Debug)] struct F(char);",
    );
    let found: Vec<(String, Option<&str>)> =
        debuggable(&source).into_iter().map(|(name, _, body)| (name, made_of(&body))).collect();
    let name = str::to_owned;
    assert_eq!(found, [(name("A"), Some("String")), (name("C"), None), (name("F"), Some("char"))]);
}

/// A title is set once, where it says nothing; the toolkit keeps nothing of its own, where what was typed would go along.
#[test]
fn the_window_has_one_title_and_the_toolkit_no_memory() {
    let titled = |word: &str| sources_with(word);
    assert_eq!(titled("with_title("), ["src/ui/app/start.rs"]);
    assert_eq!(titled("ViewportCommand::Title"), [""; 0]);
    assert_eq!(titled("persisted"), [""; 0], "egui's own lasting memory");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let cargo = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let eframe = cargo.lines().find(|line| line.starts_with("eframe = ")).unwrap();
    assert!(eframe.contains("default-features = false") && !eframe.contains("persistence"), "{eframe}");
    let start = std::fs::read_to_string(root.join("src/ui/app/start.rs")).unwrap();
    assert!(start.contains(".with_title(\"mednec\")"));
}

#[test]
fn a_filled_case_is_silent_in_debug_whole_and_in_parts() {
    let (session, actions) = canary::case();
    assert_eq!(actions.len(), 25);
    let case = session.case();
    let told = serde_json::to_string(session.history().events()).unwrap();
    assert!(found_in(told.as_bytes()).is_some(), "the canary can be found");
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path().join("store")).unwrap();
    let saved = store.save(session.history(), None).unwrap();
    let handed = HandOver::of(session.history(), session.policy().text(), Some(&store)).0;
    let mut all: Vec<&dyn Debug> = vec![&session, session.history(), case, &handed, &saved, session.evaluation()];
    all.extend(actions.iter().map(|it| it as &dyn Debug));
    all.extend(session.history().events().iter().map(|it| it as &dyn Debug));
    all.extend(session.history().events().iter().flat_map(|it| &it.changes).map(|it| it as &dyn Debug));
    let parts: [&dyn Debug; 10] = [
        &case.documents,
        &case.answers,
        &case.rows,
        &case.notes.len(),
        &case.judgements,
        &case.determination,
        &case.holds,
        &case.extension,
        &case.contacts,
        &case.addenda,
    ];
    all.extend(parts);
    let loaded = store.load(&case.id).unwrap();
    let scanned = store.scan(|entry| entry).unwrap();
    all.extend([&loaded as &dyn Debug, &scanned[0].result]);
    let conflict = store.save(session.history(), Some(&mednec::store::Version::of(session.history(), b"")));
    all.push(&conflict);
    for (place, value) in all.into_iter().enumerate() {
        for text in [format!("{value:?}"), format!("{value:#?}")] {
            assert_eq!(found_in(text.as_bytes()), None, "the canary is in value {place}");
        }
    }
}
