//! The record in the window: what is said of saves, work that somebody else's save went before, work that was cut off,
//! damaged files, the trash, the history.
//!
//! Must not know: how a save is made safe (that is proved without a window).
#![allow(clippy::disallowed_methods, reason = "what is done to the files past the program")]

use std::path::PathBuf;

use mednec::case::{Action, CaseState, Reviewer, Stamp, Value};
use mednec::ids::CaseId;
use mednec::policy::Catalog;
use mednec::session::Session;
use mednec::store::{CaseStore, Logged, case_file};

use crate::driver::{Driver, PUMP, SMALL, TRIAL};

fn id(case: &str) -> CaseId {
    CaseId::parse(case).unwrap()
}

/// Somebody at another workstation answers a question and saves.
fn elsewhere(d: &Driver, case: &str, question: &str, text: &str) {
    let store = CaseStore::open(d.store()).unwrap().at_station(Some("UR-WS-20"));
    let loaded = store.load(&id(case)).unwrap();
    let mut session = Session::resume(loaded.history, &Catalog::bundled().unwrap()).unwrap();
    let by = Reviewer::unproved("Otto Elsewhere", "RN").unwrap();
    let stamp = Stamp::named(mednec::clock::now(), by).at_station(Some("UR-WS-20"));
    let action = Action::Answer { question: question.into(), value: Value::Text(text.to_owned()) };
    assert_eq!(session.dispatch(&action, &stamp), Ok(true));
    store.save(session.history(), Some(&loaded.version)).unwrap();
}

fn saved(d: &mut Driver) {
    d.wait_for(|it| it.sees("Saved at "));
}

fn files(d: &Driver, folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(d.store().join(folder)).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn the_foot_says_where_the_case_stands_with_the_disk() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    saved(&mut d);
    let case = d.case_id();
    let mut d = d.restart();
    d.open(&case);
    d.see("Unchanged");
    d.type_into("Plan", "Choice");
    saved(&mut d);
    let file = d.file_of(&case);
    let aside = d.store().join("aside");
    std::fs::rename(&file, &aside).unwrap();
    std::fs::create_dir(&file).unwrap();
    d.type_into("Plan", "Choice Plus");
    d.wait_for(|it| it.sees("Not saved: "));
    d.see_not("Saved at ");
    std::fs::remove_dir(&file).unwrap();
    std::fs::rename(&aside, &file).unwrap();
    d.press("Save again");
    saved(&mut d);
    let history = CaseStore::open(d.store()).unwrap().load(&id(&case)).unwrap().history;
    assert_eq!(history.case().text(&"member.plan".into()), "Choice Plus");
}

#[test]
fn work_that_somebody_elses_save_went_before_is_kept_and_compared() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Plan", "Choice");
    saved(&mut d);
    let case = d.case_id();
    elsewhere(&d, &case, "request.facility", "St. Otto");
    d.type_into("Plan", "Choice Plus");
    d.wait_for(|it| it.sees("Somebody else saved case"));
    assert_eq!((d.value("Plan"), d.value("Facility")), ("Choice".to_owned(), "St. Otto".to_owned()), "as it is now");
    assert_eq!(files(&d, "conflicts").len(), 1);
    assert!(d.lists(&[&case, "copy to compare"]), "{:?}", d.worklist());

    // Also after a restart, and it counts for nothing until it is taken over.
    let mut d = d.restart();
    d.wait_for(|it| it.lists(&[&case, "copy to compare"]));
    d.open(&case);
    d.see("This case has a conflict copy");
    d.press("Compare");
    d.wait_for(|it| it.sees("Conflict copies of this case"));
    d.see("Choice Plus");
    d.press_nth("Take over from the copy", 0);
    d.press("Done with this copy: move it to the trash");
    d.wait_for(|it| it.sees("Member's name"));
    assert_eq!(d.value("Facility"), "St. Otto");
    assert!(files(&d, "conflicts").is_empty() && !files(&d, "trash").is_empty());
    d.wait_for(|it| !it.lists(&[&case, "copy to compare"]));
    saved(&mut d);
}

