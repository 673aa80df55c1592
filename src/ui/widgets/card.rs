//! Card: a surface for one subject, tinted for a status, ringed for the focus.
//!
//! Must not know: its content.

use crate::ui::theme::{Tone, corner, focus_ring, space, stroke, tokens};
use eframe::egui::{CornerRadius, Frame, InnerResponse, Margin, Rect, Role, Stroke, Ui, UiBuilder, pos2};

/// A card, shown with [`Card::show`].
#[must_use = "a card is shown with `show`"]
pub struct Card<'a> {
    id: &'a str,
    name: &'a str,
    tone: Option<Tone>,
    ringed: bool,
}

impl<'a> Card<'a> {
    /// Creates a plain card. `name` is its accessible name.
    pub fn new(id: &'a str, name: &'a str) -> Self {
        Self { id, name, tone: None, ringed: false }
    }

    /// Tints the card and draws a bar at its left edge.
    ///
    /// Its content must state the same, since color alone carries no meaning.
    pub fn tone(mut self, tone: impl Into<Option<Tone>>) -> Self {
        self.tone = tone.into();
        self
    }

    /// Draws a ring while a control on the card has the focus.
    pub fn ringed(mut self) -> Self {
        self.ringed = true;
        self
    }

    /// Shows the card over the available width.
    pub fn show<R>(self, ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        let t = tokens(ui);
        let (fill, edge) = match self.tone {
            Some(tone) => (t.wash(tone), t.tone(tone).edge),
            None => (t.card, t.line),
        };
        let radius = CornerRadius::same(corner::CARD);
        let shown = Frame::new()
            .fill(fill)
            .stroke(Stroke::new(stroke::LINE, edge))
            .corner_radius(radius)
            .inner_margin(Margin { left: space::L as i8, ..Margin::same(space::M as i8) })
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label(self.name);
                let inner = ui.scope_builder(builder, |ui| {
                    super::name_node(ui.ctx(), ui.unique_id(), self.id);
                    content(ui)
                });
                inner.inner
            });
        let rect = shown.response.rect;
        if let Some(tone) = self.tone {
            let strip = Rect::from_min_max(rect.min, pos2(rect.left() + stroke::BAR, rect.bottom()));
            let clip = strip.intersect(ui.clip_rect());
            ui.painter().with_clip_rect(clip).rect_filled(rect, radius, t.tone(tone).bar);
        }
        if self.ringed && keyboard_is_in(ui, rect.intersect(ui.clip_rect())) {
            focus_ring(ui.painter(), rect, corner::CARD, &t);
        }
        shown
    }
}

/// Returns true when the focused control is in `rect`.
///
/// Reads the control's rectangle without asking for its response: asked for in the frame of a click elsewhere, a
/// control loses the focus.
fn keyboard_is_in(ui: &Ui, rect: Rect) -> bool {
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return false };
    let there = ui.ctx().viewport(|viewport| viewport.this_pass.widgets.get(focused).map(|widget| widget.rect));
    there.is_some_and(|there| rect.contains_rect(there))
}
