//! Codes of a request: found by number or by words, picked by pointer or keyboard, with a remark where a claim could not carry them.
//!
//! Must not know: how codes are searched.

use eframe::egui::{Key, Modifiers};

use crate::driver::{Driver, SMALL, TRIAL};

const FIELD: &str = "Add an ICD-10-CM code";

fn on_case() -> Driver {
    Driver::on_case(SMALL, "RN", TRIAL)
}

/// The diagnoses that are recorded, in their order.
fn recorded(d: &Driver) -> Vec<String> {
    let lines = d.everything().into_iter();
    lines.filter_map(|line| line.rsplit_once("Remove diagnosis ").map(|(_, code)| code.to_owned())).collect()
}

#[test]
fn procedure_codes_are_found_by_their_words() {
    let mut d = on_case();
    d.type_into("Add a CPT code", "reservoir");
    d.see("62360 x 1");
    d.half_type("Add a CPT code", 0, "pump implant");
    d.press("62362  Programmable pump, implant or replace");
    d.see("62362 x 1");
    d.see_not("61362 x 1");
    d.type_into("Add a CPT code", "62327 x 2");
    d.see("62327 x 2");
}

#[test]
fn diagnoses_are_found_by_words() {
    let mut d = on_case();
    d.see("ICD-10-CM April 2026. The release in force on the date of service counts.");
    d.type_into(FIELD, "stroke dominant");
    d.see("I69.351  Hemiplegia after cerebral infarction (ischemic stroke), right dominant side");
    assert!(recorded(&d).is_empty(), "several fit: none is taken");
    d.press("I69.352  Hemiplegia after cerebral infarction (ischemic stroke), left dominant side");
    assert_eq!(recorded(&d), ["I69.352"]);
    d.see_not("I69.351  Hemiplegia");
    // Words of the official description of a code that has no short label.
    d.type_into(FIELD, "meniere's disease left");
    assert_eq!(recorded(&d), ["I69.352", "H81.02"], "one fits alone");
    d.see("Ménière's disease, left ear");
    d.type_into(FIELD, "nothing like it");
    d.see("Not changed: ");
    d.half_type(FIELD, 0, "no such words");
    d.see("No listed code matches.");
    d.half_type(FIELD, 0, "fracture");
    d.see("more: keep typing to narrow the list");
}

#[test]
fn diagnoses_are_found_by_number() {
    let mut d = on_case();
    d.half_type(FIELD, 0, "g9052");
    d.see("G90.521  Complex regional pain syndrome I, right leg");
    d.press("G90.522  Complex regional pain syndrome I, left leg");
    assert_eq!(recorded(&d), ["G90.522"], "what was typed is not taken besides");
    d.type_into(FIELD, "g893 G90.522, T85615A");
    assert_eq!(recorded(&d), ["G90.522", "G89.3", "T85.615A"], "written with their points, each once");
    d.half_type(FIELD, 0, "M54.12 M54.1");
    d.press("M54.16  Radiculopathy, lumbar");
    assert_eq!(recorded(&d)[3..], ["M54.12", "M54.16"], "an offer is for what was typed last");
    d.half_type(FIELD, 0, "G90.50");
    d.see("G90.50  Complex regional pain syndrome I, unspecified site");
    d.keys(Modifiers::NONE, &[Key::Tab]);
    assert_eq!(recorded(&d)[5..], ["G90.50"], "a complete code leaves nothing to choose");
}

#[test]
fn a_header_is_accepted_and_its_children_are_offered() {
    let mut d = on_case();
    d.type_into(FIELD, "G90.5");
    assert_eq!(recorded(&d), ["G90.5"]);
    d.see("G90.5 is not billable in ICD-10-CM April 2026: more characters are needed.");
    d.press("Replace G90.5 with G90.52, Complex regional pain syndrome I of lower limb");
    assert_eq!(recorded(&d), ["G90.52"]);
    d.press("Replace G90.52 with G90.522, Complex regional pain syndrome I, left leg");
    assert_eq!(recorded(&d), ["G90.522"]);
    d.see_not("is not billable");
}

#[test]
fn a_code_that_is_not_listed_is_accepted_with_a_remark() {
    let mut d = on_case();
    d.half_type(FIELD, 0, "g35.x");
    d.see("No listed code matches.");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    assert_eq!(recorded(&d), ["G35.X"]);
    d.see("G35.X is not in ICD-10-CM April 2026.");
    d.type_into(FIELD, "90.5");
    d.see("Not changed: ");
    assert_eq!(recorded(&d), ["G35.X"]);
}

#[test]
fn offers_are_reached_by_the_keyboard() {
    let mut d = on_case();
    d.half_type(FIELD, 0, "T85.61");
    d.keys(Modifiers::NONE, &[Key::Tab, Key::Tab]);
    assert_eq!(
        d.focus(),
        "T85.615A  Breakdown of an intrathecal pump or other nervous system device, active treatment"
    );
    assert!(recorded(&d).is_empty(), "it is still being chosen");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    assert_eq!(recorded(&d), ["T85.615A"]);

    // Who goes on without a choice has typed the header itself.
    d.half_type(FIELD, 0, "G90.5");
    d.keys(Modifiers::NONE, &[Key::Tab]);
    assert_eq!(recorded(&d), ["T85.615A"]);
    d.keys(Modifiers::SHIFT, &[Key::Tab, Key::Tab]);
    assert_eq!(recorded(&d), ["T85.615A", "G90.5"]);
}
