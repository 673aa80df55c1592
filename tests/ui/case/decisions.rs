//! Decisions at the window: who is asked to prove who they are, what each role is offered, and that it is on the disk
//! afterwards.
//!
//! Must not know: what may be decided in which state (that is `decisions` of the integration tests).

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::NodeT as _;
use mednec::case::CaseState;
use mednec::ids::CaseId;
use mednec::store::CaseStore;

use crate::driver::*;

const DENY: &str = "Record an adverse determination…";

fn state_on_disk(d: &mut Driver) -> CaseState {
    d.wait_for(|it| it.sees("Saved "));
    let store = CaseStore::open(d.store()).unwrap();
    store.load(&CaseId::parse(&d.case_id()).unwrap()).unwrap().history.case().state()
}

fn confirm(d: &mut Driver) {
    d.press("Confirmations");
    d.press("The member's benefit plan document was checked");
    d.press("Federal and state mandates were checked");
}

/// A trial case in which all is met, with a code, confirmed.
fn ready() -> Driver {
    let mut d = Driver::in_department(LARGE, TRIAL);
    d.fill_trial("1965-02-11", "2026-03-20");
    d.stands("Criteria met");
    d.press("Request");
    d.type_into("Add a CPT code", "62326");
    confirm(&mut d);
    d
}

#[test]
fn a_passphrase_that_is_half_typed_is_not_left_on_a_page_that_nobody_sees() {
    let mut d = Driver::in_department(SMALL, TRIAL);
    let dots = |d: &Driver| d.value("Your passphrase").chars().count();
    d.press("Sign in or switch reviewer…");
    d.half_type("Your passphrase", 0, "half of it");
    assert_eq!((dots(&d), d.sees("half of it")), (10, false), "dots alone are shown and read out");
    d.press("Settings…");
    d.press_nth("Sign in or switch reviewer…", 0);
    assert_eq!(dots(&d), 0);
}

#[test]
fn the_first_start_makes_the_first_reviewer_and_administrator() {
    let mut d = Driver::new(SMALL);
    d.half_type("Your name", 0, "Rosa Lind");
    d.choose("Your credential", "RN");
    d.half_type("A passphrase, 12 characters or more", 0, "short");
    d.half_type("The same passphrase again", 0, "short");
    d.press("Create roster and sign in");
    d.wait_for(|it| it.sees("the passphrase is too short"));
    d.half_type("A passphrase, 12 characters or more", 0, PASSPHRASE);
    let begin = |d: &Driver| d.control(&[Role::Button], "Create roster and sign in", 0).accesskit_node().is_disabled();
    assert!(begin(&d), "the two are not the same");
    d.half_type("The same passphrase again", 0, PASSPHRASE);
    d.press("Create roster and sign in");
    d.wait_for(|it| it.sees("Rosa Lind, RN (nurse reviewer, signed in)"));
    let roster = CaseStore::open(d.store()).unwrap().roster().unwrap().unwrap().roster;
    assert!(
        roster.active_members().all(|member| member.is_administrator() && member.person().title() == "Rosa Lind, RN")
    );

    // Started again, nobody is signed in; a wrong passphrase signs nobody in.
    let mut d = d.restart();
    d.see("Rosa Lind, RN (nurse reviewer, not signed in)");
    d.sign_in("Rosa Lind, RN", "five plain invented words");
    d.see("Not signed in:");
    d.see("not signed in");
    d.sign_in("Rosa Lind, RN", PASSPHRASE);
    d.see("Rosa Lind, RN (nurse reviewer, signed in)");
    let text = std::fs::read_to_string(d.store().join("roster.json")).unwrap();
    assert!(!text.contains(PASSPHRASE));
}

const NOTICE: &str = "It is the extension notice: why more time is needed, and what is missing";

