//! Compares the open case with its conflict copies, and takes over changes.
//!
//! A copy has the changes that could not be saved because a colleague had saved the case.
//!
//! Must not know: how copies are stored.

use super::message::Message;
use super::state::{Comparison, State};
use crate::case::Change;
use crate::clock;
use crate::ids::CaseId;
use crate::store::{Loaded, StoreError};
use crate::ui::effects::{Effects, Page, Request};
use crate::ui::model::Model;
use crate::ui::warnings::not_logged;

/// Starts a job that reads the conflict copies of the open case.
pub(super) fn read(model: &Model, effects: &Effects<Message>) {
    let Some(case) = model.open_id().cloned() else { return };
    let store = model.store.clone();
    effects.job("reading the conflict copies of the case", move || {
        let now = store.load(&case).ok();
        let shared = |copy: &Loaded| copy.history.shared_with(&now.as_ref()?.history);
        let with_base = |copy: Loaded| shared(&copy).map(|base| (copy, base));
        let copies = store.conflict_copies(&case).into_iter().filter_map(with_base).collect();
        Message::Compared(case, Comparison { copies, position: 0 })
    });
}

/// Shows the conflict copies, if the case is still open and has any.
pub(super) fn show(state: &mut State, model: &Model, case: CaseId, comparison: Comparison, effects: &Effects<Message>) {
    let has_any = !comparison.copies.is_empty();
    let is_shown = model.is_open(&case) && has_any;
    effects.request(if is_shown { Request::ShowPage(Page::Comparison) } else { Request::ClosePage });
    effects.request(Request::MarkConflict(case, has_any));
    state.comparison = Some(comparison);
}

/// Dispatches a change of the conflict copy to the open case.
pub(super) fn take_over(change: &Change, effects: &Effects<Message>) {
    for action in change.to_actions().unwrap_or_default() {
        effects.request(Request::Dispatch(action));
    }
}

/// Starts a job that moves the compared conflict copy to the trash.
pub(super) fn drop_copy(state: &State, model: &Model, effects: &Effects<Message>) {
    let Some((copy, _)) = state.comparison.as_ref().and_then(|it| it.copies.get(it.position)) else { return };
    let (case, hash) = (copy.history.case().id.clone(), copy.version.hash.clone());
    let (store, by) = (model.store.clone(), model.reviewer_line());
    effects.job("moving the copy to the trash", move || {
        let moved = store.trash_conflict_copy(&case, &hash, "compared with the case", &by, clock::now());
        Message::CopyDropped(moved.map(|done| {
            let is_logged = done.logged.is_ok();
            (!is_logged).then(|| format!("The copy is in the trash.{}", not_logged(done.logged)))
        }))
    });
}

/// Compares the remaining copies after one was moved to the trash.
pub(super) fn copy_dropped(dropped: Result<Option<String>, StoreError>, effects: &Effects<Message>) {
    match dropped {
        Ok(sentence) => {
            effects.request(Request::ClosePage);
            effects.send(Message::Compare);
            sentence.into_iter().for_each(|sentence| effects.notify(sentence));
        }
        Err(error) => effects.notify(format!("{error}.")),
    }
}
