//! The summary as plain text: complete, with nothing to fill in, to be pasted into a plan's own system.
//!
//! Must not know: the case behind it.

use super::document::{Block, Entry, blocks, on_one_line};
use super::summary::Table;
use super::{Format, Summary};

pub(super) const FORMAT: Format = Format { name: "text", extension: "txt", label: "Plain text", write };

/// Where lines are broken, in characters.
const WIDTH: usize = 100;

fn write(summary: &Summary) -> String {
    let mut out = String::new();
    for block in blocks(summary) {
        match block {
            Block::Heading(1, title) => out += &format!("{}\n", title.to_uppercase()),
            Block::Heading(2, title) => out += &format!("\n{}\n{}\n", title, "-".repeat(title.chars().count())),
            Block::Heading(_, title) => out += &format!("\n{title}\n"),
            Block::Paragraph(text) => wrap(&mut out, "", "", &text),
            Block::Fields(fields) => {
                for (label, value) in fields {
                    let colon = if label.ends_with('?') { "" } else { ":" };
                    wrap(&mut out, &format!("{label}{colon} "), "  ", &value);
                }
            }
            Block::Table(table) => rows(&mut out, table),
            Block::List(entries) => entries.iter().for_each(|entry| list_entry(&mut out, entry)),
        }
    }
    out
}

fn list_entry(out: &mut String, entry: &Entry<'_>) {
    let indent = "  ".repeat(entry.depth);
    let mark = if entry.mark.is_empty() { "- ".to_owned() } else { format!("- [{}] ", entry.mark) };
    wrap(out, &format!("{indent}{mark}"), &format!("{indent}  "), &entry.text);
    for (label, text) in &entry.details {
        let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
        wrap(out, &format!("{indent}    {label}"), &format!("{indent}      "), text);
    }
}

/// A row is an entry with the cells under their headings: plain text has no room for columns of passages.
fn rows(out: &mut String, table: &Table) {
    for row in &table.rows {
        let mut cells = table.head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        if let Some((_, first)) = cells.next() {
            wrap(out, "- ", "  ", first);
        }
        cells.for_each(|(head, cell)| wrap(out, &format!("    {head}: "), "      ", cell));
    }
}

/// One paragraph: `first` before it, `rest` before every line after the first.
fn wrap(out: &mut String, first: &str, rest: &str, text: &str) {
    out.push_str(first);
    let mut column = first.chars().count();
    let mut at_start = true;
    for word in on_one_line(text).split(' ') {
        let length = word.chars().count();
        if !at_start && column + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(rest);
            column = rest.chars().count();
            at_start = true;
        }
        if !at_start {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
        at_start = false;
    }
    out.push('\n');
}
