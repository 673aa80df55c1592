//! The guide: its parts and sections, and saving it.
//!
//! Must not know: what the guide says.

mod view;

use std::path::PathBuf;

use super::effects::{DialogKind, Effects};
use super::error::UiError;
use super::model::Model;
use crate::report::{Block, Document, GUIDES, Guide};

pub use view::guide_ui;

/// State of the guide.
#[derive(Default)]
pub struct State {
    /// The part that is shown; `None` until the guide is opened.
    pub reading: Option<Reading>,
}

/// Messages of the guide.
pub enum Message {
    /// Opens the guide at the section that was shown last.
    Open,
    /// Shows a part, by its index in `GUIDES`.
    ShowPart(usize),
    /// Shows a section of the part, by its index.
    ShowSection(usize),
    /// Asks for a file to save the part to.
    AskWhere,
    /// Writes a part, by its index, to a file.
    SaveTo(usize, PathBuf),
    /// The part was written, or not.
    Saved(Result<(), UiError>),
}

/// The part of the guide that is shown.
///
/// Laid out when it is opened, not in each frame.
pub struct Reading {
    /// Index of the part in `GUIDES`.
    pub part: usize,
    /// Index of the section that is shown.
    pub section: usize,
    /// Headings and blocks of all sections.
    ///
    /// Text before the first heading has the title as its heading.
    pub sections: Vec<(String, Vec<Block>)>,
}

impl Reading {
    /// Opens a part at its first section; `None` where there is no such part.
    fn new(part: usize) -> Option<Self> {
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

/// Applies a message to the guide.
pub fn update(state: &mut State, model: &Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::Open => {
            if state.reading.is_none() {
                state.reading = Reading::new(0);
            }
        }
        Message::ShowPart(part) => state.reading = Reading::new(part),
        Message::ShowSection(section) => {
            if let Some(reading) = &mut state.reading {
                reading.section = section.min(reading.sections.len().saturating_sub(1));
            }
        }
        Message::AskWhere => {
            let Some((part, guide)) = state.reading.as_ref().and_then(|it| Some((it.part, GUIDES.get(it.part)?)))
            else {
                return;
            };
            let kinds = Guide::formats().map(|format| (format.label, format.extension)).collect();
            let asks = DialogKind::Save { name: format!("mednec-{}.pdf", guide.name), kinds };
            effects.dialog(asks, move |path| Message::SaveTo(part, path));
        }
        Message::SaveTo(part, path) => save(model, part, path, effects),
        Message::Saved(Ok(())) => effects.report(Ok("The guide was saved.".to_owned())),
        Message::Saved(Err(error)) => effects.notify(format!("The guide was not saved: {error}.")),
    }
}

fn save(model: &Model, part: usize, path: PathBuf, effects: &Effects<Message>) {
    let Some(guide) = GUIDES.get(part) else { return };
    let named = path.extension().and_then(|ending| ending.to_str());
    let Some(format) = Guide::formats().find(|format| named == Some(format.extension)) else {
        let endings: Vec<&str> = Guide::formats().map(|format| format.extension).collect();
        effects.notify(format!("The guide was not saved: its name has to end in {}.", endings.join(" or ")));
        return;
    };
    let store = model.store.clone();
    effects.job("writing the guide", move || {
        let written = guide.write(format).map_err(UiError::from);
        Message::Saved(written.and_then(|bytes| Ok(store.export(&path, &bytes)?)))
    });
}
