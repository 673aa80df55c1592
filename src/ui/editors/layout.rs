//! Parts of several editors: rows, cells, "Not in the record", clearing an answer.
//!
//! Must not know: any kind of question.

use eframe::egui::{Align, Id, Layout, Response, Role, Ui, UiBuilder, vec2};

use crate::case::Value;
use crate::policy::Question;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, plain, size};
use crate::ui::widgets::{Button, field_id, mark};

/// Registers a control under a field's id, so that it can be focused by that id.
///
/// egui derives the ids of lists and buttons from their position in the page.
pub(super) fn register_control(ui: &Ui, id: &str, control: &Response) {
    ui.data_mut(|data| data.insert_temp(field_id(id), control.id));
}

/// Returns the id that a registered control has in the page.
///
/// A field has the same id.
pub fn in_page(ui: &Ui, control: Id) -> Id {
    ui.data(|data| data.get_temp(control)).unwrap_or(control)
}

/// Draws "Not in the record" as a button, or as an answer that can be cleared.
///
/// For a question that is no item.
pub(super) fn undocumented_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let undocumented = context.case().value(&question.id) == Some(&Value::NotDocumented);
    if undocumented {
        ui.horizontal(|ui| {
            mark(ui, Tone::Missing, size::MARK);
            ui.label(plain("Not in the record"));
            clear_ui(ui, context, question);
        });
    } else if question.may_be_undocumented {
        let id = context.id(&question.id, "missing");
        let name = format!("Not in the record: {}", question.prompt);
        let pressed = Button::quiet(&id, "Not in the record").show(ui);
        ui.ctx().accesskit_node_builder(pressed.id, |node| node.set_label(name.clone()));
        if pressed.clicked() {
            context.answer(&question.id, Value::NotDocumented);
        }
    }
}

/// Draws a row of cells that wraps and aligns at the top.
pub fn row_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Min).with_main_wrap(true);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 0.0), layout, content);
}

/// Draws a cell of a row.
///
/// One that does not fit moves to the next line instead of shrinking.
pub fn cell_ui<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let width = width.min(ui.max_rect().width());
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), content).inner
}

/// Draws a row of a list as an accessible group.
///
/// It lets screen readers distinguish the same cell of two rows.
pub fn row_group(ui: &mut Ui, id: &str, name: &str, content: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_author_id(id.to_owned()));
        content(ui);
    });
}

/// Draws the button that clears an answer; nothing where there is none.
pub(super) fn clear_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    if context.case().value(&question.id).is_none() {
        return;
    }
    let id = context.id(&question.id, "clear");
    let button = Button::quiet(&id, "Clear").show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Clear: {}", question.prompt)));
    if button.clicked() {
        context.clear(&question.id);
    }
}
