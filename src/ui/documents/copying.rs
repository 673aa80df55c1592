//! Saves copies of attached files, and opens them in another program.
//!
//! Must not know: where the store keeps a file.

use std::path::PathBuf;

use super::message::Message;
use super::state::State;
use crate::ids::{CaseId, ContentHash, DocumentId};
use crate::ui::OPEN_IT_YOURSELF;
use crate::ui::effects::{DialogKind, Effects, Request};
use crate::ui::error::UiError;
use crate::ui::model::Model;
use crate::ui::warnings::not_logged;
use crate::workspace::Target;

/// Asks where a copy of the shown document's file goes.
///
/// The offered name is made of the ids of case and document. The file's own name is left out: faxes are often named
/// after the patient.
pub(super) fn ask_path(state: &State, model: &Model, effects: &Effects<Message>) {
    let (Some(session), Some(viewer)) = (model.session(), &state.viewer) else { return };
    let (case, document) = (session.case().id.clone(), viewer.document.clone());
    let file = session.case().documents.get(&document).and_then(|document| document.file.as_ref());
    let Some((kind, ending)) = file.and_then(|file| Some((file.kind, file.kind.endings().first()?))) else { return };
    let asks = DialogKind::Save { name: format!("{case}-{document}.{ending}"), kinds: vec![(kind.name(), ending)] };
    effects.dialog(asks, move |path| Message::SaveCopy(case, document, path));
}

/// Saves a copy of a document's file, on a thread.
pub(super) fn save(model: &Model, case: &CaseId, document: &DocumentId, path: PathBuf, effects: &Effects<Message>) {
    let prepared = || {
        let session = model.still_open(case)?;
        let file = session.case().documents.get(document).and_then(|document| document.file.as_ref());
        Ok::<_, UiError>((file.ok_or(UiError::NoFile)?.hash.clone(), session.clone()))
    };
    let (hash, session) = match prepared() {
        Ok(prepared) => prepared,
        Err(error) => return effects.notify(format!("No copy was saved: {error}.")),
    };
    let (workspace, document, by) = (model.workspace.clone(), document.clone(), model.reviewer_line());
    effects.job("saving the copy", move || {
        // The dialog has asked before it returned the name of an existing file.
        let target = Target { path: &path, replaces: true, by: Some(&by) };
        let saved = workspace.copy_document(&session, &document, &target);
        let saved = saved.map(|exported| not_logged(exported.logged)).map_err(UiError::from);
        Message::CopySaved(hash, saved.map(|warning| (path, warning)))
    });
}

/// Remembers the path of a saved copy, and shows the result.
pub(super) fn finish(
    state: &mut State,
    hash: &ContentHash,
    result: Result<(PathBuf, String), UiError>,
    effects: &Effects<Message>,
) {
    match result {
        Ok((path, warning)) => {
            if let Some(viewer) = state.viewer.as_mut().filter(|viewer| viewer.hash == *hash) {
                viewer.saved_copy = Some(path);
            }
            effects.report(Ok(format!("The copy was saved.{warning}")));
        }
        Err(error) => effects.notify(format!("No copy was saved: {error}.")),
    }
}

/// Opens the saved copy in the program that the system names for it.
pub(super) fn open(state: &State, effects: &Effects<Message>) {
    if let Some(copy) = state.viewer.as_ref().and_then(|viewer| viewer.saved_copy.clone()) {
        effects.request(Request::OpenWithSystem(copy, OPEN_IT_YOURSELF));
    }
}
