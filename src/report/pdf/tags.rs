//! The tree of tags, which tells a screen reader the role of each piece.
//!
//! Must not know: where anything is on a page.

use std::num::NonZeroU16;

use krilla::geom::Rect;
use krilla::tagging::{BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

use crate::redacted::redacted_debug;

redacted_debug!(Role);

/// Role of a piece.
#[derive(Clone, PartialEq)]
pub(super) enum Role {
    Paragraph,
    Quote,
    Heading(u8, String),
    List { bulleted: bool },
    Item,
    Label,
    Body,
    Table,
    TableHead,
    TableBody,
    Row,
    HeadCell,
    Cell,
    Figure(String),
    Caption,
}

/// The tree. Tags are identified by index; a tag's own pieces come after its child tags.
#[derive(Debug, Default)]
pub(super) struct Tags {
    tags: Vec<(Role, Vec<usize>)>,
    top: Vec<usize>,
}

/// The drawn pieces of each tag, and the boxes of figures.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) pieces: Vec<Vec<Identifier>>,
    pub(super) boxes: Vec<(usize, usize, Rect)>,
}

impl Tags {
    /// Adds a tag below another, or at the top.
    pub(super) fn add(&mut self, role: Role, below: Option<usize>) -> usize {
        let tag = self.tags.len();
        self.tags.push((role, Vec::new()));
        match below.and_then(|above| self.tags.get_mut(above)) {
            Some((_, children)) => children.push(tag),
            None => self.top.push(tag),
        }
        tag
    }

    pub(super) fn count(&self) -> usize {
        self.tags.len()
    }

    /// Returns the tree for the PDF file.
    pub(super) fn tree(&self, drawn: &Drawn, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for tag in &self.top {
            tree.push(Node::Group(self.group(*tag, drawn)));
        }
        tree
    }

    fn group(&self, tag: usize, drawn: &Drawn) -> TagGroup {
        let (role, children) = &self.tags[tag];
        let mut group = TagGroup::new(kind(role, tag, drawn));
        for child in children {
            group.push(Node::Group(self.group(*child, drawn)));
        }
        for piece in drawn.pieces.get(tag).into_iter().flatten() {
            group.push(Node::Leaf(*piece));
        }
        group
    }
}

fn kind(role: &Role, tag: usize, drawn: &Drawn) -> TagKind {
    match role {
        Role::Paragraph => Tag::P.into(),
        Role::Quote => Tag::BlockQuote.into(),
        Role::Heading(level, title) => {
            Tag::Hn(NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into()
        }
        Role::List { bulleted: true } => Tag::L(ListNumbering::Disc).into(),
        Role::List { bulleted: false } => Tag::L(ListNumbering::None).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
        Role::Caption => Tag::Caption.into(),
        Role::Figure(alternative) => {
            let place = drawn.boxes.iter().find(|(of, ..)| *of == tag);
            let place = place.map(|(_, page, rect)| BBox::new(*page, *rect));
            Tag::Figure(Some(alternative.clone())).with_bbox(place).into()
        }
    }
}
