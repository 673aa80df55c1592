//! Where in the record an answer or a row comes from: its sources as chips, and the form for one more. The document, page
//! and date of the source noted last are at hand, since the next one is often beside it.
//!
//! Must not know: what the answer says.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::{can_be_jumped_to, first_control, in_page, row_control};
use crate::case::{Action, Citation, CitedDocument, Region};
use crate::ids::{DocumentId, QuestionId, RowId};
use crate::ui::command::Command;
use crate::ui::desk::{Desk, keep, kept};
use crate::ui::intent::Intent;
use crate::ui::theme::{Tone, size, small, tokens};
use crate::ui::viewer::Leafing;
use crate::ui::widgets::{
    Button, Chip, Choice, DateField, Field, Pressed, Segmented, field_id, flush_drafts, mark, pending_drafts,
};

/// What a source form holds before it is a source.
#[derive(Clone, Default)]
struct Form {
    begun: bool,
    document: Option<CitedDocument>,
    page: String,
    on: Option<NaiveDate>,
    passage: String,
    /// What is marked, and on which page of which document: it belongs to no other.
    marked: Option<(DocumentId, u32, Region)>,
    /// The place of the record that was taken in last.
    clip: u64,
    /// Noted as soon as what is still being typed has been handed over.
    noting: bool,
    /// What was handed to the case. The form closes when the case holds it; refused, it stays with every word.
    noted: Option<Citation>,
}

impl Form {
    /// Takes in what is cited next of the record beside, once; whether it did. What was typed of the passage stays, where the page
    /// says nothing of its own.
    fn take_in(&mut self, desk: &Desk<'_>) -> bool {
        let Some(clip) = desk.clip.filter(|clip| clip.number != self.clip) else { return false };
        let document = Some(CitedDocument::Listed(clip.document.clone()));
        if self.document != document || self.on.is_none() {
            self.on = desk.case().documents.get(&clip.document).and_then(|document| document.dated_on);
        }
        (self.document, self.page, self.clip) = (document, clip.page.to_string(), clip.number);
        self.marked = clip.region.map(|region| (clip.document.clone(), clip.page, region));
        if !clip.passage.is_empty() {
            self.passage.clone_from(&clip.passage);
        }
        true
    }

    /// Another document: page and date were of the one before.
    fn turn_to(&mut self, document: Option<CitedDocument>, on: Option<NaiveDate>) {
        (self.document, self.page, self.on) = (document, String::new(), on);
    }

    /// What is marked on the page that the source is on.
    fn region(&self) -> Option<Region> {
        let (document, page, region) = self.marked.as_ref()?;
        let here =
            self.document == Some(CitedDocument::Listed(document.clone())) && self.page.trim() == page.to_string();
        here.then_some(*region)
    }
}

