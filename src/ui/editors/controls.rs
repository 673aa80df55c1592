//! The controls of a question that take the keyboard: the first one, that of an open item, and that of a row.
//!
//! Must not know: how any of them is drawn.

use eframe::egui::Id;

use super::{linked, simple};
use crate::engine::{Need, OpenItem};
use crate::ids::RowId;
use crate::policy::{Kind, Question};
use crate::ui::case_context::CaseContext;
use crate::ui::widgets::{Segmented, field_id};

/// The control of a question that takes the keyboard first.
pub fn first_control(context: &CaseContext<'_>, question: &Question) -> Id {
    let id = context.id(&question.id, "");
    match question.kind {
        Kind::Item | Kind::Choice => {
            Segmented::option_id(&id, simple::chosen_index(context.case(), question).unwrap_or(0))
        }
        Kind::Confirmation => Id::unique(id),
        Kind::Courses | Kind::Readings => field_id(&context.id(&question.id, "add")),
        Kind::Date
        | Kind::Instant
        | Kind::Text
        | Kind::Passage
        | Kind::Provider
        | Kind::StatedPercent
        | Kind::Codes
        | Kind::Diagnoses => field_id(&id),
    }
}

/// The control on which an open item of a question is worked off: a row's own cell, where it is one that lacks something.
pub fn control_of(context: &CaseContext<'_>, question: &Question, item: &OpenItem) -> Id {
    let cell = |row: RowId, part: &str| field_id(&context.id(&question.id, &format!("{row}.{part}")));
    match &item.need {
        Need::Start(row) => cell(*row, "start"),
        Need::End(row) => cell(*row, "end"),
        Need::ReadingDate(row) => cell(*row, "on"),
        Need::Outcome(row) => cell(*row, "outcome"),
        // Its button and not a field, where the key for a source would be text.
        Need::RowSource(row) | Need::LaterSource(row, _) => cell(*row, "source.add"),
        // What each score counts for, from the first one on.
        Need::Pair => context.case().readings(&question.id).next().map_or_else(
            || first_control(context, question),
            |(row, _)| Segmented::option_id(&context.id(&question.id, &format!("{row}.role")), 0),
        ),
        Need::LinkedCase => {
            linked::first_candidate_control(context, question).unwrap_or_else(|| first_control(context, question))
        }
        _ => first_control(context, question),
    }
}

/// The control of a row that the keyboard comes back to: a list and not a field, where the keys of commands would be text.
pub(super) fn row_control(context: &CaseContext<'_>, question: &Question, row: RowId) -> Id {
    let part = if question.kind == Kind::Readings { "kind" } else { "outcome" };
    field_id(&context.id(&question.id, &format!("{row}.{part}")))
}
