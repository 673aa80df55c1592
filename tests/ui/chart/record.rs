//! The record beside the checklist: files are attached, pages are read, cited and found again; and what is broken is said
//! while the case goes on.
//!
//! Must not know: how a page is drawn, or how a file is kept.

#![allow(clippy::disallowed_methods, reason = "what is done to the files past the program")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{DroppedFile, Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, vec2};
use egui_kittest::kittest::NodeT as _;
use mednec::chart::DrawingProgram;

use crate::chart::drawing::{self, FAX, LETTER};
use crate::driver::{CAUSE, CHRONIC, Driver, LARGE, NOT_INDICATED, SMALL, SUPPORTS, TRIAL, author_id, words_of};

const PAGE: &str = "Page of the record";
const FIND: &str = "Find in the record";

fn nurse(size: Vec2) -> Driver {
    Driver::on_case(size, "RN", TRIAL)
}

/// A nurse with the fax beside the step Indication.
fn with_fax(size: Vec2) -> Driver {
    let mut driver = nurse(size);
    driver.lay("fax.pdf", &std::fs::read(&*FAX).unwrap());
    driver.press("Indication");
    driver.attach();
    driver.wait_for(|it| it.sees("of 100"));
    driver
}

/// A PDF whose pages say these words, one line each.
fn saying(pages: &[&str]) -> Vec<u8> {
    let mut objects = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    let kids: Vec<String> = (0..pages.len()).map(|place| format!("{} 0 R", 4 + 2 * place)).collect();
    objects.push(format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")).into_bytes());
    objects.push(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec());
    for (place, line) in pages.iter().enumerate() {
        let content = format!("BT /F1 24 Tf 72 700 Td ({line}) Tj ET");
        let head = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [{LETTER}] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * place
        );
        objects.push(head.into_bytes());
        objects.push(drawing::stream("", content.as_bytes()));
    }
    drawing::pdf_of(&objects.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

impl Driver {
    fn attach(&mut self) {
        self.keys(Modifiers::COMMAND, &[Key::O]);
    }

    fn go_to(&mut self, page: &str) {
        self.keys(Modifiers::COMMAND, &[Key::G]);
        self.harness.input_mut().events.push(Event::Text(page.to_owned()));
        self.settle();
        self.keys(Modifiers::NONE, &[Key::Enter]);
    }

    pub(crate) fn drop_file(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        self.settle();
    }

    /// Where a page lies on the screen, as far as it is in sight.
    fn sheet(&self, page: u32) -> Rect {
        let id = format!("record-page-{page}");
        let found = self.nodes().into_iter().find(|node| author_id(node).as_deref() == Some(id.as_str()));
        found.unwrap_or_else(|| panic!("page {page} is not in sight:\n{}", self.everything().join("\n"))).rect()
    }

    fn drag(&mut self, from: Pos2, to: Pos2) {
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        for event in [
            Event::PointerMoved(from),
            button(from, true),
            Event::PointerMoved(from + (to - from) / 2.0),
            Event::PointerMoved(to),
        ] {
            self.harness.input_mut().events.push(event);
            self.harness.step();
        }
        // A hand goes on at once: where it let go counts, and not where it is when the frame is drawn.
        self.harness.input_mut().events.extend([button(to, false), Event::PointerMoved(Pos2::ZERO)]);
        self.settle();
    }

    /// Returns the passage that the reader has marked.
    fn mark(&self) -> Rect {
        let mark = self.nodes().into_iter().find(|node| author_id(node).as_deref() == Some("record-mark"));
        mark.expect("something is marked").rect()
    }

    /// The marks on the pages in sight, and which of them was looked up.
    fn marks(&self) -> Vec<(String, bool)> {
        let is_mark = |id: &String| id.starts_with("record-mark-");
        let marks = self.nodes().into_iter().filter(|node| author_id(node).as_ref().is_some_and(is_mark));
        marks.map(|node| (words_of(&node).unwrap(), node.accesskit_node().is_selected() == Some(true))).collect()
    }

    /// The one file that the store keeps.
    fn kept_file(&self) -> PathBuf {
        fn files(folder: &Path) -> Vec<PathBuf> {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
        }
        let found = files(&self.store().join("documents"));
        assert_eq!(found.len(), 1, "{found:?}");
        found.into_iter().next().unwrap()
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

// ---------------------------------------------------------------- attached

#[test]
fn a_file_is_attached_and_lies_beside_the_checklist() {
    let mut driver = with_fax(LARGE);
    driver.see("Pages of fax: page 1 of 100");
    driver.wait_for(|it| it.sees("Page 1"));
    driver.press("Records 1");
    driver.see("fax.pdf · PDF · ");
    driver.see("Not cited");
    assert_eq!(driver.value("Pages"), "100");
    driver.attach();
    driver.wait_for(|it| it.sees("This file is attached already, as \"fax\"."));
    driver.see("Records 1");
    driver.keys(Modifiers::NONE, &[Key::F8]);
    driver.see_not("Pages of fax");
    driver.keys(Modifiers::NONE, &[Key::F8]);
    driver.wait_for(|it| it.sees("Pages of fax: page 1 of 100"));
}

#[test]
fn a_file_is_attached_to_a_document_that_was_listed_before() {
    let mut driver = nurse(LARGE);
    driver.lay("scan.tif", &std::fs::read(&*drawing::TIFF).unwrap());
    driver.press("Records 0");
    driver.type_into("Add a document", "Pain clinic notes");
    driver.see("No file");
    driver.press("Attach a file to Pain clinic notes…");
    driver.wait_for(|it| it.sees("of 5"));
    driver.see("scan.tif · TIFF · ");
    driver.see("Records 1");
    driver.see("Pages of Pain clinic notes");
}

#[test]
fn files_are_dropped_on_the_window() {
    let mut driver = Driver::new(LARGE);
    driver.introduce("Rosa Lind", "RN");
    let (one, other) = (driver.lay("one.pdf", &saying(&["first"])), driver.lay("two.txt", b"no record at all"));
    driver.drop_file(&one);
    driver.see("Nothing was attached: open the case that the file belongs to, and drop it again.");
    driver.begin(TRIAL);
    driver.drop_file(&one);
    driver.wait_for(|it| it.sees("Records 1"));
    driver.drop_file(&other);
    driver.wait_for(|it| it.sees("Nothing was attached: the file is not a PDF, TIFF, PNG or JPEG"));
    driver.see("Records 1");
}

#[test]
fn what_cannot_be_shown_is_attached_and_said() {
    let mut driver = nurse(LARGE);
    driver.lay("bad.pdf", b"%PDF-1.7 and nothing more");
    driver.attach();
    driver.wait_for(|it| it.sees("The file is attached, but cannot be shown."));
    driver.wait_for(|it| it.sees("This document cannot be shown here"));
    driver.press("Save a copy…");
    driver.wait_for(|it| it.sees("The copy was saved."));
    assert_eq!(driver.saved("2026-0001-d1.pdf"), "%PDF-1.7 and nothing more");
    driver.see("Open the copy");
}

#[test]
fn a_page_that_fails_says_so_beside_those_that_do_not() {
    let mut driver = nurse(LARGE);
    let whole = String::from_utf8(saying(&["first", "second"])).unwrap();
    // The second page is larger than any.
    let (before, after) = whole.rsplit_once(LETTER).unwrap();
    driver.lay("notes.pdf", format!("{before}0 0 99999 9{after}").as_bytes());
    driver.attach();
    driver.wait_for(|it| it.sees("page 1 of 2"));
    // The second begins below the first, in sight: when it has failed is for the process to say.
    driver.keys(Modifiers::COMMAND, &[Key::PageDown]);
    driver.wait_for(|it| it.sees("Page 2 is not shown"));
    driver.see_not("Page 1 is not shown");
    driver.see("The page has an impossible size");
    driver.press("Try again");
    driver.wait_for(|it| it.sees("Page 2 is not shown"));
    driver.press("Save a copy…");
    driver.wait_for(|it| it.sees("The copy was saved."));
    driver.see("Open the copy");
}

#[test]
fn a_file_that_was_changed_is_not_shown() {
    let mut driver = nurse(LARGE);
    driver.lay("one.pdf", &saying(&["first"]));
    driver.attach();
    driver.wait_for(|it| it.sees("of 1"));
    driver.wait_until_kept();
    let file = driver.kept_file();
    std::fs::write(&file, saying(&["another patient's"])).unwrap();
    driver.keys(Modifiers::NONE, &[Key::F8, Key::F8]);
    driver.wait_for(|it| it.sees("This document cannot be relied on"));
    driver.see("was changed since it was attached");
    std::fs::remove_file(file).unwrap();
    driver.keys(Modifiers::NONE, &[Key::F8, Key::F8]);
    driver.wait_for(|it| it.sees("is not in this folder"));
    // Attached again, it is what it was.
    driver.attach();
    driver.wait_for(|it| it.sees("This file is attached already"));
    driver.wait_for(|it| it.sees("of 1"));
}

#[test]
fn what_is_taken_back_is_no_longer_shown() {
    let mut driver = with_fax(LARGE);
    driver.keys(Modifiers::COMMAND, &[Key::Z]);
    driver.see_not("Pages of fax");
    driver.see("Records 0");
    driver.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), &[Key::Z]);
    driver.keys(Modifiers::NONE, &[Key::F8]);
    driver.wait_for(|it| it.sees("of 100"));
}

// ---------------------------------------------------------------- cited

#[test]
fn a_page_is_cited_with_its_mark_and_found_again() {
    let mut driver = with_fax(SMALL);
    driver.go_to("73");
    driver.see("Pages of fax: page 73 of 100");
    driver.choose(NOT_INDICATED, SUPPORTS);
    let sheet = driver.sheet(73);
    driver.drag(sheet.min + vec2(60.0, 80.0), sheet.min + vec2(300.0, 120.0));
    driver.see("Cite the mark on page 73…");
    let marked = driver.mark();
    assert!((marked.min - sheet.min - vec2(60.0, 80.0)).length() < 3.0, "{marked:?} on {sheet:?}");
    assert!((marked.max - sheet.min - vec2(300.0, 120.0)).length() < 3.0, "{marked:?} on {sheet:?}");
    driver.keys(Modifiers::NONE, &[Key::A]);
    assert_eq!(driver.value("Page"), "73");
    driver.see("A place on page 73 is marked.");
    driver.type_into("Date of the record", "2025-11-06");
    driver.type_into("What it says there", "failed back surgery");
    driver.see("Cited for: Is further treatment");
    driver.wait_until_kept();
    let mut driver = driver.restart();
    driver.keys(Modifiers::ALT, &[Key::ArrowDown]);
    driver.press("Indication");
    driver.see_not("Pages of fax");
    let chip = "fax · p. 73 · 2025-11-06 · failed back surgery";
    driver.control(&[Role::Button], chip, 0).focus();
    driver.settle();
    driver.keys(Modifiers::NONE, &[Key::Enter]);
    driver.wait_for(|it| it.sees("Pages of fax: page 73 of 100"));
    driver.wait_for(|it| !it.marks().is_empty());
    let marks = driver.marks();
    assert_eq!(marks, [(format!("Cited for: {NOT_INDICATED} · failed back surgery"), true)]);
    driver.in_sight();
    driver.see(&format!("Page 73, cited for: {NOT_INDICATED}"));
    driver.press("Records 1");
    driver.see(&format!("p. 73 · {NOT_INDICATED}"));
    driver.see("Not cited: p. 1 to 72, 74 to 100");
    driver.press("Close the record");
    driver.press(&format!("p. 73 · {NOT_INDICATED}"));
    driver.wait_for(|it| it.sees("Pages of fax: page 73 of 100"));
}

#[test]
fn the_page_in_sight_is_what_is_cited_and_another_mark_replaces_it() {
    let mut driver = with_fax(LARGE);
    driver.choose(CHRONIC, SUPPORTS);
    driver.keys(Modifiers::COMMAND, &[Key::PageDown, Key::PageDown]);
    driver.keys(Modifiers::NONE, &[Key::A]);
    assert_eq!(driver.value("Page"), "3");
    driver.see_not("A place on page");
    let sheet = driver.sheet(3);
    driver.drag(sheet.min + vec2(60.0, 80.0), sheet.min + vec2(300.0, 120.0));
    driver.see("A place on page 3 is marked.");
    // A mark belongs to its page and no other.
    driver.type_into("Page", "4");
    driver.see_not("A place on page");
    driver.keys(Modifiers::COMMAND, &[Key::PageDown, Key::PageDown]);
    driver.press("Cite page 5…");
    assert_eq!(driver.value("Page"), "5");
}

#[test]
fn words_under_a_mark_or_found_are_the_passage() {
    let mut driver = nurse(LARGE);
    driver.lay("notes.pdf", &saying(&["Nothing here", "Average pain 8 of 10", "Pain stopped"]));
    driver.press("Indication");
    driver.attach();
    driver.wait_for(|it| it.sees("of 3"));
    driver.choose(CAUSE, SUPPORTS);
    driver.keys(Modifiers::COMMAND, &[Key::F]);
    driver.type_into(FIND, "pain");
    driver.wait_for(|it| it.sees("1 of 2"));
    driver.wait_for(|it| it.sees("Pages of notes: page 2 of 3"));
    driver.press("Cite the mark on page 2…");
    assert_eq!(driver.value("What it says there"), "Average pain 8 of 10");
    assert_eq!(driver.value("Page"), "2");
    driver.press("Cancel");
    driver.type_into(FIND, "gabapentin");
    driver.wait_for(|it| it.sees("Not found"));
    driver.press("Done");
    driver.see_not("Not found");
}

#[test]
fn a_record_of_pictures_says_that_it_cannot_be_searched() {
    let mut driver = with_fax(LARGE);
    driver.keys(Modifiers::COMMAND, &[Key::F]);
    driver.type_into(FIND, "pain");
    driver.wait_for(|it| it.sees("The pages are pictures without text"));
}

// ---------------------------------------------------------------- gone through

#[test]
fn pages_are_gone_through_by_keyboard() {
    let mut driver = with_fax(SMALL);
    let at = |driver: &Driver| driver.value(PAGE);
    driver.keys(Modifiers::COMMAND, &[Key::PageDown]);
    assert_eq!(at(&driver), "2");
    driver.keys(Modifiers::COMMAND, &[Key::PageUp, Key::PageUp]);
    assert_eq!(at(&driver), "1", "before the first there is none");
    driver.go_to("100");
    assert_eq!(at(&driver), "100");
    driver.keys(Modifiers::COMMAND, &[Key::PageDown]);
    assert_eq!(at(&driver), "100", "nor behind the last");
    driver.go_to("101");
    driver.see("The record has pages 1 to 100.");
    // Size, fit and turning leave the reader where they are.
    driver.go_to("20");
    let width = |driver: &Driver| driver.sheet(20).width();
    let fits = width(&driver);
    driver.keys(Modifiers::COMMAND, &[Key::Minus]);
    assert!(width(&driver) < fits, "smaller");
    assert_eq!(at(&driver), "20");
    driver.keys(Modifiers::COMMAND, &[Key::Num0]);
    assert!((width(&driver) - fits).abs() < 2.0, "as wide as there is room");
    driver.keys(Modifiers::COMMAND, &[Key::Num0]);
    let whole = driver.sheet(20);
    assert!(whole.width() < fits && whole.height() > whole.width());
    driver.keys(Modifiers::COMMAND, &[Key::R]);
    let turned = driver.sheet(20);
    assert!(turned.width() > turned.height(), "{turned:?}");
    assert_eq!(at(&driver), "20");
}

#[test]
fn where_there_is_no_room_the_record_takes_the_checklists_place() {
    let mut driver = with_fax(vec2(700.0, 600.0));
    driver.see("Pages of fax");
    driver.see_not("Chronic, intractable pain of non-malignant origin");
    driver.keys(Modifiers::NONE, &[Key::F8]);
    driver.see("Chronic, intractable pain of non-malignant origin");
}

#[test]
fn a_process_that_never_answers_holds_nothing_up() {
    let arguments = ["-c", "sleep 60"].map(Into::into).into();
    let mut driver = Driver::drawn_by(DrawingProgram::with_arguments("/bin/sh".into(), arguments), TRIAL);
    let path = driver.lay("one.pdf", &saying(&["first"]));
    driver.press("Records 0");
    driver.type_into("Add a document", "Pain clinic notes");
    driver.drop_file(&path);
    driver.press("Indication");
    driver.choose(CHRONIC, SUPPORTS);
    driver.cite(CHRONIC, "1", "2026-02-20", "as the clinic writes");
    driver.wait_until_kept();
}
