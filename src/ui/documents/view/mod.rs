//! The record beside the checklist: its documents, its pages, and the way to cite the one that is read.
//!
//! Must not know: how pages are drawn, or how a source is noted.

mod chart;
mod pages;
mod strip;
mod tools;

use eframe::egui::{Align, Area, Context, Frame, Id, Layout, Margin, Order, Rect, Ui, UiBuilder, vec2};

use self::chart::{Chart, Cited, copies_ui};
use self::pages::pages_ui;
use self::strip::{strip_ui, strip_width};
use self::tools::tools_ui;
use crate::case::{Case, citing};
use crate::chart::{DocumentState, DrawingError};
use crate::ui::case_context::CaseContext;
use crate::ui::command::Command;
use crate::ui::documents::message::Message;
use crate::ui::documents::viewer::{Held, Viewer};
use crate::ui::effects::Effects;
use crate::ui::theme::{Tone, corner, lead, plain, room, second, size, space, tokens};
use crate::ui::widgets::{Button, Level, Tab, banner, heading, tabs};
use crate::wording;

pub use tools::{FIND_FIELD, PAGE_FIELD};

/// Draws the pane.
pub fn chart_ui(ui: &mut Ui, context: &CaseContext<'_>, viewer: &Viewer, effects: &Effects<Message>) {
    head_ui(ui, context, viewer, effects);
    let sizes = match (&viewer.held, viewer.opening()) {
        (Held::Unusable(why), _) => {
            let sentence = format!("{}.", wording::sentence(&why.to_string()));
            banner(ui, "record-altered", Tone::NotMet, "This document cannot be relied on", &sentence);
            return;
        }
        (_, DocumentState::Failed(trouble)) => return trouble_ui(ui, viewer, trouble, effects),
        (_, DocumentState::Open(sizes)) => sizes,
        (_, DocumentState::Reading) => {
            ui.label(second("Opening the document"));
            return;
        }
    };
    let cited: Vec<Cited<'_>> = citing(context.case(), &viewer.document)
        .map(|(question, _, citation)| Cited {
            asks: context.policy().question(question).map_or("", |question| &question.prompt),
            citation,
        })
        .collect();
    tools_ui(ui, viewer, effects);
    ui.add_space(space::XS);
    let all = ui.available_rect_before_wrap();
    let (mut beside, mut pages) = (Rect::NOTHING, all);
    if all.width() >= room::PAGE_STRIP {
        (beside, pages) = all.split_left_right_at_x(all.left() + strip_width(ui));
    }
    let within = |rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
    let shown = beside
        .is_positive()
        .then(|| ui.scope_builder(within(beside), |ui| strip_ui(ui, viewer, &sizes, &cited, effects)).inner);
    let strip = shown.unwrap_or(0..0);
    let title = context.case().documents.get(&viewer.document).map_or("", |document| &document.title);
    let chart = Chart { viewer, title, sizes: &sizes, cited: &cited };
    ui.scope_builder(within(pages), |ui| pages_ui(ui, &chart, strip, effects));
}

/// The documents that can be shown, and what can be done with the page.
fn head_ui(ui: &mut Ui, context: &CaseContext<'_>, viewer: &Viewer, effects: &Effects<Message>) {
    let documents = &context.case().documents;
    let title = documents.get(&viewer.document).map_or("", |document| &document.title);
    let line = vec2(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Min), |ui| {
        let cap = Command::ChartBeside.cap();
        let close = Button::quiet("record-close", "Close").cap(cap.as_str()).show(ui);
        ui.ctx().accesskit_node_builder(close.id, |node| node.set_label("Close the record"));
        if close.clicked() {
            effects.send(Message::Close);
        }
        if viewer.page_count() > 0 {
            let (page, mark) = viewer.cited_next();
            let what = if mark.is_some() { "Cite the mark on page" } else { "Cite page" };
            let cap = Command::AddSource.cap();
            let cite = Button::primary("record-cite", &format!("{what} {}…", page + 1)).cap(cap.as_str()).show(ui);
            if cite.on_hover_text("Add this page as a source of the current answer").clicked() {
                effects.run(Command::AddSource);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            heading(ui, Level::Part, lead(title));
        });
    });
    let shown: Vec<_> = documents.iter().filter(|(_, document)| document.file.is_some()).collect();
    if shown.len() > 1 {
        let ids: Vec<String> = shown.iter().map(|(id, _)| format!("record-{id}")).collect();
        let offered: Vec<Tab<'_>> =
            shown.iter().zip(&ids).map(|((_, document), id)| Tab { id, name: &document.title, badge: None }).collect();
        let selected = shown.iter().position(|(id, _)| **id == viewer.document).unwrap_or(0);
        let chosen = tabs(ui, "record-documents", "Documents", &offered, selected);
        if let Some((id, _)) = chosen.and_then(|place| shown.get(place)) {
            effects.send(Message::Open((*id).clone(), 0));
        }
    }
    ui.add_space(space::XS);
}

/// Why nothing is shown, and what can be done: never the end of the way.
fn trouble_ui(ui: &mut Ui, viewer: &Viewer, trouble: DrawingError, effects: &Effects<Message>) {
    banner(ui, "record-trouble", Tone::Missing, "This document cannot be shown here", &format!("{trouble}."));
    ui.add_space(space::S);
    copies_ui(ui, viewer, "record", effects);
}

/// What is said while a file is held over the window.
pub fn drop_ui(ctx: &Context, case: Option<&Case>) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let says = match case {
        Some(case) => format!("Drop it to attach it to case {} · {}", case.id, wording::member(case)),
        None => "First open the case that the file belongs to".to_owned(),
    };
    let t = tokens(ctx);
    let shown = Area::new(Id::unique("drop a file")).order(Order::Foreground).fixed_pos(ctx.content_rect().center());
    shown.pivot(eframe::egui::Align2::CENTER_CENTER).show(ctx, |ui| {
        let frame =
            Frame::new().fill(t.card).stroke(eframe::egui::Stroke::new(crate::ui::theme::stroke::RING, t.accent));
        frame
            .corner_radius(corner::CARD)
            .inner_margin(Margin::same(space::XL as i8))
            .show(ui, |ui| ui.label(plain(says)));
    });
}
