//! Help with writing: abbreviations written out on request, passages pasted from a page.
//!
//! Must not know: anything private of the program.

use eframe::egui::{Event, Key, Modifiers};

use crate::driver::{Driver, SMALL, TEXTS, TRIAL};

const CHRONIC: &str = "Does the record show chronic, intractable pain of non-malignant origin?";

#[test]
fn a_note_is_written_out_with_what_is_half_typed_and_back() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Indication");
    d.press("Add a note on: Chronic, intractable pain of non-malignant origin");
    d.half_type("Note", 0, "CRPS, PT failed; seen by MS");
    d.press("Write out CRPS, PT");
    let out = "complex regional pain syndrome (CRPS), physical therapy (PT) failed; seen by MS";
    assert_eq!(d.value("Note"), out);
    assert!(!d.everything().iter().any(|line| line.contains("Write out")), "once is enough");
    d.press("Request");
    d.press("Indication");
    assert_eq!(d.value("Note"), out, "it is in the case, not only in the field");
    d.keys(Modifiers::COMMAND, &[Key::Z]);
    assert_eq!(d.value("Note"), "CRPS, PT failed; seen by MS");
}

#[test]
fn a_passage_is_pasted_in_one_line() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Indication");
    d.choose(CHRONIC, "Record supports");
    d.keys(Modifiers::NONE, &[Key::A]);
    d.type_into("Document title", "Clinic note");
    d.type_into("Page", "14");
    d.type_into("Date of the record", "2026-01-05");
    d.click(|it| it.control(&TEXTS, "What it says there", 0));
    d.harness.input_mut().events.push(Event::Paste("Failed back sur-\r\ngery syndrome,\n  six   years".to_owned()));
    d.settle();
    assert_eq!(d.value("What it says there"), "Failed back sur-gery syndrome, six years");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    d.see("Failed back sur-gery syndrome, six years");
    d.see("Remove the source Clinic note, p. 14");
}
