//! The controls, as a keyboard and a screen reader find them.

use chrono::NaiveDate;
use eframe::egui::{Key, Role, Ui};
use egui_kittest::{Harness, kittest::Queryable as _};
use mednec::ui::theme::{self, Look, Tone};
use mednec::ui::widgets::{
    Button, Choice, Field, Segmented, Tab, date_field, draft_area, flush_drafts, pending_drafts, tabs,
};

const CHOICES: [Choice<'static>; 3] = [
    Choice { text: "Record supports", letter: Some('S'), tone: Tone::Met },
    Choice { text: "Says otherwise", letter: Some('C'), tone: Tone::NotMet },
    Choice { text: "Not in the record", letter: Some('N'), tone: Tone::Missing },
];

fn harness<S>(mut draw: impl FnMut(&mut Ui, &mut S) + 'static, state: S) -> Harness<'static, S> {
    let mut installed = false;
    Harness::new_ui_state(
        move |ui, state| {
            if !installed {
                theme::install(ui.ctx(), Look::Light, 100);
                installed = true;
                return; // fonts arrive with the next pass
            }
            draw(ui, state);
        },
        state,
    )
}

/// A group between two buttons, and every answer in the order in which it came.
fn group(letters: bool) -> Harness<'static, Vec<usize>> {
    let mut harness = harness(
        move |ui, chosen: &mut Vec<usize>| {
            Button::secondary("before", "Before").show(ui);
            let last = chosen.last().copied();
            let output = Segmented::new("answer", "Was it done?", &CHOICES, last).letters(letters).show(ui);
            chosen.extend(output.chosen);
            Button::secondary("after", "After").show(ui);
        },
        Vec::new(),
    );
    harness.run();
    harness
}

fn press<S>(harness: &mut Harness<'_, S>, keys: &[Key]) {
    for key in keys {
        harness.key_press(*key);
        harness.run();
    }
}

#[test]
fn letters_choose_only_while_the_group_has_the_focus() {
    let mut h = group(true);
    press(&mut h, &[Key::S, Key::C]);
    assert!(h.state().is_empty());
    press(&mut h, &[Key::Tab, Key::S]);
    assert!(h.state().is_empty(), "the button before the group has the focus");
    press(&mut h, &[Key::Tab, Key::S, Key::C, Key::N]);
    assert_eq!(*h.state(), [0, 1, 2]);
    assert!(h.get_by_role_and_label(Role::RadioButton, "Not in the record").is_focused());
}

#[test]
fn letters_can_be_switched_off() {
    let mut h = group(false);
    press(&mut h, &[Key::Tab, Key::Tab, Key::S, Key::N]);
    assert!(h.state().is_empty());
    press(&mut h, &[Key::Space]);
    assert_eq!(*h.state(), [0]);
}

#[test]
fn arrows_move_within_the_group_and_tab_leaves_it() {
    let mut h = group(true);
    press(&mut h, &[Key::Tab, Key::Tab, Key::ArrowRight, Key::ArrowRight]);
    assert!(h.get_by_label("Not in the record").is_focused());
    assert!(h.state().is_empty(), "moving is not choosing");
    press(&mut h, &[Key::ArrowRight]);
    assert!(h.get_by_label("Record supports").is_focused(), "the last is followed by the first");
    press(&mut h, &[Key::ArrowLeft, Key::ArrowLeft, Key::Enter]);
    assert_eq!(*h.state(), [1]);
    press(&mut h, &[Key::Tab]);
    assert!(h.get_by_label("After").is_focused(), "the group is one tab stop");
    h.key_press_modifiers(eframe::egui::Modifiers::SHIFT, Key::Tab);
    h.run();
    assert!(h.get_by_label("Says otherwise").is_focused(), "back on the chosen one");
}

#[test]
fn a_screen_reader_can_choose_any_option() {
    let mut h = group(true);
    h.get_by_label("Says otherwise").click_accesskit();
    h.run();
    assert_eq!(*h.state(), [1]);
    let node = h.get_by_role_and_label(Role::RadioButton, "Says otherwise");
    let toggled = egui_kittest::kittest::NodeT::accesskit_node(&node).toggled();
    assert_eq!(toggled, Some(eframe::egui::accesskit::Toggled::True));
    assert!(h.query_by_role_and_label(Role::RadioGroup, "Was it done?").is_some());
}

