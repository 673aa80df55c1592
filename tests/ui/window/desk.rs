//! The whole window from an empty folder to a result.
//!
//! Must not know: intents, the state behind the window, ids of egui. What lies on the disk is read by the store's own door.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::NodeT as _;
use mednec::ids::CaseId;
use mednec::store::CaseStore;

use crate::driver::*;

#[test]
fn a_silent_record_is_missing_and_every_change_goes_back_and_forth() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.fill_trial("1965-02-11", "2026-03-20");
    d.stands("Criteria met");
    d.choose(NO_BARRIER, SILENT);
    d.stands("Documentation missing (1). Nothing is left to review.");
    d.see("A statement on psychological and psychosocial problems");
    d.press("Undo");
    d.stands("Criteria met");
    assert_eq!(d.chosen(NO_BARRIER).as_deref(), Some(SUPPORTS));
    d.press("Redo");
    d.stands("Documentation missing (1)");
    assert!(d.control(&[Role::Button], "Redo", 0).accesskit_node().is_disabled());
    d.choose(NO_BARRIER, OTHERWISE);
    d.stands("Review in progress (1 left to review)");
    d.see("Noted for another answer, so it does not count for this one:");
    d.press_beginning("Use it for this answer: ");
    d.stands("Criteria not met: refer to a physician. Not met: No underlying, untreated");
    d.choose(NO_BARRIER, SUPPORTS);
    d.stands("Criteria met");
    d.see_not("Noted for another answer");

    d.press("Switch pathway…");
    d.see("Result there: Review in progress");
    d.see("No answer is left out.");
    d.see("Kept, but not asked for there: ");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.stands("Criteria met");
    d.switch(PUMP);
    d.stands("Review in progress");
    d.press("Request");
    assert_eq!(d.value("Member's name"), "R. Alvarado");
    d.switch(TRIAL);
    d.stands("Criteria met");
    d.press("Conservative care");
    assert_eq!(d.chosen(NO_BARRIER).as_deref(), Some(SUPPORTS));
    assert_eq!(d.value("Treatment"), "Gabapentin");
}

#[test]
fn only_a_physician_settles_whether_eighteen_is_old_enough() {
    let accept = "Accepts 18 as old enough";
    let mut d = Driver::in_department(SMALL, TRIAL);
    d.fill_trial("2008-03-01", "2026-03-20");
    d.stands("Physician's interpretation needed (1)");
    d.press("Indication");
    d.see("A physician records this");
    assert!(d.named(&[Role::Button], accept).is_empty(), "a nurse has nothing to press");

    d.press("Sign in or switch reviewer…");
    d.introduce("Ada Boyd", "MD");
    d.see("Ada Boyd, MD (physician reviewer, not signed in)");
    d.see("Sign in with your passphrase to record this");
    assert!(d.named(&[Role::Button], accept).is_empty(), "a name in a box is no identity");
    d.sign_in("Ada Boyd, MD", PASSPHRASE);
    d.see("Ada Boyd, MD (physician reviewer, signed in)");
    d.press("physician's interpretation: Is a member who is exactly 18 old enough?");
    assert_eq!(d.focus(), "Why, for this case");
    assert!(d.control(&[Role::Button], accept, 0).accesskit_node().is_disabled(), "not without a reason");
    d.half_type("Why, for this case", 0, "The footnote leaves out only those under 18.");
    d.press(accept);
    d.stands("Criteria met");
    d.see("Accepts 18 as old enough: The footnote leaves out only those under 18.");

    d.press("Request");
    d.type_into("Date of service", "2026-03-21");
    d.stands("Physician's interpretation needed (1)");
    d.see("The earlier interpretation lapsed");
    d.press("Undo");
    d.stands("Criteria met");
}

