//! Signing from the command line, and a case on its way to another workstation and back.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use mednec::case::CaseState;
use mednec::clock::now;
use mednec::identity::{Cost, Credential, Passphrase, Roster, RosterChange};
use mednec::ids::CaseId;
use mednec::store::{CaseStore, HandOver, HandOverError, ImportOutcome, StoreError};
use mednec::verification::Fault;

use crate::case::decisions::{does, md, met, not_met, rn};
use crate::told::same;

pub(crate) const PASSPHRASE: &str = "four plain invented words";

/// The output of a run of the command line.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn run(input: &str, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mednec-cli"));
    // Without settings, so that nothing is remembered on the machine that runs the tests.
    command.env("HOME", "").env("XDG_CONFIG_HOME", "");
    let piped = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // It may end without reading.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A store with a roster of a nurse and a physician.
fn department(folder: &Path) -> CaseStore {
    let store = CaseStore::open(folder).unwrap();
    let phrase = || Passphrase::new(PASSPHRASE.to_owned());
    let (roster, nurse) = Roster::create("N. Berg", Credential::Rn, None, &phrase(), now(), Cost::LEAST).unwrap();
    let physician = RosterChange::enrol("P. Osei", Credential::Md, None, false, &phrase(), Cost::LEAST).unwrap();
    store.save_roster(&roster.append(physician, &nurse, now()).unwrap(), None).unwrap();
    store
}

fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

const FEED: &str = concat!(
    r#"{"case":"signed-1","actions":[{"do":"open","pathway":"nonmalignant-pump"},{"do":"refer","question":"Which plan is it?"}]}"#,
    "\n",
    r#"{"case":"signed-1","actions":[{"do":"return","answer":"The commercial one."},{"do":"withdraw","why":"Asked for twice."}]}"#,
    "\n",
    r#"{"case":"signed-2","actions":[{"do":"open","pathway":"cancer"},{"do":"judge","judgement":"secondary-review","accepts":true,"why":"Read."}]}"#,
    "\n",
);

#[test]
fn a_feed_is_signed_with_a_passphrase_from_a_descriptor_that_is_unlocked_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = department(folder.path());
    let name = folder.path().display().to_string();
    let arguments = ["apply", "--stdin", "--store", &name, "--as", "P. Osei, MD", "--passphrase-fd", "0"];
    let ran = run(&format!("{PASSPHRASE}\n{FEED}"), &arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let case = store.load(&id("signed-1")).unwrap().history;
    assert_eq!(case.case().state(), CaseState::Withdrawn);
    let signed: Vec<&str> =
        case.events().iter().filter(|event| event.proof.is_some()).map(|event| event.by.name.as_str()).collect();
    assert_eq!(signed, ["P. Osei", "P. Osei", "P. Osei"]);
    let roster = store.roster().unwrap().unwrap().roster;
    assert!(case.unconfirmed_signatures(&roster, 0).is_empty());
    assert_eq!(store.load(&id("signed-2")).unwrap().history.case().judgements.len(), 1);
    // The passphrase is in no file of the folder.
    for entry in walk(folder.path()) {
        let bytes = fs::read(&entry).unwrap();
        assert!(!bytes.windows(PASSPHRASE.len()).any(|window| window == PASSPHRASE.as_bytes()), "{}", entry.display());
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let (mut found, mut waiting) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = waiting.pop() {
        match fs::read_dir(&next) {
            Ok(entries) => waiting.extend(entries.map(|entry| entry.unwrap().path())),
            Err(_) => found.push(next),
        }
    }
    found
}

#[test]
fn nobody_signs_without_the_passphrase_and_nobody_beyond_the_role() {
    let folder = tempfile::tempdir().unwrap();
    let store = department(folder.path());
    let name = folder.path().display().to_string();
    let as_whom =
        |who: &'static str| ["apply", "--stdin", "--store", name.as_str(), "--as", who, "--passphrase-fd", "0"];
    for (who, first_line, says) in [
        ("P. Osei, MD", "five plain invented words", "passphrase"),
        ("P. Osei, RN", PASSPHRASE, "the roster has no such reviewer"),
    ] {
        let ran = run(&format!("{first_line}\n{FEED}"), &as_whom(who));
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert!(ran.err.contains(says) && !ran.err.contains(first_line), "{}", ran.err);
        assert!(!store.exists(&id("signed-1")));
    }
    let ran = run(&format!("{PASSPHRASE}\n{FEED}"), &as_whom("N. Berg, RN"));
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("line 2: action 1: only a physician"), "{}", ran.err);
    assert!(ran.err.contains("line 3: action 2: only a physician"), "{}", ran.err);
    let ran = run(FEED, &["apply", "--stdin", "--store", &name, "--passphrase-fd", "0"]);
    assert_eq!(ran.code, 2, "a passphrase without whose it is");
    let elsewhere = tempfile::tempdir().unwrap();
    let other = elsewhere.path().display().to_string();
    let ran = run(FEED, &["apply", "--stdin", "--store", &other, "--as", "P. Osei, MD"]);
    assert!(ran.code == 1 && ran.err.contains("has no roster yet"), "{}", ran.err);
}

