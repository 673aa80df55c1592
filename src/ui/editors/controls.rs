//! Ids of the controls that receive the focus.
//!
//! Must not know: how any of them is drawn.

use eframe::egui::Id;

use super::{linked, simple};
use crate::engine::{Need, OpenItem};
use crate::ids::RowId;
use crate::policy::{Kind, Question};
use crate::ui::case_context::CaseContext;
use crate::ui::widgets::{Segmented, field_id};

/// Returns the first control of a question.
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

/// Returns the control that closes an open item.
///
/// It is the cell of the row that lacks something, or the question's first control.
pub fn control_of(context: &CaseContext<'_>, question: &Question, item: &OpenItem) -> Id {
    let cell = |row: RowId, part: &str| field_id(&context.id(&question.id, &format!("{row}.{part}")));
    match &item.need {
        Need::Start(row) => cell(*row, "start"),
        Need::End(row) => cell(*row, "end"),
        Need::ReadingDate(row) => cell(*row, "on"),
        Need::Outcome(row) => cell(*row, "outcome"),
        // The button, since in a field the shortcut for a source would be typed as text.
        Need::RowSource(row) | Need::LaterSource(row, _) => cell(*row, "source.add"),
        // The role of the first score.
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

/// Returns the control of a row that receives the focus from a closed source form.
///
/// It is a list, since in a field the shortcuts of commands would be typed as text.
pub(super) fn row_control(context: &CaseContext<'_>, question: &Question, row: RowId) -> Id {
    let part = if question.kind == Kind::Readings { "kind" } else { "outcome" };
    field_id(&context.id(&question.id, &format!("{row}.{part}")))
}
