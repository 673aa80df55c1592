//! Copies of attached files, saved where the user says and opened only as such a copy.
//!
//! Must not know: how a file is kept.

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

/// Asks where a copy of the shown document goes. The case number stands in its name, and nothing that came with the file: names
/// of faxes are names of patients.
pub(super) fn ask(state: &State, model: &Model, effects: &Effects<Message>) {
    let (Some(session), Some(viewer)) = (model.session(), &state.viewer) else { return };
    let (case, document) = (session.case().id.clone(), viewer.document.clone());
    let file = session.case().documents.get(&document).and_then(|document| document.file.as_ref());
    let Some((kind, ending)) = file.and_then(|file| Some((file.kind, file.kind.endings().first()?))) else { return };
    let asks = DialogKind::Save { name: format!("{case}-{document}.{ending}"), kinds: vec![(kind.name(), ending)] };
    effects.dialog(asks, move |path| Message::SaveCopy(case, document, path));
}

/// Copies a document's file to where the user said.
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
        // The dialog asked before it named a file that exists.
        let target = Target { path: &path, replaces: true, by: Some(&by) };
        let saved = workspace.copy_document(&session, &document, &target);
        let saved = saved.map(|exported| not_logged(exported.logged)).map_err(UiError::from);
        Message::CopySaved(hash, saved.map(|besides| (path, besides)))
    });
}

/// Notes where the copy is.
pub(super) fn saved(
    state: &mut State,
    hash: &ContentHash,
    saved: Result<(PathBuf, String), UiError>,
    effects: &Effects<Message>,
) {
    match saved {
        Ok((path, besides)) => {
            if let Some(viewer) = state.viewer.as_mut().filter(|viewer| viewer.hash == *hash) {
                viewer.saved_copy = Some(path);
            }
            effects.report(Ok(format!("The copy was saved.{besides}")));
        }
        Err(error) => effects.notify(format!("No copy was saved: {error}.")),
    }
}

/// Opens the copy with whatever this system opens it with.
pub(super) fn open(state: &State, effects: &Effects<Message>) {
    if let Some(copy) = state.viewer.as_ref().and_then(|viewer| viewer.saved_copy.clone()) {
        effects.request(Request::OpenWithSystem(copy, OPEN_IT_YOURSELF));
    }
}
