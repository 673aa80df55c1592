//! Opens documents beside the checklist, at a page or at a citation.
//!
//! Must not know: how a page is drawn.

use super::message::Message;
use super::state::State;
use super::viewer::{DocumentFile, PagePosition, Viewer};
use crate::case::{Citation, CitedDocument};
use crate::chart::{self, Drawer, Limits};
use crate::ids::DocumentId;
use crate::store::FileError;
use crate::ui::effects::{Effects, Request};
use crate::ui::model::Model;

const NONE_ATTACHED: &str = "No file is attached to this case yet: attach one (Ctrl O), or drop it on the window.";
const NO_FILE: &str = "No file is attached to this document: attach it on the step Records, or drop it on the window.";

/// Closes the shown document, or opens one where none is shown.
///
/// Opens the one that was cited last, else the first one with a file.
pub(super) fn toggle(state: &mut State, model: &Model, effects: &Effects<Message>) {
    effects.request(Request::ClosePage);
    let Some(open) = &model.open else { return };
    if state.viewer.take().is_some() {
        return;
    }
    let documents = &open.session.case().documents;
    let has_file = |document: &DocumentId| documents.get(document).is_some_and(|document| document.file.is_some());
    let last = open.last_citation.as_ref().and_then(|last| match &last.document {
        CitedDocument::Listed(document) if has_file(document) => Some((document.clone(), last.page.saturating_sub(1))),
        _ => None,
    });
    match last.or_else(|| documents.keys().find(|document| has_file(document)).map(|first| (first.clone(), 0))) {
        Some((document, page)) => self::open(state, model, &document, PagePosition::top_of(page), effects),
        None => effects.notify(NONE_ATTACHED),
    }
}

/// Opens a document at a position.
///
/// Its file is first compared with its hash, on a thread.
///
/// A document that is shown already only scrolls there, unless its file or its drawing failed: that is tried again.
pub(super) fn open(
    state: &mut State,
    model: &Model,
    document: &DocumentId,
    target: PagePosition,
    effects: &Effects<Message>,
) {
    let Some(session) = model.session() else { return };
    let Some(file) = session.case().documents.get(document).and_then(|document| document.file.as_ref()) else {
        return effects.notify(NO_FILE);
    };
    let hash = file.hash.clone();
    let is_shown =
        |viewer: &&mut Viewer| viewer.document == *document && viewer.hash == hash && viewer.file.is_usable();
    if let Some(viewer) = state.viewer.as_mut().filter(is_shown) {
        (viewer.scroll_target, viewer.citation) = (Some(target), None);
        return;
    }
    state.viewer = Some(Viewer::new(document.clone(), hash.clone(), target));
    let (store, draws, wake) = (model.store.clone(), model.draws.clone(), model.wake.clone());
    effects.job("opening the document", move || {
        let checked = store.read_file(&hash).map(|_| ());
        let file = match (checked, store.file_path(&hash)) {
            (Ok(()), Some(path)) => {
                let document = chart::Document { path, hash: hash.clone() };
                Drawer::start(draws, document, Limits::default(), move || wake())
                    .map_or(DocumentFile::NotStarted, DocumentFile::Drawn)
            }
            (Err(error), _) => DocumentFile::Rejected(error),
            (Ok(()), None) => DocumentFile::Rejected(FileError::Missing),
        };
        Message::FileChecked(hash, Box::new(file))
    });
}

/// Opens the cited document at the cited region.
///
/// A citation of a document that is not listed does nothing.
pub(super) fn show_citation(state: &mut State, model: &Model, citation: Citation, effects: &Effects<Message>) {
    let CitedDocument::Listed(document) = &citation.document else { return };
    let page = citation.page.saturating_sub(1);
    open(state, model, document, PagePosition::top_of(page), effects);
    if let Some(viewer) = state.viewer.as_mut().filter(|viewer| viewer.document == *document) {
        viewer.go_to_region(page, citation.region);
        viewer.citation = Some(citation);
        viewer.mark = None;
    }
}
