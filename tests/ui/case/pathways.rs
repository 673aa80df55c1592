//! Each pathway from an empty case to criteria met, by what a reviewer presses and types; and that the same facts through the
//! command line give the same line.
//!
//! Must not know: intents, the state behind the window, ids of egui. What lies on the disk is read by the store's own door.

use std::path::Path;
use std::process::Command;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use mednec::case::{Action, Citation, Document, Row};
use mednec::engine::Status;
use mednec::ids::{CaseId, DocumentId, RowId};
use mednec::policy::Catalog;
use mednec::session::Session;
use mednec::store::CaseStore;

use crate::driver::*;

const REVIEWED_NOW: &str = "Reviewed now, in this case";
const OUTCOME: &str = "What is the outcome of the InterQual review?";
const STATE: &str = "What is the state of the device in place?";
const INITIAL: &str = "How is it shown that the initial placement met its criteria?";

#[test]
fn an_infusion_trial_from_the_first_start_to_criteria_met() {
    let mut d = Driver::new(SMALL);
    d.see("Who reviews on this workstation?");
    d.introduce("Rosa Lind", "RN");
    d.see("Rosa Lind, RN (nurse reviewer, not signed in)");
    d.begin(TRIAL);
    d.stands("Review in progress (12 left to review)");
    d.fill_request("1965-02-11", "2026-03-20");
    d.stands("Review in progress (8 left to review)");
    d.see("R. Alvarado · born 1965-02-11 · member 884-20-1177");
    d.press("Indication");
    d.choose(CHRONIC, SUPPORTS);
    d.stands("Review in progress (8 left to review)");
    d.see("Answered, but no source is noted");
    d.cite(CHRONIC, "1", "2026-02-20", "failed back surgery syndrome since 2019");
    d.stands("Review in progress (7 left to review)");
    d.answer(CAUSE, SUPPORTS, "2");
    d.answer(NOT_INDICATED, SUPPORTS, "3");
    d.press("Conservative care");
    d.fill_care();
    d.stands("Criteria met. Every criterion of this pathway is met");
    d.wait_for(|it| it.sees("Saved "));

    let case = d.case_id();
    let mut d = d.restart();
    d.see("Rosa Lind, RN");
    let [line] = d.worklist().try_into().expect("one case");
    assert!(["R. Alvarado", "1965-02-11", &case, "Trial"].iter().all(|words| line.contains(words)), "{line}");
    assert!(line.contains("met · Trial ·"), "{line}");
    assert_eq!(status_on_disk(&d.store(), &case), Status::Met);
    d.open(&case);
    d.stands("Criteria met");
}

#[test]
fn a_pump_from_an_empty_case_to_criteria_met() {
    let mut d = Driver::on_case(LARGE, "RN", PUMP);
    d.fill_request("1965-02-11", "2026-03-20");
    d.press("Infusion trial");
    d.choose("How is it shown that the trial met its criteria?", REVIEWED_NOW);
    d.fill_indication();
    d.fill_care();
    d.press("Pump placement");
    d.answer("Was an infusion trial completed?", SUPPORTS, "7");
    d.type_into("First day of the trial", "2026-02-01");
    d.choose("How was the trial done?", "Continuous intrathecal infusion");
    d.stands("Review in progress (1 left to review)");
    d.type_into("Add a pain score", "8");
    d.type_into("Taken on", "2026-01-30");
    d.cite("NRS 8, average, 2026-01-30", "8", "2026-01-30", "8 of 10 before the trial");
    d.type_into("Add a pain score", "11");
    d.see("the score is outside its scale");
    d.type_into("Add a pain score", "4");
    d.type_into_nth("Taken on", 1, "2026-02-05");
    d.pick("Pain", 1, "worst");
    d.see("NRS 4, worst, 2026-02-05");
    d.pick("Pain", 1, "average");
    d.cite("NRS 4, average, 2026-02-05", "9", "2026-02-05", "4 of 10 on day five");
    d.press("left to review: Pick the score before and the score during the trial that count, and say why");
    assert_eq!(d.focus(), "NRS 8 > counts before the trial");
    d.keys(Modifiers::NONE, &[Key::Space]);
    assert_eq!(d.chosen("NRS 8").as_deref(), Some("counts before the trial"));
    d.choose("NRS 4", "counts during it");
    d.stands("Review in progress (1 left to review)");
    d.type_into("Why these two", "the only average scores");
    d.keys(Modifiers::NONE, &[Key::Escape, Key::J]);
    assert_eq!(d.focus(), "Last day of the trial", "the first thing that the pair lacks");
    d.type_into("Last day of the trial", "2026-02-08");
    d.see("50 % reduction, 8 to 4; the policy asks for at least 50 %");
    d.stands("Criteria met");
    is_met_by_apply_too(&mut d);
}

