//! Lays out tables: columns sized by their content, rows that stay whole, a head that is repeated on every page.
//!
//! Must not know: pages, or what a table lists.

use super::super::document::on_one_line;
use super::super::field::Table;
use super::faces::Faces;
use super::lines::{break_lines, widest_word};
use super::sheet::{Run, Sheets, Strip, TOP, runs};
use super::style::{CELL, HEAD_CELL, Style};
use super::tags::Role;

const GAP: f32 = 12.0;
/// Padding above and below the text of a row.
const ROW_PADDING: f32 = 3.5;

/// Adds a table.
pub(super) fn add(sheets: &mut Sheets, faces: &Faces, table: &Table) {
    let printable = |text: &str| faces.printable(&on_one_line(text));
    let head: Vec<String> = table.head.iter().map(|text| printable(text)).collect();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|text| printable(text)).collect()).collect();
    if head.is_empty() {
        return;
    }
    let widths = widths(faces, &head, &rows, sheets.width());
    let tag = sheets.tags.add(Role::Table, None);
    let group = sheets.tags.add(Role::TableHead, Some(tag));
    let first = sheets.strips.len();
    let kind = Kind { role: Role::HeadCell, style: HEAD_CELL, group, table: None };
    row(sheets, faces, &head, &widths, &kind);
    sheets.strips[first..].iter_mut().for_each(|strip| strip.keep = true);
    if let Some(strip) = sheets.strips.get_mut(first) {
        strip.space = 6.0;
    }
    let number = sheets.heads.len();
    sheets.heads.push(sheets.strips[first..].to_vec());
    let group = sheets.tags.add(Role::TableBody, Some(tag));
    let kind = Kind { role: Role::Cell, style: CELL, group, table: Some(number) };
    for cells in &rows {
        row(sheets, faces, cells, &widths, &kind);
    }
}

/// Tags and style of a row's cells.
struct Kind {
    role: Role,
    style: Style,
    group: usize,
    table: Option<usize>,
}

/// Makes a strip for each line of the row, with the rule below the last.
fn row(sheets: &mut Sheets, faces: &Faces, cells: &[String], widths: &[f32], kind: &Kind) {
    let tag = sheets.tags.add(Role::Row, Some(kind.group));
    let mut columns: Vec<std::vec::IntoIter<Run>> = Vec::new();
    let mut x = sheets.left;
    let mut count = 1;
    for (at, width) in widths.iter().enumerate() {
        let cell = sheets.tags.add(kind.role.clone(), Some(tag));
        // A screen reader would skip an empty cell.
        let text = cells.get(at).filter(|text| !text.is_empty()).map_or(" ", String::as_str);
        let lines = break_lines(faces, text, kind.style, *width);
        count = count.max(lines.len());
        columns.push(runs(lines, kind.style, x, kind.style, cell).into_iter());
        x += width + GAP;
    }
    let (left, right) = (sheets.left, sheets.right);
    let whole = count as f32 * kind.style.leading + 2.0 * ROW_PADDING <= (sheets.bottom() - TOP) * 0.8;
    for at in 0..count {
        let (above, last) = (if at == 0 { ROW_PADDING } else { 0.0 }, at + 1 == count);
        let height = above + kind.style.leading + if last { ROW_PADDING } else { 0.0 };
        let mut runs: Vec<Run> = columns.iter_mut().filter_map(Iterator::next).collect();
        runs.iter_mut().for_each(|run| run.baseline += above);
        sheets.strips.push(Strip {
            height,
            runs,
            rules: if last { vec![(height, left, right)] } else { Vec::new() },
            keep: whole && !last,
            table: kind.table,
            ..Strip::default()
        });
    }
}

/// Returns the column widths: at least the widest word, at most the widest text, the rest by the amount of text.
fn widths(faces: &Faces, head: &[String], rows: &[Vec<String>], width: f32) -> Vec<f32> {
    let room = (width - GAP * (head.len() - 1) as f32).max(head.len() as f32);
    let most = room / head.len() as f32;
    let mut least: Vec<f32> = Vec::new();
    let mut natural: Vec<f32> = Vec::new();
    for (at, title) in head.iter().enumerate() {
        let texts = rows.iter().filter_map(|row| row.get(at)).map(|text| (text, CELL));
        let texts: Vec<_> = texts.chain([(title, HEAD_CELL)]).collect();
        let word = texts.iter().map(|(text, style)| widest_word(faces, text, style.weight, style.size));
        let word = word.fold(0.0, f32::max).min(most.max(90.0)) + 0.5;
        let whole = texts.iter().map(|(text, style)| faces.width(style.weight, text) * style.size + 0.5);
        least.push(word);
        natural.push(whole.fold(word, f32::max));
    }
    let needed: f32 = least.iter().sum();
    if needed > room {
        return least.iter().map(|least| least * room / needed).collect();
    }
    // Less than proportional, so that a column of long passages leaves room for the others.
    let mut widths = least;
    for _ in 0..6 {
        let left = room - widths.iter().sum::<f32>();
        let wants: Vec<f32> =
            widths.iter().zip(&natural).map(|(width, natural)| (natural - width).max(0.0).powf(0.8)).collect();
        let total: f32 = wants.iter().sum();
        if left < 0.5 || total < 0.5 {
            break;
        }
        for (at, want) in wants.iter().enumerate() {
            widths[at] = (widths[at] + left * want / total).min(natural[at]);
        }
    }
    widths
}
