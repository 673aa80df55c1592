//! Draws questions, each with the editor for its kind.
//!
//! Must not know: which criterion asks, or what follows from an answer.

use eframe::egui::{Response, Ui};

use super::layout::{cell_ui, row_ui};
use super::sources::sources_ui;
use super::{courses, diagnoses, linked, lists, readings, set_aside, simple};
use crate::case::Value;
use crate::policy::{Kind, Question};
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{size, small, tokens};

/// Draws a question with its editor.
///
/// Unless `prompted`, the prompt is only the accessible name.
fn question_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question, prompted: bool) {
    if prompted
        && !matches!(
            question.kind,
            Kind::Text | Kind::Passage | Kind::Date | Kind::Instant | Kind::Confirmation | Kind::Provider
        )
    {
        ui.label(small(&question.prompt).color(tokens(ui).ink_second));
    }
    match question.kind {
        Kind::Item => simple::item_ui(ui, context, question),
        Kind::Choice => {
            simple::choice_ui(ui, context, question);
            linked::linked_ui(ui, context, question);
        }
        Kind::Confirmation => simple::confirmation_ui(ui, context, question),
        Kind::Date => simple::date_ui(ui, context, question),
        Kind::Instant => simple::instant_ui(ui, context, question),
        Kind::Text | Kind::Passage => simple::text_ui(ui, context, question),
        Kind::Provider => simple::provider_ui(ui, context, question),
        Kind::StatedPercent => simple::stated_ui(ui, context, question),
        Kind::Codes => lists::codes_ui(ui, context, question),
        Kind::Diagnoses => diagnoses::diagnoses_ui(ui, context, question),
        Kind::Courses => courses::courses_ui(ui, context, question),
        Kind::Readings => readings::readings_ui(ui, context, question),
    }
    if !question.help.is_empty() {
        ui.label(small(&question.help).weak());
    }
    if question.cited && context.case().value(&question.id).is_some_and(|value| *value != Value::NotDocumented) {
        sources_ui(ui, context, &question.id, None, &question.prompt, |_| {});
        set_aside::set_aside_ui(ui, context, question);
    }
}

/// Draws questions in order, with short fields side by side where they fit.
///
/// Calls `drawn` with the response of each.
pub fn questions_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    questions: &[&Question],
    prompted: bool,
    mut drawn: impl FnMut(&Ui, &Question, &Response),
) {
    for group in questions.chunk_by(|one, next| short(one).is_some() && short(next).is_some()) {
        row_ui(ui, |ui| {
            for question in group {
                let width = short(question).unwrap_or(f32::INFINITY);
                let shown =
                    cell_ui(ui, width, |ui| ui.scope(|ui| question_ui(ui, context, question, prompted)).response);
                drawn(ui, question, &shown);
            }
        });
    }
}

/// Returns the width of a question that may be drawn beside others, in points.
///
/// `None` for one that takes a line of its own.
fn short(question: &Question) -> Option<f32> {
    match question.kind {
        Kind::Text => Some(2.0 * size::DATE),
        Kind::Date => Some(2.0 * size::DATE),
        Kind::Item
        | Kind::Choice
        | Kind::Confirmation
        | Kind::Instant
        | Kind::Passage
        | Kind::Provider
        | Kind::StatedPercent
        | Kind::Codes
        | Kind::Diagnoses
        | Kind::Courses
        | Kind::Readings => None,
    }
}
