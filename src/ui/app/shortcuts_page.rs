//! Page that lists all shortcuts.
//!
//! Must not know: what any of them does.

use eframe::egui::{Grid, Ui};

use crate::ui::app::message::Message;
use crate::ui::command::Command;
use crate::ui::effects::Effects;
use crate::ui::page::page_head_ui;
use crate::ui::theme::{plain, small, space, strong};
use crate::ui::widgets::{keycap, read_through};

/// Draws the shortcuts of all commands, then the keys that are no commands.
pub fn shortcuts_ui(ui: &mut Ui, effects: &Effects<Message>) {
    page_head_ui(ui, "Shortcuts", effects);
    read_through(ui, "shortcuts", |ui| {
        Grid::new("shortcuts").num_columns(2).spacing([space::XL, space::S]).show(ui, |ui| {
            for command in Command::ALL {
                keycap(ui, &command.cap());
                ui.vertical(|ui| {
                    ui.label(strong(command.text()));
                    ui.label(small(command.tooltip()).weak());
                });
                ui.end_row();
            }
            for (keys, what) in [
                ("S  C  N", "On an answer group: record supports, says otherwise, not in the record"),
                ("Left  Right", "Move within an answer group; Space chooses"),
                ("Ctrl 1 to Ctrl 9", "Go to a step of the case"),
                ("Escape", "Leave a field or a page"),
                ("Page Down", "Scroll a page of text; Page Up scrolls back"),
            ] {
                keycap(ui, keys);
                ui.label(plain(what));
                ui.end_row();
            }
        });
    });
}
