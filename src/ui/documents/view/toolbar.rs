//! Controls for the pages: going to a page, zoom, rotation and search.
//!
//! Must not know: how a page is shown.

use eframe::egui::accesskit::Live;
use eframe::egui::{Key, Ui};

use crate::ui::command::Command;
use crate::ui::documents::message::{Message, ViewerMessage};
use crate::ui::documents::viewer::{Search, Viewer};
use crate::ui::effects::Effects;
use crate::ui::theme::{plain, second, size};
use crate::ui::widgets::{Button, Field};

/// Id of the field for the page number.
pub const PAGE_FIELD: &str = "record-page";
/// Id of the field for the words to search.
pub const FIND_FIELD: &str = "record-find";

/// Draws the controls, and those of the search below them while it is open.
pub(super) fn toolbar_ui(ui: &mut Ui, viewer: &Viewer, effects: &Effects<Message>) {
    ui.horizontal_wrapped(|ui| {
        command_ui(ui, Command::PreviousPage, "‹", effects);
        page_number_ui(ui, viewer, effects);
        command_ui(ui, Command::NextPage, "›", effects);
        command_ui(ui, Command::Reduce, "−", effects);
        command_ui(ui, Command::Enlarge, "+", effects);
        command_ui(ui, Command::FitPage, "Fit", effects);
        command_ui(ui, Command::TurnPage, "Turn", effects);
        if viewer.search.is_none() {
            command_ui(ui, Command::FindInChart, "Find…", effects);
        }
    });
    if let Some(search) = &viewer.search {
        ui.horizontal_wrapped(|ui| search_ui(ui, viewer, search, effects));
    }
}

/// Draws a small button for a command.
///
/// Its accessible name is the command's text, since a sign reads badly.
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

fn page_number_ui(ui: &mut Ui, viewer: &Viewer, effects: &Effects<Message>) {
    let shown = (viewer.current_page() + 1).to_string();
    let count = viewer.page_count();
    let field = Field::new(PAGE_FIELD, "Page of the record", &shown).width(size::DATE / 2.0).label_hidden().replaced();
    if let Some(typed) = field.show(ui).committed {
        match typed.trim().parse() {
            Ok(page) if (1..=count).contains(&page) => effects.send(Message::View(ViewerMessage::GoToPage(page - 1))),
            _ => effects.notify(format!("The record has pages 1 to {count}.")),
        }
    }
    ui.label(plain(format!("of {count}")));
}

fn search_ui(ui: &mut Ui, viewer: &Viewer, search: &Search, effects: &Effects<Message>) {
    query_ui(ui, search, effects);
    if !search.hits().is_empty() {
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
    let label = ui.label(second(progress(search, viewer.page_count())));
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_author_id("record-found");
        node.set_live(Live::Polite);
    });
}

/// Draws the field for the query.
///
/// Enter goes to the next hit, with Shift to the previous one; Escape ends the search.
fn query_ui(ui: &mut Ui, search: &Search, effects: &Effects<Message>) {
    let field = Field::new(FIND_FIELD, "Find in the record", search.query()).hint("Words").width(size::DATE * 1.5);
    let output = field.label_hidden().replaced().show(ui);
    let (entered, back, escaped) =
        ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift, input.key_pressed(Key::Escape)));
    match output.committed {
        Some(query) => effects.send(Message::View(ViewerMessage::Find(Some(query)))),
        None if entered && output.response.has_focus() => {
            effects.send(Message::View(ViewerMessage::GoToHit { forward: !back }));
        }
        None => {}
    }
    if escaped && output.response.lost_focus() {
        effects.send(Message::View(ViewerMessage::Find(None)));
    }
}

/// Returns the number of hits, with the page that is searched until all are.
fn progress(search: &Search, page_count: u32) -> String {
    let count = search.hits().len();
    if search.query().trim().is_empty() {
        return String::new();
    }
    let found = match search.selected_hit() {
        Some((number, _)) => format!("{number} of {count}"),
        None => format!("{count} found"),
    };
    match search.next_page(page_count) {
        Some(next) => format!("{found}, page {} of {page_count}", next + 1),
        None if count > 0 => found,
        None if search.has_words() => "Not found".to_owned(),
        None => "The pages are pictures without text".to_owned(),
    }
}
