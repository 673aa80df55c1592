//! View of the guide: its contents beside the section that is shown.
//!
//! In a narrow or low window they are below it.
//!
//! Must not know: what the guide says, or where it is stored.

use eframe::egui::{Frame, Grid, Label, Margin, Panel, RichText, Ui};

use super::{Message, Reading};
use crate::report::{Block, GUIDES, ListEntry, Table};
use crate::ui::command::Command;
use crate::ui::effects::Effects;
use crate::ui::page::{just_opened, page_head_ui};
use crate::ui::theme::{Tone, corner, lead, plain, room, second, small, space, strong, tokens};
use crate::ui::widgets::{Button, Choice, Level, Segmented, contents, heading, read_through, scrolled};

/// Draws the page of the guide.
pub fn guide_ui(ui: &mut Ui, guide: &Reading, effects: &Effects<Message>) {
    let low = ui.available_height() < room::LOW_PAGE;
    page_head_ui(ui, Command::Guide.text(), effects);
    let takes_focus = just_opened(ui, "guide");
    if ui.available_width() >= room::STRIP && !low {
        parts_ui(ui, guide, effects);
        let beside = Frame::new().inner_margin(Margin { right: space::L as i8, ..Margin::ZERO });
        let panel = Panel::left("guide-contents").frame(beside).exact_size(room::WORKLIST).show_separator_line(false);
        panel.show(ui, |ui| {
            scrolled(ui, "guide contents", |ui| contents_ui(ui, guide, takes_focus, effects));
        });
        let sheet = Frame::new().fill(tokens(ui).card).corner_radius(corner::CARD);
        sheet.inner_margin(Margin::same(space::L as i8)).show(ui, |ui| {
            read_through(ui, &name(guide), |ui| section_ui(ui, guide, effects));
        });
    } else {
        // Beside the text a list would leave too little width, so it is below.
        read_through(ui, &name(guide), |ui| {
            section_ui(ui, guide, effects);
            ui.add_space(space::L);
            heading(ui, Level::Part, lead("Contents"));
            contents_ui(ui, guide, false, effects);
            ui.add_space(space::L);
            parts_ui(ui, guide, effects);
        });
    }
}

/// Returns the name of the scroll position of a section.
fn name(guide: &Reading) -> String {
    format!("guide {} {}", guide.part, guide.section)
}

/// Draws the choice of a part, and the buttons that save it and show all shortcuts.
fn parts_ui(ui: &mut Ui, guide: &Reading, effects: &Effects<Message>) {
    ui.horizontal_wrapped(|ui| {
        let choices: Vec<Choice<'_>> =
            GUIDES.iter().map(|part| Choice { text: part.label, letter: None, tone: Tone::ToGo }).collect();
        let chosen = Segmented::new("guide-part", "Which part", &choices, Some(guide.part)).show(ui).chosen;
        if let Some(part) = chosen.filter(|part| *part != guide.part) {
            effects.send(Message::ShowPart(part));
        }
        if Button::secondary("guide-save", "Save as PDF…").show(ui).clicked() {
            effects.send(Message::AskWhere);
        }
        if Button::quiet("guide-shortcuts", Command::Shortcuts.text()).cap("?").show(ui).clicked() {
            effects.run(Command::Shortcuts);
        }
    });
    ui.add_space(space::S);
}

fn contents_ui(ui: &mut Ui, guide: &Reading, takes_focus: bool, effects: &Effects<Message>) {
    let names: Vec<&str> = guide.sections.iter().map(|(name, _)| name.as_str()).collect();
    if let Some(section) = contents(ui, "guide-contents", "Contents", &names, guide.section, takes_focus) {
        effects.send(Message::ShowSection(section));
    }
}

fn section_ui(ui: &mut Ui, guide: &Reading, effects: &Effects<Message>) {
    let Some((name, blocks)) = guide.sections.get(guide.section) else { return };
    ui.set_max_width(room::READING.min(ui.available_width()));
    heading(ui, Level::Part, lead(name));
    blocks.iter().enumerate().for_each(|(place, block)| block_ui(ui, block, place));
    ui.add_space(space::M);
    if let Some((next, _)) = guide.sections.get(guide.section + 1)
        && Button::quiet("guide-next", &format!("Next: {next}")).show(ui).clicked()
    {
        effects.send(Message::ShowSection(guide.section + 1));
    }
}

fn block_ui(ui: &mut Ui, block: &Block, place: usize) {
    ui.add_space(space::S);
    match block {
        Block::Heading(_, text) => {
            ui.add_space(space::S);
            heading(ui, Level::Matter, strong(text));
        }
        Block::Paragraph(text) => wrapped(ui, plain(text)),
        Block::List(entries) => entries.iter().for_each(|entry| entry_ui(ui, "•", entry)),
        Block::Steps(entries) => {
            entries.iter().enumerate().for_each(|(at, entry)| entry_ui(ui, &format!("{}.", at + 1), entry));
        }
        Block::Code(lines) => code_ui(ui, lines),
        Block::Table(table) => table_ui(ui, table, place),
        // Blocks that only papers on a case have.
        Block::Letterhead { lines, .. } | Block::Lines(lines) | Block::Signature(lines) => {
            lines.iter().for_each(|line| wrapped(ui, plain(line)))
        }
        Block::Quote(_) | Block::Fields(_) | Block::Figure(_) => {}
    }
}

fn wrapped(ui: &mut Ui, text: RichText) {
    ui.add(Label::new(text).wrap());
}

fn entry_ui(ui: &mut Ui, mark: &str, entry: &ListEntry) {
    ui.horizontal_top(|ui| {
        let marked = |ui: &mut Ui| ui.label(second(mark));
        ui.allocate_ui([space::XL, 0.0].into(), |ui| {
            ui.set_min_width(space::XL);
            marked(ui);
        });
        ui.vertical(|ui| {
            wrapped(ui, plain(&entry.text));
            for below in &entry.details {
                ui.horizontal_top(|ui| {
                    ui.label(second("–"));
                    wrapped(ui, second(&below.value));
                });
            }
        });
    });
    ui.add_space(space::XS);
}

fn code_ui(ui: &mut Ui, lines: &[String]) {
    let t = tokens(ui);
    let frame = Frame::new().fill(t.page).corner_radius(corner::CONTROL).inner_margin(Margin::same(space::S as i8));
    frame.show(ui, |ui| {
        // One label, so that all lines can be selected together.
        ui.add(Label::new(RichText::new(lines.join("\n")).monospace()).wrap().selectable(true));
    });
}

/// Draws a table. The last column has 60 % of the width, the others share the rest.
fn table_ui(ui: &mut Ui, table: &Table, place: usize) {
    let columns = table.head.len().max(1);
    let last = ui.available_width();
    Grid::new(("guide table", place)).num_columns(columns).spacing([space::L, space::S]).show(ui, |ui| {
        for head in &table.head {
            ui.label(small(head).strong());
        }
        ui.end_row();
        for row in &table.rows {
            for (at, cell) in row.iter().enumerate() {
                let share = if at + 1 == columns { 0.6 } else { 0.4 / (columns - 1).max(1) as f32 };
                ui.scope(|ui| {
                    ui.set_max_width(last * share - space::L);
                    wrapped(ui, plain(cell));
                });
            }
            ui.end_row();
        }
    });
}
