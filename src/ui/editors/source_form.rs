//! State of the form of a source.
//!
//! Must not know: how it is drawn.

use chrono::NaiveDate;

use crate::case::{Citation, CitedDocument, Region};
use crate::ids::DocumentId;
use crate::ui::case_context::CaseContext;

/// State of the form of a source.
#[derive(Clone, Default)]
pub(super) struct Form {
    pub(super) begun: bool,
    pub(super) document: Option<CitedDocument>,
    pub(super) page: String,
    pub(super) on: Option<NaiveDate>,
    pub(super) passage: String,
    /// Region that is marked in the chart, with its document and page.
    pub(super) marked: Option<(DocumentId, u32, Region)>,
    /// Number of the last passage that was copied from the chart.
    pub(super) passage_number: u64,
    /// True from pressing the button until all drafts are handed over.
    pub(super) noting: bool,
    /// The citation that was sent.
    ///
    /// The form closes once the case has it, and stays as it is where the case refused it.
    pub(super) noted: Option<Citation>,
}

impl Form {
    /// Copies the passage that is selected in the chart, once.
    ///
    /// Returns true when there was one. A typed passage stays where the region has no text.
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

    /// Sets another document, and clears the page.
    pub(super) fn set_document(&mut self, document: Option<CitedDocument>, on: Option<NaiveDate>) {
        (self.document, self.page, self.on) = (document, String::new(), on);
    }

    /// Returns the marked region, if it is on the page that the form names.
    pub(super) fn region(&self) -> Option<Region> {
        let (document, page, region) = self.marked.as_ref()?;
        let here =
            self.document == Some(CitedDocument::Listed(document.clone())) && self.page.trim() == page.to_string();
        here.then_some(*region)
    }
}

/// Returns the citation of a form. Fails with a sentence on what is still missing.
pub(super) fn citation(form: &Form) -> Result<Citation, &'static str> {
    let document = form.document.clone().ok_or("Name the document that the source is in.")?;
    let page = form.page.trim().parse().map_err(|_| "Give the page of the document as a number, from 1.")?;
    let on = form.on.ok_or("Give the date of the record.")?;
    if form.passage.trim().is_empty() {
        return Err("Say what the record says there, quoted or in a few words.");
    }
    Ok(Citation { document, page, on, passage: form.passage.trim().to_owned(), region: form.region() })
}
