//! The guide in the window, and a case that the window is started with.
//!
//! Must not know: anything private of the program.

use eframe::egui::{Key, Modifiers, Role};
use mednec::report::{Block, GUIDES};
use mednec::ui::Command;

use crate::driver::{Driver, SMALL, TRIAL};

#[test]
fn the_guide_is_read_by_keyboard_before_anybody_says_who_they_are() {
    let mut d = Driver::new(SMALL);
    d.keys(Modifiers::NONE, &[Key::F1]);
    let sections: Vec<String> = GUIDES[0]
        .document()
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Heading(2, heading) => Some(heading),
            _ => None,
        })
        .collect();
    assert!(sections.len() > 8, "{sections:?}");
    for section in &sections {
        d.keys(Modifiers::NONE, &[Key::ArrowDown]);
        assert_eq!(d.focus(), *section, "the arrow keys go through the contents");
    }
    d.choose("Which part", "For policy authors");
    d.see("What a policy file is");
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.see("Who reviews on this workstation?");
}

#[test]
fn a_page_that_is_read_is_gone_through_by_keyboard() {
    let mut d = Driver::new(SMALL);
    d.keys(Modifiers::NONE, &[Key::F1]);
    d.keys(Modifiers::NONE, &[Key::End, Key::ArrowUp]);
    let top = |d: &Driver| d.control(&[Role::Heading], "Keys", 0).rect().top();
    let before = top(&d);
    d.keys(Modifiers::NONE, &[Key::PageDown]);
    assert!(top(&d) < before, "the page went down");
    d.keys(Modifiers::NONE, &[Key::PageUp, Key::PageUp]);
    assert_eq!(top(&d), before, "and up again");
}

#[test]
fn the_guide_is_saved_as_a_pdf() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.keys(Modifiers::NONE, &[Key::F1]);
    d.press("Save as PDF…");
    d.wait_for(|it| it.sees("The guide was saved."));
    let saved = std::fs::read(d.store().with_file_name("mednec-reviewers.pdf")).unwrap();
    assert!(saved.starts_with(b"%PDF-"));
    d.keys(Modifiers::NONE, &[Key::Escape]);
    d.stands("Review in progress");
}

/// The keys stand in the guide as they are in the program.
#[test]
fn the_guide_names_every_command_with_its_key() {
    let tables = GUIDES[0].document().blocks.into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.rows),
        _ => None,
    });
    let rows: Vec<Vec<String>> = tables.flatten().collect();
    let lacking: Vec<String> = Command::ALL
        .into_iter()
        .filter(|command| {
            let name = command.text().trim_end_matches('…').to_lowercase();
            let mut of_it =
                rows.iter().filter(|row| row.last().is_some_and(|does| does.to_lowercase().contains(&name)));
            !of_it.any(|row| row[0].split(", ").flat_map(|keys| keys.split(" or ")).any(|keys| keys == command.cap()))
        })
        .map(|command| format!("{} | {}", command.cap(), command.text()))
        .collect();
    assert!(lacking.is_empty(), "not in the guide's table of keys:\n{}", lacking.join("\n"));
}

#[test]
fn a_case_of_the_folder_that_the_program_is_started_with_is_opened() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Member's name", "Anders Beispiel");
    d.wait_until_kept();
    let mut other = d.beside_with("UR-WS-15", d.file_of(&d.case_id()));
    other.see_not("Anders Beispiel");
    other.introduce("Ida Holm", "RN");
    other.wait_for(|it| it.sees("Anders Beispiel"));
    assert_eq!(other.step(), "Request");
}

#[test]
fn a_case_of_another_folder_stays_there() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.type_into("Member's name", "Anders Beispiel");
    d.wait_until_kept();
    let other = Driver::new(SMALL);
    let mut started = other.beside_with("UR-WS-15", d.file_of(&d.case_id()));
    started.see_not("That case is in");
    started.introduce("Ida Holm", "RN");
    started.wait_for(|it| it.sees("That case is in"));
    started.see_not("Anders Beispiel");
}

#[test]
fn what_is_no_case_is_said_and_opens_nothing() {
    let d = Driver::on_case(SMALL, "RN", TRIAL);
    let mut other = d.beside_with("UR-WS-15", d.lay("letter.mednec", b"not a case"));
    other.introduce("Ida Holm", "RN");
    other.wait_for(|it| it.sees("The case was not imported"));
}
