//! State of the chart.
//!
//! Must not know: how any of it is drawn.

use super::viewer::Viewer;
use crate::case::Region;
use crate::ids::{CaseId, DocumentId, QuestionId, RowId};
use crate::ui::model::Model;
use eframe::egui::Context;

/// State of the chart beside the open case.
#[derive(Default)]
pub struct State {
    /// The case that all of this belongs to.
    case: Option<CaseId>,
    /// The document that is shown.
    pub viewer: Option<Viewer>,
    /// The answer or row whose source form is open.
    pub source_form: Option<(QuestionId, Option<RowId>)>,
    /// What the source form takes from the document.
    pub clip: Option<Clip>,
}

/// A passage of the chart that is to be cited.
#[derive(Clone, PartialEq)]
pub struct Clip {
    /// Tells it from the one before: a form takes each once.
    pub number: u64,
    /// The document.
    pub document: DocumentId,
    /// The page, from 1.
    pub page: u32,
    /// What is marked on it.
    pub region: Option<Region>,
    /// What it says there, where the page has words.
    pub passage: String,
}

impl State {
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Viewer)) {
        if let Some(viewer) = &mut self.viewer {
            change(viewer);
        }
    }

    /// Begins anew for the open case. Read again, the same case keeps the document beside it.
    pub(super) fn begin(&mut self, model: &Model) {
        (self.source_form, self.clip) = (None, None);
        if self.case.as_ref() != model.open_id() {
            self.viewer = None;
            self.case = model.open_id().cloned();
        }
    }

    /// Puts a document away that is no longer attached, and everything where no case is open.
    pub fn keep_to_case(&mut self, model: &Model) {
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

    /// Takes what was drawn since the last frame; true when there is more.
    pub fn collect(&mut self, ctx: &Context) -> bool {
        self.viewer.as_mut().is_some_and(|viewer| viewer.collect(ctx))
    }

    /// Takes the page that is read, with what is marked on it, for what is cited next.
    pub(super) fn clip(&mut self) {
        let number = self.clip.as_ref().map_or(0, |clip| clip.number) + 1;
        self.clip = self.viewer.as_ref().filter(|viewer| viewer.page_count() > 0).map(|viewer| {
            let (page, mark) = viewer.page_to_cite();
            Clip {
                number,
                document: viewer.document.clone(),
                page: page + 1,
                region: mark.map(|mark| mark.region),
                passage: mark.map(|mark| mark.passage.clone()).unwrap_or_default(),
            }
        });
    }
}
