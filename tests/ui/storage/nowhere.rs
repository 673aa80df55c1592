//! A member whose name stands nowhere else, typed wherever the window takes text; then everything that the window wrote
//! outside of the cases and the papers asked for is searched for it.
//!
//! Must not know: where the window keeps anything, beyond its store and the folder that its dialogs name.

use std::fs;
use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers};
use mednec::ids::CaseId;
use mednec::store::CaseStore;

use crate::driver::*;
use crate::sought::{NAME, found_in};

/// Where a case may be kept, below the store.
const KEEPS_CASES: [&str; 4] = ["cases", "conflicts", "previous", "trash"];

fn everything_below(folder: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let whole = |path: PathBuf| if path.is_dir() { everything_below(&path) } else { vec![path] };
    inside.flat_map(whole).collect()
}

/// Searches what was written; what was saved through a dialog is named by its paper and its case.
fn search(d: &Driver, case: &str) -> usize {
    let store = d.store();
    let root = store.parent().unwrap();
    let mut searched = 0;
    for path in everything_below(root) {
        let place = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        assert_eq!(found_in(place.as_bytes()), None, "the name of {place}");
        // The window beats while it is looked at: what was being saved is in place by now.
        let Ok(bytes) = fs::read(&path) else { continue };
        #[cfg(unix)]
        if let Ok(found) = fs::metadata(&path) {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(found.permissions().mode() & 0o777, 0o600, "the rights of {place}");
        }
        let kept = KEEPS_CASES.iter().any(|folder| path.starts_with(store.join(folder)));
        let asked_for = path.parent() == Some(root) && place.contains(case);
        if !kept && !asked_for {
            searched += 1;
            assert_eq!(found_in(&bytes), None, "{place} holds it");
        }
    }
    searched
}

/// The name in the request, a document, a source, a treatment, a note, a search and a field that cannot take it.
fn fill(d: &mut Driver) {
    d.fill_trial("1965-02-11", "2026-03-20");
    d.press("Records 1");
    d.type_into("Add a document", &format!("Letter of {NAME}"));
    d.press("Request");
    for label in ["Member's name", "Member id", "Plan", "Facility", "Owner"] {
        d.type_into(label, &format!("{NAME} {label}"));
    }
    d.type_into("Add a CPT code", "62326");
    d.press("Indication");
    d.cite(CAUSE, "7", "2026-02-20", &format!("{NAME} was seen."));
    d.press("Add a note on: The cause of the pain is known and clearly documented");
    d.half_type("Note", 0, &format!("{NAME} was called."));
    d.press("Conservative care");
    d.type_into("Add a treatment", &format!("Drug of {NAME}"));
    d.press("Confirmations");
    d.press("The member's benefit plan document was checked");
    d.press("Federal and state mandates were checked");
    d.half_type("Search cases", 0, NAME);
    assert!(d.lists(&[NAME]), "{:?}", d.worklist());
}

fn take_every_paper(d: &mut Driver) {
    d.keys(Modifiers::COMMAND, &[Key::E]);
    for paper in ["Review summary", "Note to paste", "Physician referral"] {
        d.choose("Which paper", paper);
        d.press("Save…");
        d.wait_for(|it| it.sees("The paper was saved."));
        d.press("Copy as text");
        // The sentence that says it was saved goes with the next one.
        d.see("is on the clipboard");
    }
    d.press("Hand over…");
    d.wait_for(|it| it.sees("It stays here too"));
    d.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), &[Key::O]);
    d.wait_for(|it| it.sees("already has everything in the file"));
    d.keys(Modifiers::NONE, &[Key::Escape]);
}

#[test]
fn what_is_typed_of_a_member_stands_in_the_case_and_nowhere_else() {
    let mut d = Driver::in_department(LARGE, TRIAL);
    let case = d.case_id();
    fill(&mut d);
    d.press("Decision");
    d.press("Refer to a physician…");
    d.half_type("The question for the physician", 0, &format!("Is it enough for {NAME}?"));
    d.press("Refer to a physician and sign");
    take_every_paper(&mut d);
    // Settings are kept when they change, whatever is open and half typed meanwhile.
    d.press("Request");
    d.half_type("Birth date", 0, NAME);
    d.keys(Modifiers::COMMAND, &[Key::Comma]);
    d.choose("Look", "Dark");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    // Somebody else takes the case away: what is typed next is in conflict, and said so.
    d.sign_in("Ada Boyd, MD", PASSPHRASE);
    let store = CaseStore::open(d.store()).unwrap();
    let id = CaseId::parse(&case).unwrap();
    d.wait_for(|it| it.sees("Saved "));
    store.trash(&id, "made to stand in the way", "Somebody Else, RN", mednec::clock::now()).unwrap();
    d.press("Records 2");
    d.half_type("Add a document", 0, &format!("Another letter of {NAME}"));
    d.keys(Modifiers::NONE, &[Key::Enter]);
    d.half_type("Search cases", 0, "");
    d.keys(Modifiers::NONE, &[Key::Delete]);
    let message = "Somebody else deleted case";
    d.wait_for(|it| it.sees(message) && it.lists(&["Cannot open", &case]));
    let said: Vec<String> = d.everything().into_iter().filter(|line| line.contains(message)).collect();
    assert!(said.iter().all(|line| found_in(line.as_bytes()).is_none()), "{said:?}");
    d.open("Cannot open");
    d.wait_for(|it| it.sees("it was deleted or moved") || it.sees("The case was deleted or moved"));
    d.press_nth("Use this version", 0);
    d.wait_for(|it| it.lists(&[NAME]));
    d.open(NAME);
    d.press("Records 3");
    assert!(d.sees("Another letter of"), "what was typed after somebody deleted the case");
    assert!(search(&d, &case) >= 3, "settings, roster, locks");
    let d = d.restart();
    assert!(search(&d, &case) >= 3);
    let kept = everything_below(&d.store().join("trash"));
    assert!(kept.iter().any(|path| found_in(&fs::read(path).unwrap()).is_some()), "the name was there to be found");
}