#[test]
fn open_items_lead_to_where_they_are_worked_off() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    for (item, step, focus) in [
        (CHRONIC, "Indication", format!("{CHRONIC} > {SUPPORTS}")),
        (CONFLICT, "Confirmations", format!("{CONFLICT} > No conflict")),
        (NO_BARRIER, "Conservative care", format!("{NO_BARRIER} > {SUPPORTS}")),
        ("Birth date", "Request", "Birth date".to_owned()),
        ("Received", "Request", "Received: date".to_owned()),
        (LINE, "Request", format!("{LINE} > UnitedHealthcare Commercial")),
    ] {
        d.press(&format!("left to review: Answer: {item}"));
        assert_eq!((d.step().as_str(), d.focus()), (step, focus));
        d.in_sight();
    }
    d.press("left to review: Enter the rest of the treatments, or say that all in the record is entered");
    assert_eq!((d.step().as_str(), d.focus().as_str()), ("Conservative care", "Add a treatment"));

    for treatment in ["Gabapentin", "Physical therapy", "Blocks", "Duloxetine"] {
        d.type_into("Add a treatment", treatment);
    }
    for (item, place, focus) in [("start", 3, "Start"), ("end", 0, "End")] {
        let treatment = ["Gabapentin", "Physical therapy", "Blocks", "Duloxetine"][place];
        d.press("Request");
        let rest = if item == "end" { ", or that it is ongoing" } else { "" };
        d.press(&format!("left to review: Enter the {item} date of {treatment}{rest}"));
        assert_eq!(d.focus(), focus);
        assert!(d.control(&TEXTS, focus, place).is_focused(), "in the row of {treatment}");
        d.in_sight();
    }

    // What is worked off leaves the list; the next one is the one that followed it.
    d.switch(PUMP);
    d.press("left to review: Choose a way: How is it shown that the trial met its criteria?");
    d.keys(Modifiers::NONE, &[Key::Space, Key::J]);
    assert_eq!(d.focus(), format!("{CHRONIC} > {SUPPORTS}"), "what came in the place of the choice");
    d.switch(TRIAL);
    d.press("Request");
    d.press("left to review: Enter the start date of Physical therapy");
    d.type_into_nth("Start", 1, "2025-01-10");
    d.keys(Modifiers::NONE, &[Key::Escape, Key::J]);
    assert!(d.control(&TEXTS, "End", 1).is_focused(), "the next thing that the same row lacks, not the first of all");
    d.type_into_nth("End", 1, "2025-09-30");
    d.keys(Modifiers::NONE, &[Key::Escape, Key::J]);
    assert!(d.control(&[Role::ComboBox], "Outcome", 1).is_focused());
    d.keys(Modifiers::NONE, &[Key::K]);
    assert_eq!(d.focus(), "Add a source: Gabapentin", "the last thing that the row before lacks");
    d.write(&[(Key::A, "a")]);
    d.see("What it says there");
    d.press("Cancel");
    assert_eq!(d.focus(), "Outcome", "no text field, where J would be a letter");

    d.choose(NO_BARRIER, SILENT);
    d.press("Indication");
    d.press(
        "missing from the record: A statement on psychological and psychosocial problems: none, treated, or not \
             expected to interfere",
    );
    assert_eq!((d.step(), d.focus()), ("Conservative care".to_owned(), format!("{NO_BARRIER} > {SILENT}")));
}

#[test]
fn a_pathway_is_chosen_by_keys() {
    let mut d = Driver::new(SMALL);
    d.introduce("Rosa Lind", "RN");
    d.keys(Modifiers::COMMAND, &[Key::N]);
    assert_eq!(d.focus(), "Cancer-related pain: infusion trial or pump placement");
    // Only the opening of the page puts the keyboard there: a click beside the choices does not bring the page back to its top.
    let is_beside = |node: &egui_kittest::Node<'_>| {
        words_of(node).is_some_and(|it| it.starts_with("You can change the pathway later"))
    };
    d.click(|it| it.nodes().into_iter().find(is_beside).unwrap());
    assert_eq!(d.focus(), "nothing");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.keys(Modifiers::COMMAND, &[Key::N]);
    d.keys(Modifiers::NONE, &[Key::Tab, Key::Tab, Key::Enter]);
    d.see(TRIAL);
    d.stands("Review in progress");
    d.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), &[Key::P]);
    d.keys(Modifiers::NONE, &[Key::Tab, Key::Enter]);
    d.see("Severe spasticity: infusion trial or pump placement");
    d.see("Switch pathway…");
}

