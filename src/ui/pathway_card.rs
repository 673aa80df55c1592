//! Card of a pathway, with the button that chooses it.
//!
//! Must not know: what choosing it does.

use eframe::egui::Ui;

use super::theme::{small, space};
use super::widgets::{Button, Card};
use crate::policy::{Pathway, Policy};

/// Draws a pathway with its policy text. Returns true when it was chosen.
///
/// `beneath` draws below the text.
pub fn pathway_ui(
    ui: &mut Ui,
    policy: &Policy,
    pathway: &Pathway,
    id: &str,
    takes_focus: bool,
    beneath: impl FnOnce(&mut Ui),
) -> bool {
    let mut chosen = false;
    Card::new(&format!("{id}-card"), &pathway.title).show(ui, |ui| {
        let button = Button::secondary(id, &pathway.title).show(ui);
        if takes_focus {
            button.request_focus();
        }
        chosen = button.clicked();
        if let Some(source) = policy.source(&pathway.source) {
            ui.label(small(&source.says).weak());
        }
        beneath(ui);
    });
    ui.add_space(space::S);
    chosen
}
