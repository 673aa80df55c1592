//! The note on a criterion: free words beside the answers, where the boxes are too rigid.
//!
//! Must not know: what the criterion asks.

use eframe::egui::Ui;

use crate::case::Action;
use crate::ids::CriterionId;
use crate::ui::desk::{Desk, keep, kept};
use crate::ui::widgets::{Button, draft_area};

/// Draws the note, or the button that opens it.
pub fn note_ui(ui: &mut Ui, desk: &Desk<'_>, criterion: &CriterionId, label: &str) {
    let recorded = desk.case().notes.get(criterion).map_or("", String::as_str);
    let id = format!("{}/{criterion}.note", desk.case().id);
    let open: bool = kept(ui, &id);
    if recorded.is_empty() && !open {
        let button_id = format!("{id}.open");
        let button = Button::quiet(&button_id, "Add a note").show(ui);
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Add a note on: {label}")));
        if button.clicked() {
            keep(ui, &id, true);
        }
        return;
    }
    if let Some(text) = draft_area(ui, &id, "Note", recorded, "In your own words", 2) {
        if text.trim().is_empty() {
            keep(ui, &id, false);
        }
        desk.act(Action::Note { criterion: criterion.clone(), text });
    }
}