#[test]
fn a_nurse_pends_receives_and_approves_with_her_signature() {
    let mut d = ready();
    d.press("Request");
    d.choose("Urgency", "Standard");
    d.choose("Type of request", "Pre-service");
    d.keys(Modifiers::COMMAND, &[Key::D]);
    d.see("In review");
    d.press("Pend for information…");
    d.type_into("To whom", "Example Pain Clinic");
    // The rule gives 45 days to supply.
    let day = (mednec::clock::now().date_naive() + chrono::Days::new(45)).to_string();
    assert_eq!(d.value("Reply requested by (end of day)"), day);
    d.press("Pend for information and sign");
    d.see("Choose how it was sent.");
    d.choose("How it was sent", "by fax");
    d.press("Pend for information and sign");
    d.see("Choose who it went to.");
    // A fax to the provider alone holds nothing, and cannot be the notice.
    d.choose("Who it went to", "the provider");
    d.see("The clock keeps running: only an extension notice to the claimant holds it.");
    d.see("The reply is requested for a time after the decision is due");
    assert!(d.named(&[Role::CheckBox], NOTICE).is_empty());
    d.choose("Who it went to", "claimant and provider");
    d.press(NOTICE);
    // Received months ago: what such a notice does in time is tried below.
    d.see("The time for an extension notice is over: this one does not hold the clock.");
    d.press("Pend for information and sign");
    d.see("Pended for information");
    d.see("(claimant and provider), with notice of an extension");
    d.see("Pend for information: recorded and signed.");
    assert_eq!(state_on_disk(&mut d), CaseState::Pended);
    assert!(d.named(&[Role::Button], "Approve…").is_empty(), "what is waited for comes first");
    d.press("Record what came…");
    d.half_type("What came", 0, "Trial record, 12 pages");
    d.press("Record what came and sign");
    assert_eq!(state_on_disk(&mut d), CaseState::InReview);
    d.see("received");
    d.press("Approve…");
    // It came in March, so it is long overdue.
    d.see("This decision is late: it was due 2026-03-25 09:15");
    d.press("Approve and sign");
    d.see("The decision is late: say why before you sign.");
    assert_eq!(state_on_disk(&mut d), CaseState::InReview);
    d.half_type("Why the decision is late", 0, "The request lay in a closed queue.");
    d.press("Approve and sign");
    d.see("(62326): approved, 1 unit");
    assert_eq!(state_on_disk(&mut d), CaseState::Approved);
    d.press("Indication");
    d.choose(CAUSE, OTHERWISE);
    d.see("the case is decided and locked");
    let d = d.restart();
    let [line] = d.worklist().try_into().expect("one case");
    assert!(line.contains("Approved"), "{line}");
}

/// The ground of an extension is asked for where the rule has grounds; urgency asks for its basis.
#[test]
fn an_extension_of_medicare_advantage_asks_for_its_ground_and_urgency_for_its_basis() {
    let mut d = ready();
    d.press("Request");
    assert!(d.named(&[Role::RadioGroup], "Basis of the urgency").is_empty(), "asked only of what is urgent");
    d.type_into("Received: date", "-2d");
    d.choose("Type of request", "Pre-service");
    d.choose("Urgency", "Standard");
    d.keys(Modifiers::COMMAND, &[Key::D]);
    d.press("Pend for information…");
    d.choose("Who it went to", "the claimant");
    d.see("The clock keeps running: only an extension notice to the claimant holds it.");
    d.press(NOTICE);
    d.see("The clock is on hold from this notice, and the time to decide is extended.");
    d.press("Cancel");
    d.press("Request");
    d.choose("Line of business", "Medicare Advantage");
    d.choose("Urgency", "Urgent");
    d.choose("Kind of item", "Part B drug");
    d.keys(Modifiers::COMMAND, &[Key::D]);
    d.see("The basis of the urgency is not recorded: choose it on the step Request.");
    d.see("Medicare Advantage Part B drug, expedited, 24 hours");
    d.press("Extend the time to decide…");
    d.see("The rule that governs allows no extension: the notice does not move the due date.");
    d.press("Cancel");
    d.press("Request");
    d.choose("Basis of the urgency", "Severe pain that cannot be managed otherwise");
    d.choose("Kind of item", "Item or service that needs prior authorization");
    d.keys(Modifiers::COMMAND, &[Key::D]);
    d.see("Urgent: Severe pain that cannot be managed otherwise");
    d.press("Extend the time to decide…");
    d.half_type("Why more time is needed", 0, "The enrollee asked for it by telephone.");
    d.press("Extend the time to decide and sign");
    d.see("Choose the grounds: this rule allows an extension only on one of these.");
    d.choose("On what grounds", "the enrollee asks for it");
    d.press("Extend the time to decide and sign");
    d.see("the enrollee asks for it: The enrollee asked");
}

