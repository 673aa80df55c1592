//! The form of a source, as far as it is filled in.
//!
//! Must not know: how it is drawn.

use chrono::NaiveDate;

use crate::case::{Citation, CitedDocument, Region};
use crate::ids::DocumentId;
use crate::ui::case_context::CaseContext;

/// What a source form holds before it is a source.
#[derive(Clone, Default)]
pub(super) struct Form {
    pub(super) begun: bool,
    pub(super) document: Option<CitedDocument>,
    pub(super) page: String,
    pub(super) on: Option<NaiveDate>,
    pub(super) passage: String,
    /// What is marked, and on which page of which document: it belongs to no other.
    pub(super) marked: Option<(DocumentId, u32, Region)>,
    /// The number of the passage that was taken last.
    pub(super) passage_number: u64,
    /// Noted as soon as what is still being typed has been handed over.
    pub(super) noting: bool,
    /// What was handed to the case. The form closes when the case holds it; refused, it stays with every word.
    pub(super) noted: Option<Citation>,
}

impl Form {
    /// Takes the passage that is marked in the chart, once; returns whether there was one. A typed passage stays where the page has no
    /// words of its own.
    pub(super) fn take_passage(&mut self, context: &CaseContext<'_>) -> bool {
        let Some(selected) = context.selected_passage.filter(|selected| selected.number != self.passage_number) else {
            return false;
        };
        let document = Some(CitedDocument::Listed(selected.document.clone()));
        if self.document != document || self.on.is_none() {
            self.on = context.case().documents.get(&selected.document).and_then(|document| document.dated_on);
        }
        (self.document, self.page, self.passage_number) = (document, selected.page.to_string(), selected.number);
        self.marked = selected.region.map(|region| (selected.document.clone(), selected.page, region));
        if !selected.text.is_empty() {
            self.passage.clone_from(&selected.text);
        }
        true
    }

    /// Another document: page and date were of the one before.
    pub(super) fn turn_to(&mut self, document: Option<CitedDocument>, on: Option<NaiveDate>) {
        (self.document, self.page, self.on) = (document, String::new(), on);
    }

    /// What is marked on the page that the source is on.
    pub(super) fn region(&self) -> Option<Region> {
        let (document, page, region) = self.marked.as_ref()?;
        let here =
            self.document == Some(CitedDocument::Listed(document.clone())) && self.page.trim() == page.to_string();
        here.then_some(*region)
    }
}

/// The source that a form holds, or what it still lacks.
pub(super) fn citation(form: &Form) -> Result<Citation, &'static str> {
    let document = form.document.clone().ok_or("Name the document that the source is in.")?;
    let page = form.page.trim().parse().map_err(|_| "Give the page of the document as a number, from 1.")?;
    let on = form.on.ok_or("Give the date of the record.")?;
    if form.passage.trim().is_empty() {
        return Err("Say what the record says there, quoted or in a few words.");
    }
    Ok(Citation { document, page, on, passage: form.passage.trim().to_owned(), region: form.region() })
}
