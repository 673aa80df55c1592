//! A signed trial as proof for a placement, at the window: found by its member, linked with one key, checked again before the
//! signature.
//!
//! Must not know: what a link has to hold (that is `linked_cases` of the integration tests).

use eframe::egui::{Key, Modifiers};
use mednec::case::CaseState;
use mednec::ids::CaseId;
use mednec::store::CaseStore;

use crate::driver::*;

const HOW: &str = "How is it shown that the trial met its criteria?";
const LINKED: &str = "A signed case of this store";

/// A signed trial, and a placement of the same member at the step where the trial is shown; the trial's id.
fn two_cases() -> (Driver, String) {
    let mut d = Driver::in_department(LARGE, TRIAL);
    d.fill_trial("1965-02-11", "2026-03-20");
    d.press("Request");
    d.type_into("Add a CPT code", "62326");
    confirm(&mut d);
    let trial = d.case_id();
    d.keys(Modifiers::COMMAND, &[Key::D]);
    d.press("Approve…");
    d.press("Approve and sign");
    d.see("(62326): approved, 1 unit");
    d.wait_for(|it| it.sees("Saved "));
    d.begin(PUMP);
    d.fill_request("1965-02-11", "2026-03-20");
    confirm(&mut d);
    d.press("Infusion trial");
    d.choose(HOW, LINKED);
    (d, trial)
}

fn confirm(d: &mut Driver) {
    d.press("Confirmations");
    d.press("The member's benefit plan document was checked");
    d.press("Federal and state mandates were checked");
}

fn has_link(d: &mut Driver) -> bool {
    d.wait_for(|it| it.sees("Saved "));
    let store = CaseStore::open(d.store()).unwrap();
    !store.load(&CaseId::parse(&d.case_id()).unwrap()).unwrap().history.case().links.is_empty()
}

#[test]
fn the_members_signed_trial_is_listed_linked_by_key_and_unlinked() {
    let (mut d, trial) = two_cases();
    let said = format!("Case {trial}, Trial: approved, criteria met; signed on ");
    d.see(&said);
    d.see("by Rosa Lind, RN");
    d.see("No case is linked yet");
    let open = format!("left to review: Link a signed case, or choose another way: {HOW}");
    d.press(&open);
    assert_eq!(d.focus(), format!("Link case {trial}"));
    d.keys(Modifiers::NONE, &[Key::Space]);
    let linked = format!("Linked: case {trial}");
    d.wait_for(|it| it.sees(&linked));
    d.see(&said);
    d.see("signed with key");
    assert!(has_link(&mut d));
    d.press(&format!("Unlink case {trial}"));
    d.see("No case is linked yet");
    d.keys(Modifiers::COMMAND, &[Key::Z]);
    d.see(&linked);
    // Another member's birth date closes the way.
    d.press("Request");
    d.type_into("Birth date", "1965-02-12");
    d.press("Infusion trial");
    d.see("It does not show this: its member id and birth date are not those recorded in this case");
}

#[test]
fn a_case_that_cannot_be_linked_is_listed_with_the_reason() {
    let (mut d, trial) = two_cases();
    let pump = d.case_id();
    d.open(&trial);
    d.keys(Modifiers::COMMAND, &[Key::D]);
    d.press("Reopen…");
    d.half_type("Why", 0, "The record was read again.");
    d.press("Reopen and sign");
    d.wait_for(|it| it.sees("Saved "));
    d.open(&pump);
    d.press("Infusion trial");
    d.see("Cannot be linked: it is not decided, or was reopened");
    assert!(d.named(&PRESSED, &format!("Link case {trial}")).is_empty());
}

#[test]
fn a_determination_is_refused_where_the_linked_case_was_reopened_and_signed_where_it_holds() {
    let (mut d, trial) = two_cases();
    d.press(&format!("Link case {trial}"));
    d.wait_for(|it| it.sees(&format!("Linked: case {trial}")));
    d.press("Pump placement");
    d.answer("Was an infusion trial completed?", SUPPORTS, "7");
    d.type_into("First day of the trial", "2026-02-01");
    d.type_into("Last day of the trial", "2026-02-08");
    d.choose("How was the trial done?", "Continuous intrathecal infusion");
    d.type_into("Percent", "60");
    d.cite("Relief stated in per cent", "9", "2026-02-05", "60 % relief");
    let scores = "How complete is the list: Pain scores before and during the trial";
    d.choose(scores, "all in the record is entered");
    d.stands("Criteria met");
    d.press("Request");
    d.type_into("Add a CPT code", "62362");
    d.keys(Modifiers::COMMAND, &[Key::D]);
    // Reopened at another workstation, after this window read the worklist.
    let mut other = d.beside("UR-WS-15");
    other.sign_in("Rosa Lind, RN", PASSPHRASE);
    other.open(&trial);
    other.keys(Modifiers::COMMAND, &[Key::D]);
    other.press("Reopen…");
    other.half_type("Why", 0, "The record was read again.");
    other.press("Reopen and sign");
    other.wait_for(|it| it.sees("Saved "));
    d.press("Approve…");
    d.press("Approve and sign");
    let refused = format!("Not changed: case {trial}: it was reopened or decided again after it was linked.");
    d.wait_for(|it| it.sees(&refused));
    d.see("Approve and sign");
    other.press("Approve…");
    other.press("Approve and sign");
    other.wait_for(|it| it.sees("Saved "));
    d.wait_for(|it| it.sees(&refused));
    d.press("Infusion trial");
    d.press(&format!("Unlink case {trial}"));
    d.press(&format!("Link case {trial}"));
    d.wait_for(|it| it.sees(&format!("Linked: case {trial}")));
    d.keys(Modifiers::COMMAND, &[Key::D]);
    d.press("Approve and sign");
    d.wait_for(|it| it.sees("(62362): approved, 1 unit"));
    d.wait_for(|it| it.sees("Saved "));
    let store = CaseStore::open(d.store()).unwrap();
    let case = store.load(&CaseId::parse(&d.case_id()).unwrap()).unwrap().history;
    assert_eq!(case.case().state(), CaseState::Approved);
}
