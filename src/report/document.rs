//! A paper as a sequence of blocks, the same for every format for people. A field's content is plain text, whatever it
//! looks like; each format escapes it.
//!
//! Must not know: any format's markup, or what the paper is about.

use serde::Serialize;

use super::field::{Field, Table};
use super::figure::Figure;
use super::logo::Logo;
use crate::text::is_hidden;

/// A paper.
#[derive(Clone, Default, Serialize)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its layout.
    pub kind: Kind,
    /// Fields that identify the case, the policy text and the version of the history: in the foot of every page, or at
    /// the end.
    pub identity: Vec<Field>,
    /// A cover page for the operator of a fax machine; it names no member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Cover>,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// A fax cover page.
#[derive(Clone, Serialize)]
pub struct Cover {
    /// The sender.
    pub letterhead: Block,
    /// Its title.
    pub title: String,
    /// To, from, numbers and date. A format with pages adds their number.
    pub fields: Vec<Field>,
    /// Notice for a recipient who got it by mistake.
    pub notice: String,
}

/// Layout of a paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// For the file: compact, with every detail.
    #[default]
    Report,
    /// For recipients outside: generous, with an address at the top and a signature at the end.
    Letter,
    /// For pasting elsewhere: in few lines.
    Note,
    /// For reading from start to end: its parts are set apart.
    Guide,
}

/// A piece of a paper.
#[derive(Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading, of level 1 to 3.
    Heading(u8, String),
    /// Paragraphs, separated by line feeds.
    Paragraph(String),
    /// Paragraphs that a person wrote on the case, set apart from the paper's own text.
    Quote(String),
    /// The sender at the top of a letter: lines, and a logo where the format can draw one.
    Letterhead {
        /// The lines; the first names the sender.
        lines: Vec<String>,
        /// The logo.
        #[serde(skip)]
        logo: Option<Logo>,
    },
    /// Lines below each other: an address.
    Lines(Vec<String>),
    /// The signer, with room for a signature above the lines.
    Signature(Vec<String>),
    /// Labels with values.
    Fields(Vec<Field>),
    /// A table.
    Table(Table),
    /// A list, whose entries may have details below them.
    List(Vec<ListEntry>),
    /// A numbered list, counted from 1.
    Steps(Vec<ListEntry>),
    /// Preformatted lines.
    Code(Vec<String>),
    /// A drawing.
    Figure(Figure),
}

/// An entry of a list.
#[derive(Clone, Default, Serialize)]
pub struct ListEntry {
    /// Depth, from 0.
    pub depth: usize,
    /// A short mark before it; empty where it needs none.
    pub mark: String,
    /// Its text.
    pub text: String,
    /// Details below it; a label may be empty.
    pub details: Vec<Field>,
}

impl Document {
    /// Makes an empty paper of a kind.
    pub(super) fn new(title: impl Into<String>, kind: Kind, identity: Vec<Field>) -> Self {
        let title = title.into();
        let blocks = vec![Block::Heading(1, title.clone())];
        Self { title, kind, identity, cover: None, blocks }
    }

    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(2, text.into()));
    }

    pub(super) fn paragraph(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Adds text that a person wrote, which cannot pass for the paper's own.
    pub(super) fn quote(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.blocks.push(Block::Quote(text));
        }
    }

    pub(super) fn fields(&mut self, fields: Vec<Field>) {
        let fields: Vec<Field> = fields.into_iter().filter(|field| !field.value.is_empty()).collect();
        if !fields.is_empty() {
            self.blocks.push(Block::Fields(fields));
        }
    }

    /// Adds a list under a heading; nothing where it has no entries.
    pub(super) fn section(&mut self, title: &str, entries: Vec<ListEntry>) {
        if !entries.is_empty() {
            self.heading(title);
            self.blocks.push(Block::List(entries));
        }
    }

    pub(super) fn table(&mut self, table: &Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Heading(3, table.title.clone()));
            self.blocks.push(Block::Table(table.clone()));
        }
    }
}

impl Cover {
    /// Returns its blocks; `pages` is the number of pages with this one, where the format knows it.
    pub(super) fn blocks(&self, pages: Option<usize>) -> Vec<Block> {
        let pages =
            pages.map(|pages| Field { label: "Pages".to_owned(), value: format!("{pages}, including this page") });
        let fields = self.fields.iter().cloned().chain(pages).collect();
        vec![
            self.letterhead.clone(),
            Block::Heading(1, self.title.clone()),
            Block::Fields(fields),
            Block::Paragraph(self.notice.clone()),
        ]
    }
}

impl ListEntry {
    /// Makes an entry of text only.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Makes an entry with details below it.
    pub(super) fn detailed(text: impl Into<String>, details: Vec<Field>) -> Self {
        let details = details.into_iter().filter(|field| !field.value.is_empty()).collect();
        Self { text: text.into(), details, ..Self::default() }
    }
}

/// Makes entries of text only.
pub(super) fn plain(texts: &[String]) -> Vec<ListEntry> {
    texts.iter().map(ListEntry::plain).collect()
}

/// Returns the entries with their numbers as marks.
pub(super) fn numbered(entries: &[ListEntry]) -> Vec<ListEntry> {
    let number = |(place, entry): (usize, &ListEntry)| ListEntry { mark: format!("{}.", place + 1), ..entry.clone() };
    entries.iter().enumerate().map(number).collect()
}

/// A field's text on one line, with escapes in place of characters that are not seen or turn the direction of writing: none may
/// change what a reader takes the rest of the page to say.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        for c in part.chars() {
            match c {
                c if is_hidden(c) => line.extend(c.escape_unicode()),
                c => line.push(c),
            }
        }
    }
    line
}

/// Returns the paragraphs of a text, each on one line.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(on_one_line).filter(|line| !line.is_empty()).collect()
}