/// The samples' requests came long ago, so each decision on one is late by the clock of the process.
#[test]
fn the_command_line_asks_why_a_decision_is_late() {
    let folder = tempfile::tempdir().unwrap();
    let store = department(folder.path());
    let name = folder.path().display().to_string();
    let arguments = ["apply", "--stdin", "--store", &name, "--as", "N. Berg, RN", "--passphrase-fd", "0"];
    let all = mednec::samples::feed().unwrap();
    let actions: Vec<_> =
        all.into_iter().filter(|(case, _)| *case == id("sample-15")).flat_map(|(_, all)| all).collect();
    let line =
        |actions: &[mednec::case::Action]| serde_json::json!({"case": "sample-15", "actions": actions}).to_string();
    let ran = run(&format!("{PASSPHRASE}\n{}", line(&actions)), &arguments);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("the decision is late: give a reason"), "{}", ran.err);
    assert!(!store.exists(&id("sample-15")));
    let mut reasoned = actions;
    let Some(mednec::case::Action::Approve { late_because, .. }) = reasoned.last_mut() else { panic!("an approval") };
    "The fax server was down.".clone_into(late_because);
    let ran = run(&format!("{PASSPHRASE}\n{}", line(&reasoned)), &arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let case = store.load(&id("sample-15")).unwrap().history;
    let recorded = case.case().determination.clone().unwrap().late_because;
    assert_eq!(recorded.as_deref(), Some("The fax server was down."));
}

/// A judgement whose signer the folder's roster does not know is seen, and nothing is decided on it.
#[test]
fn a_decision_does_not_rest_on_a_signature_that_nobody_backs() {
    let folder = tempfile::tempdir().unwrap();
    let roster = std::sync::Arc::new(department(folder.path()).roster().unwrap().unwrap().roster);
    let mut session = met();
    let refer = mednec::case::Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
    does(&mut session, &refer, &rn());
    session.hold_against(roster);
    assert_eq!(session.faults().count(), 1, "the invented nurse is on no roster");
    let codes = ["62350", "62362"].map(crate::case::decisions::approved).to_vec();
    let approve = mednec::case::Action::Approve {
        codes,
        why: String::new(),
        criteria: Vec::new(),
        late_because: String::new(),
        dates_because: String::new(),
    };
    let refused = session.dispatch(&approve, &md()).unwrap_err();
    assert!(matches!(refused, mednec::session::SessionError::Faulty(Fault::UnconfirmedSignature(_))), "{refused}");
    let close = mednec::case::Action::Withdraw { why: "Asked for twice.".to_owned() };
    let refused = session.dispatch(&close, &rn()).unwrap_err();
    assert!(matches!(refused, mednec::session::SessionError::Faulty(Fault::UnconfirmedSignature(_))), "{refused}");
}

// ---------------------------------------------------------------- hand-over

fn handed(session: &mednec::session::Session) -> HandOver {
    HandOver::of(session.history(), session.policy().text(), None).0
}

#[test]
fn a_case_travels_with_history_policy_and_signatures_and_comes_back() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (here, there) = (CaseStore::open(one.path()).unwrap(), CaseStore::open(other.path()).unwrap());
    let mut session = not_met();
    let refer = mednec::case::Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
    does(&mut session, &refer, &rn());
    let bytes = handed(&session).write().unwrap();
    let read = HandOver::read(&bytes).unwrap();
    same(&read.history, session.history());
    assert_eq!(here.import_case(&read), Ok(ImportOutcome::New));
    assert_eq!(there.import_case(&read), Ok(ImportOutcome::New));
    assert_eq!(there.import_case(&read), Ok(ImportOutcome::NothingNew));
    assert_eq!(there.policy_text(session.policy().hash()).as_deref(), Ok(session.policy().text()));
    // It goes on there, and comes back.
    let before = session.clone();
    does(&mut session, &mednec::case::Action::Return { answer: "Ask for the trial's notes.".to_owned() }, &md());
    assert_eq!(here.import_case(&handed(&session)), Ok(ImportOutcome::Newer));
    same(&here.load(&id("scenario")).unwrap().history, session.history());
    assert_eq!(here.import_case(&handed(&before)), Ok(ImportOutcome::NothingNew), "an older copy takes nothing away");
    // It went on in both places.
    let mut fork = before;
    does(&mut fork, &mednec::case::Action::Return { answer: "Something else.".to_owned() }, &md());
    assert_eq!(here.import_case(&handed(&fork)), Err(StoreError::Conflict(id("scenario"))));
    same(&here.load(&id("scenario")).unwrap().history, session.history());
}

