//! Buttons that save a copy of the file and open it in another program.
//!
//! Must not know: how a copy is saved.

use eframe::egui::Ui;

use crate::ui::documents::message::Message;
use crate::ui::documents::viewer::Viewer;
use crate::ui::effects::Effects;
use crate::ui::widgets::Button;

/// Draws the buttons.
///
/// `id` begins their ids, since several pages may show them in one frame.
pub(super) fn copy_buttons_ui(ui: &mut Ui, viewer: &Viewer, id: &str, effects: &Effects<Message>) {
    if Button::secondary(&format!("{id}-copy"), "Save a copy…").show(ui).clicked() {
        effects.send(Message::AskCopy);
    }
    if viewer.saved_copy.is_some() && Button::secondary(&format!("{id}-open-copy"), "Open the copy").show(ui).clicked()
    {
        effects.send(Message::OpenCopy);
    }
}