/// Draws the sources of an answer, or of a row, and the way to note one more. `what` names the answer for a screen reader;
/// `beside` draws what belongs into the same line.
pub fn sources_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    question: &QuestionId,
    row: Option<RowId>,
    what: &str,
    beside: impl FnOnce(&mut Ui),
) {
    let citations = match row {
        Some(row) => desk.case().rows.get(question).and_then(|rows| rows.get(&row)).map(|row| row.citations()),
        None => Some(desk.case().citations(question)),
    }
    .unwrap_or_default();
    let part = row.map_or("source".to_owned(), |row| format!("{row}.source"));
    let id = desk.id(question, &part);
    let target = (question.clone(), row);
    ui.horizontal_wrapped(|ui| {
        for (place, citation) in citations.iter().enumerate() {
            let head = title(desk, &citation.document);
            let rest = format!("p. {} · {} · {}", citation.page, citation.on, citation.passage);
            let name = format!("Remove the source {head}, p. {}", citation.page);
            let chip_id = format!("{id}.{place}");
            let shows = format!("Show p. {} of {head}", citation.page);
            let mut chip = Chip::new(&chip_id, &head, &rest).removable(&name);
            if can_be_shown(desk, citation) {
                chip = chip.opens(&shows);
            }
            match chip.show(ui) {
                Pressed::Nothing => {}
                Pressed::Body => desk.push(Intent::Leaf(Leafing::Source(citation.clone()))),
                Pressed::Cross => {
                    desk.act(Action::Uncite { question: question.clone(), row, citation: citation.clone() });
                }
            }
        }
        if desk.source_form != Some(&target) {
            if citations.is_empty() {
                mark(ui, Tone::ToGo, size::MARK);
                ui.label(small("No source noted").color(tokens(ui).tone(Tone::ToGo).text));
            }
            let cap = Command::AddSource.cap();
            let button_id = format!("{id}.add");
            let button = Button::quiet(&button_id, Command::AddSource.text()).cap(cap.as_str()).show(ui);
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Add a source: {what}")));
            can_be_jumped_to(ui, &button_id, &button);
            if button.clicked() {
                desk.push(Intent::AddSource(question.clone(), row));
            }
            same_ui(ui, desk, &target, &id, citations, what);
        }
        beside(ui);
    });
    if desk.source_form == Some(&target) {
        form_ui(ui, desk, question, row, &id, citations);
    }
}

/// The source noted last, for this answer too.
fn same_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    target: &(QuestionId, Option<RowId>),
    id: &str,
    citations: &[Citation],
    what: &str,
) {
    // An answer that has a source rarely wants the same one again: the form is there for it.
    let Some(last) = desk.last_source.filter(|_| citations.is_empty()) else { return };
    let text = format!("{}: {}, p. {}", Command::SameSource.text(), title(desk, &last.document), last.page);
    let button_id = format!("{id}.same");
    let button = Button::quiet(&button_id, &text).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("{text}, for: {what}")));
    if button.clicked() {
        let (question, row) = target.clone();
        desk.act(Action::Cite { question, row, citation: last.clone() });
    }
}

/// Whether the page that a source names can be looked up.
fn can_be_shown(desk: &Desk<'_>, citation: &Citation) -> bool {
    let listed = match &citation.document {
        CitedDocument::Listed(id) => desk.case().documents.get(id),
        CitedDocument::Titled(_) => None,
    };
    listed.is_some_and(|document| document.file.is_some())
}

/// What a cited document is called.
fn title(desk: &Desk<'_>, document: &CitedDocument) -> String {
    match document {
        CitedDocument::Titled(title) => title.clone(),
        CitedDocument::Listed(id) => {
            desk.case().documents.get(id).map_or("no longer listed".to_owned(), |document| document.title.clone())
        }
    }
}

fn form_ui(ui: &mut Ui, desk: &Desk<'_>, question: &QuestionId, row: Option<RowId>, id: &str, citations: &[Citation]) {
    let mut form: Form = kept(ui, id);
    if form.noted.take().is_some_and(|noted| citations.contains(&noted)) {
        desk.push(Intent::CloseSource);
        go_back(ui, desk, question, row);
        keep(ui, id, Form::default());
        return;
    }
    let begins = !form.begun;
    if begins {
        form = begin(desk);
    }
    let first = match form.take_in(desk) {
        true => Some("passage"),
        false if begins => Some(if form.document.is_some() { "page" } else { "title" }),
        false => None,
    };
    if let Some(first) = first {
        ui.memory_mut(|memory| memory.request_focus(field_id(&format!("{id}.{first}"))));
    }
    document_ui(ui, desk, id, &mut form);
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
        if let Some(on) = DateField::new(&format!("{id}.on"), "Date of the record", form.on, desk.today).show(ui) {
            form.on = on;
        }
    });
    marked_ui(ui, id, &mut form);
    let passage_id = format!("{id}.passage");
    let passage = Field::new(&passage_id, "What it says there", &form.passage)
        .hint("Quoted or in a few words")
        .width(f32::INFINITY)
        .show(ui);
    let entered = passage.committed.is_some() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    form.passage = passage.committed.unwrap_or(form.passage);
    ui.horizontal(|ui| {
        let note = Button::primary(&format!("{id}.note"), "Note this source").show(ui).clicked() || entered;
        if note {
            flush_drafts(ui);
            form.noting = true;
        }
        if Button::quiet(&format!("{id}.cancel"), "Cancel").show(ui).clicked() {
            form = Form::default();
            desk.push(Intent::CloseSource);
            go_back(ui, desk, question, row);
        }
    });
    let typing = pending_drafts(ui).into_iter().any(|draft| draft.id.starts_with(id));
    if form.noting && !typing {
        form.noting = false;
        match citation(&form) {
            Ok(citation) => {
                desk.act(Action::Cite { question: question.clone(), row, citation: citation.clone() });
                form.noted = Some(citation);
                ui.ctx().request_repaint();
            }
            Err(says) => desk.push(Intent::Say(says.to_owned())),
        }
    }
    keep(ui, id, form);
}