#[test]
fn a_physician_denies_with_a_rationale_and_a_nurse_is_never_offered_it() {
    let mut d = ready();
    d.press("Indication");
    d.answer(CAUSE, OTHERWISE, "1");
    d.stands("Criteria not met: refer to a physician. Not met: The cause of the pain is known and clearly documented.");
    d.press("Decision");
    assert!(d.named(&[Role::Button], DENY).is_empty() && d.named(&[Role::Button], "Approve in part…").is_empty());
    let approve = d.control(&[Role::Button], "Approve…", 0).accesskit_node().is_disabled();
    assert!(approve, "a nurse approves what is met");
    d.press("Refer to a physician…");
    d.press("Refer to a physician and sign");
    d.see("Fill in the text first");
    d.half_type("The question for the physician", 0, "The cause is contradicted on page 1. Is it enough?");
    d.press("Refer to a physician and sign");
    assert_eq!(state_on_disk(&mut d), CaseState::Referred);
    assert!(d.named(&[Role::Button], DENY).is_empty(), "nor when it is with a physician");

    d.sign_in("Ada Boyd, MD", PASSPHRASE);
    d.press("Decision");
    d.press(DENY);
    d.half_type("Rationale, in plain words for the member", 0, "The NRS fell from 9 to 5, and 62350 is not covered.");
    d.see("\"NRS\" is an abbreviation");
    d.see("\"62350\" is a code");
    d.press("Record an adverse determination and sign");
    d.see("first correct what is listed below it");
    assert_eq!(state_on_disk(&mut d), CaseState::Referred);
    d.half_type("Rationale, in plain words for the member", 0, "The record names two different causes of your pain.");
    d.press("Record an adverse determination and sign");
    d.see("Adverse determination");
    d.see("Ada Boyd, MD (signed)");
    assert_eq!(state_on_disk(&mut d), CaseState::Adverse);

    d.sign_in("Rosa Lind, RN", PASSPHRASE);
    assert!(d.named(&[Role::Button], "Reopen…").is_empty(), "a physician's denial is a physician's to reopen");
    d.sign_in("Ada Boyd, MD", PASSPHRASE);
    d.press("Reopen…");
    d.half_type("Why", 0, "A second opinion came.");
    d.press("Reopen and sign");
    assert_eq!(state_on_disk(&mut d), CaseState::InReview);
}

#[test]
fn approved_dates_without_the_requested_day_ask_why() {
    let mut d = ready();
    d.press("Decision");
    d.press("Approve…");
    d.see_not("do not include the requested date of service");
    d.type_into("Approved from", "2026-03-21");
    d.see("The dates approved for 62326 do not include the requested date of service, 2026-03-20.");
    d.press("Approve and sign");
    d.see("do not include the requested day: say why");
    d.type_into("Approved from", "2026-03-20");
    d.see_not("do not include the requested date of service");
    d.type_into("Approved from", "2026-03-21");
    d.half_type("Why these dates", 0, "The surgeon moved the date by telephone.");
    d.press("Approve and sign");
    assert_eq!(state_on_disk(&mut d), CaseState::Approved);
    let store = CaseStore::open(d.store()).unwrap();
    let loaded = store.load(&CaseId::parse(&d.case_id()).unwrap()).unwrap();
    let recorded = loaded.history.case().determination.clone().unwrap().dates_because;
    assert_eq!(recorded.as_deref(), Some("The surgeon moved the date by telephone."));
}