#[test]
fn the_checklist_is_worked_off_by_keys() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    let plain = Modifiers::NONE;
    d.keys(plain, &[Key::J]);
    assert_eq!(d.focus(), format!("{LINE} > UnitedHealthcare Commercial"));
    d.keys(plain, &[Key::J]);
    assert_eq!(d.focus(), "Birth date");
    // In a field the letters are text; Escape leaves it.
    d.keys(plain, &[Key::Escape, Key::J]);
    assert_eq!(d.focus(), "Received: date");
    d.keys(plain, &[Key::Escape, Key::K, Key::Escape, Key::K]);
    assert_eq!(d.focus(), format!("{LINE} > UnitedHealthcare Commercial"));
    d.keys(plain, &[Key::K]);
    assert_eq!((d.step(), d.focus()), ("Confirmations".to_owned(), format!("{CONFLICT} > No conflict")));
    d.keys(plain, &[Key::K]);
    assert_eq!((d.step(), d.focus()), ("Conservative care".to_owned(), format!("{NO_BARRIER} > {SUPPORTS}")));
    d.keys(plain, &[Key::N]);
    assert_eq!(d.chosen(NO_BARRIER).as_deref(), Some(SILENT));
    d.keys(plain, &[Key::C]);
    assert_eq!(d.chosen(NO_BARRIER).as_deref(), Some(OTHERWISE));
    d.keys(plain, &[Key::S]);
    assert_eq!(d.chosen(NO_BARRIER).as_deref(), Some(SUPPORTS));

    // The source of the answer just given, without a hand on the mouse.
    d.write(&[(Key::A, "a")]);
    assert_eq!((d.focus().as_str(), d.value("Document title").as_str()), ("Document title", ""), "the key was no text");
    d.write(&[(Key::J, "j"), (Key::K, "k"), (Key::A, "a"), (Key::S, "s"), (Key::Slash, "/")]);
    assert_eq!(d.value("Document title"), "jkas/", "while someone types, letters are text");
    d.keys(plain, &[Key::Tab]);
    assert_eq!(d.focus(), "Page");
    d.harness.event(Event::Text("3".to_owned()));
    d.keys(plain, &[Key::Tab]);
    d.harness.event(Event::Text("2026-02-20".to_owned()));
    d.keys(plain, &[Key::Tab]);
    d.harness.event(Event::Text("no such problem".to_owned()));
    d.keys(plain, &[Key::Enter]);
    d.see("jkas/ · p. 3 · 2026-02-20 · no such problem");
    assert_eq!(d.focus(), format!("{NO_BARRIER} > {SUPPORTS}"), "back where it came from");

    d.keys(Modifiers::COMMAND, &[Key::Num2]);
    assert_eq!(d.step(), "Indication");
    d.choose(CHRONIC, SUPPORTS);
    d.write(&[(Key::A, "a")]);
    assert_eq!((d.focus().as_str(), d.value("Page").as_str()), ("Page", "3"), "the last document is at hand");
    d.press("Cancel");
    d.keys(Modifiers::COMMAND, &[Key::F1]);
    d.see("Shortcuts");
    d.keys(plain, &[Key::Escape]);
    d.stands("Review in progress");
}

#[test]
fn what_takes_the_keyboard_comes_into_sight() {
    let mut d = Driver::on_case(SMALL, "RN", PUMP);
    d.press("Pump placement");
    for score in ["8", "6", "4"] {
        d.type_into("Add a pain score", score);
    }
    d.press("Request");
    d.press("Pump placement");
    let mut stops = 0;
    loop {
        d.keys(Modifiers::NONE, &[Key::Tab]);
        // The bar above begins again.
        if ["Settings…", "Commands…"].contains(&d.focus().as_str()) {
            break;
        }
        d.in_sight();
        stops += 1;
    }
    assert!(stops >= 30, "{stops} places on the page take the keyboard");
}