#[test]
fn work_that_was_cut_off_is_offered_and_never_used_in_silence() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Plan", "Choice");
    saved(&mut d);
    let case = d.case_id();
    let file = d.file_of(&case);
    let before = std::fs::read(&file).unwrap();
    d.type_into("Plan", "Choice Plus");
    d.wait_for(|it| std::fs::read(it.file_of(&case)).unwrap() != before);
    saved(&mut d);
    let after = std::fs::read(&file).unwrap();
    // As if the program had been stopped before the rename, twice.
    let cut_off = || {
        std::fs::write(&file, &before).unwrap();
        std::fs::write(file.with_file_name(".mednec-save-cut"), &after).unwrap();
    };
    cut_off();
    let mut d = d.restart();
    d.wait_for(|it| it.sees("Interrupted saves"));
    d.see(" by Rosa Lind; the folder has it up to event 3");
    assert_eq!(std::fs::read(&file).unwrap(), before, "nothing was used");
    d.press("Recover");
    d.wait_for(|it| it.sees("as it was when saving was interrupted"));
    d.open(&case);
    assert_eq!(d.value("Plan"), "Choice Plus");
    cut_off();
    let mut d = d.restart();
    d.wait_for(|it| it.sees("Interrupted saves"));
    d.press("Discard");
    d.wait_for(|it| it.sees("was discarded"));
    d.open(&case);
    assert_eq!(d.value("Plan"), "Choice");
}

#[test]
fn a_damaged_case_stays_in_sight_with_what_can_be_done() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    for plan in ["One", "Two", "Three"] {
        d.type_into("Plan", plan);
        saved(&mut d);
    }
    d.wait_for(|it| it.sees("Saved at "));
    let case = d.case_id();
    let file = d.file_of(&case);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let mut d = d.restart();
    d.wait_for(|it| it.lists(&["Cannot open", &case]));
    d.open("Cannot open");
    d.wait_for(|it| it.sees("The program does not change this file"));
    d.see("it is truncated");
    d.see_not("View it");
    d.press_nth("Use this version", 0);
    d.wait_for(|it| it.sees("The earlier version is in place"));
    assert!(!files(&d, "trash").is_empty(), "the damaged file is kept");
    d.wait_for(|it| !it.lists(&["Cannot open"]) && it.lists(&[&case]));
    d.open(&case);
    d.see("Unchanged");

    // A case whose history does not belong to it is looked at, and nothing else.
    let text = String::from_utf8(whole).unwrap();
    std::fs::write(&file, text.replacen("\"Three\"", "\"Four\"", 1)).unwrap();
    let mut d = d.restart();
    d.wait_for(|it| it.lists(&["Cannot open", &case]));
    d.open("Cannot open");
    d.wait_for(|it| it.sees("The program does not change this file"));
    d.press("View it");
    d.see("This case cannot be relied on");
    d.stands("No result");
    d.see_not("left to review");
    let before = std::fs::read(&file).unwrap();
    d.type_into("Plan", "Five");
    d.see("The case can be viewed, but not relied on, changed or exported");
    d.press("Papers…");
    d.see("The case can be viewed, but not relied on, changed or exported");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert!(case_file::read(&before).is_err());
}

#[test]
fn a_case_goes_to_the_trash_with_a_reason_and_comes_back() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Member's name", "T. Twice");
    saved(&mut d);
    let case = d.case_id();
    let bytes = std::fs::read(d.file_of(&case)).unwrap();
    d.begin(PUMP);
    saved(&mut d);
    d.open("T. Twice");
    d.press("Settings…");
    d.press("Trash and backup…");
    d.wait_for(|it| it.sees("The trash is empty."));
    d.half_type("Why", 0, "Entered twice");
    d.press(&format!("Move case {case} to the trash"));
    d.wait_for(|it| it.sees("is in the trash."));
    d.wait_for(|it| !it.lists(&["T. Twice"]));
    assert!(!d.file_of(&case).exists());
    let mut d = d.restart();
    d.press("Settings…");
    d.press("Trash and backup…");
    d.wait_for(|it| it.sees("Entered twice"));
    d.see("Rosa Lind, RN");
    d.press("Restore from the trash");
    d.wait_for(|it| it.lists(&["T. Twice"]));
    assert_eq!(std::fs::read(d.file_of(&case)).unwrap(), bytes);
}

#[test]
fn a_folder_that_is_only_read_says_so() {
    let d = Driver::on_case(SMALL, "RN", TRIAL);
    let case = d.case_id();
    // A file where the folder of locks belongs: nothing can be locked, whoever runs the test.
    let locks = d.store().join("locks");
    let mut d = d.restart();
    d.open(&case);
    std::fs::remove_dir_all(&locks).unwrap();
    std::fs::write(&locks, "").unwrap();
    let mut d = d.restart();
    d.see("This folder is read-only");
    d.open(&case);
    d.type_into("Plan", "Choice");
    d.see("Not changed: ");
    assert_eq!(d.value("Plan"), "");
}

#[test]
fn the_history_says_who_did_what_before_and_after() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Plan", "Choice");
    d.type_into("Plan", "Choice Plus");
    d.press("History 4");
    for text in ["Rosa Lind, RN", "at UR-WS-14", "Before", "Choice", "After", "Choice Plus", "case opened"] {
        d.see(text);
    }
    d.press("Undo");
    d.press("History 5");
    d.see("undoes 4");
}

