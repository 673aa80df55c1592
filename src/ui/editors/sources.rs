//! Sources of an answer or a row, as chips, and the form that adds one.
//!
//! The form starts with document, page and date of the last source, since the next one is often near it.
//!
//! Must not know: what the answer says.

use eframe::egui::Ui;

use super::controls::{first_control, row_control};
use super::layout::{in_page, register_control};
use super::source_form::{Form, citation};
use crate::case::{Action, Citation, CitedDocument};
use crate::ids::{QuestionId, RowId};
use crate::ui::case_context::CaseContext;
use crate::ui::command::Command;
use crate::ui::effects::Request;
use crate::ui::theme::{Tone, size, small, tokens};
use crate::ui::widgets::{
    Button, Chip, Choice, DateField, Field, Pressed, Segmented, field_id, flush_drafts, mark, pending_drafts,
};
use crate::ui::widgets::{keep, kept};

/// Draws the sources of an answer or a row, and the way to add one.
///
/// `what` names the answer for screen readers; `beside` draws further controls in the same line.
pub fn sources_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    question: &QuestionId,
    row: Option<RowId>,
    what: &str,
    beside: impl FnOnce(&mut Ui),
) {
    let citations = match row {
        Some(row) => context.case().rows.get(question).and_then(|rows| rows.get(&row)).map(|row| row.citations()),
        None => Some(context.case().citations(question)),
    }
    .unwrap_or_default();
    let part = row.map_or("source".to_owned(), |row| format!("{row}.source"));
    let id = context.id(question, &part);
    let target = (question.clone(), row);
    ui.horizontal_wrapped(|ui| {
        for (place, citation) in citations.iter().enumerate() {
            let head = title(context, &citation.document);
            let rest = format!("p. {} · {} · {}", citation.page, citation.on, citation.passage);
            let name = format!("Remove the source {head}, p. {}", citation.page);
            let chip_id = format!("{id}.{place}");
            let shows = format!("Show p. {} of {head}", citation.page);
            let mut chip = Chip::new(&chip_id, &head, &rest).removable(&name);
            if can_be_shown(context, citation) {
                chip = chip.opens(&shows);
            }
            match chip.show(ui) {
                Pressed::Nothing => {}
                Pressed::Body => context.request(Request::ShowSource(citation.clone())),
                Pressed::Cross => {
                    context.act(Action::Uncite { question: question.clone(), row, citation: citation.clone() });
                }
            }
        }
        if context.source_form != Some(&target) {
            if citations.is_empty() {
                mark(ui, Tone::ToGo, size::MARK);
                ui.label(small("No source noted").color(tokens(ui).tone(Tone::ToGo).text));
            }
            let cap = Command::AddSource.cap();
            let button_id = format!("{id}.add");
            let button = Button::quiet(&button_id, Command::AddSource.text()).cap(cap.as_str()).show(ui);
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Add a source: {what}")));
            register_control(ui, &button_id, &button);
            if button.clicked() {
                context.request(Request::OpenSourceForm(question.clone(), row));
            }
            same_ui(ui, context, &target, &id, citations, what);
        }
        beside(ui);
    });
    if context.source_form == Some(&target) {
        form_ui(ui, context, question, row, &id, citations);
    }
}

/// Draws the button that cites the last source for this answer too.
fn same_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    target: &(QuestionId, Option<RowId>),
    id: &str,
    citations: &[Citation],
    what: &str,
) {
    // An answer that has a source rarely needs the last one as well; the form can still add it.
    let Some(last) = context.last_source.filter(|_| citations.is_empty()) else { return };
    let text = format!("{}: {}, p. {}", Command::SameSource.text(), title(context, &last.document), last.page);
    let button_id = format!("{id}.same");
    let button = Button::quiet(&button_id, &text).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("{text}, for: {what}")));
    if button.clicked() {
        let (question, row) = target.clone();
        context.act(Action::Cite { question, row, citation: last.clone() });
    }
}

/// Returns true when the page of a citation can be shown.
fn can_be_shown(context: &CaseContext<'_>, citation: &Citation) -> bool {
    let listed = match &citation.document {
        CitedDocument::Listed(id) => context.case().documents.get(id),
        CitedDocument::Titled(_) => None,
    };
    listed.is_some_and(|document| document.file.is_some())
}

/// Returns the title of a cited document.
fn title(context: &CaseContext<'_>, document: &CitedDocument) -> String {
    match document {
        CitedDocument::Titled(title) => title.clone(),
        CitedDocument::Listed(id) => {
            context.case().documents.get(id).map_or("no longer listed".to_owned(), |document| document.title.clone())
        }
    }
}

