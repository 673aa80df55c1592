//! The command palette and the shortcuts: found by words, done by Enter, and nothing behind it hears the keys.
//!
//! Must not know: how any of it is done.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use crate::driver::{CHRONIC, Driver, SMALL, SUPPORTS, TEXTS, TRIAL, author_id, name_of};

const FIELD: &str = "What do you want to do?";

fn open(d: &mut Driver) {
    d.keys(Modifiers::COMMAND, &[Key::K]);
    let _ = d.control(&TEXTS, FIELD, 0);
}

fn write(d: &mut Driver, text: &str) {
    d.control(&TEXTS, FIELD, 0).type_text(text);
    d.settle();
}

/// Returns the offered commands and, for each, whether it is the selected one.
fn listed(d: &Driver) -> Vec<(String, bool)> {
    let offers = d.nodes().into_iter().filter(|node| author_id(node).is_some_and(|id| id.starts_with("offer-")));
    offers.map(|node| (name_of(&node).unwrap(), node.accesskit_node().is_selected() == Some(true))).collect()
}

fn offers(d: &Driver) -> Vec<String> {
    listed(d).into_iter().map(|(name, _)| name).collect()
}

fn at(d: &Driver) -> Option<String> {
    listed(d).into_iter().find(|(_, here)| *here).map(|(name, _)| name)
}

#[test]
fn what_can_be_done_is_found_by_its_words() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    open(&mut d);
    assert!(offers(&d).iter().any(|offer| offer.starts_with("New case, ")), "{:?}", offers(&d));
    write(&mut d, "care step");
    assert_eq!(offers(&d), ["Step: Conservative care"], "words in any order");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    assert_eq!((d.step(), offers(&d).len()), ("Conservative care".to_owned(), 0), "done, and out of the way");

    open(&mut d);
    write(&mut d, "nothing is called this");
    d.see("No match");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    d.see("No match");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    assert_eq!(offers(&d).len(), 0);
    assert_eq!(d.step(), "Conservative care");
}

#[test]
fn arrows_go_through_what_is_found_and_round() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    open(&mut d);
    write(&mut d, "case");
    let all = offers(&d);
    assert!(all.len() > 3, "{all:?}");
    d.keys(Modifiers::NONE, &[Key::ArrowUp]);
    assert_eq!(at(&d), all.last().cloned(), "{:?}", listed(&d));
    d.keys(Modifiers::NONE, &[Key::ArrowDown, Key::ArrowDown]);
    assert_eq!(at(&d), all.get(1).cloned());
    write(&mut d, " switch");
    assert_eq!(at(&d).as_ref(), offers(&d).first(), "another word begins at the top");
}

#[test]
fn a_case_and_an_open_item_are_found_too() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    let first = d.case_id();
    d.type_into("Member's name", "Zoë Invented");
    d.begin(TRIAL);
    open(&mut d);
    write(&mut d, "zoe");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    assert_eq!(d.case_id(), first);
    open(&mut d);
    write(&mut d, "cause of the pain");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    assert_eq!(d.step(), "Indication");
}

#[test]
fn nothing_behind_it_hears_the_keys_and_the_keyboard_goes_back() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.half_type("Plan", 0, "Choi");
    let before = d.focus();
    open(&mut d);
    write(&mut d, "j");
    d.keys(Modifiers::COMMAND, &[Key::N]);
    d.see_not("New case: which pathway?");
    d.keys(Modifiers::COMMAND, &[Key::K]);
    assert_eq!(d.focus(), before);
    assert_eq!(d.value("Plan"), "Choi", "nothing that was typed is lost");
}

#[test]
fn the_shortcuts_are_shown_by_two_keys() {
    for (modifiers, key) in [(Modifiers::COMMAND, Key::F1), (Modifiers::SHIFT, Key::Questionmark)] {
        let mut d = Driver::on_case(SMALL, "RN", TRIAL);
        d.keys(modifiers, &[key]);
        d.see("Open the case below this one in the worklist");
        d.keys(Modifiers::NONE, &[Key::Escape]);
        assert_eq!(d.step(), "Request");
    }
}

#[test]
fn what_was_chosen_has_the_keyboard_and_not_what_had_it_before() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.half_type("Plan", 0, "Choice");
    open(&mut d);
    write(&mut d, "search cases");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    assert_eq!(d.focus(), "Search cases");
    d.press("Indication");
    d.choose(CHRONIC, SUPPORTS);
    d.click(|it| it.control(&TEXTS, "Search cases", 0));
    open(&mut d);
    write(&mut d, "add source");
    d.keys(Modifiers::NONE, &[Key::Enter]);
    assert_eq!(d.focus(), "Document title");
    assert_eq!(d.value("Search cases"), "", "the search heard nothing");
}
