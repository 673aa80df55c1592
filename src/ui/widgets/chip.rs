//! Chip: one short fact, which can have a click and a button that removes it.
//!
//! Must not know: what the fact is, or where it is from.

use super::face::Face;
use super::{keycap, name_node};
use crate::ui::theme::{TextSize, Tokens, corner, focus_ring, size, space, stroke, tokens};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Color32, CornerRadius, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// A chip, shown with [`Chip::show`].
#[must_use = "a chip is shown with `show`"]
pub struct Chip<'a> {
    id: &'a str,
    head: &'a str,
    rest: &'a str,
    remove: Option<&'a str>,
    opens: Option<&'a str>,
}

/// Part of a chip that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// Nothing.
    Nothing,
    /// The chip itself: show what it names.
    Body,
    /// The cross: remove the chip.
    Cross,
}

impl<'a> Chip<'a> {
    /// Creates a chip with `head` in semibold, then `rest`. Either may be empty.
    pub fn new(id: &'a str, head: &'a str, rest: &'a str) -> Self {
        Self { id, head, rest, remove: None, opens: None }
    }

    /// Adds a cross that removes it, with the id `<id>-remove`.
    ///
    /// `name` is its accessible name ("Remove the source Procedure note, p. 3").
    pub fn removable(mut self, name: &'a str) -> Self {
        self.remove = Some(name);
        self
    }

    /// Makes the chip a button. `tip` is its tooltip ("Show p. 3 of Procedure note").
    pub fn opens(mut self, tip: &'a str) -> Self {
        self.opens = Some(tip);
        self
    }

    /// Shows the chip, wrapped where it is long.
    ///
    /// Returns the part that was pressed in this frame.
    pub fn show(self, ui: &mut Ui) -> Pressed {
        let t = tokens(ui);
        let cross = if self.remove.is_some() { size::CHIP } else { 0.0 };
        let max_width = ui.available_width() - 2.0 * space::S - cross;
        let face = Face::of_job(ui, self.job(max_width.max(space::XL)));
        let wanted = vec2(face.size().x + 2.0 * space::S + cross, (face.size().y + space::XS).max(size::CHIP));
        let (_, rect) = ui.allocate_space(wanted);
        let split = rect.right() - cross;
        let sense = if self.opens.is_some() { Sense::click() } else { Sense::hover() };
        let body = ui.interact(rect.with_max_x(split), Id::unique(("chip", self.id)), sense);
        let name = self.name();
        let role = if self.opens.is_some() { Role::Button } else { Role::Label };
        body.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), &name));
        name_node(ui.ctx(), body.id, self.id);
        let radius = CornerRadius::same(corner::CONTROL);
        ui.painter().rect(
            rect,
            radius,
            if body.hovered() && self.opens.is_some() { t.selected } else { t.hover },
            Stroke::new(stroke::LINE, t.line),
            StrokeKind::Inside,
        );
        let ink = if self.opens.is_some() { t.accent } else { t.ink };
        face.paint(ui.painter(), body.rect, space::S, ink, keycap::Look::on_card(&t));
        if body.has_focus() {
            focus_ring(ui.painter(), body.rect, corner::CONTROL, &t);
        }
        let removed = self.remove.map(|name| self.cross(ui, &t, rect.with_min_x(split), name));
        if removed.is_some_and(|response| response.clicked()) {
            return Pressed::Cross;
        }
        let opened = body.clicked();
        if let Some(tip) = self.opens {
            body.on_hover_text(tip);
        }
        if opened { Pressed::Body } else { Pressed::Nothing }
    }

    fn name(&self) -> String {
        [self.head, self.rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn job(&self, max_width: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        job.wrap.max_width = max_width;
        let format = |font| TextFormat::simple(font, Color32::PLACEHOLDER);
        job.append(self.head, 0.0, format(TextSize::Small.strong()));
        let divider = if self.head.is_empty() || self.rest.is_empty() { "" } else { " · " };
        job.append(&format!("{divider}{}", self.rest), 0.0, format(TextSize::Small.regular()));
        job
    }

    fn cross(&self, ui: &Ui, t: &Tokens, rect: Rect, name: &str) -> Response {
        let response = ui.interact(rect, Id::unique(("chip-remove", self.id)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
        name_node(ui.ctx(), response.id, &format!("{}-remove", self.id));
        if response.hovered() {
            ui.painter().rect_filled(rect.shrink(stroke::LINE), corner::CONTROL, t.selected);
        }
        let arm = Rect::from_center_size(rect.center(), Vec2::splat(size::CROSS));
        let pen = Stroke::new(stroke::CHOSEN, if response.hovered() { t.ink } else { t.ink_second });
        ui.painter().line_segment([arm.left_top(), arm.right_bottom()], pen);
        ui.painter().line_segment([pos2(arm.right(), arm.top()), pos2(arm.left(), arm.bottom())], pen);
        if response.has_focus() {
            focus_ring(ui.painter(), rect, corner::CONTROL, t);
        }
        response.on_hover_text(name)
    }
}
