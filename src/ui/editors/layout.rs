//! Parts that several editors share: rows and cells, "Not in the record", taking an answer back.
//!
//! Must not know: any kind of question.

use eframe::egui::{Align, Id, Layout, Response, Role, Ui, UiBuilder, vec2};

use crate::case::Value;
use crate::policy::Question;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, plain, size};
use crate::ui::widgets::{Button, field_id, mark};

/// Lists and buttons take their ids from their place in the page; noted here, the keyboard finds them by name like a field.
pub(super) fn can_be_jumped_to(ui: &Ui, id: &str, control: &Response) {
    ui.data_mut(|data| data.insert_temp(field_id(id), control.id));
}

/// The id that a control named like a field has in the page.
pub fn in_page(ui: &Ui, control: Id) -> Id {
    ui.data(|data| data.get_temp(control)).unwrap_or(control)
}

/// "Not in the record" and its way back, for a question of the record that is no item.
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

/// A row of cells that wraps, aligned at the top.
pub fn row_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Min).with_main_wrap(true);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 0.0), layout, content);
}

/// A field's place in such a row: it moves to the next line rather than being squeezed.
pub fn cell_ui<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let width = width.min(ui.max_rect().width());
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), content).inner
}

/// One row of a list, spoken as a group: the same cell of two rows is told apart by it.
pub fn row_group(ui: &mut Ui, id: &str, name: &str, content: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_author_id(id.to_owned()));
        content(ui);
    });
}

/// Takes an answer back.
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
