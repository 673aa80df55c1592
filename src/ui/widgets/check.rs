//! A box that is ticked or not.
//!
//! Must not know: what is ticked.

use eframe::egui::{Id, Ui};

use super::name_node;
use crate::ui::theme::plain;

/// Shows a box; what the reviewer made of it, where they touched it.
pub fn check(ui: &mut Ui, id: &str, text: &str, ticked: bool) -> Option<bool> {
    let mut is = ticked;
    // A checkbox takes its id from its place; pushing its own keeps it apart and stable.
    let response = ui.push_id(Id::unique(id), |ui| ui.checkbox(&mut is, plain(text))).inner;
    name_node(ui.ctx(), response.id, id);
    (is != ticked).then_some(is)
}
