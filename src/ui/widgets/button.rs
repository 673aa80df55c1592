//! Buttons: primary (one in a region), secondary, quiet (looks like a link).
//!
//! Each can show its shortcut.
//!
//! Must not know: what a click does.

use super::face::{self, Face};
use super::keycap;
use crate::ui::theme::{TextSize, Tokens, corner, focus_ring, size, space, stroke, tokens};
use eframe::egui::{Color32, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
}

/// A button, shown with [`Button::show`].
#[must_use = "a button is shown with `show`"]
pub struct Button<'a> {
    id: &'a str,
    text: &'a str,
    kind: Kind,
    cap: Option<&'a str>,
    why_not: Option<&'a str>,
}

impl<'a> Button<'a> {
    /// Creates the button for the main action of a region.
    pub fn primary(id: &'a str, text: &'a str) -> Self {
        Self { id, text, kind: Kind::Primary, cap: None, why_not: None }
    }

    /// Creates a button for any other action.
    pub fn secondary(id: &'a str, text: &'a str) -> Self {
        Self { kind: Kind::Secondary, ..Self::primary(id, text) }
    }

    /// Creates a small button that looks like a link, for use beside text.
    pub fn quiet(id: &'a str, text: &'a str) -> Self {
        Self { kind: Kind::Quiet, ..Self::primary(id, text) }
    }

    /// Shows a shortcut. It does not react to it: commands consume their keys.
    pub fn cap(mut self, keys: impl Into<Option<&'a str>>) -> Self {
        self.cap = keys.into();
        self
    }

    /// Disables the button where there is a reason, which is its tooltip.
    ///
    /// It stays focusable, so that the reason can be read.
    pub fn unless(mut self, why_not: impl Into<Option<&'a str>>) -> Self {
        self.why_not = why_not.into();
        self
    }

    /// Shows the button. A disabled one never reports a click.
    pub fn show(self, ui: &mut Ui) -> Response {
        let t = tokens(ui);
        let usable = self.why_not.is_none();
        let pad = if self.kind == Kind::Quiet { space::XS } else { space::M };
        let font = if self.kind == Kind::Secondary { TextSize::Body.regular() } else { TextSize::Body.strong() };
        let face = Face::new(ui, self.text, font, self.cap, ui.available_width() - 2.0 * pad);
        let height = if self.kind == Kind::Quiet { size::CHIP } else { size::CONTROL };
        let wanted = vec2(face.size().x + 2.0 * pad, (face.size().y + space::S).max(height));
        let sense = if usable { Sense::click() } else { Sense::focusable_noninteractive() };
        let (rect, response) = ui.allocate_exact_size(wanted, sense);
        if ui.is_rect_visible(rect) {
            let (fill, border, ink, caps) = self.colours(&t, &response);
            let radius = CornerRadius::same(corner::CONTROL);
            ui.painter().rect(rect, radius, fill, Stroke::new(stroke::LINE, border), StrokeKind::Inside);
            face.paint(ui.painter(), rect, pad, ink, caps);
            if response.has_focus() {
                focus_ring(ui.painter(), rect, corner::CONTROL, &t);
            }
        }
        self.describe(ui, &response);
        match self.why_not {
            Some(why) => response.on_hover_text(why),
            None => response,
        }
    }

    fn describe(&self, ui: &Ui, response: &Response) {
        let usable = self.why_not.is_none() && ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, usable, self.text));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_author_id(self.id);
            if let Some(keys) = self.cap {
                node.set_keyboard_shortcut(keys);
            }
            if let Some(why) = self.why_not {
                node.set_description(why);
            }
        });
    }

    fn colours(&self, t: &Tokens, response: &Response) -> (Color32, Color32, Color32, keycap::Look) {
        let usable = self.why_not.is_none();
        let (over, pressed) = (response.hovered() && usable, response.is_pointer_button_down_on() && usable);
        let on_card = keycap::Look::on_card(t);
        match self.kind {
            _ if !usable && self.kind != Kind::Quiet => (t.hover, t.line, t.ink_disabled, on_card),
            Kind::Primary => {
                let fill = if over || pressed { t.accent_hover } else { t.accent };
                (fill, fill, t.on_accent, keycap::Look::on_accent(t, fill))
            }
            Kind::Secondary => {
                let fill = if pressed {
                    t.selected
                } else if over {
                    t.hover
                } else {
                    t.card
                };
                (fill, t.control, t.ink, on_card)
            }
            Kind::Quiet => {
                let fill = if pressed {
                    t.selected
                } else if over {
                    t.hover
                } else {
                    Color32::TRANSPARENT
                };
                (fill, Color32::TRANSPARENT, face::ink(usable, t.accent, t), on_card)
            }
        }
    }
}