#[test]
fn the_source_key_serves_the_answer_just_given() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Indication");
    d.choose(CHRONIC, SUPPORTS);
    d.choose(CAUSE, SUPPORTS);
    d.keys(Modifiers::NONE, &[Key::A]);
    assert!(d.named(&[Role::Button], &format!("Add a source: {CAUSE}")).is_empty(), "its form is open");
    assert_eq!(d.named(&[Role::Button], &format!("Add a source: {CHRONIC}")).len(), 1);
}

#[test]
fn half_typed_text_becomes_an_answer_before_the_case_is_left() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    let first = d.case_id();
    d.begin(PUMP);
    let second = d.case_id();
    assert_ne!(first, second, "also when the first is still on its way to the disk");

    d.half_type("Member's name", 0, "B. Second");
    d.open(&first);
    assert_eq!(
        (d.case_id(), d.value("Member's name")),
        (first.clone(), String::new()),
        "it is the other member's name"
    );
    assert!(d.lists(&["B. Second", &second]), "{:?}", d.worklist());

    d.half_type("Member's name", 0, "A. First");
    d.keys(Modifiers::COMMAND, &[Key::N]);
    d.see("New case: which pathway?");
    assert!(d.lists(&["A. First", &first]), "{:?}", d.worklist());
    d.keys(Modifiers::NONE, &[Key::Escape]);
    assert_eq!(d.value("Member's name"), "A. First");

    d.half_type("Member's name", 0, "A. Firstborn");
    d.control(&[Role::Button], "Settings…", 0).click_accesskit();
    d.settle();
    d.see("Look");
    d.press("Close");
    assert_eq!(d.value("Member's name"), "A. Firstborn");
    d.half_type("Member id", 0, "11");
    d.press("left to review: Answer: Is the cause of the pain known and clearly documented?");
    assert_eq!(d.step(), "Indication");
    d.press("Request");
    d.half_type("Plan", 0, "Choice");
    d.keys(Modifiers::COMMAND, &[Key::Num3]);
    assert_eq!(d.step(), "Conservative care");
    d.press("Request");
    d.half_type("Facility", 0, "St. Anne");
    d.keys(Modifiers::ALT, &[Key::ArrowUp]);
    assert_eq!((d.case_id(), d.value("Facility")), (second.clone(), String::new()));
    d.keys(Modifiers::ALT, &[Key::ArrowDown]);
    let held = ["Member id", "Plan", "Facility"].map(|label| d.value(label));
    assert_eq!((d.case_id(), held), (first.clone(), ["11", "Choice", "St. Anne"].map(str::to_owned)));

    d.wait_until_kept();
    let d = d.restart();
    assert!(d.lists(&["A. Firstborn", &first]) && d.lists(&["B. Second", &second]), "{:?}", d.worklist());
}

#[test]
fn what_could_not_be_saved_is_still_there_when_the_case_is_opened_again() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    let first = d.case_id();
    d.type_into("Member's name", "A. Saved");
    d.wait_for(|it| it.sees("Saved "));
    let file = d.file_of(&first);
    let aside = d.store().join("aside");
    std::fs::rename(&file, &aside).unwrap();
    std::fs::create_dir(&file).unwrap();
    d.type_into("Member's name", "A. Unsaved");
    d.wait_for(|it| it.sees("Not saved: "));
    d.begin(PUMP);
    d.open(&first);
    assert_eq!(d.value("Member's name"), "A. Unsaved", "nothing typed is lost by looking at another case");

    std::fs::remove_dir(&file).unwrap();
    std::fs::rename(&aside, &file).unwrap();
    d.type_into("Plan", "Choice");
    d.wait_for(|it| it.sees("Saved "));
    let mut d = d.restart();
    d.open(&first);
    assert_eq!((d.value("Member's name"), d.value("Plan")), ("A. Unsaved".to_owned(), "Choice".to_owned()));
}

