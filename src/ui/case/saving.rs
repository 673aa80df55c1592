//! Handles outcomes of saves and conflicts with a colleague's.
//!
//! Must not know: how a save is made safe.

use super::message::Message;
use super::opening;
use super::save_status::SaveStatus;
use super::state::State;
use crate::clock;
use crate::ids::{CaseId, ContentHash};
use crate::session::Session;
use crate::store::{Loaded, Problem, StoreError};
use crate::ui::effects::{Effects, Request, ShownCase};
use crate::ui::model::Model;

/// Handles the outcomes of saves since the last frame.
///
/// They change the save status, show notices, and save conflict copies.
pub(super) fn collect(state: &mut State, model: &Model, effects: &Effects<Message>) {
    const STOPPED: &str =
        "the program has failed and can no longer save: write down what you typed last, then restart it";
    if model.saver.has_stopped() && model.open.is_some() {
        state.save_status = SaveStatus::Failed(STOPPED.to_owned());
    }
    for outcome in model.saver.outcomes() {
        if let Err(StoreError::Conflict(case)) = &outcome.result {
            save_conflict_copy(model, case, effects);
        }
        if let Ok(Err(why)) = outcome.result.as_ref().map(|saved| saved.logged) {
            effects.notify(format!("Saved, but not recorded in this workstation's log: {why}."));
        }
        let now = clock::now();
        let is_open = model.is_open(&outcome.case);
        match outcome.result {
            Ok(saved) if is_open && saved.confirmed => state.save_status = SaveStatus::Saved(outcome.sequence, now),
            Ok(_) if is_open => state.save_status = SaveStatus::Unconfirmed(outcome.sequence, now),
            Err(error) if is_open => state.save_status = SaveStatus::Failed(error.to_string()),
            Err(error) => effects.notify(format!("{error}.")),
            Ok(_) => {}
        }
    }
}

/// Tries failed saves again.
///
/// Also saves the open case once more where its save was not confirmed.
pub(super) fn save_again(state: &State, model: &Model) {
    if let (Some(session), SaveStatus::Unconfirmed(..)) = (model.session(), &state.save_status) {
        model.saver.save(session.history().clone());
    }
    model.saver.retry();
}

/// Starts a job that saves the open case as a conflict copy.
pub(super) fn keep_copy(model: &Model, session: &Session, effects: &Effects<Message>) {
    let (store, history) = (model.store.clone(), session.history().clone());
    effects.job("saving the copy", move || {
        let kept = store.save_conflict_copy(&history).map(|_| ());
        Message::CopyKept(history.case().id.clone(), history.last_sequence(), kept)
    });
}

/// Updates the save status after a conflict copy was saved, or not.
pub(super) fn copy_kept(state: &mut State, model: &Model, case: &CaseId, up_to: u32, kept: Result<(), StoreError>) {
    if model.is_open(case) {
        state.save_status = match kept {
            Ok(()) => SaveStatus::Copy(up_to, clock::now()),
            Err(error) => SaveStatus::Failed(error.to_string()),
        };
    }
}

/// Starts a job that saves unsaved changes as a conflict copy.
///
/// It also reads the case as the colleague saved it.
fn save_conflict_copy(model: &Model, case: &CaseId, effects: &Effects<Message>) {
    let Some(history) = model.saver.pending(case) else { return };
    let (store, case) = (model.store.clone(), case.clone());
    effects.job("saving your work as a copy", move || {
        let kept = store.save_conflict_copy(&history);
        let now = store.load(&case);
        Message::ConflictKept(case, history.last_sequence(), kept, Box::new(now))
    });
}

/// Shows the colleague's version once the conflict copy is saved.
///
/// Changes made since the job began are saved as a further copy first. Where the copy failed, the case stays as it is.
pub(super) fn conflict_kept(
    state: &mut State,
    model: &mut Model,
    case: &CaseId,
    up_to: u32,
    kept: Result<ContentHash, StoreError>,
    now: Result<Loaded, StoreError>,
    effects: &Effects<Message>,
) {
    if let Err(why) = kept {
        return effects.notify(format!("Your work on case {case} is not saved yet: {why}. Do not close the window."));
    }
    if model.saver.pending(case).is_some_and(|pending| pending.last_sequence() > up_to) {
        return save_conflict_copy(model, case, effects);
    }
    model.saver.discard_failed(case, up_to);
    effects.request(Request::MarkConflict(case.clone(), true));
    let is_gone = matches!(now, Err(StoreError::Unusable { why: Problem::OnlyConflictCopies, .. }));
    if model.is_open(case) {
        show_again(state, model, case, now, effects);
    }
    if is_gone {
        effects.request(Request::ReadWorklist);
        effects.notify(format!(
            "Somebody else deleted case {case} in the meantime. Your work is saved as a copy: open the case from the \
             list to put it back."
        ));
    } else {
        effects.notify(format!(
            "Somebody else saved case {case} in the meantime, and you see it as it is now. Your work is saved as a \
             copy: compare the two."
        ));
    }
}

fn show_again(
    state: &mut State,
    model: &mut Model,
    case: &CaseId,
    now: Result<Loaded, StoreError>,
    effects: &Effects<Message>,
) {
    let step = Some(state.position.step);
    let resumed = now.ok().and_then(|loaded| {
        model.saver.adopt(case.clone(), loaded.version);
        Session::resume(loaded.history, &model.workspace.catalog).ok()
    });
    match resumed {
        Some(session) => {
            opening::show(state, model, ShownCase { session, is_on_disk: true, step }, effects);
            effects.request(Request::CaseChanged);
        }
        None => effects.request(Request::CloseCase),
    }
}
