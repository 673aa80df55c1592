//! The guide as the window keeps it: the part that is read, by its sections, and the one that is shown.
//!
//! Must not know: what the guide says, or how it is drawn.

use std::path::PathBuf;

use eframe::egui::Context;

use super::app::App;
use super::asking::Asked;
use super::views::Overlay;
use crate::report::{Block, Document, GUIDES, Guide};

/// What is read of the guide. Made when it is opened, not while drawing.
pub struct Reading {
    /// The part, by its place in the list.
    pub part: usize,
    /// The section that is shown.
    pub section: usize,
    /// All of the part's, each with its heading; what stands before the first heading is headed by the title.
    pub sections: Vec<(String, Vec<Block>)>,
}

impl Reading {
    /// A part from its beginning; nothing where there is no such part.
    fn of(part: usize) -> Option<Self> {
        let document = GUIDES.get(part)?.document();
        Some(Self { part, section: 0, sections: sections(document) })
    }
}

fn sections(document: Document) -> Vec<(String, Vec<Block>)> {
    let mut sections: Vec<(String, Vec<Block>)> = Vec::new();
    for block in document.blocks {
        match (block, sections.last_mut()) {
            (Block::Heading(1 | 2, heading), _) => sections.push((heading, Vec::new())),
            (block, Some((_, blocks))) => blocks.push(block),
            (block, None) => sections.push((document.title.clone(), vec![block])),
        }
    }
    sections.retain(|(_, blocks)| !blocks.is_empty());
    sections
}

impl App {
    /// Opens the guide where it was left.
    pub(super) fn show_guide(&mut self) {
        if self.guide.is_none() {
            self.guide = Reading::of(0);
        }
        self.overlay = Some(Overlay::Guide);
    }

    pub(super) fn read_part(&mut self, part: usize) {
        self.guide = Reading::of(part);
    }

    pub(super) fn read_section(&mut self, section: usize) {
        if let Some(guide) = &mut self.guide {
            guide.section = section.min(guide.sections.len().saturating_sub(1));
        }
    }

    pub(super) fn ask_for_guide(&mut self, ctx: &Context) {
        if let Some(guide) = &self.guide {
            self.ask(ctx, Asked::Guide(guide.part));
        }
    }

    pub(super) fn save_guide(&mut self, ctx: &Context, part: usize, path: PathBuf) {
        let Some(guide) = GUIDES.get(part) else { return };
        let named = path.extension().and_then(|ending| ending.to_str());
        let Some(format) = Guide::formats().find(|format| named == Some(format.extension)) else {
            let endings: Vec<&str> = Guide::formats().map(|format| format.extension).collect();
            return self
                .messages
                .say(format!("The guide was not saved: its name has to end in {}.", endings.join(" or ")));
        };
        self.work(ctx, "writing the guide", move |store| {
            let written = guide.write(format).map_err(|error| error.to_string());
            let written = written.and_then(|bytes| store.export(&path, &bytes).map_err(|error| error.to_string()));
            Box::new(move |app, _| {
                let written = written.map(|()| "The guide was saved.".to_owned());
                app.messages.tell(written.map_err(|error| format!("The guide was not saved: {error}.")));
            })
        });
    }
}