#[test]
fn cancer_pain_from_an_empty_case_to_criteria_met() {
    let mut d = Driver::on_case(SMALL, "RN", "Cancer-related pain: infusion trial or pump placement");
    d.stands("Review in progress (7 left to review)");
    d.fill_request("1965-02-11", "2026-03-20");
    d.stands("Review in progress (3 left to review)");
    d.press("Request");
    d.type_into("Add a CPT code", "62362");
    d.press("Indication");
    d.choose("What is requested?", "Infusion trial");
    d.see("Code 62362 belongs to placement or replacement");
    d.choose("What is requested?", "Catheter pump placement");
    d.see_not("Code 62362 belongs to");
    d.answer("Does the record show cancer-related pain?", SUPPORTS, "1");
    d.press("InterQual review");
    assert!(d.named(&[Role::RadioButton], SILENT).is_empty(), "the plan runs the review");
    d.choose(OUTCOME, "Could not be completed from the record");
    d.stands("Review in progress (1 left to review)");
    d.half_type("What the record lacks to complete the InterQual review", 0, "Notes on the opioids given so far");
    d.press("Indication");
    d.stands("Documentation missing (1)");
    d.see("Notes on the opioids given so far");
    d.press("InterQual review");
    fill_interqual(&mut d, "Met");
    d.stands("Criteria met");
    is_met_by_apply_too(&mut d);
}

#[test]
fn spasticity_with_a_secondary_review_to_criteria_met() {
    let mut d = Driver::in_department(SMALL, "Severe spasticity: infusion trial or pump placement");
    d.fill_request("1980-02-11", "2026-03-20");
    d.press("Indication");
    d.choose("What is requested?", "Infusion trial");
    d.answer("Does the record show severe spasticity?", SUPPORTS, "1");
    d.press("InterQual review");
    fill_interqual(&mut d, "Needs secondary review");
    d.stands("Physician's interpretation needed (1)");
    d.see("A physician records this");
    d.sign_in("Ada Boyd, MD", PASSPHRASE);
    d.press(
        "physician's interpretation: What is the outcome of the secondary review that the InterQual review asks for?",
    );
    d.half_type("Why, for this case", 0, "Reviewed the attached notes; the goals of the trial are stated.");
    d.press("Secondary review: met");
    d.stands("Criteria met");
    d.wait_for(|it| it.sees("Saved "));
    assert_eq!(status_on_disk(&d.store(), &d.case_id()), Status::Met);
}

#[test]
fn a_replacement_from_an_empty_case_to_criteria_met() {
    let mut d = Driver::on_case(SMALL, "RN", "Replacement of the device");
    d.fill_request("1965-02-11", "2026-03-20");
    d.press("Device");
    d.choose(STATE, "At or near elective replacement");
    d.cite(STATE, "1", "2026-02-20", "elective replacement indicator set");
    d.type_into("Elective replacement indicator reached on", "2026-02-01");
    d.see("At or near elective replacement, 2026-02-01: about 90 days from then, until 2026-05-02");
    d.choose(STATE, "Not functioning");
    d.see_not("Elective replacement indicator reached on");
    d.press_beginning("Use it for this answer: ");
    d.answer("What is the cause of the failure?", "Motor stall", "1");
    d.choose("Which drug does it deliver?", "Baclofen");
    d.see("Is this request urgent?");
    d.type_into("The warranty ends on", "2026-03-20");
    d.cite("The warranty ends on", "2", "2026-02-20", "warranty card");
    d.see("It runs until 2026-03-20, not before 2026-03-20");
    d.type_into("The warranty ends on", "2026-03-19");
    d.press_beginning("Use it for this answer: ");
    d.see("It ended on 2026-03-19, before 2026-03-20");
    d.stands("Review in progress (1 left to review)");
    d.press("Initial placement");
    d.choose(INITIAL, REVIEWED_NOW);
    d.choose("What was the device first placed for?", "Chronic non-malignant pain");
    for step in ["Infusion trial", "Pump placement"] {
        d.press(step);
    }
    d.press("Initial placement");
    d.answer("What was the device first placed for?", "Severe spasticity", "3");
    d.type_into("Date of the initial placement", "1983-02-10");
    d.see("17 years old on 1983-02-10; the policy does not address those younger than 18");
    d.see("The device was placed before the member was 18. Does that age stand in the way of replacing it?");
    d.see("A physician records this: refer the case.");
    d.type_into("Date of the initial placement", "1983-02-11");
    assert!(d.named(&PRESSED, "Infusion trial").is_empty(), "that way does not come to a trial");
    d.answer("Does the record show severe spasticity?", SUPPORTS, "3");
    fill_interqual(&mut d, "Met");
    d.stands("Criteria met");
    is_met_by_apply_too(&mut d);
}

