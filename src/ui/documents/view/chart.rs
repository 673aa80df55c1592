//! The document that is shown, with what is cited of it.
//!
//! Must not know: how a page is drawn.

use eframe::egui::Ui;

use crate::case::Citation;
use crate::chart::PageSize;
use crate::ui::documents::message::Message;
use crate::ui::documents::viewer::Viewer;
use crate::ui::effects::Effects;
use crate::ui::widgets::Button;

/// What cites a page of the document that is shown.
pub(super) struct Cited<'a> {
    /// The question of the answer that it is a source of.
    pub(super) asks: &'a str,
    pub(super) citation: &'a Citation,
}

impl Cited<'_> {
    /// The page, from 0.
    pub(super) fn page(&self) -> u32 {
        self.citation.page.saturating_sub(1)
    }
}

/// The document that is shown.
pub(super) struct Chart<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) title: &'a str,
    pub(super) sizes: &'a [PageSize],
    pub(super) cited: &'a [Cited<'a>],
}

/// The way to another program: a copy that the user saves, and opens.
pub(super) fn copies_ui(ui: &mut Ui, viewer: &Viewer, id: &str, effects: &Effects<Message>) {
    if Button::secondary(&format!("{id}-copy"), "Save a copy…").show(ui).clicked() {
        effects.send(Message::AskCopy);
    }
    if viewer.saved_copy.is_some() && Button::secondary(&format!("{id}-open-copy"), "Open the copy").show(ui).clicked()
    {
        effects.send(Message::OpenCopy);
    }
}
