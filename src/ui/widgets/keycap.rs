//! Key cap: shows the shortcut of a control.
//!
//! Must not know: what the key does. It is decoration: the control's own description names the key for screen readers.

use crate::ui::theme::{TextSize, Tokens, corner, space, stroke, tokens};
use eframe::egui::{
    Color32, CornerRadius, Galley, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};
use std::sync::Arc;

/// Colors of a cap on its background.
#[derive(Clone, Copy)]
pub(super) struct Look {
    fill: Color32,
    line: Color32,
    ink: Color32,
}

impl Look {
    /// Returns the colors on a card or a tint.
    pub(super) fn on_card(t: &Tokens) -> Self {
        Self { fill: t.card, line: t.line, ink: t.ink_second }
    }

    /// Returns the colors on the accent.
    pub(super) fn on_accent(t: &Tokens, ground: Color32) -> Self {
        Self { fill: ground, line: t.on_accent, ink: t.on_accent }
    }
}

/// Shows `text` ("Ctrl K") as a key cap.
pub fn keycap(ui: &mut Ui, text: &str) {
    let galley = layout(ui, text);
    let (rect, _) = ui.allocate_exact_size(size(&galley), Sense::hover());
    let look = Look::on_card(&tokens(ui));
    paint(ui.painter(), pos2(rect.left(), rect.center().y), &galley, look);
}

/// Lays out the text of a cap.
pub(super) fn layout(ui: &Ui, text: &str) -> Arc<Galley> {
    ui.painter().layout_no_wrap(text.to_owned(), TextSize::Small.regular(), Color32::PLACEHOLDER)
}

/// Returns the size of a cap around its text.
pub(super) fn size(text: &Galley) -> Vec2 {
    vec2((text.size().x + space::S).max(text.size().y), text.size().y)
}

/// Paints a cap. `left` is the middle of its left edge.
pub(super) fn paint(painter: &Painter, left: Pos2, text: &Arc<Galley>, look: Look) {
    let size = size(text);
    let rect = Rect::from_min_size(pos2(left.x, left.y - size.y / 2.0), size);
    let radius = CornerRadius::same(corner::TINY);
    painter.rect(rect, radius, look.fill, Stroke::new(stroke::LINE, look.line), StrokeKind::Inside);
    painter.galley(rect.center() - text.size() / 2.0, text.clone(), look.ink);
}
