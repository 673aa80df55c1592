//! Rules that window and command line share, seen in the window. `tests/it/both_front_ends.rs` drives the command line.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use mednec::case::{Action, Reviewer, Stamp};
use mednec::clock::now;
use mednec::ids::CaseId;
use mednec::policy::Catalog;
use mednec::session::Session;
use mednec::store::CaseStore;

use crate::driver::*;

#[test]
fn on_a_tie_the_newest_case_is_first() {
    let mut d = Driver::new(LARGE);
    d.introduce("Rosa Lind", "RN");
    let policy = Catalog::bundled().unwrap().entries()[0].policy.clone();
    let store = CaseStore::open(d.store()).unwrap();
    store.store_policy(&policy).unwrap();
    let stamp = Stamp::named(now(), Reviewer::unproved("Rosa Lind", "RN").unwrap());
    for id in ["2026-0001", "2026-0003", "2026-0002"] {
        let open = Action::Open { pathway: "cancer".into() };
        let session = Session::begin(CaseId::parse(id).unwrap(), Arc::clone(&policy), &open, &stamp).unwrap();
        store.save(session.history(), None).unwrap();
    }
    let mut d = d.restart();
    d.wait_for(|it| it.worklist().len() == 3);
    let rows = d.worklist();
    for (row, id) in rows.iter().zip(["2026-0003", "2026-0002", "2026-0001"]) {
        assert!(row.contains(id), "{rows:?}");
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a file from outside")]
fn a_broken_table_of_due_dates_is_a_warning() {
    let d = Driver::new(LARGE);
    std::fs::write(d.store().join("turnaround.toml"), "format = 7\n").unwrap();
    let d = d.restart();
    d.see("due dates cannot be used, so those of the program apply");
}

#[test]
fn nothing_is_handed_over_into_a_store() {
    let mut d = Driver::on_case(LARGE, "RN", TRIAL);
    let case = d.case_id();
    let inside = d.store();
    d.saves_in.lock().unwrap().clone_from(&inside);
    d.keys(Modifiers::COMMAND, &[Key::E]);
    d.press("Hand over…");
    d.wait_for(|it| it.sees("The case was not handed over"));
    d.see("inside the folder of cases");
    let named = |folder: PathBuf| folder.join(format!("case-{case}.mednec"));
    assert!(!named(inside).exists());
    let outside = d.settings_file().parent().unwrap().to_owned();
    d.saves_in.lock().unwrap().clone_from(&outside);
    d.press("Hand over…");
    d.wait_for(|it| it.sees("It stays here too"));
    assert!(named(outside).exists());
}
