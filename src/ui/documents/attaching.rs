//! Attaches files to the open case, chosen in a dialog or dropped on the window.
//!
//! Must not know: what is in a file, or how its pages are shown.

use std::path::{Path, PathBuf};

use super::message::{Message, StoreResult};
use super::opening;
use super::state::State;
use super::viewer::PagePosition;
use crate::case::{Action, AttachedFile, Document, FileKind, shown_name};
use crate::chart::{self, DrawingError, Limits, page_count};
use crate::clock;
use crate::ids::{CaseId, DocumentId};
use crate::ui::effects::{DialogKind, Effects, Request};
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Asks for the file of a listed document, or of a new one.
pub(super) fn ask_file(model: &Model, document: Option<DocumentId>, effects: &Effects<Message>) {
    let Some(case) = model.open_id().cloned() else { return };
    let endings: Vec<&str> = FileKind::ALL.iter().flat_map(|kind| kind.endings()).copied().collect();
    let asks = DialogKind::Open(vec![("PDF, TIFF, PNG, JPEG", endings), ("Any file", vec!["*"])]);
    effects.dialog(asks, move |path| Message::Attach(case, document, vec![path]));
}

/// Attaches files that were dropped on the window, each as a new document.
pub(super) fn attach_dropped(model: &Model, paths: Vec<PathBuf>, effects: &Effects<Message>) {
    match model.open_id().cloned() {
        Some(case) => effects.send(Message::Attach(case, None, paths)),
        None => effects.notify("Nothing was attached: open the case that the file belongs to, and drop it again."),
    }
}

/// Stores files and counts their pages, on a thread.
pub(super) fn store_files(
    model: &Model,
    case: CaseId,
    document: Option<DocumentId>,
    paths: Vec<PathBuf>,
    effects: &Effects<Message>,
) {
    if let Err(error) = model.still_open(&case) {
        return not_attached(&error, effects);
    }
    let (store, draws) = (model.store.clone(), model.draws.clone());
    effects.job("attaching the file", move || {
        let store_file = |path: &PathBuf| -> StoreResult {
            let stored = store.store_file(path)?;
            let path = store.file_path(&stored.hash).unwrap_or_default();
            let drawn = chart::Document { path, hash: stored.hash.clone() };
            let page_count = page_count(draws.clone(), drawn, Limits::default());
            Ok((stored, page_count))
        };
        let results = paths.into_iter().map(|path| {
            let result = store_file(&path);
            (path, result)
        });
        let results = results.collect();
        Message::Stored(case, document, results)
    });
}

/// Attaches a stored file to a listed document, or to a new one.
///
/// A file that is attached already is shown instead.
pub(super) fn attach_stored(
    model: &Model,
    case: &CaseId,
    document: Option<DocumentId>,
    path: &Path,
    result: StoreResult,
    effects: &Effects<Message>,
) {
    let session = match model.still_open(case) {
        Ok(session) => session,
        Err(error) => return not_attached(&error, effects),
    };
    let documents = &session.case().documents;
    let (stored, page_count) = match result {
        Ok(stored) => stored,
        Err(error) => return not_attached(&UiError::File(error), effects),
    };
    let is_same = |document: &Document| document.file.as_ref().is_some_and(|file| file.hash == stored.hash);
    if let Some((id, listed)) = documents.iter().find(|(_, document)| is_same(document)) {
        effects.request(Request::OpenDocument(id.clone(), 0));
        return effects.notify(format!("This file is attached already, as \"{}\".", listed.title));
    }
    let name = shown_name(&path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default());
    let (id, listed) = match document.and_then(|id| Some((id.clone(), documents.get(&id)?.clone()))) {
        Some(listed) => listed,
        None => (session.case().free_document_id(), new_document(&name)),
    };
    let file = AttachedFile { hash: stored.hash, kind: stored.kind, bytes: stored.bytes, name };
    let pages = page_count.as_ref().ok().copied().or(listed.pages);
    let content = Document { pages, file: Some(file), ..listed };
    effects.request(Request::Dispatch(Action::PutDocument { document: id.clone(), content }));
    effects.send(Message::ShowAttached(case.clone(), id, page_count.err()));
}

/// Opens a document after its file was attached.
///
/// Shows the error where it cannot be drawn.
///
/// Does nothing where the change of the case was refused: the refusal is shown already.
pub(super) fn show_attached(
    state: &mut State,
    model: &Model,
    case: &CaseId,
    document: &DocumentId,
    error: Option<DrawingError>,
    effects: &Effects<Message>,
) {
    let Ok(session) = model.still_open(case) else { return };
    if session.case().documents.get(document).is_none_or(|document| document.file.is_none()) {
        return;
    }
    opening::open(state, model, document, PagePosition::default(), effects);
    if let Some(error) = error {
        effects.notify(format!("The file is attached, but cannot be shown. {error}."));
    }
}

fn not_attached(error: &UiError, effects: &Effects<Message>) {
    effects.notify(format!("Nothing was attached: {error}."));
}

/// Creates a document that was received today.
///
/// Its title is the file's name without the ending.
fn new_document(name: &str) -> Document {
    let title = name.rsplit_once('.').map_or(name, |(title, _)| title);
    let title = if title.trim().is_empty() { "Document" } else { title };
    Document { received_on: Some(clock::now().date_naive()), ..Document::titled(title) }
}
