//! The trash: moves cases there and restores them.
//!
//! Must not know: where it is stored.

use super::message::Message;
use super::state::State;
use crate::clock;
use crate::ids::CaseId;
use crate::store::{StoreError, Trashed};
use crate::ui::effects::{Effects, Page, Request};
use crate::ui::model::Model;
use crate::ui::warnings::not_logged;

/// Starts a job that reads the trash.
pub(super) fn read(model: &Model, effects: &Effects<Message>) {
    let store = model.store.clone();
    effects.job("reading the trash", move || Message::TrashRead(store.trashed()));
}

/// Shows the page of the trash.
pub(super) fn show(state: &mut State, trashed: Vec<Trashed>, effects: &Effects<Message>) {
    state.trashed = trashed;
    effects.request(Request::ShowPage(Page::Trash));
}

/// Starts a job that moves a case to the trash.
///
/// Refused while the case has unsaved changes.
pub(super) fn move_to_trash(model: &Model, case: CaseId, reason: String, effects: &Effects<Message>) {
    if model.saver.pending(&case).is_some() {
        return effects.notify("The case is still being saved: try again.");
    }
    let (store, by) = (model.store.clone(), model.reviewer_line());
    effects.job("moving the case to the trash", move || {
        let done = store.trash(&case, &reason, &by, clock::now());
        let sentence = done.map(|done| format!("Case {case} is in the trash.{}", not_logged(done.logged)));
        Message::MovedToTrash(case, sentence)
    });
}

/// Closes a case that was moved to the trash.
pub(super) fn moved_to_trash(
    model: &Model,
    case: &CaseId,
    moved: Result<String, StoreError>,
    effects: &Effects<Message>,
) {
    if moved.is_ok() && model.is_open(case) {
        effects.request(Request::CloseCase);
    }
    effects.send(Message::Moved(moved));
}

/// Starts a job that restores a case from the trash.
pub(super) fn put_back(model: &Model, trashed: Trashed, effects: &Effects<Message>) {
    let (store, by) = (model.store.clone(), model.reviewer_line());
    effects.job("restoring the case from the trash", move || {
        let done = store.restore_from_trash(&trashed, &by);
        Message::Moved(
            done.map(|back| format!("Case {} was restored from the trash.{}", trashed.case, not_logged(back.logged))),
        )
    });
}

/// Closes the page and reads the worklist again after a file was moved.
pub(super) fn moved(state: &mut State, moved: Result<String, StoreError>, effects: &Effects<Message>) {
    match moved {
        Ok(sentence) => {
            state.damaged = None;
            effects.request(Request::ClosePage);
            effects.report(Ok(sentence));
            effects.request(Request::ReadWorklist);
        }
        Err(error) => effects.notify(format!("{error}.")),
    }
}
