//! First pass: lays out every block of a paper as strips.
//!
//! Must not know: pages, or how anything is drawn.

use super::super::document::{Block, Document, Kind, numbered, on_one_line, paragraphs};
use super::super::field::Field;
use super::super::figure::{Figure, Shape, WIDTH};
use super::faces::{Faces, Weight, code_point};
use super::lines::break_lines;
use super::list::{NUMBERS, WORDS};
use super::sheet::{Bookmark, Drawing, PAGE, Sheets, Strip, runs};
use super::style::{BODY, CELL, FOOT, LABEL, SMALL, STRONG, Shade, Style};
use super::tags::Role;
use super::{letterhead, list, table};

/// The most codes of undrawable characters that a paper lists.
const MOST_CODES: usize = 60;
/// Width at the right of the foot for the page number.
pub(super) const NUMBER: f32 = 70.0;

/// Lays out a paper as strips.
///
/// `pages` is their number, where it is known: a cover page states it.
pub(super) fn lay_out(document: &Document, faces: &Faces, pages: Option<usize>) -> Sheets {
    let is_letter = document.kind == Kind::Letter;
    let margin = if is_letter { 72.0 } else { 60.0 };
    let mut sheets = Sheets { left: margin, right: PAGE.0 - margin, is_letter, ..Sheets::default() };
    let identity: Vec<String> =
        document.identity.iter().map(|field| format!("{} {}", field.label, field.value)).collect();
    let identity = faces.printable(&on_one_line(&identity.join("  ·  ")));
    sheets.foot = break_lines(faces, &identity, FOOT, sheets.width() - NUMBER);
    // The foot is limited to a few lines, whatever the fields hold.
    sheets.foot.truncate(8);
    let mut level = 0;
    if let Some(cover) = &document.cover {
        for block in cover.blocks(pages) {
            self::block(&mut sheets, faces, &block, &mut level);
        }
        sheets.cover = sheets.strips.len();
    }
    for block in &document.blocks {
        if matches!(block, Block::Signature(_)) {
            keep_last(&mut sheets.strips[sheets.cover..]);
        }
        self::block(&mut sheets, faces, block, &mut level);
    }
    let missing = faces.missing();
    if !missing.is_empty() {
        let tag = sheets.tags.add(Role::Paragraph, None);
        let lines = break_lines(faces, &missing_characters_note(&missing), SMALL, sheets.width());
        let left = sheets.left;
        sheets.add_lines(lines, SMALL, left, tag, 16.0);
    }
    keep_headings(&mut sheets.strips);
    sheets
}

