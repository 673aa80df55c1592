//! Parts of pages: the heading with the close button, and buttons for commands.
//!
//! Must not know: any page.

use eframe::egui::{Id, Ui};

use super::command::Command;
use super::effects::{Effects, Request};
use super::theme::{space, title};
use super::widgets::{Button, Level, heading};

/// Draws the heading of a page and the button that closes it.
pub fn page_head_ui<M>(ui: &mut Ui, text: &str, effects: &Effects<M>) {
    ui.horizontal_wrapped(|ui| {
        heading(ui, Level::Page, title(text));
        if Button::quiet("overlay-close", "Close").cap("Escape").show(ui).clicked() {
            effects.request(Request::ClosePage);
        }
    });
    ui.add_space(space::S);
}

/// Draws a button for a command, with its tooltip and, if `with_key`, its shortcut.
pub fn command_ui<M>(ui: &mut Ui, command: Command, with_key: bool, effects: &Effects<M>) {
    let id = format!("command-{command:?}").to_lowercase();
    let cap = command.cap();
    let button = Button::secondary(&id, command.text()).cap(with_key.then_some(cap.as_str())).show(ui);
    if button.on_hover_text(command.tooltip()).clicked() {
        effects.run(command);
    }
}

/// Returns true when a page was not drawn in the pass before this one.
///
/// Only then its first control is focused.
pub fn just_opened(ui: &Ui, name: &str) -> bool {
    let id = Id::unique(("mednec page shown", name));
    let now = ui.ctx().cumulative_pass_nr();
    let last: Option<u64> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    last.is_none_or(|last| last + 1 < now)
}