/// Puts the keyboard back to what the source is of, so that it does not start anew at the top of the window.
fn go_back(ui: &Ui, desk: &Desk<'_>, question: &QuestionId, row: Option<RowId>) {
    let Some(question) = desk.policy().question(question) else { return };
    let control = row.map_or_else(|| first_control(desk, question), |row| row_control(desk, question, row));
    let control = in_page(ui, control);
    ui.memory_mut(|memory| memory.request_focus(control));
}

/// A form with what was noted last, or with the first listed document.
fn begin(desk: &Desk<'_>) -> Form {
    if let Some(last) = desk.last_source {
        let (document, page, on) = (Some(last.document.clone()), last.page.to_string(), Some(last.on));
        return Form { begun: true, document, page, on, ..Form::default() };
    }
    let first = desk.case().documents.iter().next();
    let document = first.map(|(id, _)| CitedDocument::Listed(id.clone()));
    Form { begun: true, document, on: first.and_then(|(_, document)| document.dated_on), ..Form::default() }
}

/// That a place on the page is marked, and the way to leave it out.
fn marked_ui(ui: &mut Ui, id: &str, form: &mut Form) {
    if form.region().is_none() {
        return;
    }
    ui.horizontal(|ui| {
        ui.label(small(format!("A place on page {} is marked.", form.page.trim())));
        if Button::quiet(&format!("{id}.unmark"), "Leave the mark out").show(ui).clicked() {
            form.marked = None;
        }
    });
}

fn document_ui(ui: &mut Ui, desk: &Desk<'_>, id: &str, form: &mut Form) {
    let listed: Vec<_> = desk.case().documents.iter().collect();
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
                form.turn_to(Some(CitedDocument::Listed((*id).clone())), document.dated_on);
            }
            Some(None) => form.turn_to(None, None),
            None => {}
        }
    }
    if !matches!(form.document, Some(CitedDocument::Listed(_))) {
        let shown = match &form.document {
            Some(CitedDocument::Titled(title)) => title.clone(),
            _ => String::new(),
        };
        let typed =
            Field::new(&format!("{id}.title"), "Document title", &shown).hint("As it is headed").show(ui).committed;
        if let Some(title) = typed {
            form.document = (!title.trim().is_empty()).then(|| CitedDocument::Titled(title.trim().to_owned()));
        }
    }
}

/// The source that a form holds, or what it still lacks.
fn citation(form: &Form) -> Result<Citation, &'static str> {
    let document = form.document.clone().ok_or("Name the document that the source is in.")?;
    let page = form.page.trim().parse().map_err(|_| "Give the page of the document as a number, from 1.")?;
    let on = form.on.ok_or("Give the date of the record.")?;
    if form.passage.trim().is_empty() {
        return Err("Say what the record says there, quoted or in a few words.");
    }
    Ok(Citation { document, page, on, passage: form.passage.trim().to_owned(), region: form.region() })
}
