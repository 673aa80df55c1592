//! Editor for the note on a criterion: free text besides the answers.
//!
//! Must not know: what the criterion asks.

use eframe::egui::Ui;

use super::abbreviations::write_out_ui;
use crate::case::Action;
use crate::ids::CriterionId;
use crate::ui::case_context::CaseContext;
use crate::ui::widgets::{Button, draft_area, field_id};
use crate::ui::widgets::{keep, kept};

/// Text of the button that opens a note.
pub const ADD_A_NOTE: &str = "Add a note";

/// Draws the button that opens a note; nothing where there is one.
pub fn note_button_ui(ui: &mut Ui, context: &CaseContext<'_>, criterion: &CriterionId, label: &str) {
    let id = note_id(context, criterion);
    if context.case().notes.contains_key(criterion) || kept::<bool>(ui, &id) {
        return;
    }
    let button = Button::quiet(&format!("{id}.open"), ADD_A_NOTE).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("{ADD_A_NOTE} on: {label}")));
    if button.clicked() {
        keep(ui, &id, true);
        ui.memory_mut(|memory| memory.request_focus(field_id(&id)));
    }
}

/// Draws the note; nothing where there is none and none was opened.
pub fn note_ui(ui: &mut Ui, context: &CaseContext<'_>, criterion: &CriterionId) {
    let id = note_id(context, criterion);
    let recorded = context.case().notes.get(criterion).map_or("", String::as_str);
    if recorded.is_empty() && !kept::<bool>(ui, &id) {
        return;
    }
    let typed = draft_area(ui, &id, "Note", recorded, "In your own words", 2);
    let out = write_out_ui(ui, &id, typed.as_deref().unwrap_or(recorded));
    // Typed text and written-out text are separate changes, so that undo restores the typed one.
    for text in [typed, out].into_iter().flatten() {
        if text.trim().is_empty() {
            keep(ui, &id, false);
        }
        context.act(Action::Note { criterion: criterion.clone(), text });
    }
}

fn note_id(context: &CaseContext<'_>, criterion: &CriterionId) -> String {
    format!("{}/{criterion}.note", context.case().id)
}