/// Returns the note at the end of a paper on characters that are shown as codes.
pub(super) fn missing_characters_note(missing: &[char]) -> String {
    let codes: Vec<String> = missing.iter().take(MOST_CODES).map(|c| code_point(*c)).collect();
    let more = missing.len().saturating_sub(MOST_CODES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("Characters that could not be drawn appear above as their codes: {}{more}.", codes.join(", "))
}

/// Keeps text on the page of the signature, so that nobody signs an empty page.
fn keep_last(strips: &mut [Strip]) {
    const LINES: usize = 3;
    strips.iter_mut().rev().take(LINES).for_each(|strip| strip.keep = true);
}

/// Keeps a heading with the two lines after it.
fn keep_headings(strips: &mut [Strip]) {
    for at in 0..strips.len() {
        if strips[at].heading {
            strips[at].keep = true;
            if strips.get(at + 2).is_some_and(|next| !next.heading) && !strips[at + 1].heading {
                strips[at + 1].keep = true;
            }
        }
    }
}

fn block(sheets: &mut Sheets, faces: &Faces, block: &Block, level: &mut u8) {
    match block {
        Block::Heading(asked, text) => {
            // No level may be skipped.
            *level = (*asked).clamp(1, 3).min(*level + 1);
            heading(sheets, faces, *level, text);
        }
        Block::Paragraph(text) => {
            for text in paragraphs(text) {
                let tag = sheets.tags.add(Role::Paragraph, None);
                let lines = break_lines(faces, &faces.printable(&text), BODY, sheets.width());
                let left = sheets.left;
                sheets.add_lines(lines, BODY, left, tag, 8.0);
            }
        }
        Block::Quote(text) => {
            const SET_IN: f32 = 18.0;
            let quote = sheets.tags.add(Role::Quote, None);
            for text in paragraphs(text) {
                let tag = sheets.tags.add(Role::Paragraph, Some(quote));
                let lines = break_lines(faces, &faces.printable(&text), BODY, sheets.width() - 2.0 * SET_IN);
                let left = sheets.left + SET_IN;
                sheets.add_lines(lines, BODY, left, tag, 8.0);
            }
        }
        Block::Letterhead { lines, logo } => letterhead::add(sheets, faces, lines, logo.as_ref()),
        Block::Lines(texts) => address(sheets, faces, texts, 14.0),
        Block::Signature(texts) => address(sheets, faces, texts, 30.0),
        Block::Fields(fields) => self::fields(sheets, faces, fields),
        Block::Table(table) => table::add(sheets, faces, table),
        Block::List(entries) => list::add(sheets, faces, entries, WORDS),
        Block::Steps(entries) => list::add(sheets, faces, &numbered(entries), NUMBERS),
        Block::Code(lines) => code(sheets, faces, lines),
        Block::Figure(figure) => self::figure(sheets, faces, figure),
    }
}

/// Adds preformatted lines: indented, each with its own spaces, on one page where they are few.
fn code(sheets: &mut Sheets, faces: &Faces, lines: &[String]) {
    const SET_IN: f32 = 13.0;
    let tag = sheets.tags.add(Role::Paragraph, None);
    let first = sheets.strips.len();
    let space = faces.width(CELL.weight, " ") * CELL.size * 1.5;
    for line in lines {
        let text = line.trim_start();
        let spaces = line.len() - text.len();
        let left = sheets.left + SET_IN + spaces as f32 * space;
        let break_lines = break_lines(faces, &format!("{} ", faces.printable(text)), CELL, sheets.right - left);
        let above = if sheets.strips.len() == first { 7.0 } else { 0.0 };
        sheets.add_lines(break_lines, CELL, left, tag, above);
    }
    if lines.len() <= 16
        && let Some((_, before)) = sheets.strips[first..].split_last_mut()
    {
        before.iter_mut().for_each(|strip| strip.keep = true);
    }
}

fn heading(sheets: &mut Sheets, faces: &Faces, level: u8, text: &str) {
    let (style, space) = match level {
        1 if sheets.is_letter => (Style::new(14.0, 19.0, Weight::SemiBold, Shade::Ink), 16.0),
        2 if sheets.is_letter => (Style::new(11.0, 15.0, Weight::SemiBold, Shade::Ink), 13.0),
        1 => (Style::new(19.0, 25.0, Weight::SemiBold, Shade::Ink), 22.0),
        2 => (Style::new(12.5, 17.0, Weight::SemiBold, Shade::Ink), 22.0),
        _ => (Style::new(10.0, 14.0, Weight::SemiBold, Shade::Weak), 14.0),
    };
    let text = faces.printable(&on_one_line(text));
    if text.is_empty() {
        return;
    }
    let tag = sheets.tags.add(Role::Heading(level, text.clone()), None);
    let first = sheets.strips.len();
    let lines = break_lines(faces, &text, style, sheets.width());
    let left = sheets.left;
    sheets.add_lines(lines, style, left, tag, space);
    sheets.strips[first..].iter_mut().for_each(|strip| strip.heading = true);
    if level < 3 {
        sheets.bookmarks.push(Bookmark { level, text, strip: first });
    }
}

/// Adds lines that stay together: an address, a signature.
fn address(sheets: &mut Sheets, faces: &Faces, texts: &[String], space: f32) {
    let tag = sheets.tags.add(Role::Paragraph, None);
    let first = sheets.strips.len();
    for text in texts {
        let text = faces.printable(&on_one_line(text));
        let lines = break_lines(faces, &format!("{text} "), BODY, sheets.width());
        let left = sheets.left;
        let space = if sheets.strips.len() == first { space } else { 0.0 };
        sheets.add_lines(lines, BODY, left, tag, space);
    }
    if let Some((_, before)) = sheets.strips[first..].split_last_mut() {
        before.iter_mut().for_each(|strip| strip.keep = true);
    }
}

/// Adds fields with labels in one column and values in another.
fn fields(sheets: &mut Sheets, faces: &Faces, fields: &[Field]) {
    let labels: Vec<String> = fields.iter().map(|field| faces.printable(&on_one_line(&field.label))).collect();
    let widest = labels.iter().map(|label| faces.width(LABEL.weight, label) * LABEL.size).fold(0.0, f32::max);
    let column = (widest + 16.0).clamp(84.0, sheets.width() * 0.36);
    let (left, width) = (sheets.left, sheets.width());
    let list = sheets.tags.add(Role::List { bulleted: false }, None);
    let between = if sheets.is_letter { 1.0 } else { 2.5 };
    for (at, (field, label)) in fields.iter().zip(&labels).enumerate() {
        let item = sheets.tags.add(Role::Item, Some(list));
        let label_tag = sheets.tags.add(Role::Label, Some(item));
        let body = sheets.tags.add(Role::Body, Some(item));
        let value = faces.printable(&on_one_line(&field.value));
        let first = runs(break_lines(faces, &format!("{label} "), LABEL, column - 12.0), LABEL, left, BODY, label_tag);
        let second = runs(break_lines(faces, &value, BODY, width - column), BODY, left + column, BODY, body);
        sheets.add_columns(first, second, BODY.leading, if at == 0 { 7.0 } else { between });
    }
}

/// Adds a figure: its title, the drawing as wide as the text, and the alternative text.
fn figure(sheets: &mut Sheets, faces: &Faces, figure: &Figure) {
    let alternative = on_one_line(&figure.alternative);
    let tag = sheets.tags.add(Role::Figure(format!("{}. {alternative}", on_one_line(&figure.title))), None);
    let caption = sheets.tags.add(Role::Caption, Some(tag));
    let title = faces.printable(&on_one_line(&figure.title));
    let (left, width) = (sheets.left, sheets.width());
    let first = sheets.strips.len();
    sheets.add_lines(break_lines(faces, &title, STRONG, width), STRONG, left, caption, 18.0);
    sheets.strips[first..].iter_mut().for_each(|strip| strip.keep = true);
    let most = (sheets.bottom() - super::sheet::TOP) * 0.6;
    let scale = (width / WIDTH).min(most / figure.height.max(1.0));
    let mut drawn = figure.clone();
    for shape in &mut drawn.shapes {
        if let Shape::Text { text, .. } = shape {
            *text = faces.printable(&on_one_line(text));
        }
    }
    let drawing = Drawing { figure: drawn, x: left, scale, tag };
    let height = figure.height.max(1.0) * scale;
    sheets.strips.push(Strip { space: 6.0, height, drawing: Some(drawing), keep: true, ..Strip::default() });
    let words = sheets.tags.add(Role::Paragraph, None);
    let lines = break_lines(faces, &faces.printable(&alternative), SMALL, width);
    sheets.add_lines(lines, SMALL, left, words, 6.0);
}