#[test]
fn a_date_that_cannot_be_read_waits_where_it_was_typed() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    let first = d.case_id();
    d.begin(PUMP);
    let second = d.case_id();
    d.type_into("Birth date", "2026-02-30");
    d.see("There is no day 30 in 2026-02.");
    d.see("birth date not entered");

    d.open(&first);
    assert_eq!((d.case_id(), d.value("Birth date")), (first.clone(), String::new()), "it does not hold anybody up");
    d.open(&second);
    assert_eq!(d.value("Birth date"), "2026-02-30");
    d.see("There is no day 30 in 2026-02.");
    d.keys(Modifiers::NONE, &[Key::J]);
    d.type_into("Birth date", "1965-02-11");
    d.see("born 1965-02-11");
    assert_eq!(d.case_id(), second, "nothing was left waiting");
}

#[test]
fn closing_the_window_hands_over_what_is_half_typed() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Birth date", "1965-02-11");
    d.type_into("Date of service", "1960-01-01");
    d.see("Not changed");
    d.half_type("Member's name", 0, "R. Alvarado");
    assert!(d.closes(), "once the name was handed over");
    let d = d.restart();
    assert!(d.lists(&["R. Alvarado"]), "{:?}", d.worklist());
}

#[test]
fn what_cannot_be_read_keeps_the_window_open_once_and_says_so() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.half_type("Birth date", 0, "2026-02-30");
    assert!(!d.closes());
    d.see("cannot be read, so the window stays open");
    assert!(d.closes());
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Date of service", "2026-03-20");
    d.type_into("Birth date", "2026-03-21");
    d.see("Not changed: a date is too early: service or receipt before birth");
    d.see("birth date not entered");
    assert_eq!(d.value("Birth date"), "");
    d.press("Dismiss");
    d.see_not("Not changed");

    d.press("Conservative care");
    d.type_into("Add a treatment", "Gabapentin");
    d.type_into("Start", "2025-09-30");
    d.type_into("End", "2025-01-10");
    d.see("Not changed: it ends before it starts: one of the two dates is wrong");
    assert_eq!((d.value("Start"), d.value("End")), ("2025-09-30".to_owned(), String::new()));
    d.type_into("End", "2025-10-10");
    d.see_not("Not changed");
    assert_eq!(d.value("End"), "2025-10-10");
}

#[test]
fn a_damaged_case_stays_in_the_worklist_and_the_others_open() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    let broken = d.case_id();
    d.begin(PUMP);
    let sound = d.case_id();
    d.wait_for(|it| it.sees("Saved "));
    let file = CaseStore::open(d.store()).unwrap().path_of(&CaseId::parse(&broken).unwrap());
    mednec::store::export(&file, b"{ half a case", true, None).unwrap();

    let mut d = d.restart();
    let worklist = d.worklist();
    assert_eq!(worklist.len(), 2, "{worklist:?}");
    d.open(&format!("Cannot open {broken}"));
    d.wait_for(|it| it.sees("The program does not change this file"));
    d.open(&sound);
    d.stands("Review in progress");
    assert_eq!(d.case_id(), sound);
    d.begin(TRIAL);
    assert!(![broken, sound].contains(&d.case_id()), "a damaged file keeps its number");
}

