//! Editor for treatments: one row each. Each cell is recorded when it is left.
//!
//! Must not know: how much time the rule requires; the finding states it.

use eframe::egui::{ComboBox, Frame, Margin, Stroke, TextWrapMode, Ui};

use super::layout::{cell_ui, register_control, row_group, row_ui};
use super::sources::sources_ui;
use crate::case::{Action, Course, CourseOutcome, Ended, ListState, Method, Row, Value};
use crate::ids::RowId;
use crate::policy::Question;
use crate::ui::case::figure_ui;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, corner, plain, size, small, space, stroke, tokens};
use crate::ui::widgets::{Button, Choice, DateField, Field, Segmented, check};
use crate::wording;

/// Width of a cell for a date or a short list, in points.
pub(super) const CELL: f32 = size::DATE;
/// Width of a cell for words, in points.
pub(super) const WIDE: f32 = 2.0 * size::DATE - space::XL;

const METHODS: [Method; 5] =
    [Method::Pharmacological, Method::PhysicalTherapy, Method::BehavioralHealth, Method::Interventional, Method::Other];

const OUTCOMES: [CourseOutcome; 4] = [
    CourseOutcome::IntolerableSideEffects,
    CourseOutcome::NoSafeRelief,
    CourseOutcome::Helped,
    CourseOutcome::Contraindicated,
];

/// States of entering a list, in the order of their options.
pub(super) const STATES: [ListState; 3] = [ListState::StillEntering, ListState::AllEntered, ListState::NoMore];

pub(super) fn courses_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    figure_ui(ui, context, &question.id);
    let mut highest = 0;
    for (row, course) in context.case().courses(&question.id) {
        highest = highest.max(row.0);
        let name = format!("{}, treatment {row}", course.treatment);
        row_frame(ui, &context.id(&question.id, &row.to_string()), &name, |ui| {
            course_ui(ui, context, question, row, course)
        });
    }
    let id = context.id(&question.id, "add");
    let typed = Field::new(&id, "Add a treatment", "").hint("Its name, then Enter").show(ui).committed;
    if let Some(treatment) = typed.filter(|text| !text.trim().is_empty()) {
        let content = Row::Course(Course {
            treatment: treatment.trim().to_owned(),
            method: Method::default(),
            started_on: None,
            ended: None,
            outcome: None,
            reason_stopped: String::new(),
            citations: Vec::new(),
        });
        context.act(Action::PutRow { question: question.id.clone(), row: RowId(highest + 1), content });
    }
    let state = match context.case().value(&question.id) {
        Some(Value::Courses(state)) => *state,
        _ => ListState::StillEntering,
    };
    state_ui(ui, context, question, state, Value::Courses);
}

/// Draws a frame around one row of a list.
pub(super) fn row_frame(ui: &mut Ui, id: &str, name: &str, content: impl FnOnce(&mut Ui)) {
    let t = tokens(ui);
    Frame::new()
        .fill(t.panel)
        .stroke(Stroke::new(stroke::LINE, t.line))
        .corner_radius(corner::CONTROL)
        .inner_margin(Margin::same(space::S as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            row_group(ui, id, name, content);
        });
}

/// Draws the options for the state of entering a list.
pub(super) fn state_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    question: &Question,
    state: ListState,
    value: impl Fn(ListState) -> Value,
) {
    let labels = STATES.map(wording::list_state);
    let choices = labels.map(|text| Choice { text, letter: None, tone: Tone::ToGo });
    let chosen = STATES.iter().position(|known| *known == state);
    let id = context.id(&question.id, "state");
    let name = format!("How complete is the list: {}", question.prompt);
    if let Some(index) = Segmented::new(&id, &name, &choices, chosen).show(ui).chosen
        && let Some(state) = STATES.get(index)
    {
        context.answer(&question.id, value(*state));
    }
}

