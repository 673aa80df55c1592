//! The settings, what was said, what program this is, the policy beside the case, and only what is open.
//!
//! Must not know: anything private of the program.
#![allow(clippy::disallowed_methods, reason = "files that a test lays where the program looks for them")]

use eframe::egui::{Key, Modifiers, Role, Theme};
use egui_kittest::kittest::NodeT as _;
use mednec::store::{Settings, paths};

use crate::driver::{Driver, PRESSED, SMALL, TEXTS, TRIAL, role};

const CHRONIC: &str = "Does the record show chronic, intractable pain of non-malignant origin?";
const SILENT: &str = "Not in the record";

fn settings(d: &Driver) -> Settings {
    Settings::load(&d.settings_file()).0
}

fn is_there(d: &Driver, name: &str) -> bool {
    !d.named(&PRESSED, name).is_empty()
}

#[test]
fn look_and_text_are_set_before_anyone_says_who_they_are() {
    let mut d = Driver::new(SMALL);
    d.press("Settings…");
    d.choose("Look", "High contrast");
    d.choose("Text size", "125 %");
    let kept = settings(&d);
    assert_eq!((kept.look.as_str(), kept.text_percent), ("high-contrast", 125));
    d.choose("Look", "Same as the system");
    assert_eq!(settings(&d).look, "");
    let page = |d: &Driver| d.harness.ctx.style_of(d.harness.ctx.theme()).visuals.panel_fill;
    let light = page(&d);
    d.harness.input_mut().system_theme = Some(Theme::Dark);
    d.settle();
    assert_ne!(page(&d), light, "the system's look is followed while the window is open");
    d.press("Close");
    d.see("Who reviews on this workstation?");
}

#[test]
fn a_place_is_taken_only_where_there_is_something() {
    let mut d = Driver::new(SMALL);
    d.introduce("Rosa Lind", "RN");
    let policy = d.store().join("plan's own copy.pdf");
    std::fs::create_dir_all(d.store()).unwrap();
    std::fs::write(&policy, "not looked into").unwrap();
    let copy = "The plan's own copy of the policy, for the button \"Open the policy…\"";
    d.press("Settings…");
    d.type_into(copy, "copy.pdf");
    d.see("Enter the full path, starting at the root folder or drive.");
    d.type_into(copy, d.store().join("nothing.pdf").to_str().unwrap());
    d.wait_for(|it| it.sees("Not changed: there is no file of that name."));
    assert_eq!(settings(&d).policy_copy, None);
    d.type_into(copy, policy.to_str().unwrap());
    d.wait_for(|it| it.sees("The button \"Open the policy…\" opens this file."));
    assert_eq!(settings(&d).policy_copy, Some(policy));
    d.half_type(copy, 0, "x");
    d.keys(Modifiers::NONE, &[Key::Backspace, Key::Enter]);
    d.see("Removed. This takes effect the next time the program starts.");
    assert_eq!(settings(&d).policy_copy, None);
}

#[test]
fn cases_move_to_another_folder_with_the_next_start_and_a_missing_one_is_no_new_one() {
    let mut d = Driver::new(SMALL);
    d.introduce("Rosa Lind", "RN");
    let other = d.store().with_file_name("another folder");
    d.press("Settings…");
    d.type_into("Another folder for cases, used after the next start", other.to_str().unwrap());
    d.wait_for(|it| it.sees("This takes effect the next time the program starts."));
    let file = d.settings_file();
    assert_eq!(paths::cases_folder(Some(&file)), Ok(other.clone()));
    std::fs::remove_dir_all(&other).unwrap();
    assert_eq!(paths::cases_folder(Some(&file)), Err(paths::NoFolder::NotThere(other.clone())));
    assert!(!other.exists());
}