/// Every control of the window as it stands can be told from every other.
#[track_caller]
fn tells_controls_apart(d: &Driver, place: &str) {
    const CONTROLS: [Role; 8] = [
        Role::Button,
        Role::TextInput,
        Role::MultilineTextInput,
        Role::RadioButton,
        Role::ComboBox,
        Role::CheckBox,
        Role::Tab,
        Role::ListBoxOption,
    ];
    let mut ids = BTreeMap::new();
    let mut names = BTreeSet::new();
    for node in d.nodes().iter().filter(|node| CONTROLS.contains(&role(node))) {
        let name = name_of(node);
        let id = author_id(node);
        assert!(name.is_some(), "{place}: a {:?} without a name, id {id:?}, at {:?}", role(node), node.rect());
        if let Some(id) = id.filter(|_| !node.accesskit_node().is_disabled()) {
            let before = ids.insert(id.clone(), name.clone());
            assert_eq!(before, None, "{place}: two controls with the id {id}: {name:?}");
        }
        let told = (format!("{:?}", role(node)), groups_of(node), name.clone());
        let twice_on_purpose = name.as_deref() == Some("New case…");
        assert!(names.insert(told) || twice_on_purpose, "{place}: two {:?} are called {name:?}", role(node));
    }
}

#[test]
fn every_control_has_a_name_and_an_id_of_its_own() {
    let mut d = Driver::new(SMALL);
    tells_controls_apart(&d, "introduction");
    d.introduce("Rosa Lind", "RN");
    tells_controls_apart(&d, "welcome");
    for command in ["New case…", "Settings…", "All shortcuts"] {
        d.press(command);
        tells_controls_apart(&d, command);
        d.press("Close");
    }
    d.begin(PUMP);
    d.fill_request("2008-03-01", "2026-03-20");
    d.type_into("This version was verified as in force until", "2026-12-31");
    d.press("Records 1");
    d.type_into("Add a document", "Imaging");
    tells_controls_apart(&d, "records");
    d.press("Request");
    d.type_into("Add a CPT code", "62362 x 1");
    d.type_into("Add a CPT code", "62350");
    d.type_into("Add an ICD-10-CM code", "M96.1, G90.50");
    d.type_into("Date of service", "28-02-2026x");
    tells_controls_apart(&d, "request");
    d.press("Infusion trial");
    d.choose("How is it shown that the trial met its criteria?", "Reviewed now, in this case");
    d.fill_indication();
    d.type_into("Add a treatment", "Gabapentin");
    d.type_into("Add a treatment", "Physical therapy");
    d.press_nth("Add a note on: Older than 18 years", 0);
    d.press(&format!("Add a source: {CAUSE}"));
    tells_controls_apart(&d, "infusion trial");
    d.press("Cancel");
    d.press("Pump placement");
    d.type_into("Add a pain score", "8");
    d.type_into("Add a pain score", "8");
    d.choose("How was the trial done?", "Single-shot bolus only");
    tells_controls_apart(&d, "pump placement");
    d.press("Confirmations");
    d.press("Federal and state mandates were checked");
    tells_controls_apart(&d, "confirmations");
    d.press("Switch pathway…");
    tells_controls_apart(&d, "switch of the pathway");
    d.press("Replacement of the device");
    d.press("Device");
    d.choose("What is the state of the device in place?", "At or near elective replacement");
    tells_controls_apart(&d, "device");
    d.press("Initial placement");
    d.choose("How is it shown that the initial placement met its criteria?", "Reviewed now, in this case");
    d.choose("What was the device first placed for?", "Cancer-related pain");
    d.choose("What is the outcome of the InterQual review?", "Met");
    tells_controls_apart(&d, "initial placement");
}

#[test]
fn the_key_for_the_next_item_leaves_what_the_record_does_not_hold() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Indication");
    d.choose(CHRONIC, "Not in the record");
    let here = d.focus();
    d.keys(Modifiers::NONE, &[Key::J]);
    assert_ne!(d.focus(), here, "it is missing now, and the next item is another");
}

#[test]
fn samples_come_as_in_a_department_at_work() {
    let mut d = Driver::new(LARGE);
    d.introduce("Rosa Lind", "RN");
    d.press("Add sample cases");
    d.wait_for(|it| it.sees("All 26"));
    let due = |row: &&String| row.contains(", due in ");
    d.type_into("Search cases", "sample");
    assert!(d.worklist().iter().filter(due).count() >= 5, "clocks run: {:?}", d.worklist());
}
