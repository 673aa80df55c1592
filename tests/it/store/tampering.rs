//! The tamper matrix: what somebody can do to a store past the program, and what `audit` says of it. Every row is caught or
//! named as not caught.
//!
//! Must not know: how a single file is damaged by accident (that is `mutations`).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use mednec::audit::{Finding, FolderAudit, audit};
use mednec::case::{
    Action, Change, CriteriaResult, Effect, Event, History, ReplayError, Role, Stamp, UnconfirmedSignature, chained,
};
use mednec::clock::Instant;
use mednec::identity::{Cost, Credential, Passphrase, Roster, RosterChange, SignerCheck, Unlocked};
use mednec::ids::CaseId;
use mednec::policy::Catalog;
use mednec::store::case_file::{self, CaseFileError};
use mednec::store::{CaseStore, LogFault, LogLine, Logged, Problem};
use mednec::verification::Fault;
use tempfile::TempDir;

use crate::case::decisions::{does, not_approved, not_met, unmet};
use crate::case::forging::sign_as;
use crate::store::saving::{answered, opened};

/// A department, a denied case with its signatures, and one in which only answers were given.
struct Scene {
    folder: TempDir,
    roster: Arc<Roster>,
    physician: Arc<Unlocked>,
    denied: History,
    answered: History,
}

fn at(time: &str) -> Instant {
    format!("2026-10-08T{time}:00-05:00").parse().unwrap()
}

fn scene() -> Scene {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path()).unwrap().at_station(Some("UR-WS-14"));
    let phrase = || Passphrase::new("four plain invented words".to_owned());
    let (roster, ann) =
        Roster::create("Ann Arbor", Credential::Rn, None, &phrase(), at("08:00"), Cost::FOR_TESTS).unwrap();
    let enrol = RosterChange::enrol("Bob Bay", Credential::Md, None, false, &phrase(), Cost::FOR_TESTS).unwrap();
    let roster = roster.append(enrol, &ann, at("08:05")).unwrap();
    store.save_roster(&roster, None).unwrap();
    let bob = roster.find("Bob Bay, MD").unwrap().person().id.clone();
    let bob = Arc::new(roster.unlock(&bob, &phrase()).unwrap());
    let mut session = not_met();
    let why = || "Pain fell by a quarter.".to_owned();
    let by = |who: &Arc<Unlocked>, time| Stamp::signed_in(at(time), who.clone());
    does(&mut session, &Action::Refer { question: why(), to: String::new() }, &by(&Arc::new(ann), "17:00"));
    let (criteria, codes) = (unmet(&session), vec![not_approved("62350"), not_approved("62362")]);
    does(&mut session, &Action::Deny { codes, why: why(), criteria, late_because: String::new() }, &by(&bob, "17:10"));
    let denied = session.history().clone();
    let mut second = opened("2026-0001");
    for name in ["Testa One", "Testa Two", "Testa Three"] {
        answered(&mut second, name);
    }
    store.store_policy(session.policy()).unwrap();
    for history in [&denied, &second] {
        let mut version = None;
        for events in 1..=history.events().len() {
            let until = History::replay(history.events()[..events].to_vec()).unwrap();
            version = Some(store.save(&until, version.as_ref()).unwrap().version);
        }
    }
    Scene { folder, roster: Arc::new(roster), physician: bob, denied, answered: second }
}

impl Scene {
    fn audit(&self) -> FolderAudit {
        let store = CaseStore::open_read_only(self.folder.path()).unwrap();
        audit(&store, None, Some(&self.roster), &Catalog::bundled().unwrap()).unwrap()
    }

    /// All that is found of cases, with the case's id.
    fn found(&self) -> Vec<(String, Finding)> {
        let cases = self.audit().cases.into_iter();
        cases.flat_map(|it| it.findings.into_iter().map(move |found| (it.name.clone(), found))).collect()
    }

    fn path(&self, history: &History) -> PathBuf {
        mednec::store::case_path(self.folder.path(), &history.case().id)
    }

    fn log_path(&self) -> PathBuf {
        let mut names = fs::read_dir(self.folder.path().join("log")).unwrap();
        names.next().unwrap().unwrap().path()
    }

