//! Reasons that a decision needs besides its rationale.
//!
//! One is for its lateness, the other for dates that leave out the requested day.
//!
//! Must not know: when either is needed (that is the case's), or how the action is applied.

use eframe::egui::Ui;

use super::codes::outcomes;
use super::form::Form;
use crate::case::{Act, ReasonNeeded, reasons_needed};
use crate::session::due_at;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, small, tokens};
use crate::ui::widgets::draft_area;
use crate::wording;

/// Returns the reasons that the form needs.
///
/// Dates that are not filled in yet need none.
pub(super) fn needed(act: Act, form: &Form, context: &CaseContext<'_>) -> Vec<ReasonNeeded> {
    if !act.decides() {
        return Vec::new();
    }
    let outcomes = outcomes(form).unwrap_or_default();
    reasons_needed(context.case(), &outcomes, due_at(&context.clock), context.now)
}

/// Draws a warning and a field for each reason that is needed.
pub(super) fn reasons_ui(ui: &mut Ui, context: &CaseContext<'_>, act: Act, id: &str, form: &mut Form) {
    for reason in needed(act, form, context) {
        ui.label(small(wording::reason_needed(&reason)).color(tokens(ui).tone(Tone::Missing).text));
        let (part, label, why) = match reason {
            ReasonNeeded::Late { .. } => ("late", "Why the decision is late", &mut form.late_because),
            ReasonNeeded::OtherDates { .. } => ("dates", "Why these dates", &mut form.dates_because),
        };
        let hint = "In a sentence or two, for the record";
        *why = draft_area(ui, &format!("{id}.{part}"), label, why, hint, 2).unwrap_or(why.clone());
    }
}

/// Returns the reasons for the delay and for the dates.
///
/// Each is empty where it is not needed. Fails where one is missing.
pub(super) fn required_reasons(
    act: Act,
    form: &Form,
    context: &CaseContext<'_>,
) -> Result<(String, String), &'static str> {
    let (mut late_because, mut dates_because) = (String::new(), String::new());
    for reason in needed(act, form, context) {
        let (given, why, missing) = match reason {
            ReasonNeeded::Late { .. } => {
                (&mut late_because, &form.late_because, "The decision is late: say why before you sign.")
            }
            ReasonNeeded::OtherDates { .. } => (
                &mut dates_because,
                &form.dates_because,
                "The approved dates do not include the requested day: say why.",
            ),
        };
        if why.trim().is_empty() {
            return Err(missing);
        }
        why.trim().clone_into(given);
    }
    Ok((late_because, dates_because))
}