#[test]
fn a_letter_has_the_letterhead_of_the_settings() {
    let mut d = ready();
    d.press("Indication");
    d.choose(CAUSE, SILENT);
    d.press("Settings…");
    d.type_into("Plan or organization", "Example Health Plan");
    d.type_into("Fax", "555-555-0101");
    d.press("Put a fax cover page before a request for information");
    d.type_into("Logo, a PNG or an SVG of up to 1 MB", "/nowhere/logo.png");
    d.wait_for(|it| it.sees("Not changed:"));
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.keys(Modifiers::COMMAND, &[Key::I]);
    let letter = |d: &Driver| d.everything().into_iter().find(|line| line.contains("REQUEST FOR ADDITIONAL")).unwrap();
    for part in ["Example Health Plan", "Fax 555-555-0101", "FAX COVER SHEET", "by fax to 555-555-0101"] {
        assert!(letter(&d).contains(part), "{part} in {}", letter(&d));
    }
}

#[test]
fn without_a_passphrase_nothing_is_offered_but_to_sign_in() {
    let mut d = Driver::on_case(SMALL, "MD", TRIAL);
    d.press("Decision");
    d.see("Sign in with your passphrase first");
    for act in ["Approve…", "Refer to a physician…", "Pend for information…", DENY, "Log a contact…"] {
        assert!(d.named(&[Role::Button], act).is_empty(), "{act}");
    }
}

#[test]
fn the_same_request_twice_is_seen_and_queues_hold_what_they_say() {
    let mut d = ready();
    d.press("Request");
    assert_eq!(d.value("Owner"), "Rosa Lind", "whoever begins a case has it");
    let first = d.case_id();
    d.begin(TRIAL);
    d.fill_request("1965-02-11", "2026-03-20");
    d.press("Request");
    d.type_into("Owner", "Ida Holm");
    d.type_into("Add a CPT code", "62326");
    d.see("Perhaps a duplicate request");
    d.press("Decision");
    d.see("The member's other cases");
    let other = d.everything().into_iter().find(|line| line.starts_with("Button") && line.contains(&first));
    let other = other.expect("the other case as a button").trim_start_matches("Button ").to_owned();
    d.press(other.split(" | ").next().unwrap());
    assert_eq!(d.case_id(), first);
    for (queue, count) in [("Mine 1", 1), ("Due soon 0", 0), ("Open 2", 2)] {
        d.press(queue);
        assert_eq!(d.worklist().len(), count, "{queue}");
    }
    assert!(!d.sees("Physician 0"), "where nothing waits for somebody else, nothing is offered");
}

#[test]
fn a_paper_is_looked_at_before_it_is_saved_and_a_case_travels() {
    let mut d = ready();
    d.keys(Modifiers::COMMAND, &[Key::E]);
    d.see("REVIEW SUMMARY");
    d.choose("Which paper", "Rationale for the plan's notice");
    d.see("This paper cannot be written yet: there is no adverse determination");
    assert!(d.control(&[Role::Button], "Save…", 0).accesskit_node().is_disabled());
    d.choose("Which paper", "Note to paste");
    d.see("REVIEW NOTE");
    let case = d.case_id();
    d.press("Save…");
    d.wait_for(|it| it.sees("The paper was saved."));
    let note = d.saved(&format!("note-{case}.txt"));
    assert!(note.contains("Criteria result: Criteria met"), "{note}");
    d.see("Open the copy that you saved");
    d.press("Copy as text");
    d.see("The note to paste is on the clipboard.");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.press("Decision");
    d.press("Pend for information…");
    d.press("Look at the letter first…");
    assert!(d.named(&[Role::Button], "Open the copy that you saved").is_empty(), "it was of the page that was left");
    d.see("no missing document can still affect the result");
    d.press("Hand over…");
    d.wait_for(|it| it.sees("It stays here too"));
    assert!(d.saved(&format!("case-{case}.mednec")).contains("mednec-handover"));
    d.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), &[Key::O]);
    d.wait_for(|it| it.sees("already has everything in the file"));
}

