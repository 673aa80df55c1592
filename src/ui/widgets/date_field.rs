//! Date field: parses what is typed, shows how it is read, and returns a date.
//!
//! Must not know: what the date means, or which dates make sense there.

use super::calendar::calendar;
use super::date_text::{parse_date, reading};
use super::field::{Edit, entered, field_id};
use super::{draft, paint_mark};
use crate::ui::theme::{Tone, size, small, tokens};
use chrono::NaiveDate;
use eframe::egui::accesskit::Invalid;
use eframe::egui::{Label, Sense, Ui, Vec2};

/// A date field, shown with [`DateField::show`].
#[must_use = "a date field is shown with `show`"]
pub struct DateField<'a> {
    id: &'a str,
    label: &'a str,
    committed: Option<NaiveDate>,
    today: NaiveDate,
}

impl<'a> DateField<'a> {
    /// Creates a field that shows `committed` until something is typed.
    ///
    /// `id` as for [`Field`](super::Field).
    pub fn new(id: &'a str, label: &'a str, committed: Option<NaiveDate>, today: NaiveDate) -> Self {
        Self { id, label, committed, today }
    }

    /// Shows the field.
    ///
    /// Returns a date when it was entered and differs; `Some(None)` when the field was emptied.
    ///
    /// A text that cannot be parsed stays in the field as a draft, with a sentence, until it is corrected or emptied.
    pub fn show(self, ui: &mut Ui) -> Option<Option<NaiveDate>> {
        let recorded = self.committed.map(|date| date.to_string()).unwrap_or_default();
        let mut text = draft::text(ui, self.id).unwrap_or_else(|| recorded.clone());
        ui.vertical(|ui| {
            let typing = ui.memory(|memory| memory.has_focus(field_id(self.id)));
            // A half-typed text is not wrong yet, so the border stays neutral until the field is left.
            let wrong = !typing && parse_date(&text, self.today).is_err();
            let edit =
                Edit { id: self.id, label: self.label, hint: "yyyy-mm-dd", rows: 1, width: size::DATE, secret: false };
            let response = edit.show(ui, &mut text, true, wrong);
            if let Some(day) = calendar(ui, self.label, &response, self.committed, self.today) {
                draft::clear(ui, self.id);
                return (Some(day) != self.committed).then_some(Some(day));
            }
            let entered = entered(ui, &response, false);
            let leaves = draft::leaves(&response, entered);
            match parse_date(&text, self.today) {
                _ if text == recorded => draft::clear(ui, self.id),
                Ok(date) if leaves => {
                    draft::clear(ui, self.id);
                    return (date != self.committed).then_some(date);
                }
                Ok(date) => {
                    let echo =
                        date.map_or("No date".to_owned(), |date| format!("Reads as {}", reading(date, self.today)));
                    ui.add(Label::new(small(&echo).weak()).wrap());
                    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(echo));
                    draft::keep(ui, self.id, self.label, text);
                }
                Err(problem) => {
                    let sentence = problem.to_string();
                    problem_line(ui, &sentence, !leaves);
                    ui.ctx().accesskit_node_builder(response.id, |node| {
                        node.set_invalid(Invalid::True);
                        node.set_description(sentence);
                    });
                    draft::keep(ui, self.id, self.label, text);
                }
            }
            None
        })
        .inner
    }
}

/// Shows a date field in one call; see [`DateField`].
pub fn date_field(
    ui: &mut Ui,
    id: &str,
    label: &str,
    committed: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<Option<NaiveDate>> {
    DateField::new(id, label, committed, today).show(ui)
}

/// Draws the sentence below the field.
///
/// It is weak while typing, and has a mark and a color once the field was left.
fn problem_line(ui: &mut Ui, sentence: &str, typing: bool) {
    let t = tokens(ui);
    if typing {
        ui.add(Label::new(small(sentence).weak()).wrap());
        return;
    }
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(size::MARK), Sense::hover());
        paint_mark(ui.painter(), rect, Tone::NotMet, &t);
        ui.add(Label::new(small(sentence).color(t.tone(Tone::NotMet).text)).wrap());
    });
}
