//! Tabs: the parts of a page, each with the number of its open items.
//!
//! Must not know: what the parts are.

use super::{name_node, paint_mark, roving::Roving};
use crate::ui::theme::{TextSize, Tokens, Tone, corner, focus_ring, size, space, stroke, tokens};
use eframe::egui::{
    Color32, CornerRadius, Galley, Id, Rect, Response, Role, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// One tab.
#[derive(Clone, Copy)]
pub struct Tab<'a> {
    /// Stable id, unique in the window.
    pub id: &'a str,
    /// Text, which is also its accessible name.
    pub name: &'a str,
    /// Number of open items, with their tone.
    ///
    /// `Tone::Met` shows the mark of a finished step instead of the number.
    pub badge: Option<(usize, Tone)>,
}

/// Shows the tabs, in as many rows as they need.
///
/// Returns the index of the one that was selected in this frame.
///
/// The tabs have one tab stop; the arrow keys select.
pub fn tabs(ui: &mut Ui, id: &str, name: &str, tabs: &[Tab<'_>], selected: usize) -> Option<usize> {
    let ids: Vec<Id> = tabs.iter().map(|tab| Id::unique(("tab", id, tab.id))).collect();
    let roving = Roving::update(ui, &ids, selected);
    let builder = UiBuilder::new().accessibility_role(Role::TabList).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        name_node(ui.ctx(), ui.unique_id(), id);
        let t = tokens(ui);
        let faces: Vec<Face> = tabs.iter().enumerate().map(|(i, tab)| Face::new(ui, tab, i == selected)).collect();
        let (room, rects) = arrange(ui, &faces);
        ui.painter().hline(room.x_range(), room.bottom(), Stroke::new(stroke::LINE, t.line));
        let mut chosen = roving.moved.then_some(roving.stop);
        for (index, (((tab, face), rect), id)) in tabs.iter().zip(&faces).zip(rects).zip(&ids).enumerate() {
            let response = ui.interact(rect, *id, roving.sense(index));
            if response.clicked() {
                chosen = Some(index);
                response.request_focus();
            }
            describe(ui, tab, &response, index == selected);
            face.paint(ui, &t, &response, index == selected);
        }
        chosen.filter(|index| *index != selected)
    })
    .inner
}

fn describe(ui: &Ui, tab: &Tab<'_>, response: &Response, selected: bool) {
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, ui.is_enabled(), tab.name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_author_id(tab.id);
        node.set_selected(selected);
        match tab.badge {
            Some((_, Tone::Met)) => node.set_description(Tone::Met.name()),
            Some((count, tone)) => node.set_description(format!("{count} {}", tone.name())),
            None => {}
        }
    });
}

struct Face {
    name: Arc<Galley>,
    /// Width of the semibold name, so that nothing moves when the selection changes.
    width: f32,
    badge: Option<(Tone, Arc<Galley>)>,
}

impl Face {
    fn new(ui: &Ui, tab: &Tab<'_>, selected: bool) -> Self {
        let font = if selected { TextSize::Body.strong() } else { TextSize::Body.regular() };
        let layout = |text: String, font| ui.painter().layout_no_wrap(text, font, Color32::PLACEHOLDER);
        let name = layout(tab.name.to_owned(), font);
        let width = layout(tab.name.to_owned(), TextSize::Body.strong()).size().x;
        let badge = tab.badge.map(|(count, tone)| (tone, layout(count.to_string(), TextSize::Small.strong())));
        Self { name, width, badge }
    }

    fn size(&self, height: f32) -> Vec2 {
        let badge = self.badge.as_ref().map_or(0.0, |(tone, text)| space::XS + badge_size(*tone, text).x);
        vec2(self.width + badge + 2.0 * space::XS, height.max(self.name.size().y + space::S))
    }

    fn paint(&self, ui: &Ui, t: &Tokens, response: &Response, selected: bool) {
        let (rect, painter) = (response.rect, ui.painter());
        if response.hovered() && !selected {
            let radius = CornerRadius { nw: corner::CONTROL, ne: corner::CONTROL, sw: 0, se: 0 };
            painter.rect_filled(rect.shrink(stroke::LINE), radius, t.hover);
        }
        let ink = if selected { t.ink } else { t.ink_second };
        let at = pos2(rect.left() + space::XS, rect.center().y - self.name.size().y / 2.0);
        painter.galley(at, self.name.clone(), ink);
        if let Some((tone, text)) = &self.badge {
            let left = at.x + self.width + space::XS;
            let size = badge_size(*tone, text);
            let badge = Rect::from_min_size(pos2(left, rect.center().y - size.y / 2.0), size);
            if *tone == Tone::Met {
                paint_mark(painter, badge, *tone, t);
            } else {
                let colours = t.tone(*tone);
                painter.rect_filled(badge, size.y / 2.0, colours.tint);
                let line = Stroke::new(stroke::LINE, colours.edge);
                painter.rect_stroke(badge, size.y / 2.0, line, eframe::egui::StrokeKind::Inside);
                painter.galley(badge.center() - text.size() / 2.0, text.clone(), colours.text);
            }
        }
        if selected {
            let bar = Rect::from_min_max(pos2(rect.left(), rect.bottom() - stroke::TAB), rect.max);
            painter.rect_filled(bar, 0, t.accent);
        }
        if response.has_focus() {
            focus_ring(painter, rect.shrink(stroke::RING), corner::CONTROL, t);
        }
    }
}

fn badge_size(tone: Tone, text: &Galley) -> Vec2 {
    if tone == Tone::Met {
        Vec2::splat(size::MARK)
    } else {
        vec2(text.size().x.max(space::S) + space::S, text.size().y)
    }
}

/// Allocates rows for the tabs, and returns their rectangle and that of each tab.
///
/// Several rows are lower than a single one.
fn arrange(ui: &mut Ui, faces: &[Face]) -> (Rect, Vec<Rect>) {
    let width = ui.available_width();
    let mut placed = in_rows(faces, width, size::TAB);
    if placed.iter().any(|(at, _)| at.y > 0.0) {
        placed = in_rows(faces, width, size::CHIP);
    }
    let height = placed.last().map_or(0.0, |(at, size)| at.y + size.y);
    let (_, room) = ui.allocate_space(vec2(width, height));
    let rects = placed.into_iter().map(|(at, size)| Rect::from_min_size(room.min + at, size)).collect();
    (room, rects)
}

/// Returns position and size of each tab, in rows of at least `height` points.
fn in_rows(faces: &[Face], width: f32, height: f32) -> Vec<(Vec2, Vec2)> {
    let mut places = Vec::with_capacity(faces.len());
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f32);
    for face in faces {
        let size = face.size(height);
        if x > 0.0 && x + size.x > width {
            (x, y, row) = (0.0, y + row, 0.0);
        }
        places.push((vec2(x, y), size));
        x += size.x + space::XS;
        row = row.max(size.y);
    }
    places
}