#[test]
fn a_paper_is_narrowed_while_its_page_is_open_and_no_longer() {
    const KNOWN: &str = "The cause of the pain is known and clearly documented";
    const CHRONIC_PAIN: &str = "Chronic, intractable pain of non-malignant origin";
    let mut d = ready();
    d.keys(Modifiers::COMMAND, &[Key::E]);
    let paper = |d: &Driver| d.everything().into_iter().find(|line| line.contains("REVIEW SUMMARY")).unwrap();
    assert!(paper(&d).contains(KNOWN) && !paper(&d).contains("(SELECTED CRITERIA)"));
    d.choose("Which criteria", "Not met or open");
    d.see("no criterion is open or not met");
    d.choose("Which criteria", "Selected…");
    d.see("no criterion is selected yet");
    assert!(d.control(&[Role::Button], "Save…", 0).accesskit_node().is_disabled());
    d.press(KNOWN);
    let narrowed = paper(&d);
    assert!(narrowed.contains("(SELECTED CRITERIA)") && narrowed.contains(KNOWN), "{narrowed}");
    assert!(!narrowed.contains(CHRONIC_PAIN), "{narrowed}");
    d.choose("Which paper", "Request for information");
    assert!(d.named(&[Role::RadioGroup], "Which criteria").is_empty(), "a letter lists no criteria");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.keys(Modifiers::COMMAND, &[Key::E]);
    assert!(!paper(&d).contains("(SELECTED CRITERIA)"));
}

#[test]
fn what_is_saved_is_of_the_case_that_the_dialog_was_opened_for() {
    let mut d = ready();
    let first = d.case_id();
    d.keys(Modifiers::COMMAND, &[Key::E]);
    let thinking = d.thinking.clone();
    let open = thinking.lock().unwrap();
    d.press("Save…");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.begin(TRIAL);
    assert_ne!(d.case_id(), first);
    drop(open);
    d.wait_for(|it| it.sees(&format!("Nothing was saved: case {first} is no longer open")));
    assert!(!d.store().parent().unwrap().join(format!("summary-{first}.pdf")).exists());
}

#[test]
fn approval_leads_to_what_is_still_to_be_confirmed() {
    let mut d = Driver::in_department(LARGE, TRIAL);
    d.fill_trial("1965-02-11", "2026-03-20");
    d.press("Decision");
    let approve = |d: &Driver| d.control(&[Role::Button], "Approve…", 0).accesskit_node().is_disabled();
    assert!(approve(&d), "nothing is confirmed yet");
    d.see("Approval and denial need the missing confirmations first");
    let tab = |d: &Driver| words_of(&d.control(&[Role::Tab], "Confirmations", 0)).unwrap();
    assert_eq!(tab(&d), "Confirmations | 2 left to review", "its tab says so too");
    d.press("Confirmations");
    confirm(&mut d);
    assert_eq!(tab(&d), "Confirmations | met");
    d.press("Decision");
    d.see_not("Approval and denial need the missing confirmations first");
    assert!(!approve(&d));
}

#[test]
fn an_open_decision_follows_the_request_and_keeps_what_was_typed() {
    let mut d = ready();
    d.press("Decision");
    d.press("Refer to a physician…");
    d.press("Request");
    d.type_into("Add a CPT code", "62350");
    d.press("Decision");
    d.see_not("What is requested has changed");
    d.half_type("The question for the physician", 0, "Are three units needed?");
    d.press("Refer to a physician and sign");
    d.sign_in("Ada Boyd, MD", PASSPHRASE);
    d.press("Decision");
    d.press("Approve in part…");
    d.type_into("Units of 62326 approved", "3");
    d.press("Request");
    d.type_into("Add a CPT code", "62327");
    d.press("Decision");
    d.see("What is requested has changed: look at each code again before you sign.");
    assert_eq!(d.value("Units of 62326 approved"), "3", "what was typed stays");
    assert_eq!(d.value("Units of 62327 approved"), "1");
}
