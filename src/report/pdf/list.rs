//! Lays out lists: a mark or a bullet in a column of its own, the text indented by its depth, details below it.
//!
//! Must not know: pages, or what a mark means.

use super::super::document::{ListEntry, on_one_line};
use super::faces::Faces;
use super::lines::break_lines;
use super::sheet::{Sheets, Strip, runs};
use super::style::{BODY, MARK, SMALL, SMALL_LABEL, Shade, Style};
use super::tags::Role;

/// Indent per depth, and the largest depth.
const INDENT: f32 = 13.0;
const DEEPEST: usize = 8;
/// Height up to which an entry is not divided.
const UNDIVIDED_HEIGHT: f32 = 100.0;

/// The least width of the mark column, for words and for numbers.
pub(super) const WORDS: f32 = 48.0;
pub(super) const NUMBERS: f32 = 22.0;

const BULLET: Style = Style { shade: Shade::Weak, ..BODY };

/// Columns of a list.
struct Columns {
    left: f32,
    right: f32,
    /// Width of the marks; 0 where the list has none.
    mark: f32,
    /// Width of the labels of details.
    label: f32,
}

/// Adds a list.
pub(super) fn add(sheets: &mut Sheets, faces: &Faces, entries: &[ListEntry], least: f32) {
    let columns = columns(sheets, faces, entries, least);
    let bulleted = columns.mark == 0.0;
    // The open lists, each with the body of its last item.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let depth = entry.depth.min(DEEPEST);
        open.truncate(depth + 1);
        while open.is_empty() || open.len() < depth + 1 && open.last().is_some_and(|(_, body)| body.is_some()) {
            let below = open.last().and_then(|(_, body)| *body);
            open.push((sheets.tags.add(Role::List { bulleted }, below), None));
        }
        let Some((list, last)) = open.last_mut() else { continue };
        let item = sheets.tags.add(Role::Item, Some(*list));
        let space = if at == 0 { 7.0 } else { space_before(entry) };
        let first = sheets.strips.len();
        *last = Some(self::entry(sheets, faces, entry, item, &columns, space));
        keep_whole(&mut sheets.strips[first..]);
    }
}

/// Keeps a short entry on one page.
fn keep_whole(strips: &mut [Strip]) {
    if strips.iter().map(|strip| strip.height).sum::<f32>() <= UNDIVIDED_HEIGHT
        && let Some((_, before)) = strips.split_last_mut()
    {
        before.iter_mut().for_each(|strip| strip.keep = true);
    }
}

fn space_before(entry: &ListEntry) -> f32 {
    match (entry.depth, entry.details.is_empty()) {
        (0, false) => 8.0,
        (_, false) => 5.0,
        (_, true) => 2.5,
    }
}

fn columns(sheets: &Sheets, faces: &Faces, entries: &[ListEntry], least: f32) -> Columns {
    let width = |text: &str, style: Style| faces.width(style.weight, &faces.printable(&on_one_line(text))) * style.size;
    let mark = entries.iter().map(|entry| width(&entry.mark, MARK)).fold(0.0, f32::max);
    let mark = if mark > 0.0 { (mark + 14.0).clamp(least, 120.0) } else { 0.0 };
    let labels = entries.iter().flat_map(|entry| &entry.details).filter(|detail| !detail.label.is_empty());
    let label = labels.map(|detail| width(&format!("{}:", detail.label), SMALL_LABEL)).fold(0.0, f32::max);
    Columns { left: sheets.left, right: sheets.right, mark, label: (label + 6.0).min(110.0) }
}

/// Adds an entry and returns the tag of its body.
fn entry(sheets: &mut Sheets, faces: &Faces, entry: &ListEntry, item: usize, columns: &Columns, space: f32) -> usize {
    let indent = columns.left + INDENT * entry.depth.min(DEEPEST) as f32;
    let mark = faces.printable(&on_one_line(&entry.mark));
    let (mark, style, at, room) = match columns.mark {
        0.0 => ("•".to_owned(), BULLET, indent, INDENT),
        wide => (mark, MARK, columns.left, wide - 8.0),
    };
    let x = if columns.mark == 0.0 { indent + INDENT } else { indent + columns.mark };
    let first = if mark.is_empty() {
        Vec::new()
    } else {
        let tag = sheets.tags.add(Role::Label, Some(item));
        runs(break_lines(faces, &format!("{mark} "), style, room), style, at, BODY, tag)
    };
    let body = sheets.tags.add(Role::Body, Some(item));
    let tag = sheets.tags.add(Role::Paragraph, Some(body));
    let text = faces.printable(&on_one_line(&entry.text));
    let second = runs(break_lines(faces, &text, BODY, columns.right - x), BODY, x, BODY, tag);
    sheets.add_columns(first, second, BODY.leading, space);
    if !entry.details.is_empty() {
        sheets.keep_last();
    }
    for detail in &entry.details {
        let tag = sheets.tags.add(Role::Paragraph, Some(body));
        let value = faces.printable(&on_one_line(&detail.value));
        let label = faces.printable(&on_one_line(&detail.label));
        let behind = if label.is_empty() { 0.0 } else { columns.label };
        let first = match label.as_str() {
            "" => Vec::new(),
            label => {
                let label = break_lines(faces, &format!("{label}: "), SMALL_LABEL, columns.label);
                runs(label, SMALL_LABEL, x, SMALL, tag)
            }
        };
        let value = break_lines(faces, &value, SMALL, columns.right - x - behind);
        sheets.add_columns(first, runs(value, SMALL, x + behind, SMALL, tag), SMALL.leading, 1.5);
    }
    body
}
