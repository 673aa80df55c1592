//! Turns the guide's Markdown into papers, so that window, PDF and command line show the same words. It supports
//! headings, paragraphs, lists with one nested level, tables and code.
//!
//! Must not know: what the guide says.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::document::{Block, Document, Kind, ListEntry};
use super::error::ReportError;
use super::field::{Field, Table};
use super::format::{Format, Writes};
use super::write::FORMATS;
use crate::fonts::FontFolders;

/// A part of the guide.
pub struct Guide {
    /// Its name on the command line.
    pub name: &'static str,
    /// Label in the window.
    pub label: &'static str,
    /// Its Markdown.
    text: &'static str,
}

/// All parts.
pub const GUIDES: &[Guide] = &[
    Guide { name: "reviewers", label: "For reviewers", text: include_str!("../../assets/guide/reviewers.md") },
    Guide { name: "policies", label: "For policy authors", text: include_str!("../../assets/guide/policies.md") },
];

impl Guide {
    /// Finds a part by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        GUIDES.iter().find(|guide| guide.name == name)
    }

    /// Returns the formats that it can be written in: those for people.
    pub fn formats() -> impl Iterator<Item = &'static Format> {
        FORMATS.iter().filter(|format| matches!(format.writes, Writes::Words(_)))
    }

    /// Returns it as a paper.
    pub fn document(&self) -> Document {
        let mut reader = Reader::default();
        Parser::new_ext(self.text, Options::ENABLE_TABLES).for_each(|event| reader.take(event));
        let mut document = reader.document;
        let title = document.blocks.iter().find_map(|block| match block {
            Block::Heading(1, title) => Some(title.clone()),
            _ => None,
        });
        document.kind = Kind::Guide;
        document.title = title.unwrap_or_else(|| self.label.to_owned());
        let value = env!("CARGO_PKG_VERSION").to_owned();
        document.identity = vec![Field { label: document.title.clone(), value }];
        document
    }

    /// Writes it in a format for people.
    pub fn write(&self, format: &Format) -> Result<Vec<u8>, ReportError> {
        match format.writes {
            Writes::Words(write) => write(&self.document(), &FontFolders::None).map(|written| written.bytes),
            Writes::Data(_) => Err(ReportError::NeedsCase),
        }
    }
}

/// Builds blocks from Markdown events. An unsupported element is reduced to its text.
#[derive(Default)]
struct Reader {
    document: Document,
    /// Text of the block, entry or cell that is being read.
    text: String,
    /// Entries of the list that is being read, its depth, and whether its outer level is numbered.
    entries: Vec<ListEntry>,
    depth: usize,
    counts: bool,
    table: Option<Table>,
    row: Vec<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.text += &text,
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(first) => {
                // A nested list ends the text of its entry.
                if self.depth > 0 {
                    self.add_entry();
                } else {
                    self.counts = first.is_some();
                }
                self.depth += 1;
            }
            Tag::Table(_) => self.table = Some(Table { title: String::new(), head: Vec::new(), rows: Vec::new() }),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let text = self.taken();
                self.document.blocks.push(Block::Heading(level as u8, text));
            }
            TagEnd::Paragraph if self.depth == 0 => {
                let text = self.taken();
                self.document.paragraph(text);
            }
            // The paragraphs of an entry are joined.
            TagEnd::Paragraph => self.text.push(' '),
            TagEnd::CodeBlock => {
                let lines = self.taken().lines().map(str::to_owned).collect();
                self.document.blocks.push(Block::Code(lines));
            }
            TagEnd::Item => self.add_entry(),
            TagEnd::List(_) => {
                self.depth -= 1;
                if self.depth == 0 {
                    let entries = std::mem::take(&mut self.entries);
                    self.document.blocks.push(if self.counts { Block::Steps(entries) } else { Block::List(entries) });
                }
            }
            TagEnd::TableCell => {
                let cell = self.taken();
                self.row.push(cell);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(tag == TagEnd::TableHead),
            TagEnd::Table => self.document.blocks.extend(self.table.take().map(Block::Table)),
            _ => {}
        }
    }

    fn end_row(&mut self, is_head: bool) {
        let row = std::mem::take(&mut self.row);
        match &mut self.table {
            Some(table) if is_head => table.head = row,
            Some(table) => table.rows.push(row),
            None => {}
        }
    }

    /// Adds an entry of the outer list, or a nested entry as a detail of the entry it belongs to.
    fn add_entry(&mut self) {
        let text = self.taken();
        if text.is_empty() {
            return;
        }
        match (self.depth, self.entries.last_mut()) {
            (2.., Some(entry)) => entry.details.push(Field { label: String::new(), value: text }),
            _ => self.entries.push(ListEntry::plain(text)),
        }
    }

    fn taken(&mut self) -> String {
        std::mem::take(&mut self.text).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_blocks() {
        const TEXT: &str = "# Title\n\nOne\nparagraph with `code` and **weight**.\n\n## Part\n\n1. First\n   - below\n2. Second\n\n\
            - loose\n\n| Key | Does |\n|---|---|\n| Ctrl K | finds |\n\n```toml\na = 1\n  b\n```\n";
        let guide = Guide { name: "test", label: "Test", text: TEXT };
        let document = guide.document();
        assert_eq!(document.title, "Title");
        let said = serde_json::to_value(&document.blocks).unwrap();
        let plain = |text: &str| serde_json::json!({"depth": 0, "mark": "", "text": text, "details": []});
        let first = serde_json::json!({
            "depth": 0, "mark": "", "text": "First", "details": [{"label": "", "value": "below"}]
        });
        assert_eq!(
            said,
            serde_json::json!([
                {"heading": [1, "Title"]},
                {"paragraph": "One paragraph with code and weight."},
                {"heading": [2, "Part"]},
                {"steps": [first, plain("Second")]},
                {"list": [plain("loose")]},
                {"table": {"title": "", "head": ["Key", "Does"], "rows": [["Ctrl K", "finds"]]}},
                {"code": ["a = 1", "  b"]},
            ])
        );
    }

    /// Finds elements that the reader would misplace or drop without an error.
    #[test]
    fn the_guide_keeps_to_the_forms_that_are_read() {
        for guide in GUIDES {
            let (mut depth, mut nested_ended) = (0, false);
            for event in Parser::new_ext(guide.text, Options::ENABLE_TABLES) {
                match event {
                    Event::Start(Tag::List(first)) => {
                        depth += 1;
                        assert!(depth <= 2, "{}: a list in a list in a list", guide.name);
                        assert!(
                            first.is_none_or(|first| first == 1),
                            "{}: a list that begins at {first:?}",
                            guide.name
                        );
                    }
                    Event::End(TagEnd::List(_)) => (depth, nested_ended) = (depth - 1, depth == 2),
                    Event::Start(Tag::Item) => nested_ended = false,
                    Event::Start(Tag::CodeBlock(_)) => assert_eq!(depth, 0, "{}: code in a list", guide.name),
                    Event::Text(text) => {
                        assert!(!(depth == 1 && nested_ended), "{}: behind a list in an entry: {text}", guide.name);
                    }
                    Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::BlockQuote(_)) | Event::Html(_) => {
                        panic!("{}: {event:?} is not read", guide.name);
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn each_part_is_written_in_each_format_for_people_with_every_character() {
        for guide in GUIDES {
            for format in Guide::formats() {
                let bytes = guide.write(format).unwrap();
                assert!(bytes.len() > 1000, "{} as {}", guide.name, format.name);
                assert!(!String::from_utf8_lossy(&bytes).contains("[U+"), "{} as {}", guide.name, format.name);
            }
        }
    }
}
