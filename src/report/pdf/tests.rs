//! Tests of the layout, on papers worse than any that are made.
//!
//! Must not know: how anything is drawn.

use super::super::document::{Block, Document, Kind, ListEntry};
use super::super::field::{Field, Table};
use super::blocks::lay_out;
use super::draw;
use super::faces::Faces;
use super::pages::{Page, StripRef, divide, strip};
use super::sheet::Sheets;
use crate::fonts::FontFolders;

const HOSTILE: [&str; 6] = [
    "an emoji \u{1f9ea} and a character of no font \u{10ffff}",
    "reversed \u{202e}gnitirw\u{202c} here",
    "<b>bold</b> **markup** \\textbf{x} (parentheses) [brackets]",
    "tab\tbell\u{7}null\0end \u{feff}\u{200b}\u{ad}",
    "e\u{301}\u{327} Ǆ ﬁ Ω Ж हिन्दी ΐ",
    "",
];

fn field(label: &str, value: &str) -> Field {
    Field { label: label.to_owned(), value: value.to_owned() }
}

fn text(at: usize) -> String {
    let long = "passages that wrap over more than one line because they go on and on, as notes do ".repeat(at % 4);
    format!("{at}. {long}{}", HOSTILE[at % HOSTILE.len()])
}

fn paper(kind: Kind) -> Document {
    let word = "W".repeat(300);
    let mut paper = Document::new(format!("Title {word}"), kind, vec![field("Record", &"0f".repeat(32)); 3]);
    paper.blocks.push(Block::Lines(HOSTILE.map(str::to_owned).to_vec()));
    paper.fields(vec![field("Label", &word), field(&word, "value"), field("Long", &text(3))]);
    let entry = |at: usize| ListEntry {
        depth: at % 5 + at / 50 * 9,
        mark: ["met", "not met", "", "open"][at % 4].to_owned(),
        text: text(at),
        details: vec![field("", &text(at + 3)), field("Source", &word), field("Note", &text(at + 1))],
    };
    paper.section("Sixty", (0..60).map(entry).collect());
    let row = |at: usize| vec![format!("Row {at}"), text(at), word[..at * 7].to_owned(), String::new()];
    let mut rows: Vec<Vec<String>> = (0..40).map(row).collect();
    rows.push(vec!["Row that no page holds".to_owned(), text(3).repeat(60), word.clone()]);
    paper.table(&Table {
        title: "Forty".to_owned(),
        head: ["Number", "Passage", "Word", "Nothing"].map(str::to_owned).to_vec(),
        rows,
    });
    for at in 0..40 {
        paper.heading(format!("Heading {at}"));
        paper.paragraph(text(at));
    }
    paper.heading("");
    paper
}

fn laid_out(kind: Kind) -> (Document, Faces<'static>, Sheets, Vec<Page>) {
    let (paper, faces) = (paper(kind), Faces::new(&[]).unwrap());
    let sheets = lay_out(&paper, &faces, None);
    let pages = divide(&sheets);
    (paper, faces, sheets, pages)
}

#[test]
fn nothing_stands_outside_the_margins_or_on_something_else() {
    for kind in [Kind::Report, Kind::Letter, Kind::Note] {
        let (_, _, sheets, pages) = laid_out(kind);
        assert!(sheets.foot_top() > 700.0);
        for page in &pages {
            let mut reached = sheets.top();
            for placed in page {
                let strip = strip(&sheets, placed.what);
                assert!(placed.y + 0.01 >= reached, "{strip:?}");
                reached = placed.y + strip.height;
                assert!(reached <= sheets.bottom() + 0.01, "{strip:?}");
                for run in &strip.runs {
                    let end = run.x + run.line.width;
                    assert!(run.x + 0.01 >= sheets.left && end <= sheets.right + 0.01, "{end}: {}", run.line.text);
                    assert!(run.baseline <= strip.height, "{}", run.line.text);
                }
                for pair in strip.runs.windows(2) {
                    let end = pair[0].x + pair[0].line.width;
                    assert!(end <= pair[1].x, "{} / {}", pair[0].line.text, pair[1].line.text);
                }
            }
        }
    }
}

#[test]
fn every_strip_is_on_one_page_in_its_order() {
    let (_, _, sheets, pages) = laid_out(Kind::Report);
    let placed = pages.iter().flatten().filter_map(|placed| match placed.what {
        StripRef::Strip(at) => Some(at),
        StripRef::Head(..) => None,
    });
    assert!(placed.eq(0..sheets.strips.len()));
}

#[test]
fn no_page_ends_with_a_heading() {
    let (_, _, sheets, pages) = laid_out(Kind::Report);
    assert!(pages.len() > 10);
    let ends = pages[..pages.len() - 1].iter().filter_map(|page| page.last());
    ends.for_each(|last| assert!(!strip(&sheets, last.what).heading, "{last:?}"));
}

#[test]
fn every_page_of_a_table_has_its_head() {
    let (_, _, sheets, pages) = laid_out(Kind::Report);
    let mut repeated = 0;
    for page in &pages {
        let body = page.iter().find(|placed| strip(&sheets, placed.what).table.is_some());
        let Some(body) = body else { continue };
        let head = page.iter().find(|placed| {
            let text = strip(&sheets, placed.what).runs.first().map_or("", |run| run.line.text.as_str());
            text == "Number"
        });
        assert!(head.is_some_and(|head| head.y < body.y));
        repeated += usize::from(matches!(head.map(|head| head.what), Some(StripRef::Head(..))));
    }
    assert!(repeated >= 2, "{repeated}");
}

