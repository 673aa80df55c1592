//! Diagnosis codes of a request: every well-formed one is accepted, whatever the list says of it, and what it says is told.
//!
//! Must not know: how the list is kept or searched.

use mednec::case::is_diagnosis_code;
use mednec::diagnoses::{Diagnoses, Validity};

use crate::case::decisions::{action, does, met, rn};
use crate::papers::texts::written;

#[test]
fn every_listed_code_is_well_formed() {
    for listed in Diagnoses::bundled().all() {
        assert!(is_diagnosis_code(&listed.code), "{}", listed.code);
        let expected = if listed.is_billable { Validity::Billable } else { Validity::Header };
        assert_eq!(Diagnoses::bundled().validity(&listed.code.replace('.', "")), Some(expected), "{}", listed.code);
    }
}

#[test]
fn the_summary_tells_of_codes_that_a_claim_could_not_carry() {
    let mut session = met();
    let answer = |codes: &str| {
        action(&format!(r#"{{"do":"answer","question":"request.diagnoses","value":{{"diagnoses":{codes}}}}}"#))
    };
    does(&mut session, &answer(r#"["G90.521","M961"]"#), &rn());
    let before = session.evaluation().status.name();
    assert!(!written(&session, "summary", "text").unwrap().contains("Diagnosis code "), "both are billable");
    does(&mut session, &answer(r#"["G90.5","G35.X","G89.4"]"#), &rn());
    let summary = written(&session, "summary", "text").unwrap();
    let summary = summary.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "Diagnosis code G90.5 is not billable in ICD-10-CM April 2026: more characters are needed. Check the release in force on",
        "Diagnosis code G35.X is not in ICD-10-CM April 2026. Check the release in force on the date of service.",
    ] {
        assert!(summary.contains(said), "{said} is not in {summary}");
    }
    assert!(!summary.contains("Diagnosis code G89.4"));
    assert_eq!(session.evaluation().status.name(), before, "a remark decides nothing");
    let note = written(&session, "note", "text").unwrap();
    assert!(note.contains("G90.5, G35.X, G89.4"), "the codes as they were requested: {note}");
}