fn form_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    question: &QuestionId,
    row: Option<RowId>,
    id: &str,
    citations: &[Citation],
) {
    let mut form: Form = kept(ui, id);
    if form.noted.take().is_some_and(|noted| citations.contains(&noted)) {
        context.request(Request::CloseSourceForm);
        focus_answer(ui, context, question, row);
        keep(ui, id, Form::default());
        return;
    }
    let begins = !form.begun;
    if begins {
        form = new_form(context);
    }
    let first = match form.take_passage(context) {
        true => Some("passage"),
        false if begins => Some(if form.document.is_some() { "page" } else { "title" }),
        false => None,
    };
    if let Some(first) = first {
        ui.memory_mut(|memory| memory.request_focus(field_id(&format!("{id}.{first}"))));
    }
    let entered = fields_ui(ui, context, id, &mut form);
    ui.horizontal(|ui| {
        let note = Button::primary(&format!("{id}.note"), "Note this source").show(ui).clicked() || entered;
        if note {
            flush_drafts(ui);
            form.noting = true;
        }
        if Button::quiet(&format!("{id}.cancel"), "Cancel").show(ui).clicked() {
            form = Form::default();
            context.request(Request::CloseSourceForm);
            focus_answer(ui, context, question, row);
        }
    });
    let typing = pending_drafts(ui).into_iter().any(|draft| draft.id.starts_with(id));
    if form.noting && !typing {
        form.noting = false;
        match citation(&form) {
            Ok(citation) => {
                context.act(Action::Cite { question: question.clone(), row, citation: citation.clone() });
                form.noted = Some(citation);
                ui.ctx().request_repaint();
            }
            Err(says) => context.notify(says.to_owned()),
        }
    }
    keep(ui, id, form);
}

/// Draws the fields of the form.
///
/// Returns true when Enter was pressed in the last one.
fn fields_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &str, form: &mut Form) -> bool {
    document_ui(ui, context, id, form);
    ui.horizontal_top(|ui| {
        let page = ui.vertical(|ui| {
            Field::new(&format!("{id}.page"), "Page", &form.page)
                .hint("Number")
                .width(size::DATE)
                .replaced()
                .show(ui)
                .committed
        });
        form.page = page.inner.unwrap_or(form.page.clone());
        if let Some(on) = DateField::new(&format!("{id}.on"), "Date of the record", form.on, context.today).show(ui) {
            form.on = on;
        }
    });
    marked_ui(ui, id, form);
    let passage_id = format!("{id}.passage");
    let passage = Field::new(&passage_id, "What it says there", &form.passage)
        .hint("Quoted or in a few words")
        .width(f32::INFINITY)
        .show(ui);
    let entered = passage.committed.is_some() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    form.passage = passage.committed.unwrap_or(std::mem::take(&mut form.passage));
    entered
}

/// Focuses the answer or the row of the source.
///
/// Otherwise the focus would start over at the top of the window.
fn focus_answer(ui: &Ui, context: &CaseContext<'_>, question: &QuestionId, row: Option<RowId>) {
    let Some(question) = context.policy().question(question) else { return };
    let control = row.map_or_else(|| first_control(context, question), |row| row_control(context, question, row));
    let control = in_page(ui, control);
    ui.memory_mut(|memory| memory.request_focus(control));
}

/// Returns a new form with document, page and date of the last source.
///
/// Without one, it has the first listed document.
fn new_form(context: &CaseContext<'_>) -> Form {
    if let Some(last) = context.last_source {
        let (document, page, on) = (Some(last.document.clone()), last.page.to_string(), Some(last.on));
        return Form { begun: true, document, page, on, ..Form::default() };
    }
    let first = context.case().documents.iter().next();
    let document = first.map(|(id, _)| CitedDocument::Listed(id.clone()));
    Form { begun: true, document, on: first.and_then(|(_, document)| document.dated_on), ..Form::default() }
}

/// Draws a line for a marked region, with the button that leaves it out.
fn marked_ui(ui: &mut Ui, id: &str, form: &mut Form) {
    if form.region().is_none() {
        return;
    }
    ui.horizontal(|ui| {
        ui.label(small(format!("A place on page {} is marked.", form.page.trim())));
        if Button::quiet(&format!("{id}.unmark"), "Remove the mark").show(ui).clicked() {
            form.marked = None;
        }
    });
}

fn document_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &str, form: &mut Form) {
    let listed: Vec<_> = context.case().documents.iter().collect();
    let mut choices: Vec<Choice<'_>> =
        listed.iter().map(|(_, document)| Choice { text: &document.title, letter: None, tone: Tone::ToGo }).collect();
    choices.push(Choice { text: "Another document", letter: None, tone: Tone::ToGo });
    let chosen = match &form.document {
        Some(CitedDocument::Listed(chosen)) => listed.iter().position(|(id, _)| *id == chosen),
        _ => Some(listed.len()),
    };
    if !listed.is_empty() {
        ui.label(small("Document").color(tokens(ui).ink_second));
        let output = Segmented::new(&format!("{id}.document"), "Document", &choices, chosen).show(ui);
        match output.chosen.filter(|place| Some(*place) != chosen).map(|index| listed.get(index)) {
            Some(Some((id, document))) => {
                form.set_document(Some(CitedDocument::Listed((*id).clone())), document.dated_on);
            }
            Some(None) => form.set_document(None, None),
            None => {}
        }
    }
    if !matches!(form.document, Some(CitedDocument::Listed(_))) {
        let shown = match &form.document {
            Some(CitedDocument::Titled(title)) => title.clone(),
            _ => String::new(),
        };
        let typed = Field::new(&format!("{id}.title"), "Document title", &shown)
            .hint("As written on the document")
            .show(ui)
            .committed;
        if let Some(title) = typed {
            form.document = (!title.trim().is_empty()).then(|| CitedDocument::Titled(title.trim().to_owned()));
        }
    }
}
