//! Context of the views of single pages: document, layout and origin.
//!
//! Must not know: what is drawn on a page.

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{Pos2, Rect, Ui};

use super::shown_document::ShownDocument;
use crate::ui::documents::message::Message;
use crate::ui::documents::viewer::{PageLayout, rotation_of};
use crate::ui::effects::Effects;

/// Context of the views of single pages.
pub(super) struct PageCanvas<'a> {
    pub(super) document: ShownDocument<'a>,
    pub(super) layout: &'a PageLayout,
    /// Upper left corner of the layout on the screen.
    pub(super) origin: Pos2,
    pub(super) effects: &'a Effects<Message>,
}

impl PageCanvas<'_> {
    /// Returns the rectangle of a page on the screen.
    ///
    /// It lies on whole pixels, since the texture has one pixel for each and would blur otherwise.
    pub(super) fn page_rect(&self, ui: &Ui, page: u32) -> Option<Rect> {
        Some(self.layout.rect(page)?.translate(self.origin.to_vec2()).round_to_pixels(ui.pixels_per_point()))
    }

    /// Returns the quarter turns of a page to the right.
    pub(super) fn rotation(&self, page: u32) -> u8 {
        rotation_of(&self.document.viewer.rotations, page)
    }
}