#[test]
fn who_works_on_a_case_is_said_at_every_other_workstation() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    let case = d.case_id();
    d.type_into("Plan", "Choice");
    saved(&mut d);
    d.wait_for(|it| files(it, "presence").len() == 1);

    // Looked at, and nothing else, until it is said what is wanted.
    let mut other = d.beside("UR-WS-20");
    other.introduce("Otto Elsewhere", "RN");
    other.wait_for(|it| it.lists(&[&case]));
    other.open(&case);
    other.wait_for(|it| it.sees("Open on UR-WS-14 since"));
    other.see("Rosa Lind, RN is working on it.");
    other.type_into("Plan", "Else");
    other.see("Not changed: Rosa Lind, RN is working on this case on UR-WS-14");
    assert_eq!(other.value("Plan"), "Choice");

    // A copy is kept beside the case and is no part of it.
    other.press("Work on a copy");
    other.type_into("Plan", "Else");
    other.wait_for(|it| it.sees("Copy saved at"));
    assert_eq!(files(&d, "conflicts").len(), 1);
    d.type_into("Facility", "St. Anne");
    saved(&mut d);
    let history = CaseStore::open(d.store()).unwrap().load(&id(&case)).unwrap().history;
    let text = |question: &str| history.case().text(&question.into()).to_owned();
    assert_eq!((text("member.plan"), text("request.facility")), ("Choice".to_owned(), "St. Anne".to_owned()));

    // Taken over: what was saved until now is gone on with, and the log says so.
    other.press("Take over");
    other.wait_for(|it| !it.sees("You are working on a copy") && it.value("Facility") == "St. Anne");
    assert_eq!(other.value("Plan"), "Choice");
    other.type_into("Plan", "Choice Plus");
    saved(&mut other);
    let logs = CaseStore::open(d.store()).unwrap().logs().unwrap();
    let told = logs.iter().flat_map(|log| &log.lines).filter(|line| matches!(line.what, Logged::TakenOver { .. }));
    assert_eq!(told.count(), 1);

    // Closed, nobody works on it any more.
    assert!(other.closes());
    assert!(files(&d, "presence").is_empty());
}

#[test]
fn a_backup_is_made_checked_and_restored_from_the_window() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Member's name", "B. Backup");
    saved(&mut d);
    let case = d.case_id();
    d.press("Settings…");
    d.press("Trash and backup…");
    d.wait_for(|it| it.sees("The trash is empty."));
    d.press("Back up all cases…");
    d.wait_for(|it| it.sees("The backup was made"));
    d.press("Check a backup…");
    d.wait_for(|it| it.sees("The backup is intact") && it.sees("1 case,"));
    d.press("Restore a backup…");
    d.wait_for(|it| it.sees("Restored: "));
    let restored = CaseStore::open(d.store().with_file_name("mednec-restored")).unwrap();
    let here = CaseStore::open(d.store()).unwrap();
    assert_eq!(restored.load(&id(&case)), here.load(&id(&case)));
}

#[test]
fn a_sign_in_that_fails_stands_in_the_log() {
    let mut d = Driver::in_department(SMALL, TRIAL);
    d.sign_in("Rosa Lind, RN", "not the passphrase at all");
    d.see("Not signed in: ");
    let logged = files(&d, "log").iter().map(|file| std::fs::read_to_string(file).unwrap()).collect::<String>();
    let line = logged.lines().find(|line| line.contains("unlock-failed")).unwrap();
    assert!(line.contains("Rosa Lind") && !line.contains("passphrase"), "{line}");
}

/// A signature that the folder's roster does not back: the row says nothing of the decision, and the case is only looked at.
#[test]
fn a_case_that_nobody_answers_for_is_only_looked_at() {
    let d = Driver::in_department(SMALL, TRIAL);
    let catalog = Catalog::bundled().unwrap();
    let stamp =
        Stamp::named("2026-03-02T09:00:00-05:00".parse().unwrap(), Reviewer::unproved("N. Berg", "RN").unwrap());
    let records = mednec::samples::records(&catalog, &stamp).unwrap();
    let approved = records.iter().find(|history| history.case().state() == CaseState::Approved).unwrap();
    let case = approved.case().id.to_string();
    let path = d.file_of(&case);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, case_file::write(approved).unwrap()).unwrap();
    let mut d = d.restart();
    d.wait_for(|it| it.lists(&["Not reliable", &case]));
    assert!(!d.lists(&["Approved"]), "{:?}", d.worklist());
    d.sign_in("Rosa Lind, RN", crate::driver::PASSPHRASE);
    d.open(&case);
    d.see("This case cannot be relied on");
    d.see("the roster does not confirm the signature: the key belongs to nobody on the roster");
    d.press("Papers…");
    d.see("The case can be viewed, but not relied on, changed or exported");
}