#[test]
fn a_click_chooses_and_takes_the_focus() {
    let mut h = group(true);
    h.get_by_label("Not in the record").click();
    h.run();
    press(&mut h, &[Key::S]);
    assert_eq!(*h.state(), [2, 0]);
}

/// A field, a button behind it, what is recorded, and how often something was handed over.
fn field() -> Harness<'static, (String, usize, bool)> {
    let mut harness = harness(
        |ui, (recorded, times, shown): &mut (String, usize, bool)| {
            if *shown && let Some(text) = Field::new("name", "Facility", recorded).show(ui).committed {
                *recorded = text;
                *times += 1;
            }
            Button::secondary("after", "After").show(ui);
        },
        ("A".to_owned(), 0, true),
    );
    harness.run();
    harness
}

fn type_into_field(h: &mut Harness<'_, (String, usize, bool)>, text: &str) {
    h.get_by_label("Facility").focus();
    h.run();
    press(h, &[Key::End]);
    h.get_by_label("Facility").type_text(text);
    h.run();
}

#[test]
fn a_draft_is_not_an_answer_until_enter() {
    let mut h = field();
    type_into_field(&mut h, "bc");
    assert_eq!(*h.state(), ("A".to_owned(), 0, true));
    assert_eq!(pending_drafts(&h.ctx)[0].text, "Abc");
    press(&mut h, &[Key::Enter]);
    assert_eq!(*h.state(), ("Abc".to_owned(), 1, true));
    assert!(h.get_by_label("Facility").is_focused(), "the keyboard keeps its place");
    assert!(pending_drafts(&h.ctx).is_empty());
    press(&mut h, &[Key::Enter, Key::Tab]);
    assert_eq!(h.state().1, 1, "nothing new, nothing handed over");
}

#[test]
fn leaving_the_field_hands_the_draft_over_once() {
    let mut h = field();
    type_into_field(&mut h, "d");
    press(&mut h, &[Key::Tab]);
    assert_eq!(*h.state(), ("Ad".to_owned(), 1, true));
    assert!(h.get_by_label("After").is_focused());
}

#[test]
fn flushing_hands_the_draft_over() {
    let mut h = field();
    type_into_field(&mut h, "e");
    assert!(flush_drafts(&h.ctx));
    h.run();
    assert_eq!(*h.state(), ("Ae".to_owned(), 1, true));
    assert!(!flush_drafts(&h.ctx));
}

#[test]
fn a_draft_outlives_its_field() {
    let mut h = field();
    type_into_field(&mut h, "f");
    h.state_mut().2 = false;
    h.run_steps(4);
    assert_eq!(h.state().1, 0);
    let pending = pending_drafts(&h.ctx);
    assert_eq!((pending[0].text.as_str(), pending[0].drawn), ("Af", false));
    h.state_mut().2 = true;
    h.run();
    assert_eq!(*h.state(), ("Af".to_owned(), 1, true));
}

#[test]
fn a_screen_reader_can_set_a_field() {
    let mut h = field();
    h.get_by_label("Facility").set_text_value_accesskit("Z");
    h.run();
    assert_eq!(*h.state(), ("Z".to_owned(), 1, true));
}

#[test]
fn in_a_note_enter_begins_a_line_and_leaving_hands_over() {
    let mut h = harness(
        |ui, note: &mut String| {
            if let Some(text) = draft_area(ui, "note", "Note", note, "", 3) {
                *note = text;
            }
            Button::secondary("after", "After").show(ui);
        },
        String::new(),
    );
    h.run();
    h.get_by_label("Note").focus();
    h.run();
    h.get_by_label("Note").type_text("one");
    press(&mut h, &[Key::Enter]);
    assert_eq!(h.state(), "");
    h.get_by_label("After").click();
    h.run();
    assert_eq!(h.state(), "one\n");
}

