//! One editor for each kind of question. An editor shows what is recorded, keeps what is half typed to itself, and wishes
//! for an action when something was entered.
//!
//! Must not know: which criterion asks, or what an answer amounts to.

mod abbreviations;
mod codes;
mod courses;
mod decide;
mod diagnoses;
mod judgement;
mod linked;
mod lists;
mod moment;
mod note;
mod readings;
mod set_aside;
mod simple;
mod sources;

pub use decide::{form_ui, open_form, open_form_of};
pub use judgement::{judgement_control, judgement_ui};
pub use note::{ADD_A_NOTE, note_button_ui, note_ui};
pub use sources::sources_ui;

use eframe::egui::{Align, Id, Layout, Response, Role, Ui, UiBuilder, vec2};

use super::desk::Desk;
use super::theme::{Tone, size, small};
use super::widgets::{Button, Segmented, field_id};
use crate::case::Value;
use crate::engine::{Need, OpenItem};
use crate::ids::RowId;
use crate::policy::{Kind, Question};

/// Draws a question with its editor. `prompted`: whether the prompt is shown, or only spoken.
fn question_ui(ui: &mut Ui, desk: &Desk<'_>, question: &Question, prompted: bool) {
    if prompted
        && !matches!(
            question.kind,
            Kind::Text | Kind::Passage | Kind::Date | Kind::Instant | Kind::Confirmation | Kind::Provider
        )
    {
        ui.label(small(&question.prompt).color(super::theme::tokens(ui).ink_second));
    }
    match question.kind {
        Kind::Item => simple::item_ui(ui, desk, question),
        Kind::Choice => {
            simple::choice_ui(ui, desk, question);
            linked::linked_ui(ui, desk, question);
        }
        Kind::Confirmation => simple::confirmation_ui(ui, desk, question),
        Kind::Date => simple::date_ui(ui, desk, question),
        Kind::Instant => simple::instant_ui(ui, desk, question),
        Kind::Text | Kind::Passage => simple::text_ui(ui, desk, question),
        Kind::Provider => simple::provider_ui(ui, desk, question),
        Kind::StatedPercent => simple::stated_ui(ui, desk, question),
        Kind::Codes => lists::codes_ui(ui, desk, question),
        Kind::Diagnoses => diagnoses::diagnoses_ui(ui, desk, question),
        Kind::Courses => courses::courses_ui(ui, desk, question),
        Kind::Readings => readings::readings_ui(ui, desk, question),
    }
    if !question.help.is_empty() {
        ui.label(small(&question.help).weak());
    }
    if question.cited && desk.case().value(&question.id).is_some_and(|value| *value != Value::NotDocumented) {
        sources_ui(ui, desk, &question.id, None, &question.prompt, |_| {});
        set_aside::set_aside_ui(ui, desk, question);
    }
}

/// The control of a question that takes the keyboard first.
pub fn first_control(desk: &Desk<'_>, question: &Question) -> Id {
    let id = desk.id(&question.id, "");
    match question.kind {
        Kind::Item | Kind::Choice => {
            Segmented::option_id(&id, simple::chosen_index(desk.case(), question).unwrap_or(0))
        }
        Kind::Confirmation => Id::unique(id),
        Kind::Courses | Kind::Readings => field_id(&desk.id(&question.id, "add")),
        _ => field_id(&id),
    }
}

/// The control on which an open item of a question is worked off: a row's own cell, where it is one that lacks something.
pub fn control_of(desk: &Desk<'_>, question: &Question, item: &OpenItem) -> Id {
    let cell = |row: RowId, part: &str| field_id(&desk.id(&question.id, &format!("{row}.{part}")));
    match &item.need {
        Need::Start(row) => cell(*row, "start"),
        Need::End(row) => cell(*row, "end"),
        Need::ReadingDate(row) => cell(*row, "on"),
        Need::Outcome(row) => cell(*row, "outcome"),
        // Its button and not a field, where the key for a source would be text.
        Need::RowSource(row) | Need::LaterSource(row, _) => cell(*row, "source.add"),
        // What each score counts for, from the first one on.
        Need::Pair => desk.case().readings(&question.id).next().map_or_else(
            || first_control(desk, question),
            |(row, _)| Segmented::option_id(&desk.id(&question.id, &format!("{row}.role")), 0),
        ),
        Need::LinkedCase => {
            linked::first_candidate_control(desk, question).unwrap_or_else(|| first_control(desk, question))
        }
        _ => first_control(desk, question),
    }
}

