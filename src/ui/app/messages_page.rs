//! The page of earlier notices.
//!
//! Must not know: what any notice is about.

use std::collections::VecDeque;

use eframe::egui::{Label, Ui};

use super::message::Message;
use super::notices::PastNotice;
use crate::ui::effects::Effects;
use crate::ui::page::page_head_ui;
use crate::ui::theme::{plain, second, small, space};
use crate::ui::widgets::read_through;

/// Draws the notices since the window was opened, the newest first.
pub fn messages_ui(ui: &mut Ui, past: &VecDeque<PastNotice>, effects: &Effects<Message>) {
    page_head_ui(ui, "Messages", effects);
    if past.is_empty() {
        ui.label(second("No messages since the window was opened."));
    }
    read_through(ui, "messages", |ui| {
        for one in past {
            ui.label(small(one.at.format("%H:%M:%S").to_string()).weak());
            ui.add(Label::new(plain(&one.notice.text)).wrap());
            ui.add_space(space::S);
        }
    });
}
