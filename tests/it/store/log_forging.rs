//! Lines that somebody without a key adds to a log so that an older copy of a case looks right, and what the program says where its
//! own lines are missing. Everybody who can write in the folder can make the hashes of a log's chain anew.
//!
//! Must not know: what a changed case file gives (that is `tampering`).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;

use mednec::audit::{Finding, FolderAudit, audit};
use mednec::case::History;
use mednec::ids::ContentHash;
use mednec::policy::Catalog;
use mednec::store::{CaseStore, LogLine, Logged, case_file};
use tempfile::TempDir;

use crate::store::saving::{answered, id, opened};

const CASE: &str = "2026-0001";
const STATION: &str = "UR-WS-14";

/// A store with a case of four events, all logged.
struct Scene {
    folder: TempDir,
    history: History,
}

fn scene() -> Scene {
    let mut scene = Scene { folder: tempfile::tempdir().unwrap(), history: opened(CASE) };
    let store = scene.store();
    let mut version = store.save(&scene.history, None).unwrap().version;
    for name in ["Testa One", "Testa Two", "Testa Three"] {
        answered(&mut scene.history, name);
        version = store.save(&scene.history, Some(&version)).unwrap().version;
    }
    scene
}

impl Scene {
    fn store(&self) -> CaseStore {
        CaseStore::open(self.folder.path()).unwrap().at_station(Some(STATION))
    }

    fn path(&self) -> PathBuf {
        mednec::store::case_path(self.folder.path(), &id(CASE))
    }

    fn audit(&self) -> FolderAudit {
        audit(&CaseStore::open_read_only(self.folder.path()).unwrap(), None, None, &Catalog::bundled().unwrap())
            .unwrap()
    }

    fn findings(&self) -> Vec<Finding> {
        self.audit().cases.into_iter().flat_map(|case| case.findings).collect()
    }

    /// The case as it was with this many events.
    fn at(&self, events: usize) -> History {
        History::replay(self.history.events()[..events].to_vec()).unwrap()
    }

    fn put(&self, history: &History) {
        fs::write(self.path(), case_file::write(history).unwrap()).unwrap();
    }

    fn log_path(&self) -> PathBuf {
        fs::read_dir(self.folder.path().join("log")).unwrap().next().unwrap().unwrap().path()
    }

    /// Adds lines to the log as somebody would who knows how it is made.
    fn forge(&self, lines: impl IntoIterator<Item = Logged>) {
        let text = fs::read_to_string(self.log_path()).unwrap();
        let mut last = text.lines().last().unwrap().to_owned();
        let (mut out, at) = (text.clone(), serde_json::from_str::<LogLine>(&last).unwrap().at);
        for what in lines {
            let previous = Some(ContentHash::of(&[b"mednec log line 1\n", last.as_bytes()].concat()));
            let program = "mednec 0.1.0".to_owned();
            last = serde_json::to_string(&LogLine { previous, at, by: None, program, what }).unwrap();
            out += &format!("{last}\n");
        }
        fs::write(self.log_path(), out).unwrap();
        assert!(
            self.audit().logs.iter().all(|(_, faults)| faults.is_empty()),
            "the chain is made as it has to be made"
        );
    }

    fn saved(&self, history: &History, confirmed: bool) -> Logged {
        Logged::Saved { case: id(CASE), revision: history.last_sequence(), head: history.head().clone(), confirmed }
    }
}

#[test]
fn an_added_line_excuses_no_older_copy() {
    let behind = |last| Finding::Behind { station: STATION.to_owned(), revision: 4, last };
    let case = || id(CASE);
    // Put back.
    let scene = scene();
    scene.put(&scene.at(2));
    assert_eq!(scene.findings(), [behind(2)]);
    scene.forge([Logged::PutBack { case: case(), revision: 2 }]);
    let put_back = Finding::PutBack { station: STATION.to_owned(), by: None, revision: 4, last: 2 };
    assert_eq!((scene.audit().is_sound(), scene.findings()), (false, vec![put_back]));
    // An unconfirmed save of a later state, and one of the older state.
    let scene = self::scene();
    let mut later = scene.history.clone();
    answered(&mut later, "Testa Four");
    scene.put(&scene.at(2));
    scene.forge([scene.saved(&later, false), scene.saved(&scene.at(2), true), scene.saved(&scene.history, false)]);
    assert_eq!(scene.findings(), [behind(2)]);
    assert!(!scene.audit().is_sound());
}

#[test]
fn a_trashed_line_excuses_no_older_copy() {
    let trashed = || Logged::Trashed { case: id(CASE), number: 1 };
    let in_trash = |scene: &Scene| scene.folder.path().join("trash").join(format!("{CASE}.1.json"));
    // The newer file moved to the trash, an older one in its place.
    let scene = scene();
    fs::rename(scene.path(), in_trash(&scene)).unwrap();
    scene.put(&scene.at(2));
    scene.forge([trashed()]);
    assert!(scene.findings().contains(&Finding::LongerInTrash { number: 1, revision: 4 }), "{:?}", scene.findings());
    assert!(!scene.audit().is_sound());
    // Something else in the trash, with or without a line that names the older one as saved since.
    for lines in [vec![trashed()], vec![trashed(), scene.saved(&scene.at(2), true)]] {
        let scene = self::scene();
        scene.put(&scene.at(2));
        fs::write(in_trash(&scene), "{}").unwrap();
        scene.forge(lines);
        let behind = Finding::Behind { station: STATION.to_owned(), revision: 4, last: 2 };
        assert_eq!(scene.findings(), [behind]);
    }
    // Another case that nobody saved, in place of a deleted one.
    let scene = self::scene();
    fs::rename(scene.path(), in_trash(&scene)).unwrap();
    scene.forge([trashed()]);
    assert!(scene.audit().is_sound(), "{:?}", scene.findings());
    let mut event = opened(CASE).events()[0].clone();
    event.by.name = "Tim Sample".to_owned();
    scene.put(&History::replay(mednec::case::chained(vec![event])).unwrap());
    assert_eq!(scene.findings(), [Finding::NotLoggedSinceDeleted]);
    assert!(!scene.audit().is_sound());
}

