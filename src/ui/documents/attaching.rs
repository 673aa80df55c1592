//! Attaches files to the case: from a dialog, or dropped on the window.
//!
//! Must not know: what is in a file, or how its pages are shown.

use std::path::{Path, PathBuf};

use super::message::Message;
use super::message::Stored;
use super::showing;
use super::state::State;
use super::viewer::PagePosition;
use crate::case::{Action, AttachedFile, Document, FileKind, shown_name};
use crate::chart::{self, DrawingError, Limits, page_count};
use crate::clock;
use crate::ids::{CaseId, DocumentId};
use crate::ui::effects::{DialogKind, Effects, Request};
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Asks for a file of the open case.
pub(super) fn ask(model: &Model, document: Option<DocumentId>, effects: &Effects<Message>) {
    let Some(case) = model.open_id().cloned() else { return };
    let endings: Vec<&str> = FileKind::ALL.iter().flat_map(|kind| kind.endings()).copied().collect();
    let asks = DialogKind::Open(vec![("PDF, TIFF, PNG, JPEG", endings), ("Any file", vec!["*"])]);
    effects.dialog(asks, move |path| Message::Attach(case, document, vec![path]));
}

/// Attaches files that were dropped on the window.
pub(super) fn dropped(model: &Model, paths: Vec<PathBuf>, effects: &Effects<Message>) {
    match model.open_id().cloned() {
        Some(case) => effects.send(Message::Attach(case, None, paths)),
        None => effects.notify("Nothing was attached: open the case that the file belongs to, and drop it again."),
    }
}

/// Puts files into the store, one after the other.
pub(super) fn attach(
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
        let store_file = |path: &PathBuf| -> Stored {
            let kept = store.store_file(path)?;
            let path = store.file_path(&kept.hash).unwrap_or_default();
            let pages = page_count(draws.clone(), chart::Document { path, hash: kept.hash.clone() }, Limits::default());
            Ok((kept, pages))
        };
        let stored = paths.into_iter().map(|path| {
            let stored = store_file(&path);
            (path, stored)
        });
        let stored = stored.collect();
        Message::Stored(case, document, stored)
    });
}

/// Attaches a file that is in the store. A file that is attached already is shown instead.
pub(super) fn stored(
    model: &Model,
    case: &CaseId,
    document: Option<DocumentId>,
    path: &Path,
    stored: Stored,
    effects: &Effects<Message>,
) {
    let session = match model.still_open(case) {
        Ok(session) => session,
        Err(error) => return not_attached(&error, effects),
    };
    let known = &session.case().documents;
    let (kept, pages) = match stored {
        Ok(stored) => stored,
        Err(error) => return not_attached(&UiError::File(error), effects),
    };
    let is_same = |document: &Document| document.file.as_ref().is_some_and(|file| file.hash == kept.hash);
    if let Some((id, listed)) = known.iter().find(|(_, document)| is_same(document)) {
        effects.request(Request::OpenDocument(id.clone(), 0));
        return effects.notify(format!("This file is attached already, as \"{}\".", listed.title));
    }
    let name = shown_name(&path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default());
    let (id, listed) = match document.and_then(|id| Some((id.clone(), known.get(&id)?.clone()))) {
        Some(listed) => listed,
        None => (session.case().free_document_id(), new_document(&name)),
    };
    let found = pages.as_ref().ok().copied();
    let file = AttachedFile { hash: kept.hash, kind: kept.kind, bytes: kept.bytes, name };
    let content = Document { pages: found.or(listed.pages), file: Some(file), ..listed };
    effects.request(Request::Dispatch(Action::PutDocument { document: id.clone(), content }));
    effects.send(Message::ShowAttached(case.clone(), id, pages.err()));
}

/// Shows a document that was attached just now. Where the change was refused, that was said.
pub(super) fn show(
    state: &mut State,
    model: &Model,
    case: &CaseId,
    document: &DocumentId,
    trouble: Option<DrawingError>,
    effects: &Effects<Message>,
) {
    let Ok(session) = model.still_open(case) else { return };
    if session.case().documents.get(document).is_none_or(|document| document.file.is_none()) {
        return;
    }
    showing::open(state, model, document, PagePosition::default(), effects);
    if let Some(trouble) = trouble {
        effects.notify(format!("The file is attached, but cannot be shown. {trouble}."));
    }
}

fn not_attached(error: &UiError, effects: &Effects<Message>) {
    effects.notify(format!("Nothing was attached: {error}."));
}

/// A document that was received today, with its file's name without the ending as its title.
fn new_document(name: &str) -> Document {
    let title = name.rsplit_once('.').map_or(name, |(title, _)| title);
    let title = if title.trim().is_empty() { "Document" } else { title };
    Document { received_on: Some(clock::now().date_naive()), ..Document::titled(title) }
}
