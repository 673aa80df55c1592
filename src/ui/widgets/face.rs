//! What most controls show: a text, and behind it perhaps the key that does the same. Measured first, painted later.
//!
//! Must not know: which control it is the face of.

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
    /// Lays out `text` no wider than `max_width` (it wraps) with the cap behind it.
    pub(super) fn new(ui: &Ui, text: &str, font: FontId, cap: Option<&str>, max_width: f32) -> Self {
        let cap = cap.map(|cap| keycap::layout(ui, cap));
        let cap_width = cap.as_ref().map_or(0.0, |cap| keycap::size(cap).x + space::S);
        let room = (max_width - cap_width).max(space::XL);
        let text = ui.painter().layout(text.to_owned(), font, Color32::PLACEHOLDER, room);
        Self { text, cap }
    }

    /// A text in several fonts, already broken into lines, without a cap.
    pub(super) fn of_job(ui: &Ui, job: LayoutJob) -> Self {
        Self { text: ui.painter().layout_job(job), cap: None }
    }

    /// The size of both.
    pub(super) fn size(&self) -> Vec2 {
        let cap = self.cap.as_ref().map_or(Vec2::ZERO, |cap| keycap::size(cap) + vec2(space::S, 0.0));
        vec2(self.text.size().x + cap.x, self.text.size().y.max(cap.y))
    }

    /// Paints the text and the cap into the middle of `rect`, `inset` from its left edge.
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

/// The ink of a control: what was asked for, or the paler one when it cannot be used.
pub(super) fn ink(enabled: bool, ink: Color32, tokens: &Tokens) -> Color32 {
    if enabled { ink } else { tokens.ink_disabled }
}
