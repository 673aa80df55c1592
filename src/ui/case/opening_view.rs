//! Page that is shown while a case is read from a slow store.
//!
//! Must not know: how a case is read.

use eframe::egui::Ui;

use super::Opening;
use crate::ui::theme::{plain, title};
use crate::ui::widgets::{Level, heading};

/// Draws the page, with the id of the case.
pub fn opening_ui(ui: &mut Ui, opening: &Opening) {
    heading(ui, Level::Page, title(format!("Opening case {}", opening.case)));
    ui.label(plain(
        "The folder is slow to respond. Wait, or open another case. What you type in the meantime is not recorded.",
    ));
}