/// Lists and buttons take their ids from their place in the page; noted here, the keyboard finds them by name like a field.
pub(super) fn can_be_jumped_to(ui: &Ui, id: &str, control: &Response) {
    ui.data_mut(|data| data.insert_temp(field_id(id), control.id));
}

/// The id that a control named like a field has in the page.
pub fn in_page(ui: &Ui, control: Id) -> Id {
    ui.data(|data| data.get_temp(control)).unwrap_or(control)
}

/// The control of a row that the keyboard comes back to: a list and not a field, where the keys of commands would be text.
pub(super) fn row_control(desk: &Desk<'_>, question: &Question, row: RowId) -> Id {
    let part = if question.kind == Kind::Readings { "kind" } else { "outcome" };
    field_id(&desk.id(&question.id, &format!("{row}.{part}")))
}

/// "Not in the record" and its way back, for a question of the record that is no item.
fn undocumented_ui(ui: &mut Ui, desk: &Desk<'_>, question: &Question) {
    let undocumented = desk.case().value(&question.id) == Some(&Value::NotDocumented);
    if undocumented {
        ui.horizontal(|ui| {
            super::widgets::mark(ui, Tone::Missing, size::MARK);
            ui.label(super::theme::plain("Not in the record"));
            clear_ui(ui, desk, question);
        });
    } else if question.may_be_undocumented {
        let id = desk.id(&question.id, "missing");
        let name = format!("Not in the record: {}", question.prompt);
        let pressed = Button::quiet(&id, "Not in the record").show(ui);
        ui.ctx().accesskit_node_builder(pressed.id, |node| node.set_label(name.clone()));
        if pressed.clicked() {
            desk.answer(&question.id, Value::NotDocumented);
        }
    }
}

/// Draws questions one below the other; short fields stand side by side where there is room.
pub fn questions_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    questions: &[&Question],
    prompted: bool,
    mut drawn: impl FnMut(&Ui, &Question, &Response),
) {
    for group in questions.chunk_by(|one, next| short(one).is_some() && short(next).is_some()) {
        row_ui(ui, |ui| {
            for question in group {
                let width = short(question).unwrap_or(f32::INFINITY);
                let shown = cell_ui(ui, width, |ui| ui.scope(|ui| question_ui(ui, desk, question, prompted)).response);
                drawn(ui, question, &shown);
            }
        });
    }
}

/// How wide a question is that stands beside others.
fn short(question: &Question) -> Option<f32> {
    match question.kind {
        Kind::Text => Some(2.0 * size::DATE),
        Kind::Date => Some(2.0 * size::DATE),
        _ => None,
    }
}

/// A row of cells that wraps, aligned at the top.
pub(super) fn row_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Min).with_main_wrap(true);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 0.0), layout, content);
}

/// A field's place in such a row: it moves to the next line rather than being squeezed.
pub(super) fn cell_ui<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let width = width.min(ui.max_rect().width());
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), content).inner
}

/// One row of a list, spoken as a group: the same cell of two rows is told apart by it.
pub(super) fn row_group(ui: &mut Ui, id: &str, name: &str, content: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_author_id(id.to_owned()));
        content(ui);
    });
}

/// Takes an answer back.
fn clear_ui(ui: &mut Ui, desk: &Desk<'_>, question: &Question) {
    if desk.case().value(&question.id).is_none() {
        return;
    }
    let id = desk.id(&question.id, "clear");
    let button = Button::quiet(&id, "Clear").show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Clear: {}", question.prompt)));
    if button.clicked() {
        desk.clear(&question.id);
    }
}