    fn text(&self, history: &History) -> String {
        fs::read_to_string(self.path(history)).unwrap()
    }

    fn put(&self, history: &History, text: &str) {
        fs::write(self.path(history), text).unwrap();
    }

    /// Puts a history in place of a case's, with every hash made anew.
    fn put_events(&self, history: &History, events: Vec<Event>) {
        let made = History::replay(chained(events)).unwrap();
        fs::write(self.path(history), case_file::write(&made).unwrap()).unwrap();
    }

    fn log_lines(&self) -> Vec<String> {
        fs::read_to_string(self.log_path()).unwrap().lines().map(str::to_owned).collect()
    }

    fn put_log(&self, lines: &[String]) {
        fs::write(self.log_path(), lines.join("\n") + "\n").unwrap();
    }

    /// Returns the findings of one case, and checks that the other one has none.
    fn alone(&self, history: &History) -> Vec<Finding> {
        let found = self.found();
        assert!(found.iter().all(|(case, _)| *case == history.case().id.to_string()), "{found:?}");
        found.into_iter().map(|(_, finding)| finding).collect()
    }
}

fn lines_of(text: &str) -> (Vec<String>, usize) {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let first = lines.iter().position(|line| line.starts_with("    {\"sequence\"")).unwrap();
    (lines, first)
}

fn unbacked(sequence: u32, signer_check: SignerCheck) -> Finding {
    Fault::from(UnconfirmedSignature { sequence, signer_check }).into()
}

fn damaged(why: ReplayError) -> Vec<Finding> {
    vec![Finding::Unreadable(Problem::Damaged(CaseFileError::Replay(why)))]
}

#[test]
fn an_untouched_store_is_sound() {
    let scene = scene();
    let found = scene.audit();
    assert!(found.is_sound(), "{found:?}");
    assert!(scene.found().is_empty());
    assert_eq!(found.logs, [("UR-WS-14".to_owned(), Vec::new())]);
    let heads: Vec<_> = found.cases.iter().filter_map(|case| case.head.clone()).collect();
    assert!(heads.contains(scene.denied.head()) && heads.contains(scene.answered.head()));
}

#[test]
fn an_edit_without_new_hashes_breaks_the_chain() {
    let scene = scene();
    let (lines, first) = lines_of(&scene.text(&scene.answered));
    let with = |lines: Vec<String>| {
        scene.put(&scene.answered, &(lines.join("\n") + "\n"));
        scene.alone(&scene.answered)
    };
    let edited = |from: &str, to: &str, place: usize| {
        let mut lines = lines.clone();
        assert!(lines[place].contains(from));
        lines[place] = lines[place].replace(from, to);
        with(lines)
    };
    // A value that a later event names as the one before it does not fit before the chain is asked.
    assert_eq!(edited("Sam Sample", "Tim Sample", first + 1), damaged(ReplayError::BrokenChain(3)), "another author");
    assert_eq!(edited("2026-01-14T09", "2026-01-13T09", first), damaged(ReplayError::BrokenChain(2)), "another time");
    assert_eq!(edited("Testa Three", "Testa Four", first + 3), damaged(ReplayError::Differs), "the last value");
    let both = lines.iter().map(|line| line.replace("Testa Three", "Testa Four")).collect();
    assert_eq!(with(both), damaged(ReplayError::OtherHead), "the last value, in the case too");
    let mut removed = lines.clone();
    removed.remove(first + 2);
    assert_eq!(with(removed), damaged(ReplayError::Gap(4)), "deleted in the middle");
    let mut swapped = lines.clone();
    swapped.swap(first + 1, first + 2);
    assert_eq!(with(swapped), damaged(ReplayError::Gap(3)), "two events swapped");
    let mut spliced = lines.clone();
    let (other, its_first) = lines_of(&scene.text(&scene.denied));
    spliced[first + 1].clone_from(&other[its_first + 1]);
    assert_eq!(with(spliced), damaged(ReplayError::BrokenChain(2)), "an event of another case");
    let mut case = lines.clone();
    let place = case.iter().position(|line| line.contains("Testa Three")).unwrap();
    case[place] = case[place].replace("Testa Three", "Testa Four");
    assert_eq!(with(case), damaged(ReplayError::Differs), "the case beside its history");
    with(lines.clone());
    assert!(scene.found().is_empty(), "put back as it was");
}

