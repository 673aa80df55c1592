//! Shortcuts for the eye: drawings that say the same in words, the same source again, the letter at one key.
//!
//! Must not know: how it is drawn.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::driver::{CAUSE, CHRONIC, Driver, PUMP, SMALL, SUPPORTS, TRIAL, author_id, name_of};

fn drawn(d: &Driver) -> Vec<String> {
    let figures = d.nodes().into_iter().filter(|node| author_id(node).is_some_and(|id| id.starts_with("figure-")));
    figures.filter_map(|node| name_of(&node)).collect()
}

#[test]
fn treatments_are_drawn_as_they_are_entered() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Conservative care");
    assert_eq!(drawn(&d).len(), 0, "nothing to see yet");
    d.type_into("Add a treatment", "Gabapentin");
    d.type_into("Start", "2025-01-10");
    d.type_into("End", "2025-05-20");
    let [said] = drawn(&d).try_into().unwrap();
    assert!(said.starts_with("Treatments over time: ") && said.contains("Gabapentin"), "{said}");
    d.press("Undo");
    d.press("Undo");
    assert_eq!(drawn(&d).len(), 0);
}

#[test]
fn pain_scores_are_drawn_with_what_is_asked_for() {
    let mut d = Driver::on_case(SMALL, "RN", PUMP);
    d.press("Pump placement");
    for (place, (score, on)) in [("8", "2026-01-10"), ("3", "2026-01-18")].into_iter().enumerate() {
        d.type_into("Add a pain score", score);
        d.type_into_nth("Taken on", place, on);
    }
    let said = drawn(&d).into_iter().find(|said| said.starts_with("Pain scores, NRS: ")).unwrap();
    assert!(said.contains("a reduction of at least 50 %"), "{said}");
}

#[test]
fn the_letter_for_what_is_missing_is_one_key_away() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Indication");
    d.choose("Does the record show chronic, intractable pain of non-malignant origin?", "Not in the record");
    assert_eq!(d.named(&[Role::Button], "Request information…").len(), 1);
    d.press("Request");
    d.half_type("Member's name", 0, "H. Halftyped");
    d.keys(Modifiers::COMMAND, &[Key::I]);
    d.see("Request for information");
    assert!(d.everything().iter().any(|line| line.contains("Member: H. Halftyped")), "what was half typed is in it");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    assert_eq!(d.step(), "Request");
}

#[test]
fn the_same_source_is_noted_again_by_one_key() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Records 0");
    d.type_into("Add a document", "Clinic note");
    d.press("Indication");
    d.choose(CHRONIC, SUPPORTS);
    d.keys(Modifiers::SHIFT, &[Key::A]);
    d.see("No source has been added yet that could be used again.");
    d.cite(CHRONIC, "3", "2026-01-10", "Pain since 2019, cause known");
    d.choose(CAUSE, SUPPORTS);
    d.keys(Modifiers::SHIFT, &[Key::A]);
    let noted = d.everything().into_iter().filter(|line| line.contains("Remove the source Clinic note, p. 3")).count();
    assert_eq!(noted, 2, "{:?}", d.everything());
    assert!(!d.sees("Same source: Clinic note, p. 3"), "both have it");
}

#[test]
fn the_department_is_counted_from_its_worklist() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Indication");
    d.choose("Does the record show chronic, intractable pain of non-malignant origin?", "Not in the record");
    d.begin(PUMP);
    d.press("Overview");
    d.see("2 cases are not decided.");
    for said in ["In review: 2", "Criteria met: 0", "No clock: 2", "Overdue: 0"] {
        assert_eq!(d.named(&[Role::Image], said).len(), 1, "{said}");
    }
    assert_eq!(d.named(&[Role::Image], "Chronic, intractable pain of non-malignant origin: 1").len(), 1);
    d.see("No case with a time of receipt has been decided yet.");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.see_not("2 cases are not decided.");
}
