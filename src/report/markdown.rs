//! Writes a paper as Markdown. Every field's text is escaped, so that a quoted passage cannot act as markup.
//!
//! Must not know: the case behind it.

use super::document::{Block, Document, ListEntry, on_one_line, paragraphs};
use super::error::ReportError;
use super::field::{Field, Table};
use super::format::{Format, Writes, Written};
use crate::fonts::FontFolders;

pub(super) const FORMAT: Format =
    Format { name: "markdown", extension: "md", label: "Markdown", writes: Writes::Words(write) };

fn write(document: &Document, _: &FontFolders) -> Result<Written, ReportError> {
    let mut out = String::new();
    let cover = document.cover.as_ref().map(|cover| cover.blocks(None)).unwrap_or_default();
    for block in &cover {
        self::block(&mut out, block);
        out.push('\n');
    }
    if !cover.is_empty() {
        out += "---\n";
    }
    for block in &document.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        self::block(&mut out, block);
    }
    out += "\n---\n\n";
    fields(&mut out, &document.identity);
    Ok(Written::text(out))
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(level, title) => *out += &format!("{} {}\n", "#".repeat((*level).into()), escaped(title)),
        Block::Paragraph(text) => {
            let lines: Vec<String> = paragraphs(text).iter().map(|line| escaped(line)).collect();
            *out += &(lines.join("\n\n") + "\n");
        }
        Block::Quote(text) => {
            let lines: Vec<String> = paragraphs(text).iter().map(|line| format!("> {}", escaped(line))).collect();
            *out += &(lines.join("\n>\n") + "\n");
        }
        // A backslash at a line's end keeps the line break.
        Block::Letterhead { lines, .. } | Block::Lines(lines) | Block::Signature(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
            *out += &(lines.join("\\\n") + "\n");
        }
        Block::Fields(list) => fields(out, list),
        Block::Table(table) => rows(out, table),
        Block::List(entries) => entries.iter().for_each(|entry| list_entry(out, entry, "-")),
        Block::Steps(entries) => entries.iter().for_each(|entry| list_entry(out, entry, "1.")),
        Block::Code(lines) => *out += &format!("```\n{}\n```\n", lines.join("\n")),
        Block::Figure(figure) => {
            *out += &format!("*{}:* {}\n", escaped(&figure.title), escaped(&figure.alternative));
        }
    }
}

fn fields(out: &mut String, fields: &[Field]) {
    for Field { label, value } in fields {
        let colon = if label.ends_with('?') { "" } else { ":" };
        *out += &format!("- **{}{colon}** {}\n", escaped(label), escaped(value));
    }
}

fn list_entry(out: &mut String, entry: &ListEntry, bullet: &str) {
    let indent = "  ".repeat(entry.depth);
    let mark = if entry.mark.is_empty() { String::new() } else { format!("**{}:** ", escaped(&entry.mark)) };
    *out += &format!("{indent}{bullet} {mark}{}\n", escaped(&entry.text));
    for Field { label, value } in &entry.details {
        let label = if label.is_empty() { String::new() } else { format!("*{}:* ", escaped(label)) };
        *out += &format!("{indent}{}- {label}{}\n", " ".repeat(bullet.len() + 1), escaped(value));
    }
}

fn rows(out: &mut String, table: &Table) {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    *out += &line(table.head.iter().map(|head| escaped(head)).collect());
    *out += &line(table.head.iter().map(|_| "---".to_owned()).collect());
    for row in &table.rows {
        *out += &line(row.iter().map(|cell| escaped(cell)).collect());
    }
}

/// Escapes a text. A backslash before ASCII punctuation is literal in every dialect; `&`, `<` and `>` become entities,
/// for dialects that allow HTML. A number or a sign at the start would begin a list.
fn escaped(text: &str) -> String {
    let line = on_one_line(text);
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    for (place, c) in line.chars().enumerate() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' | '!' | '{' | '}' => out.extend(['\\', c]),
            '+' | '-' | '=' if place == 0 => out.extend(['\\', c]),
            '.' | ')'
                if place == digits && digits > 0 && line.chars().nth(place + 1).is_none_or(|next| next == ' ') =>
            {
                out.extend(['\\', c]);
            }
            // A bare URL would become a link.
            ':' if line.chars().skip(place + 1).take(2).eq(['/', '/']) => out += "&#58;",
            '@' => out += "&#64;",
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_in_a_field_is_text() {
        for (text, expected) in [
            ("# no heading", "\\# no heading"),
            ("a | b", "a \\| b"),
            ("1. no list, 2. here", "1\\. no list, 2. here"),
            ("- no list - here", "\\- no list - here"),
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            ("[x](https://example.org)", "\\[x\\](https&#58;//example.org)"),
            ("two\nlines\u{202e}", "two lines\\\\u\\{202e\\}"),
            ("7.0 to 3.5 is 50 %", "7.0 to 3.5 is 50 %"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