#[test]
fn hashes_made_anew_are_seen_by_the_log() {
    let scene = scene();
    let events = scene.answered.events().to_vec();
    let station = || "UR-WS-14".to_owned();
    let mut other = events.clone();
    other[1].by.name = "Tim Sample".to_owned();
    scene.put_events(&scene.answered, other);
    let head = events[1].hash();
    assert_eq!(scene.alone(&scene.answered), [Finding::OtherEvent { station: station(), revision: 2, head }]);
    scene.put_events(&scene.answered, events[..2].to_vec());
    let behind = Finding::Behind { station: station(), revision: 4, last: 2 };
    assert_eq!(scene.alone(&scene.answered), [behind], "its end cut off");
    let generations = fs::read_dir(scene.folder.path().join("previous")).unwrap();
    assert!(generations.count() > 0);
    let older = History::replay(events[..3].to_vec()).unwrap();
    fs::write(scene.path(&scene.answered), case_file::write(&older).unwrap()).unwrap();
    let behind = Finding::Behind { station: station(), revision: 4, last: 3 };
    assert_eq!(scene.alone(&scene.answered), [behind], "an older copy in its place");
    fs::remove_file(scene.path(&scene.answered)).unwrap();
    assert_eq!(scene.alone(&scene.answered), [Finding::Missing { station: station() }], "the whole case");
    fs::copy(scene.path(&scene.denied), scene.path(&scene.answered)).unwrap();
    assert_eq!(scene.alone(&scene.answered), [Finding::Unreadable(Problem::OtherId)], "another case under its name");
}

/// An event added to an open case past the program follows on the chain, and only the log does not know it.
#[test]
fn an_event_that_no_log_names_is_reported() {
    let scene = scene();
    let mut events = scene.answered.events().to_vec();
    let mut added = events.last().unwrap().clone();
    added.sequence += 1;
    let Change::Answer { before, after, .. } = &mut added.changes[0] else { panic!("an answer") };
    before.clone_from(after);
    after.as_mut().unwrap().value = Some(mednec::case::Value::Text("Testa Mallory".to_owned()));
    events.push(added);
    scene.put_events(&scene.answered, events);
    assert_eq!(scene.alone(&scene.answered), [Finding::Unlogged { from: 5, to: 5 }]);
    // A crash between a save and its log line leaves the same, so it is no fault.
    assert!(scene.audit().is_sound());
}

#[test]
fn a_signed_event_is_its_signers_whatever_the_hashes_say() {
    let scene = scene();
    let events = scene.denied.events().to_vec();
    let last = events.len() - 1;
    let sequence = events[last].sequence;
    let text = scene.text(&scene.denied);
    // An answer before the signatures: the first signature does not fit what is now before it.
    let mut other = events.clone();
    other[1].by.name = "Tim Sample".to_owned();
    let found = History::replay(chained(other));
    assert!(matches!(found, Err(ReplayError::NotProved(_))), "{found:?}");
    // The last signature made again by somebody else's key.
    let own = Unlocked::invented("Mallory Example", Credential::Md);
    let before = History::replay(events[..last].to_vec()).unwrap();
    let mut forged = events[last].clone();
    sign_as(&before, &mut forged, CriteriaResult::CriteriaNotMet, &own);
    let put = |event: Event| {
        let events = [&events[..last], &[event]].concat();
        fs::write(scene.path(&scene.denied), case_file::write(&History::replay(events).unwrap()).unwrap()).unwrap();
        scene.alone(&scene.denied)
    };
    let found = put(forged);
    assert!(found.contains(&unbacked(sequence, SignerCheck::UnknownKey)), "{found:?}");
    assert!(found.iter().any(|it| matches!(it, Finding::OtherEvent { .. })), "and the log: {found:?}");
    // The physician's own key, over a result that the record does not give.
    let mut claimed = events[last].clone();
    let Change::Determination { after: Some(decided), .. } = &mut claimed.changes[0] else { panic!() };
    decided.result = CriteriaResult::CriteriaMet;
    sign_as(&before, &mut claimed, CriteriaResult::CriteriaMet, &scene.physician);
    let other: Finding =
        Fault::OtherResult { sequence, signed: CriteriaResult::CriteriaMet, found: CriteriaResult::CriteriaNotMet }
            .into();
    let found = put(claimed);
    assert!(found.contains(&other), "{found:?}");
    scene.put(&scene.denied, &text);
    assert!(scene.found().is_empty(), "put back as it was");
    assert_eq!(events[last].by.role, Role::Physician);
    assert_eq!(events[last].effect, Effect::Fresh);
}