/// One story where a move happened and its line was not written: the command says so, and the audit finds the case.
#[test]
fn a_move_that_was_not_logged_is_told_as_one_story() {
    let scene = scene();
    let store = scene.store();
    let log = scene.log_path();
    let kept = fs::read(&log).unwrap();
    let cut_log = || {
        fs::remove_file(&log).unwrap();
        fs::create_dir(&log).unwrap();
    };
    let mend_log = || {
        fs::remove_dir(&log).unwrap();
        fs::write(&log, &kept).unwrap();
    };
    let now = scene.history.events()[0].at;
    cut_log();
    let deleted = store.trash(&id(CASE), "entered twice", "Sam Sample, RN", now).unwrap();
    assert!(deleted.logged.is_err());
    mend_log();
    assert_eq!(scene.findings(), [Finding::DeletedUnlogged { number: 1 }]);
    assert!(scene.audit().is_sound());
    let store = scene.store();
    assert!(store.restore_from_trash(&deleted.trashed, "Sam Sample, RN").unwrap().logged.is_ok());
    assert!(scene.findings().is_empty(), "{:?}", scene.findings());
    // And the other way: its way back was not logged.
    let deleted = store.trash(&id(CASE), "entered twice", "Sam Sample, RN", now).unwrap();
    let kept = fs::read(&log).unwrap();
    cut_log();
    assert!(store.restore_from_trash(&deleted.trashed, "Sam Sample, RN").unwrap().logged.is_err());
    fs::remove_dir(&log).unwrap();
    fs::write(&log, &kept).unwrap();
    assert_eq!(scene.findings(), [Finding::TakenOutUnlogged { number: 1 }]);
    assert!(scene.audit().is_sound());
}

#[test]
fn the_command_line_says_that_a_deletion_was_not_logged() {
    let scene = scene();
    let store = scene.folder.path().display().to_string();
    let station = mednec::store::paths::station().unwrap_or_else(|| "unnamed".to_owned());
    let month = scene
        .log_path()
        .file_stem()
        .unwrap()
        .to_str()
        .unwrap()
        .strip_prefix(&format!("{STATION}-"))
        .unwrap()
        .to_owned();
    fs::create_dir(scene.folder.path().join("log").join(format!("{station}-{month}.jsonl"))).unwrap();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_mednec-cli"))
        .args(["trash", CASE, "--reason", "entered twice", "--store", &store])
        .output()
        .unwrap();
    let (said, error) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(said.contains("is in the trash as number 1"), "{said}");
    assert!(error.contains("not recorded in this workstation"), "{error}");
    assert_eq!(out.status.code(), Some(1));
}

#[test]
fn a_line_of_any_length_is_gone_on_from() {
    let scene = scene();
    for length in [70_000, 200_000, 3_000_000] {
        // As a program wrote it that did not limit a name, or somebody by hand.
        scene.forge([Logged::TakenOver { case: id(CASE), from: "x".repeat(length) }]);
        let store = scene.store();
        store.log(Logged::UnlockFailed, None).unwrap();
        store.log(Logged::UnlockFailed, None).unwrap();
        let logs = store.logs().unwrap();
        assert_eq!(logs[0].faults, [], "{length}");
    }
    assert!(scene.audit().is_sound());
}

/// Another process of the same workstation has added much since.
#[test]
fn what_another_process_added_is_gone_on_from() {
    let scene = scene();
    let (one, other) = (scene.store(), scene.store());
    one.log(Logged::UnlockFailed, None).unwrap();
    for _ in 0..600 {
        other.log(Logged::UnlockFailed, Some("Sam Sample, RN")).unwrap();
    }
    one.log(Logged::UnlockFailed, None).unwrap();
    assert_eq!(one.logs().unwrap()[0].faults, []);
}

#[test]
fn texts_of_a_line_have_a_limit() {
    let scene = scene();
    let store = scene.store();
    let long = "\u{e4}".repeat(70_000);
    store.log(Logged::TakenOver { case: id(CASE), from: long.clone() }, Some(&long)).unwrap();
    store.log(Logged::Exported { case: None, paper: long.clone(), head: None }, Some(&long)).unwrap();
    let text = fs::read_to_string(scene.log_path()).unwrap();
    assert!(text.lines().all(|line| line.len() < 2000));
    assert_eq!(store.logs().unwrap()[0].faults, []);
    store.log(Logged::UnlockFailed, Some("Sam Sample, RN")).unwrap();
    assert!(fs::read_to_string(scene.log_path()).unwrap().contains("\"Sam Sample, RN\""), "a usual name stays");
}