#[test]
fn a_number_out_of_its_range_is_refused() {
    let mut d = Driver::new(SMALL);
    d.introduce("Rosa Lind", "RN");
    d.press("Settings…");
    let idle = "Minutes without activity before sign-out";
    for (typed, said) in [
        ("0", "Enter a number of minutes from 1 to 120."),
        ("soon", "Minutes without activity before sign-out: write a whole number."),
    ] {
        d.type_into(idle, typed);
        d.see(said);
        assert_eq!(settings(&d).idle_minutes, 15);
    }
    d.type_into(idle, "5");
    d.type_into("Length of an approval in days", "180");
    assert_eq!((settings(&d).idle_minutes, settings(&d).approval_days), (5, 180));
}

#[test]
fn letters_are_no_keys_where_that_is_switched_off() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.press("Settings…");
    d.press("Shortcuts without Ctrl or Alt: S, C and N on an answer; J, K, A, O and / elsewhere");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.keys(Modifiers::NONE, &[Key::J]);
    assert_eq!(d.step(), "Request", "J is no key");
    d.press("Indication");
    let group = d.control(&[Role::RadioGroup], CHRONIC, 0);
    group.children_recursive().find(|node| role(node) == Role::RadioButton).unwrap().focus();
    d.settle();
    assert!(d.focus().starts_with(CHRONIC), "{}", d.focus());
    d.keys(Modifiers::NONE, &[Key::S]);
    assert_eq!(d.chosen(CHRONIC), None, "nor is S");
    d.keys(Modifiers::COMMAND, &[Key::F1]);
    d.see("Open the case below this one in the worklist");
}

#[test]
fn what_was_said_is_read_again() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.keys(Modifiers::NONE, &[Key::A]);
    d.see("Every answer that needs a source has one.");
    d.press("Dismiss");
    d.see_not("Every answer that needs a source has one.");
    d.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), &[Key::M]);
    d.see("Every answer that needs a source has one.");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.keys(Modifiers::SHIFT, &[Key::F1]);
    d.see("Comes with the program");
    d.see("SIL Open Font License 1.1");
    d.press("All parts and their licenses");
    d.see("What mednec is made of");
}

#[test]
fn the_policy_beside_follows_the_item_and_the_card() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.see_not("How it is decided");
    d.keys(Modifiers::NONE, &[Key::F7]);
    d.see("All criteria for the infusion trial");
    d.see("How it is decided");
    d.press("Indication");
    d.click(|it| it.control(&[Role::Link], "Look up cause-known in the policy", 0));
    d.see("Answered from the record, with a source: Is the cause of the pain known and clearly documented?");
    d.keys(Modifiers::NONE, &[Key::J]);
    d.see_not("Answered from the record, with a source: Is the cause");
    d.keys(Modifiers::NONE, &[Key::F7]);
    d.see_not("How it is decided");
}

#[test]
fn only_what_is_open_is_shown_and_what_is_worked_off_stays_until_the_step_is_left() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.fill_request("1965-02-11", "2026-03-20");
    d.press("Indication");
    let all = d.named(&[Role::RadioGroup], CHRONIC).len();
    assert_eq!(all, 1);
    d.keys(Modifiers::NONE, &[Key::O]);
    d.choose(CHRONIC, SILENT);
    assert!(d.chosen(CHRONIC).is_some());
    d.press("Request");
    assert!(d.named(&TEXTS, "Member's name").is_empty(), "it is filled in");
    d.see("Nothing is open here.");
    d.press("Show everything");
    assert_eq!(d.named(&TEXTS, "Member's name").len(), 1);
    assert!(is_there(&d, "Open items only"));
}

#[test]
fn in_large_text_the_policy_unfolds_the_status_and_folds_it_again() {
    let mut d = Driver::on_case(eframe::egui::vec2(640.0, 360.0), "RN", TRIAL);
    d.see_not("How it is decided");
    d.keys(Modifiers::NONE, &[Key::F7]);
    d.see("How it is decided");
    d.keys(Modifiers::NONE, &[Key::F7]);
    d.see_not("How it is decided");
    assert!(!is_there(&d, "Policy"), "the status is folded as it was");
}