#[test]
fn a_log_tells_what_was_done_to_it() {
    let scene = scene();
    let lines = scene.log_lines();
    let faults = |lines: Vec<String>| {
        scene.put_log(&lines);
        scene.audit().logs.remove(0).1
    };
    let month = || lines_month(&scene);
    let broken = |line| LogFault::Broken { month: month(), line };
    let changed = |place: usize, from: &str, to: &str| {
        let mut lines = lines.clone();
        assert!(lines[place].contains(from), "{}", lines[place]);
        lines[place] = lines[place].replacen(from, to, 1);
        lines
    };
    assert_eq!(faults(changed(1, "N. Berg", "M. Berg")), [broken(3)], "a line changed");
    let mut removed = lines.clone();
    removed.remove(4);
    assert_eq!(faults(removed), [broken(5)], "a line left out");
    let mut swapped = lines.clone();
    swapped.swap(2, 3);
    assert_eq!(faults(swapped), [broken(3), broken(4), broken(5)], "two lines swapped");
    assert_eq!(faults(lines[3..].to_vec()), [LogFault::NoBeginning], "the beginning cut off");
    let mut cut = lines.clone();
    cut[5].truncate(40);
    assert_eq!(faults(cut), [LogFault::CutOff { month: month(), line: 6 }, broken(7)], "a line cut by hand");
    assert_eq!(faults(lines.clone()), []);
}

fn lines_month(scene: &Scene) -> String {
    let name = scene.log_path().file_stem().unwrap().to_str().unwrap().to_owned();
    name.strip_prefix("UR-WS-14-").unwrap().to_owned()
}

/// Named as not caught inside a folder. The head that a paper states, a backup or another workstation's log still tells.
#[test]
fn what_no_folder_can_tell_of_itself() {
    let scene = scene();
    let (lines, events) = (scene.log_lines(), scene.answered.events().to_vec());
    // A case and the log cut at the same place.
    scene.put_events(&scene.answered, events[..3].to_vec());
    scene.put_log(&lines[..lines.len() - 1]);
    let found = scene.audit();
    assert!(found.is_sound() && scene.found().is_empty(), "not caught: {found:?}");
    assert!(
        !found.cases.iter().any(|case| case.head.as_ref() == Some(scene.answered.head())),
        "the paper's head is gone"
    );
    // Every log removed: said, and no fault.
    fs::remove_file(scene.log_path()).unwrap();
    assert_eq!(scene.found().iter().filter(|(_, found)| *found == Finding::NotLogged).count(), 2);
    // The whole case made anew without signatures, log and all, is a case that somebody wrote.
    let mut other = events;
    other[1].by.name = "Tim Sample".to_owned();
    scene.put_events(&scene.answered, other);
    assert!(scene.audit().is_sound());
}

