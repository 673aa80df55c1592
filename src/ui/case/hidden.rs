//! Line that counts the hidden entries of a step.
//!
//! Must not know: what is shown.

use eframe::egui::Ui;

use crate::ui::theme::small;

/// Draws the number of hidden entries, so that nobody takes the shown ones for all.
///
/// Draws nothing where none is hidden.
pub(super) fn hidden_ui(ui: &mut Ui, shown: usize, hidden: usize) {
    let nothing = if shown == 0 { "Nothing is open here. " } else { "" };
    let says = match hidden {
        0 => return,
        1 => format!("{nothing}1 item that is not open is hidden."),
        count => format!("{nothing}{count} items that are not open are hidden."),
    };
    ui.label(small(says).weak());
}
