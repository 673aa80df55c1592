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
    ui.label(plain("Its folder takes its time. Open another case, or wait: nothing typed now goes anywhere."));
}
