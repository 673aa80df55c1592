//! Check box.
//!
//! Must not know: what a check means.

use eframe::egui::{Id, Ui};

use super::name_node;
use crate::ui::theme::plain;

/// Shows a check box. Returns its new state when the reviewer changed it.
pub fn check(ui: &mut Ui, id: &str, text: &str, ticked: bool) -> Option<bool> {
    let mut is = ticked;
    // egui derives the id of a check box from its position; a pushed id is unique and stable.
    let response = ui.push_id(Id::unique(id), |ui| ui.checkbox(&mut is, plain(text))).inner;
    name_node(ui.ctx(), response.id, id);
    (is != ticked).then_some(is)
}
