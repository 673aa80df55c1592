//! Views of the chart: the shown document, and citing its current page.
//!
//! Must not know: how pages are drawn, or how a source is noted.

mod copy_buttons;
mod file_drop;
mod page_canvas;
mod page_input;
mod page_marks;
mod page_picture;
mod page_view;
mod pages;
mod shown_document;
mod thumbnails;
mod toolbar;

use eframe::egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use self::copy_buttons::copy_buttons_ui;
use self::pages::pages_ui;
use self::shown_document::{PageCitation, ShownDocument};
use self::thumbnails::{thumbnails_ui, thumbnails_width};
use self::toolbar::toolbar_ui;
use crate::case::citing;
use crate::chart::{DocumentState, DrawingError};
use crate::ui::case_context::CaseContext;
use crate::ui::command::Command;
use crate::ui::documents::message::Message;
use crate::ui::documents::viewer::{DocumentFile, Viewer};
use crate::ui::effects::Effects;
use crate::ui::theme::{Tone, lead, room, second, size, space};
use crate::ui::widgets::{Button, Level, Tab, banner, heading, tabs};
use crate::wording;

pub use file_drop::drop_ui;
pub use toolbar::{FIND_FIELD, PAGE_FIELD};

/// Draws the shown document, or the reason why it is not shown.
pub fn chart_ui(ui: &mut Ui, context: &CaseContext<'_>, viewer: &Viewer, effects: &Effects<Message>) {
    title_ui(ui, context, viewer, effects);
    document_tabs_ui(ui, context, viewer, effects);
    ui.add_space(space::XS);
    let sizes = match (&viewer.file, viewer.file.document_state()) {
        (DocumentFile::Rejected(error), _) => {
            let sentence = format!("{}.", wording::sentence(&error.to_string()));
            banner(ui, "record-altered", Tone::NotMet, "This document cannot be relied on", &sentence);
            return;
        }
        (_, DocumentState::Failed(error)) => return error_ui(ui, viewer, error, effects),
        (_, DocumentState::Open(sizes)) => sizes,
        (_, DocumentState::Reading) => {
            ui.label(second("Opening the document"));
            return;
        }
    };
    let citations: Vec<PageCitation<'_>> = citing(context.case(), &viewer.document)
        .map(|(question, _, citation)| PageCitation {
            prompt: context.policy().question(question).map_or("", |question| &question.prompt),
            citation,
        })
        .collect();
    let document = ShownDocument { viewer, title: title(context, viewer), sizes: &sizes, citations: &citations };
    toolbar_ui(ui, viewer, effects);
    ui.add_space(space::XS);
    document_ui(ui, document, effects);
}

/// Draws the pages, with thumbnails beside them where there is room.
fn document_ui(ui: &mut Ui, document: ShownDocument<'_>, effects: &Effects<Message>) {
    let all = ui.available_rect_before_wrap();
    let (mut beside, mut pages) = (Rect::NOTHING, all);
    if all.width() >= room::PAGE_STRIP {
        (beside, pages) = all.split_left_right_at_x(all.left() + thumbnails_width(ui));
    }
    let within = |rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
    let thumbnails = beside
        .is_positive()
        .then(|| ui.scope_builder(within(beside), |ui| thumbnails_ui(ui, &document, effects)).inner);
    ui.scope_builder(within(pages), |ui| pages_ui(ui, document, thumbnails.unwrap_or(0..0), effects));
}

fn title<'a>(context: &CaseContext<'a>, viewer: &Viewer) -> &'a str {
    context.case().documents.get(&viewer.document).map_or("", |document| &document.title)
}

/// Draws the title, and the buttons that close and cite the document.
fn title_ui(ui: &mut Ui, context: &CaseContext<'_>, viewer: &Viewer, effects: &Effects<Message>) {
    let line = vec2(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Min), |ui| {
        let cap = Command::ChartBeside.cap();
        let close = Button::quiet("record-close", "Close").cap(cap.as_str()).show(ui);
        ui.ctx().accesskit_node_builder(close.id, |node| node.set_label("Close the record"));
        if close.clicked() {
            effects.send(Message::Close);
        }
        if viewer.page_count() > 0 {
            let (page, mark) = viewer.page_to_cite();
            let what = if mark.is_some() { "Cite the mark on page" } else { "Cite page" };
            let cap = Command::AddSource.cap();
            let cite = Button::primary("record-cite", &format!("{what} {}…", page + 1)).cap(cap.as_str()).show(ui);
            if cite.on_hover_text("Add this page as a source of the current answer").clicked() {
                effects.run(Command::AddSource);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            heading(ui, Level::Part, lead(title(context, viewer)));
        });
    });
}

/// Draws a tab for each document with a file, where there are several.
fn document_tabs_ui(ui: &mut Ui, context: &CaseContext<'_>, viewer: &Viewer, effects: &Effects<Message>) {
    let listed = context.case().documents.iter();
    let with_file: Vec<_> = listed.filter(|(_, document)| document.file.is_some()).collect();
    if with_file.len() <= 1 {
        return;
    }
    let ids: Vec<String> = with_file.iter().map(|(id, _)| format!("record-{id}")).collect();
    let offered: Vec<Tab<'_>> =
        with_file.iter().zip(&ids).map(|((_, document), id)| Tab { id, name: &document.title, badge: None }).collect();
    let selected = with_file.iter().position(|(id, _)| **id == viewer.document).unwrap_or(0);
    let chosen = tabs(ui, "record-documents", "Documents", &offered, selected);
    if let Some((id, _)) = chosen.and_then(|position| with_file.get(position)) {
        effects.send(Message::Open((*id).clone(), 0));
    }
}

/// Draws the reason why a document cannot be shown, with a button to save a copy.
fn error_ui(ui: &mut Ui, viewer: &Viewer, error: DrawingError, effects: &Effects<Message>) {
    banner(ui, "record-trouble", Tone::Missing, "This document cannot be shown here", &format!("{error}."));
    ui.add_space(space::S);
    copy_buttons_ui(ui, viewer, "record", effects);
}