fn dates() -> Harness<'static, Vec<Option<NaiveDate>>> {
    let today = day(2026, 3, 31).unwrap_or_default();
    let mut harness = harness(
        move |ui, given: &mut Vec<Option<NaiveDate>>| {
            let recorded = given.last().copied().flatten();
            given.extend(date_field(ui, "date", "Date of the score", recorded, today));
            Button::secondary("after", "After").show(ui);
        },
        Vec::new(),
    );
    harness.run();
    harness.get_by_label("Date of the score").focus();
    harness.run();
    harness
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn a_date_is_read_aloud_before_it_is_handed_over() {
    let mut h = dates();
    h.get_by_label("Date of the score").type_text("3/4/2026");
    h.run();
    assert!(h.state().is_empty());
    h.get_by_label("Reads as 2026-03-04, Wednesday, 27 days ago");
    press(&mut h, &[Key::Enter]);
    assert_eq!(*h.state(), [day(2026, 3, 4)]);
    assert_eq!(h.get_by_label("Date of the score").value().as_deref(), Some("2026-03-04"));
}

#[test]
fn a_day_is_picked_from_a_calendar_by_keys_and_by_clicks() {
    let mut h = dates();
    press(&mut h, &[Key::F4]);
    let shown = |h: &Harness<'_, Vec<Option<NaiveDate>>>| h.get_by_label("Calendar").value().unwrap_or_default();
    assert_eq!(shown(&h), "2026-03-31, Tuesday, today");
    press(&mut h, &[Key::ArrowUp, Key::ArrowLeft, Key::PageUp]);
    assert_eq!(shown(&h), "2026-02-23, Monday, 36 days ago");
    press(&mut h, &[Key::Enter]);
    assert_eq!(*h.state(), [day(2026, 2, 23)]);
    assert!(h.query_by_label("Calendar").is_none() && h.get_by_label("Date of the score").is_focused());

    h.get_by_label("Calendar: Date of the score").click();
    h.run();
    assert_eq!(shown(&h), "2026-02-23, Monday, 36 days ago", "it begins where the date is");
    press(&mut h, &[Key::Escape]);
    assert!(h.query_by_label("Calendar").is_none());
    assert!(h.get_by_label("Date of the score").is_focused(), "the keyboard is where it came from");
    assert_eq!(h.state().len(), 1);
}

#[test]
fn an_unreadable_date_stays_and_says_why() {
    let mut h = dates();
    h.get_by_label("Date of the score").type_text("2026-02-30");
    press(&mut h, &[Key::Tab]);
    assert!(h.state().is_empty());
    h.get_by_label("There is no day 30 in 2026-02.");
    assert_eq!(pending_drafts(&h.ctx).len(), 1);
    h.get_by_label("Date of the score").set_text_value_accesskit("-30d");
    h.run();
    assert_eq!(*h.state(), [day(2026, 3, 1)]);
    h.get_by_label("Date of the score").set_text_value_accesskit("");
    h.run();
    assert_eq!(*h.state(), [day(2026, 3, 1), None], "emptied is an answer too");
}

#[test]
fn arrows_select_tabs() {
    let steps = [("a", "Request"), ("b", "Trial"), ("c", "Pump")];
    let mut h = harness(
        move |ui, selected: &mut usize| {
            let all = steps.map(|(id, name)| Tab { id, name, badge: Some((2, Tone::Missing)) });
            if let Some(tab) = tabs(ui, "steps", "Steps", &all, *selected) {
                *selected = tab;
            }
            Button::secondary("after", "After").show(ui);
        },
        0,
    );
    h.run();
    press(&mut h, &[Key::Tab, Key::ArrowRight, Key::ArrowRight]);
    assert_eq!(*h.state(), 2);
    assert!(h.get_by_role_and_label(Role::Tab, "Pump").is_focused());
    press(&mut h, &[Key::Tab]);
    assert!(h.get_by_label("After").is_focused());
}

#[test]
fn a_button_that_cannot_be_used_says_why_and_does_nothing() {
    let mut h = harness(
        |ui, clicks: &mut usize| {
            let button = Button::primary("approve", "Approve").unless("Two items are missing.").show(ui);
            *clicks += usize::from(button.clicked());
        },
        0,
    );
    h.run();
    press(&mut h, &[Key::Tab, Key::Enter]);
    h.get_by_label("Approve").click_accesskit();
    h.run();
    assert_eq!(*h.state(), 0);
}
