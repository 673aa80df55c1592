//! Interrupted saves: what the program was saving when it was stopped.
//!
//! The reviewer recovers or discards each.
//!
//! Must not know: how a save is made safe.

use super::message::Message;
use super::state::State;
use crate::store::Recoverable;
use crate::ui::effects::{Effects, Page, Request};
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Starts a job that looks for interrupted saves, unless the folder is read-only.
pub(super) fn find(model: &Model, effects: &Effects<Message>) {
    if model.store.read_only().is_some() {
        return;
    }
    let store = model.store.clone();
    effects.job("looking for interrupted saves", move || Message::FoundRecoverable(store.recoverable()));
}

/// Shows the page of interrupted saves, if there are any.
pub(super) fn found(state: &mut State, found: Vec<Recoverable>, effects: &Effects<Message>) {
    if !found.is_empty() {
        effects.request(Request::ShowPage(Page::Recovery));
    }
    state.recoverable = found;
}

/// Starts a job that recovers an interrupted save, or discards it.
pub(super) fn resolve(model: &Model, found: Recoverable, recover: bool, effects: &Effects<Message>) {
    let store = model.store.clone();
    effects.job("recovering the case", move || {
        let resolved = if recover {
            store.recover(&found).map(|_| format!("Case {} is as it was when saving was interrupted.", found.case))
        } else {
            store
                .discard_recoverable(&found)
                .map(|()| format!("The interrupted save of case {} was discarded.", found.case))
        };
        Message::Resolved(found, resolved.map_err(UiError::from))
    });
}

/// Removes a save from the list after it was recovered or discarded.
///
/// The page closes with the last one.
pub(super) fn resolved(
    state: &mut State,
    model: &Model,
    found: &Recoverable,
    outcome: Result<String, UiError>,
    effects: &Effects<Message>,
) {
    match outcome {
        Ok(sentence) => {
            state.recoverable.retain(|other| other != found);
            if model.is_open(&found.case) {
                effects.request(Request::CloseCase);
            }
            effects.report(Ok(sentence));
            effects.request(Request::ReadWorklist);
        }
        Err(error) => effects.notify(format!("{error}.")),
    }
    if state.recoverable.is_empty() {
        effects.request(Request::ClosePageOf(Page::Recovery));
    }
}
