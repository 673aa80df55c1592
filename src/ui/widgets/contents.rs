//! Table of contents: a vertical list of names, of which one is selected.
//!
//! One tab stop; the arrow keys select.
//!
//! Must not know: what the names stand for.

use eframe::egui::{Id, Rect, Role, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{name_node, roving::Roving};
use crate::ui::theme::{TextSize, corner, focus_ring, size, space, stroke, tokens};

/// Shows the list. Returns the index of the name that was selected in this frame.
///
/// Where it `takes_focus`, the selected name is focused.
pub fn contents(
    ui: &mut Ui,
    id: &str,
    name: &str,
    names: &[&str],
    selected: usize,
    takes_focus: bool,
) -> Option<usize> {
    let ids: Vec<Id> = (0..names.len()).map(|place| Id::unique(("contents", id, place))).collect();
    let roving = Roving::update(ui, &ids, selected);
    let builder = UiBuilder::new().accessibility_role(Role::TabList).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        name_node(ui.ctx(), ui.unique_id(), id);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut chosen = roving.moved.then_some(roving.stop);
        for (place, (text, row)) in names.iter().zip(&ids).enumerate() {
            if row_ui(ui, text, *row, place == selected, roving, place) {
                chosen = Some(place);
            }
        }
        if let Some(row) = ids.get(selected).filter(|_| takes_focus) {
            ui.memory_mut(|memory| memory.request_focus(*row));
        }
        chosen.filter(|place| *place != selected)
    })
    .inner
}

/// Draws one row. Returns true when it was clicked.
fn row_ui(ui: &mut Ui, text: &str, id: Id, selected: bool, roving: Roving, place: usize) -> bool {
    let t = tokens(ui);
    let font = if selected { TextSize::Body.strong() } else { TextSize::Body.regular() };
    let ink = if selected { t.ink } else { t.ink_second };
    let galley = ui.painter().layout(text.to_owned(), font, ink, ui.available_width() - 2.0 * space::M);
    let height = (galley.size().y + space::S).max(size::CHIP);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let response = ui.interact(rect, id, roving.sense(place));
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, ui.is_enabled(), text));
    ui.ctx().accesskit_node_builder(id, |node| node.set_selected(selected));
    let painter = ui.painter();
    if response.hovered() || selected {
        painter.rect_filled(rect, corner::CONTROL, if selected { t.card } else { t.hover });
    }
    if selected {
        let bar = Rect::from_min_max(rect.min, pos2(rect.left() + stroke::TAB, rect.bottom()));
        painter.rect_filled(bar, 0, t.accent);
        painter.rect_stroke(rect, corner::CONTROL, Stroke::new(stroke::LINE, t.line), eframe::egui::StrokeKind::Inside);
    }
    painter.galley(pos2(rect.left() + space::M, rect.center().y - galley.size().y / 2.0), galley, ink);
    if response.has_focus() {
        focus_ring(painter, rect.shrink(stroke::RING), corner::CONTROL, &t);
    }
    if response.clicked() {
        response.request_focus();
    }
    response.clicked()
}
