//! Face of a control: its text, and after it a key cap where it has a shortcut.
//!
//! Measured first, painted later.
//!
//! Must not know: which control it belongs to.

use super::keycap;
use crate::ui::theme::{Tokens, space};
use eframe::egui::text::LayoutJob;
use eframe::egui::{Color32, FontId, Galley, Painter, Rect, Ui, Vec2, pos2, vec2};
use std::sync::Arc;

/// A text and a key cap in one row.
pub(super) struct Face {
    text: Arc<Galley>,
    cap: Option<Arc<Galley>>,
}

impl Face {
    /// Lays out `text`, wrapped at `max_width`, with the cap after it.
    pub(super) fn new(ui: &Ui, text: &str, font: FontId, cap: Option<&str>, max_width: f32) -> Self {
        let cap = cap.map(|cap| keycap::layout(ui, cap));
        let cap_width = cap.as_ref().map_or(0.0, |cap| keycap::size(cap).x + space::S);
        let room = (max_width - cap_width).max(space::XL);
        let text = ui.painter().layout(text.to_owned(), font, Color32::PLACEHOLDER, room);
        Self { text, cap }
    }

    /// Lays out a text in several fonts, without a cap.
    pub(super) fn of_job(ui: &Ui, job: LayoutJob) -> Self {
        Self { text: ui.painter().layout_job(job), cap: None }
    }

    /// Returns the size of text and cap together.
    pub(super) fn size(&self) -> Vec2 {
        let cap = self.cap.as_ref().map_or(Vec2::ZERO, |cap| keycap::size(cap) + vec2(space::S, 0.0));
        vec2(self.text.size().x + cap.x, self.text.size().y.max(cap.y))
    }

    /// Paints text and cap, vertically centered in `rect`, `inset` from its left edge.
    pub(super) fn paint(&self, painter: &Painter, rect: Rect, inset: f32, ink: Color32, caps: keycap::Look) {
        let text = self.text.size();
        let at = pos2(rect.left() + inset, rect.center().y - text.y / 2.0);
        painter.galley(at, self.text.clone(), ink);
        if let Some(cap) = &self.cap {
            let left = pos2(at.x + text.x + space::S, rect.center().y);
            keycap::paint(painter, left, cap, caps);
        }
    }
}

/// Returns the text color of a control: `ink`, or the paler one when disabled.
pub(super) fn ink(enabled: bool, ink: Color32, tokens: &Tokens) -> Color32 {
    if enabled { ink } else { tokens.ink_disabled }
}