#[test]
fn rows_that_fit_a_page_are_not_divided() {
    let (_, _, sheets, pages) = laid_out(Kind::Report);
    for page in &pages[..pages.len() - 1] {
        let last = strip(&sheets, page.last().unwrap().what);
        assert!(last.table.is_none() || !last.keep, "{last:?}");
    }
}

#[test]
fn what_the_fonts_lack_stands_as_its_code() {
    let (_, faces, sheets, _) = laid_out(Kind::Report);
    assert!(faces.missing().contains(&'\u{1f9ea}'));
    let texts: String = sheets.strips.iter().flat_map(|strip| &strip.runs).map(|run| run.line.text.as_str()).collect();
    for code in ["[U+1F9EA]", "\\u{10ffff}", "\\u{feff}", "\\u{200b}", "\\u{ad}", "\\u{202e}"] {
        assert!(texts.contains(code), "{code}");
    }
    assert!(
        texts.contains("could not be drawn appear above as their codes: ") && texts.ends_with("U+1F9EA."),
        "{texts}"
    );
    let plain = Document::new("Plain", Kind::Note, Vec::new());
    let faces = Faces::new(&[]).unwrap();
    assert_eq!(lay_out(&plain, &faces, None).strips.len(), 1);
}

#[test]
fn a_line_says_what_the_text_says() {
    let faces = Faces::new(&[]).unwrap();
    let text = format!("well-known and/or 2026-03-02 {} end", "0f".repeat(200));
    for width in [3.0, 30.0, 90.0, 300.0] {
        let lines = super::lines::break_lines(&faces, &text, super::style::BODY, width);
        let joined: String = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(joined, text);
        for line in lines {
            let drawn = super::faces::advance(&line.glyphs) * super::style::BODY.size;
            let space = faces.width(super::style::BODY.weight, " ") * super::style::BODY.size;
            let space = if line.text.ends_with(' ') { space } else { 0.0 };
            assert!((drawn - space - line.width).abs() < 0.05, "{}: {drawn} {}", line.text, line.width);
        }
    }
}

#[test]
fn the_worst_paper_passes_and_is_the_same_twice() {
    let (paper, faces, sheets, pages) = laid_out(Kind::Letter);
    let bytes = draw::draw(&paper, &sheets, &pages, &faces).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert!(draw::draw(&paper, &sheets, &pages, &faces).unwrap() == bytes);
    let empty = Document { kind: Kind::Note, ..Document::default() };
    let sheets = lay_out(&empty, &faces, None);
    let pages = divide(&sheets);
    let drawn = draw::draw(&empty, &sheets, &pages, &faces);
    assert!(drawn.is_ok(), "{drawn:?}");
}

/// An error on a PDF does not quote the text.
#[test]
fn a_fault_of_the_writer_repeats_no_text() {
    let fault = krilla::error::KrillaError::DuplicateNamedDestination("Testa Beispiel".to_owned().into());
    assert_eq!(draw::fault_names(&fault), "DuplicateNamedDestination");
}

/// Even in a long letter the signature is on a page with text.
#[test]
fn nobody_signs_an_empty_sheet() {
    let faces = Faces::new(&[]).unwrap();
    for length in 0..70 {
        let mut blocks = vec![Block::Heading(1, "Letter".to_owned())];
        blocks.extend((0..length).map(|at| Block::Paragraph(format!("Paragraph {at} of this letter."))));
        blocks.push(Block::Signature(vec!["Decided by Testa".to_owned(), "2026-03-02".to_owned()]));
        let letter = Document { title: "Letter".to_owned(), kind: Kind::Letter, blocks, ..Document::default() };
        let sheets = lay_out(&letter, &faces, None);
        let last = divide(&sheets).pop().unwrap();
        assert!(last.len() > 2, "{length} paragraphs: {} lines on the last page", last.len());
    }
}

/// Right-to-left words are in visual order, and those around them unchanged.
#[test]
fn what_is_read_from_right_to_left_is_drawn_so() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/fonts");
    let folders = FontFolders::These(vec![folder.into()]);
    let text = "ab \u{5d0}\u{5d1} \u{5d2}\u{5d3} c";
    let fonts = super::fallback::for_characters(&folders, &text.chars().collect::<Vec<_>>());
    let faces = Faces::new(&fonts).unwrap();
    let line = super::lines::single_line(&faces, &faces.printable(text), super::style::BODY);
    let order: String = line.glyphs.iter().filter_map(|glyph| line.text.get(glyph.range.clone())).collect();
    assert_eq!(order, "ab \u{5d3}\u{5d2} \u{5d1}\u{5d0} c");
    let width = super::faces::advance(&line.glyphs) * super::style::BODY.size;
    assert!((width - line.width).abs() < 0.01);
    assert!(faces.missing().is_empty());
    // A long word is still broken from its first letter on.
    let long = "\u{5d0}\u{5d1}\u{5d2}\u{5d3}".repeat(20);
    let lines = super::lines::break_lines(&faces, &long, super::style::BODY, 60.0);
    assert!(lines.len() > 5 && lines.iter().map(|line| line.text.as_str()).collect::<String>() == long);
}
