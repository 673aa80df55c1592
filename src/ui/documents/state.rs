//! State of the chart: shown document, source form and passage to cite.
//!
//! Must not know: how any of it is drawn.

use super::viewer::Viewer;
use crate::case::Region;
use crate::ids::{CaseId, DocumentId, QuestionId, RowId};
use crate::ui::model::Model;
use eframe::egui::Context;

/// State of the chart of the open case.
#[derive(Default)]
pub struct State {
    /// Case that the rest of the state belongs to.
    case: Option<CaseId>,
    /// Shown document.
    pub viewer: Option<Viewer>,
    /// Answer or row whose source form is open.
    pub source_form: Option<(QuestionId, Option<RowId>)>,
    /// Passage that the source form takes over.
    pub selected_passage: Option<SelectedPassage>,
}

/// Passage of the chart that the source form takes over.
#[derive(Clone, PartialEq)]
pub struct SelectedPassage {
    /// Serial number, so that a form takes each selection once.
    pub number: u64,
    /// Document.
    pub document: DocumentId,
    /// Page, from 1.
    pub page: u32,
    /// Marked region of the page.
    pub region: Option<Region>,
    /// Text of the region; empty where the page has no words.
    pub text: String,
}

impl State {
    /// Changes the shown document; does nothing where none is shown.
    pub(super) fn update_viewer(&mut self, change: impl FnOnce(&mut Viewer)) {
        if let Some(viewer) = &mut self.viewer {
            change(viewer);
        }
    }

    /// Resets the state for the open case.
    ///
    /// The shown document stays where the same case was read again.
    pub(super) fn reset(&mut self, model: &Model) {
        (self.source_form, self.selected_passage) = (None, None);
        if self.case.as_ref() != model.open_id() {
            self.viewer = None;
            self.case = model.open_id().cloned();
        }
    }

    /// Closes a document whose file is not attached anymore.
    ///
    /// Where no case is open, resets everything.
    pub fn close_detached(&mut self, model: &Model) {
        let Some(session) = model.session() else {
            *self = Self::default();
            return;
        };
        let documents = &session.case().documents;
        let is_attached = |viewer: &mut Viewer| {
            let file = documents.get(&viewer.document).and_then(|document| document.file.as_ref());
            file.is_some_and(|file| file.hash == viewer.hash)
        };
        if self.viewer.as_mut().is_some_and(|viewer| !is_attached(viewer)) {
            self.viewer = None;
        }
    }

    /// Takes over what was drawn since the last frame.
    ///
    /// Returns true when some of it waits for the next frame.
    pub fn collect(&mut self, ctx: &Context) -> bool {
        self.viewer.as_mut().is_some_and(|viewer| viewer.collect(ctx))
    }

    /// Selects the mark, or the current page where nothing visible is marked.
    ///
    /// Without an open document, selects nothing.
    pub(super) fn select_passage(&mut self) {
        let number = self.selected_passage.as_ref().map_or(0, |passage| passage.number) + 1;
        self.selected_passage = self.viewer.as_ref().filter(|viewer| viewer.page_count() > 0).map(|viewer| {
            let (page, mark) = viewer.page_to_cite();
            SelectedPassage {
                number,
                document: viewer.document.clone(),
                page: page + 1,
                region: mark.map(|mark| mark.region),
                text: mark.map(|mark| mark.passage.clone()).unwrap_or_default(),
            }
        });
    }
}
