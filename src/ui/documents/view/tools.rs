//! What is done with the pages of the record: going through them, their size, turning, looking for words.
//!
//! Must not know: how a page is shown.

use eframe::egui::{Key, Ui};

use crate::ui::command::Command;
use crate::ui::documents::message::{Message, ViewerMessage};
use crate::ui::documents::viewer::{Find, Viewer};
use crate::ui::effects::Effects;
use crate::ui::theme::{plain, second, size};
use crate::ui::widgets::{Button, Field};

/// The field for a page's number.
pub const PAGE_FIELD: &str = "record-page";
/// The field for what is looked for.
pub const FIND_FIELD: &str = "record-find";

pub(super) fn tools_ui(ui: &mut Ui, viewer: &Viewer, effects: &Effects<Message>) {
    ui.horizontal_wrapped(|ui| {
        command_ui(ui, Command::PreviousPage, "‹", effects);
        page_ui(ui, viewer, effects);
        command_ui(ui, Command::NextPage, "›", effects);
        command_ui(ui, Command::Reduce, "−", effects);
        command_ui(ui, Command::Enlarge, "+", effects);
        command_ui(ui, Command::FitPage, "Fit", effects);
        command_ui(ui, Command::TurnPage, "Turn", effects);
        if viewer.find.is_none() {
            command_ui(ui, Command::FindInChart, "Find…", effects);
        }
    });
    if let Some(find) = &viewer.find {
        ui.horizontal_wrapped(|ui| find_ui(ui, viewer, find, effects));
    }
}

/// A small button for a command, which is called what the command is.
fn command_ui(ui: &mut Ui, command: Command, sign: &str, effects: &Effects<Message>) {
    let id = format!("record-{command:?}").to_lowercase();
    let button = Button::quiet(&id, sign).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| {
        node.set_label(command.text());
        node.set_keyboard_shortcut(command.cap());
    });
    if button.on_hover_text(format!("{} ({})", command.tooltip(), command.cap())).clicked() {
        effects.run(command);
    }
}

fn page_ui(ui: &mut Ui, viewer: &Viewer, effects: &Effects<Message>) {
    let shown = (viewer.at() + 1).to_string();
    let count = viewer.page_count();
    let field = Field::new(PAGE_FIELD, "Page of the record", &shown).width(size::DATE / 2.0).label_hidden().replaced();
    if let Some(typed) = field.show(ui).committed {
        match typed.trim().parse() {
            Ok(page) if (1..=count).contains(&page) => effects.send(Message::View(ViewerMessage::GoToPage(page - 1))),
            _ => effects.notify(format!("The record has the pages 1 to {count}.")),
        }
    }
    ui.label(plain(format!("of {count}")));
}

fn find_ui(ui: &mut Ui, viewer: &Viewer, find: &Find, effects: &Effects<Message>) {
    let field = Field::new(FIND_FIELD, "Find in the record", find.typed()).hint("Words").width(size::DATE * 1.5);
    let output = field.label_hidden().replaced().show(ui);
    let (entered, back, escaped) =
        ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift, input.key_pressed(Key::Escape)));
    match output.committed {
        Some(typed) => effects.send(Message::View(ViewerMessage::Find(Some(typed)))),
        None if entered && output.response.has_focus() => {
            effects.send(Message::View(ViewerMessage::GoToHit { forward: !back }))
        }
        None => {}
    }
    if escaped && output.response.lost_focus() {
        effects.send(Message::View(ViewerMessage::Find(None)));
    }
    if !find.hits().is_empty() {
        for (id, sign, name, forward) in
            [("record-hit-before", "‹", "Previous match", false), ("record-hit-next", "›", "Next match", true)]
        {
            let button = Button::quiet(id, sign).show(ui);
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(name));
            if button.on_hover_text(name).clicked() {
                effects.send(Message::View(ViewerMessage::GoToHit { forward }));
            }
        }
    }
    let close = Button::quiet("record-find-close", "Done").show(ui);
    if close.clicked() {
        effects.send(Message::View(ViewerMessage::Find(None)));
    }
    let says = says(find, viewer.page_count());
    let label = ui.label(second(&says));
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_author_id("record-found");
        node.set_live(eframe::egui::accesskit::Live::Polite);
    });
}

/// What came of a search so far.
fn says(find: &Find, pages: u32) -> String {
    let count = find.hits().len();
    if find.typed().trim().is_empty() {
        return String::new();
    }
    let found = match find.shown() {
        Some((number, _)) => format!("{number} of {count}"),
        None => format!("{count} found"),
    };
    match find.next(pages) {
        Some(next) => format!("{found}, page {} of {pages}", next + 1),
        None if count > 0 => found,
        None if find.any_words() => "Not found".to_owned(),
        None => "The pages are pictures without text".to_owned(),
    }
}
