//! Writes a paper as plain text: complete, with nothing to fill in, for pasting into a plan's own system.
//!
//! Must not know: the case behind it.

use super::document::{Block, Document, Kind, ListEntry, numbered, on_one_line, paragraphs};
use super::error::ReportError;
use super::field::{Field, Table};
use super::format::{Format, Writes, Written};
use crate::fonts::FontFolders;

pub(super) const FORMAT: Format =
    Format { name: "text", extension: "txt", label: "Plain text", writes: Writes::Words(write) };

/// Line width, in characters.
const WIDTH: usize = 100;
/// Indent of text that a person wrote on the case.
const QUOTED: &str = "    ";

fn write(document: &Document, _: &FontFolders) -> Result<Written, ReportError> {
    let mut out = String::new();
    let compact = document.kind == Kind::Note;
    if let Some(cover) = &document.cover {
        for block in cover.blocks(None) {
            self::block(&mut out, &block, compact);
            out.push('\n');
        }
        out += &format!("{}\n\n", "=".repeat(WIDTH));
    }
    for block in &document.blocks {
        // The parts of a letter are set apart.
        let stands_apart = match document.kind {
            Kind::Letter => {
                matches!(
                    block,
                    Block::Paragraph(_) | Block::Quote(_) | Block::Lines(_) | Block::Signature(_) | Block::Fields(_)
                )
            }
            Kind::Guide => !matches!(block, Block::Heading(..)),
            Kind::Report | Kind::Note => false,
        };
        if stands_apart && !out.is_empty() && !out.ends_with("\n\n") && !out.ends_with("-\n") {
            out.push('\n');
        }
        self::block(&mut out, block, compact);
    }
    let identity = document.identity.iter().map(|field| format!("{} {}", field.label, field.value));
    out.push('\n');
    wrap(&mut out, "", "", &identity.collect::<Vec<_>>().join(" · "));
    Ok(Written::text(out))
}

fn block(out: &mut String, block: &Block, compact: bool) {
    match block {
        Block::Heading(1, title) if out.is_empty() => *out += &format!("{}\n", title.to_uppercase()),
        Block::Heading(1, title) => *out += &format!("\n{}\n\n", title.to_uppercase()),
        Block::Heading(_, title) if compact => *out += &format!("{title}:\n"),
        Block::Heading(2, title) => *out += &format!("\n{title}\n{}\n", "-".repeat(title.chars().count())),
        Block::Heading(_, title) => *out += &format!("\n{title}\n"),
        Block::Paragraph(text) => paragraphs(text).iter().for_each(|line| wrap(out, "", "", line)),
        Block::Quote(text) => paragraphs(text).iter().for_each(|line| wrap(out, QUOTED, QUOTED, line)),
        Block::Letterhead { lines, .. } | Block::Lines(lines) | Block::Signature(lines) => {
            lines.iter().for_each(|line| wrap(out, "", "  ", line));
            out.push('\n');
        }
        Block::Fields(fields) => {
            for Field { label, value } in fields {
                let colon = if label.ends_with('?') { "" } else { ":" };
                wrap(out, &format!("{label}{colon} "), "  ", value);
            }
        }
        Block::Table(table) => rows(out, table),
        Block::List(entries) => entries.iter().for_each(|entry| {
            let mark = if entry.mark.is_empty() { "-".to_owned() } else { format!("- [{}]", entry.mark) };
            list_entry(out, entry, &mark);
        }),
        Block::Steps(entries) => numbered(entries).iter().for_each(|entry| list_entry(out, entry, &entry.mark)),
        Block::Code(lines) => *out += &lines.iter().map(|line| format!("    {line}\n")).collect::<String>(),
        Block::Figure(figure) => wrap(out, &format!("\n{}: ", figure.title), "  ", &figure.alternative),
    }
}

fn list_entry(out: &mut String, entry: &ListEntry, mark: &str) {
    let indent = "  ".repeat(entry.depth);
    wrap(out, &format!("{indent}{mark} "), &format!("{indent}  "), &entry.text);
    for Field { label, value } in &entry.details {
        let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
        wrap(out, &format!("{indent}    {label}"), &format!("{indent}      "), value);
    }
}

/// Writes each row as an entry with its cells under their headings: plain text has no room for columns of passages.
fn rows(out: &mut String, table: &Table) {
    for row in &table.rows {
        let mut cells = table.head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        if let Some((_, first)) = cells.next() {
            wrap(out, "- ", "  ", first);
        }
        cells.for_each(|(head, cell)| wrap(out, &format!("    {head}: "), "      ", cell));
    }
}

/// Wraps a paragraph: `first` goes before it, `rest` before every line after the first.
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