fn course_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question, row: RowId, course: &Course) {
    let id = |part: &str| context.id(&question.id, &format!("{row}.{part}"));
    let put = |changed: Course| {
        context.act(Action::PutRow { question: question.id.clone(), row, content: Row::Course(changed) });
    };
    row_ui(ui, |ui| {
        cell_ui(ui, WIDE, |ui| {
            let typed = Field::new(&id("treatment"), "Treatment", &course.treatment).width(WIDE).show(ui);
            if let Some(treatment) = typed.committed {
                put(Course { treatment: treatment.trim().to_owned(), ..course.clone() });
            }
        });
        cell_ui(ui, CELL, |ui| {
            let labels = METHODS.map(wording::method);
            if let Some(index) = pick_ui(ui, &id("method"), "Kind", wording::method(course.method), &labels)
                && let Some(method) = METHODS.get(index)
            {
                put(Course { method: *method, ..course.clone() });
            }
        });
        cell_ui(ui, CELL, |ui| {
            if let Some(started_on) = DateField::new(&id("start"), "Start", course.started_on, context.today).show(ui) {
                put(Course { started_on, ..course.clone() });
            }
        });
        end_ui(ui, context, &id("end"), course, &put);
    });
    row_ui(ui, |ui| {
        cell_ui(ui, CELL, |ui| ongoing_ui(ui, &id("ongoing"), course, &put));
        cell_ui(ui, WIDE, |ui| {
            let labels = OUTCOMES.map(wording::outcome);
            let shown = course.outcome.map_or("choose", wording::outcome);
            if let Some(index) = pick_ui(ui, &id("outcome"), "Outcome", shown, &labels) {
                put(Course { outcome: OUTCOMES.get(index).copied(), ..course.clone() });
            }
        });
        cell_ui(ui, WIDE, |ui| {
            let reason_id = id("reason");
            let field = Field::new(&reason_id, "Reason for stopping", &course.reason_stopped).width(WIDE);
            if let Some(reason_stopped) = field.show(ui).committed {
                put(Course { reason_stopped: reason_stopped.trim().to_owned(), ..course.clone() });
            }
        });
    });
    sources_ui(ui, context, &question.id, Some(row), &course.treatment, |ui| {
        remove_ui(ui, context, question, row, &course.treatment);
    });
}

fn end_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &str, course: &Course, put: &impl Fn(Course)) {
    cell_ui(ui, CELL, |ui| {
        if course.ended != Some(Ended::Ongoing) {
            let end = match course.ended {
                Some(Ended::On(end)) => Some(end),
                _ => None,
            };
            if let Some(end) = DateField::new(id, "End", end, context.today).show(ui) {
                put(Course { ended: end.map(Ended::On), ..course.clone() });
            }
        } else {
            ui.label(small("End").color(tokens(ui).ink_second));
            ui.label(plain("ongoing"));
        }
    });
}

fn ongoing_ui(ui: &mut Ui, id: &str, course: &Course, put: &impl Fn(Course)) {
    let was = course.ended == Some(Ended::Ongoing);
    // An empty label, so that the box aligns with the fields in its row.
    ui.label(small(""));
    if let Some(ongoing) = check(ui, id, "ongoing", was) {
        put(Course { ended: ongoing.then_some(Ended::Ongoing), ..course.clone() });
    }
}

/// Draws the button that removes a row from its list.
pub(super) fn remove_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question, row: RowId, what: &str) {
    let id = context.id(&question.id, &format!("{row}.remove"));
    let button = Button::quiet(&id, "Remove").show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Remove {what}")));
    if button.on_hover_text(format!("Remove {what}")).clicked() {
        context.act(Action::RemoveRow { question: question.id.clone(), row });
    }
}

/// Draws a drop-down list with its label above, as wide as the space.
///
/// Returns the index of the option that was picked.
pub(super) fn pick_ui(ui: &mut Ui, id: &str, label: &str, shown: &str, options: &[&str]) -> Option<usize> {
    let label = ui.label(small(label).color(tokens(ui).ink_second));
    let mut picked = None;
    let width = ui.available_width() - space::M;
    // The height of the fields in its row.
    ui.spacing_mut().interact_size.y = size::CONTROL;
    let combo = ComboBox::from_id_salt(id).selected_text(plain(shown)).width(width).wrap_mode(TextWrapMode::Truncate);
    let combo = combo.show_ui(ui, |ui| {
        for (index, option) in options.iter().enumerate() {
            if ui.selectable_label(*option == shown, plain(*option)).clicked() {
                picked = Some(index);
                // egui closes the list after a click, but not after a pick by keyboard.
                ui.close();
            }
        }
    });
    let response = combo.response.labelled_by(label.id);
    register_control(ui, id, &response);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_author_id(id.to_owned());
        node.set_description(shown);
    });
    picked
}
