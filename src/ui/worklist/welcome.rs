//! Page that is shown while no case is open.
//!
//! Must not know: how a case is opened.

use eframe::egui::Ui;

use super::message::Message;
use super::overview::counts_ui;
use crate::ui::command::Command;
use crate::ui::effects::Effects;
use crate::ui::theme::{plain, second, small, space, title};
use crate::ui::widgets::{Button, Level, heading};
use crate::workspace::statistics::Statistics;

/// Draws the page.
///
/// `statistics` is `None` in a folder without cases, where it offers the samples.
pub fn welcome_ui(ui: &mut Ui, statistics: Option<&Statistics>, folder: &str, effects: &Effects<Message>) {
    let no_cases = statistics.is_none();
    heading(ui, Level::Page, title("No case is open"));
    ui.label(plain("Open one from the list at the left, or create one."));
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let cap = Command::NewCase.cap();
        if Button::primary("welcome-new", Command::NewCase.text()).cap(cap.as_str()).show(ui).clicked() {
            effects.run(Command::NewCase);
        }
        if no_cases && Button::secondary("welcome-samples", "Add sample cases").show(ui).clicked() {
            effects.send(Message::AddSamples);
        }
        if Button::secondary("welcome-take-in", Command::Import.text()).show(ui).clicked() {
            effects.run(Command::Import);
        }
    });
    if no_cases {
        ui.label(second("The samples are invented members, marked as samples, one or more for each status."));
    }
    match statistics {
        Some(statistics) => {
            ui.add_space(space::M);
            counts_ui(ui, statistics);
        }
        None => {
            ui.add_space(space::S);
            ui.label(small(format!("Cases are stored in {folder}")).weak());
        }
    }
}