#[test]
fn a_replacement_for_non_malignant_pain_reviewed_from_the_trial_on() {
    let mut d = Driver::on_case(LARGE, "RN", "Replacement of the device");
    d.fill_request("1965-02-11", "2026-03-20");
    d.press("Device");
    d.choose(STATE, "Not functioning");
    d.cite(STATE, "1", "2026-02-20", "no telemetry, rotor stalled");
    d.answer("What is the cause of the failure?", "Motor stall", "1");
    d.answer("Does the record show that the device cannot be repaired?", SUPPORTS, "2");
    d.press("Initial placement");
    d.choose(INITIAL, REVIEWED_NOW);
    d.answer("What was the device first placed for?", "Chronic non-malignant pain", "3");
    d.type_into("Date of the initial placement", "2025-12-01");
    d.press("Infusion trial");
    d.choose("How is it shown that the trial met its criteria?", REVIEWED_NOW);
    d.fill_indication();
    d.fill_care();
    d.press("Pump placement");
    fill_pump(&mut d, "2025-11-01", "2025-11-08", "2025-10-30", "2025-11-05");
    d.stands("Criteria met");
    is_met_by_apply_too(&mut d);
}

/// The InterQual review, on the page that asks for it.
#[track_caller]
fn fill_interqual(d: &mut Driver, outcome: &str) {
    d.choose(OUTCOME, outcome);
    d.cite(OUTCOME, "4", "2026-03-01", "review attached");
    d.choose("Which InterQual subset was used?", "Epidural or Intrathecal Catheter Placement");
    d.type_into("InterQual release or version", "2025.1");
    d.type_into("Date of the InterQual review", "2026-03-01");
    d.type_into("InterQual reference number", "IQ-1");
}

/// A completed infusion and the scores before and during it, 8 to 4.
#[track_caller]
fn fill_pump(d: &mut Driver, from: &str, to: &str, before: &str, during: &str) {
    d.answer("Was an infusion trial completed?", SUPPORTS, "7");
    d.type_into("First day of the trial", from);
    d.type_into("Last day of the trial", to);
    d.choose("How was the trial done?", "Continuous intrathecal infusion");
    for (place, (score, on, page)) in [("8", before, "8"), ("4", during, "9")].into_iter().enumerate() {
        d.type_into("Add a pain score", score);
        d.type_into_nth("Taken on", place, on);
        d.cite(&format!("NRS {score}, average, {on}"), page, on, "as the clinic writes");
    }
    d.choose("NRS 8", "counts before the trial");
    d.choose("NRS 4", "counts during it");
    d.type_into("Why these two", "the only average scores");
}

/// The case on the disk is met, and the same facts through `apply` give the same line.
#[track_caller]
fn is_met_by_apply_too(d: &mut Driver) {
    d.wait_for(|it| it.sees("Saved "));
    let case = d.case_id();
    assert_eq!(status_on_disk(&d.store(), &case), Status::Met);
    assert_eq!(by_apply(d, &case), line_of(&d.file_of(&case)));
}

/// The status of the only case in a store, by the case file alone.
#[track_caller]
fn status_on_disk(store: &Path, case: &str) -> Status {
    let store = CaseStore::open(store).unwrap();
    let loaded = store.load(&CaseId::parse(case).unwrap()).unwrap();
    Session::resume(loaded.history, &Catalog::bundled().unwrap()).unwrap().evaluation().status.clone()
}

/// The line that `evaluate` prints of a case file, without the file's name.
#[track_caller]
fn line_of(file: &Path) -> serde_json::Value {
    let output = Command::new(env!("CARGO_BIN_EXE_mednec-cli")).arg("evaluate").arg(file).output().unwrap();
    let mut line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    line.as_object_mut().unwrap().remove("file");
    line
}

/// The same line of a case that was made anew by `apply`, from the facts of a case that the window made.
#[track_caller]
fn by_apply(d: &Driver, case: &str) -> serde_json::Value {
    let id = CaseId::parse(case).unwrap();
    let case = CaseStore::open(d.store()).unwrap().load(&id).unwrap().history.case().clone();
    let mut actions = vec![Action::Open { pathway: case.pathway.clone() }];
    let listed = |(document, content): (&DocumentId, &Document)| Action::PutDocument {
        document: document.clone(),
        content: content.clone(),
    };
    actions.extend(case.documents.iter().map(listed));
    for (question, rows) in &case.rows {
        let put = |(row, content): (&RowId, &Row)| Action::PutRow {
            question: question.clone(),
            row: *row,
            content: content.clone(),
        };
        actions.extend(rows.iter().map(put));
    }
    for (question, answer) in &case.answers {
        let value = answer.value.clone().map(|value| Action::Answer { question: question.clone(), value });
        let cite =
            |citation: &Citation| Action::Cite { question: question.clone(), row: None, citation: citation.clone() };
        actions.extend(value.into_iter().chain(answer.citations.iter().map(cite)));
    }
    let folder = d.store().join("again");
    std::fs::create_dir(&folder).unwrap();
    let lines: Vec<String> = actions.iter().map(|action| serde_json::to_string(action).unwrap()).collect();
    mednec::store::export(&folder.join("actions.jsonl"), lines.join("\n").as_bytes(), true, None).unwrap();
    let file = folder.join(format!("{id}.json"));
    let status = Command::new(env!("CARGO_BIN_EXE_mednec-cli"))
        .arg("apply")
        .arg(&file)
        .arg("--actions")
        .arg(folder.join("actions.jsonl"))
        .status()
        .unwrap();
    assert!(status.success());
    line_of(&file)
}