#[test]
fn a_hand_over_that_was_changed_is_refused() {
    let session = met();
    let good = handed(&session);
    let bytes = good.write().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let table: BTreeMap<&str, String> = BTreeMap::from([
        ("empty", String::new()),
        ("a list", format!("[{text}]")),
        ("cut", text[..text.len() / 2].to_owned()),
        ("another format", text.replacen("mednec-handover", "mednec-case", 1)),
        ("newer", text.replacen("\"version\":1", "\"version\":3", 1)),
        ("unknown field", text.replacen("\"version\":1", "\"version\":1,\"x\":1", 1)),
        ("key twice", text.replacen("\"version\":1", "\"version\":1,\"version\":1", 1)),
        ("another policy", text.replacen("at least 50", "at least 40", 1)),
        ("another answer", text.replacen("1965-03-10", "1965-03-11", 1)),
    ]);
    for (name, text) in table {
        assert!(HandOver::read(text.as_bytes()).is_err(), "{name}");
    }
    assert_eq!(
        HandOver::read(text.replacen("\"version\":1", "\"version\":3", 1).as_bytes()),
        Err(HandOverError::Newer)
    );
    let other = HandOver { policy: format!("{} ", good.policy), ..good };
    assert_eq!(HandOver::read(&other.write().unwrap()), Err(HandOverError::OtherPolicy));
}

#[test]
fn the_command_line_hands_over_and_takes_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let sample = crate::case::samples::folder().join("sample-06.json").display().to_string();
    let (file, store) = (path("case.handover"), path("store"));
    let ran = run("", &["hand-over", &sample, "-o", &file]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(run("", &["hand-over", &sample, "-o", &file]).code, 1, "what exists is not overwritten");
    let ran = run("", &["import", &file, "--store", &store]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "Case sample-06 was imported. It is new in this folder.\n"));
    let ran = run("", &["import", &file, "--store", &store]);
    assert!(ran.out.contains("already has everything in the file"), "{}", ran.out);
    let case = mednec::store::case_path(Path::new(&store), &id("sample-06"));
    let evaluated = run("", &["evaluate", &case.display().to_string()]);
    assert!(evaluated.out.contains("\"status\":\"criteria-met\""), "{}", evaluated.out);
}

/// Overdue first, decided last, a damaged file above all; a name that looks like a formula is text.
#[test]
fn the_worklist_as_csv_is_in_working_order() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().join("store").display().to_string();
    let line = |case: &str, member: &str, received: &str, more: &str| {
        format!(
            r#"{{"case":"{case}","actions":[{{"do":"open","pathway":"cancer"}},{{"do":"answer","question":"member.name","value":{{"text":"{member}"}}}},{{"do":"answer","question":"request.line","value":{{"choice":"commercial"}}}},{{"do":"answer","question":"request.type","value":{{"choice":"pre-service"}}}},{{"do":"answer","question":"request.urgency","value":{{"choice":"standard"}}}},{{"do":"answer","question":"request.received_at","value":{{"instant":"{received}"}}}}{more}]}}"#
        )
    };
    let soon = (*now() - chrono::TimeDelta::days(2)).to_rfc3339();
    let feed = [
        line("w-1", "Testa", &soon, ""),
        line("w-2", "=HYPERLINK(1)", "2026-01-02T09:00:00-05:00", ""),
        r#"{"case":"w-3","actions":[{"do":"open","pathway":"cancer"}]}"#.to_owned(),
    ];
    let ran = run(&feed.join("\n"), &["apply", "--stdin", "--store", &name]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let broken = mednec::store::case_path(Path::new(&name), &id("w-3")).with_file_name("broken.json");
    fs::write(&broken, "{").unwrap();
    let ran = run("", &["worklist", "--store", &name]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let out = ran.out.strip_prefix('\u{feff}').expect("a byte order mark for Excel");
    let first: Vec<&str> = out.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(first, ["case", "broken.json", "w-2", "w-1", "w-3"]);
    assert!(ran.out.contains("'=HYPERLINK(1)") && !ran.out.contains(",=HYPERLINK"), "{}", ran.out);
    assert!(ran.out.contains("29 CFR 2560.503-1"), "the rule that a due date comes from");
    let inside = folder.path().join("store/list.csv").display().to_string();
    let refused = run("", &["worklist", "--store", &name, "-o", &inside]);
    assert!(refused.code == 1 && refused.err.contains("inside the folder of cases"), "{}", refused.err);
}