#[test]
fn what_the_program_does_itself_is_no_fault() {
    let scene = scene();
    let store = CaseStore::open(scene.folder.path()).unwrap().at_station(Some("UR-WS-15"));
    let case: &CaseId = &scene.answered.case().id;
    // Deleted, another one of its id saved and deleted, the first one taken out.
    let trashed = store.trash(case, "entered twice", "Ann Arbor, RN", at("18:00")).unwrap();
    assert!(scene.found().is_empty());
    let mut other = opened("2026-0001");
    answered(&mut other, "Testa Other");
    store.save(&other, None).unwrap();
    assert!(scene.found().is_empty(), "{:?}", scene.found());
    store.trash(case, "entered twice", "Ann Arbor, RN", at("18:10")).unwrap();
    store.restore_from_trash(&trashed.trashed, "Ann Arbor, RN").unwrap();
    assert!(scene.found().is_empty(), "{:?}", scene.found());
    // A damaged file, and an earlier generation in its place.
    let bytes = fs::read(scene.path(&scene.answered)).unwrap();
    fs::write(scene.path(&scene.answered), &bytes[..bytes.len() / 2]).unwrap();
    assert!(!scene.audit().is_sound());
    let earlier = store.previous(case).remove(0);
    store.restore_generation(&earlier, at("19:00"), "Ann Arbor, RN").unwrap();
    // Nothing in the folder proves that line, so somebody has to look.
    assert!(!scene.audit().is_sound(), "{:?}", scene.found());
    assert!(scene.found().iter().all(|(_, found)| matches!(found, Finding::PutBack { .. })));
    assert_eq!(scene.found().len(), 1, "and it is said");
    // What was removed from the trash past the program is.
    fs::remove_file(scene.folder.path().join("trash/2026-0001.2.json")).unwrap();
    assert!(scene.found().contains(&("2026-0001".to_owned(), Finding::GoneFromTrash { number: 2 })));
    assert!(!scene.audit().is_sound());
}

/// A clock that went back is written down, and the lines go on where they were.
#[test]
fn a_clock_that_went_back_is_logged() {
    let scene = scene();
    let path = scene.folder.path().join("log/UR-WS-14-2099-01.jsonl");
    fs::rename(scene.log_path(), &path).unwrap();
    let lines = scene.log_lines();
    let late = lines.iter().map(|line| {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["at"] = "2099-01-02T03:04:05Z".into();
        line.to_string()
    });
    scene.put_log(&late.collect::<Vec<_>>()[..1]);
    let store = CaseStore::open(scene.folder.path()).unwrap().at_station(Some("UR-WS-14"));
    let view = || Logged::Viewed { case: scene.denied.case().id.clone(), revision: 1 };
    store.log(view(), None).unwrap();
    store.log(view(), None).unwrap();
    let log = store.logs().unwrap().remove(0);
    assert_eq!(log.faults, []);
    let told: Vec<Logged> = log.lines.into_iter().skip(1).map(|line| line.what).collect();
    let went_back = Logged::ClockWentBack { from: "2099-01-02T03:04:05+00:00".parse().unwrap() };
    assert_eq!(told, [went_back, view(), view()]);
    assert_eq!(scene.log_path(), path, "one file");
}

/// Views and exports go to the log and nowhere else: the case's file is not touched. In a folder that is only read, nothing is.
#[test]
fn to_look_at_a_case_changes_nothing_but_the_log() {
    let scene = scene();
    let before = (scene.text(&scene.denied), scene.log_lines().len());
    let cli = |arguments: &[&str]| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_mednec-cli")).args(arguments).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    let path = scene.path(&scene.denied).display().to_string();
    cli(&["replay", &path]);
    cli(&["explain", &path, "pain-reduction"]);
    cli(&["export", &path, "--paper", "note", "--format", "text"]);
    let store = CaseStore::open_read_only(scene.folder.path()).unwrap();
    let told: Vec<LogLine> = store.logs().unwrap().into_iter().flat_map(|log| log.lines).collect();
    let kinds: Vec<&str> = told
        .iter()
        .skip(before.1)
        .map(|line| match &line.what {
            Logged::Viewed { .. } => "viewed",
            Logged::Exported { paper, head, .. } if head.as_ref() == Some(scene.denied.head()) => paper,
            _ => "other",
        })
        .collect();
    assert_eq!((scene.text(&scene.denied), kinds), (before.0, vec!["viewed", "viewed", "note"]));
    let said = cli(&["verify", &scene.folder.path().display().to_string()]);
    assert!(said.contains("2 cases, 0 needing attention; 2 logs"), "{said}");
    assert!(store.log(Logged::UnlockFailed, None).is_ok());
    assert_eq!(store.logs().unwrap().into_iter().flat_map(|log| log.lines).count(), told.len(), "only looked into");
}
