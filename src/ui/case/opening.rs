//! Reads a case in a job and shows it.
//!
//! Where several were asked for, only the last is shown.
//!
//! Must not know: how a case is stored.

use super::message::{Afterwards, Message};
use super::participation::Participation;
use super::position::Position;
use super::presence;
use super::save_status::SaveStatus;
use super::state::{Opening, State};
use crate::ids::CaseId;
use crate::session::Session;
use crate::store::{Logged, StoreError, Version};
use crate::ui::effects::{Effects, Request, ShownCase};
use crate::ui::error::UiError;
use crate::ui::model::{Model, OpenCase};

/// Opens a case in place of the open one.
pub(super) fn open(state: &mut State, model: &mut Model, case: &CaseId, effects: &Effects<Message>) {
    effects.request(Request::ClosePage);
    if model.is_open(case) {
        state.opening = None;
        return;
    }
    // Keys that are pressed while the case is read must not change the one that was open.
    model.open = None;
    start_reading(state, model, case, Afterwards::default(), effects);
}

/// Opens a case, then shows a notice.
pub(super) fn open_and_say(
    state: &mut State,
    model: &mut Model,
    case: &CaseId,
    sentence: String,
    effects: &Effects<Message>,
) {
    start_reading(state, model, case, Afterwards { sentence: Some(sentence), ..Afterwards::default() }, effects);
}

/// Starts a job that reads a case. An open one stays open until that is done.
///
/// A case with unsaved changes is taken from the saver instead.
pub(super) fn start_reading(
    state: &mut State,
    model: &mut Model,
    case: &CaseId,
    afterwards: Afterwards,
    effects: &Effects<Message>,
) {
    // A history that is still to be saved, or could not be, is newer than the file.
    if let Some(history) = model.saver.pending(case) {
        match Session::resume(history, &model.workspace.catalog) {
            Ok(session) => {
                model.saver.save(session.history().clone());
                show_read(state, model, session, false, afterwards, effects);
            }
            Err(error) => {
                state.opening = None;
                effects.notify(format!("{error}."));
            }
        }
        return;
    }
    state.opening = Some(Opening::new(case));
    let (store, catalog, case) = (model.store.clone(), model.workspace.catalog.clone(), case.clone());
    let lost = Message::NotResumed(case.clone(), UiError::NotOpen(case.clone()));
    effects.job_or("opening the case", lost, move || match store.load(&case) {
        Ok(loaded) => match Session::resume(loaded.history, &catalog) {
            Ok(session) => Message::Read(case, afterwards, Ok((loaded.version, Box::new(session)))),
            Err(error) => Message::NotResumed(case, error.into()),
        },
        Err(error) => Message::Read(case, afterwards, Err(error)),
    });
}

/// Shows a case that was read, unless another one was asked for in the meantime.
pub(super) fn read(
    state: &mut State,
    model: &mut Model,
    case: &CaseId,
    afterwards: Afterwards,
    read: Result<(Version, Box<Session>), StoreError>,
    effects: &Effects<Message>,
) {
    if state.opening.as_ref().is_none_or(|opening| opening.case != *case) {
        return;
    }
    state.opening = None;
    match read {
        Ok((version, session)) => {
            model.saver.adopt(case.clone(), version);
            show_read(state, model, *session, true, afterwards, effects);
        }
        Err(StoreError::Unusable { case, why }) => effects.request(Request::ShowDamaged(case, why.to_string())),
        Err(error) => effects.notify(format!("{error}.")),
    }
}

/// Shows a notice that says why a case that was read is not shown.
pub(super) fn not_resumed(state: &mut State, case: &CaseId, error: &UiError, effects: &Effects<Message>) {
    if state.opening.as_ref().is_some_and(|opening| opening.case == *case) {
        state.opening = None;
        effects.notify(format!("{error}."));
    }
}

fn show_read(
    state: &mut State,
    model: &mut Model,
    session: Session,
    is_on_disk: bool,
    afterwards: Afterwards,
    effects: &Effects<Message>,
) {
    let (case, revision) = (session.case().id.clone(), session.history().last_sequence());
    show(state, model, ShownCase { session, is_on_disk, step: afterwards.step }, effects);
    if let Some(me) = afterwards.presence {
        state.participation = Participation::Mine(me);
    }
    presence::start_reading(model, &case, effects);
    effects.request(Request::Log(Logged::Viewed { case, revision }));
    effects.request(Request::ClearNotice);
    afterwards.sentence.into_iter().for_each(|sentence| effects.report(Ok(sentence)));
}

/// Shows a case as the open one.
///
/// Save status, participation and position are reset.
pub(super) fn show(state: &mut State, model: &mut Model, shown: ShownCase, effects: &Effects<Message>) {
    let ShownCase { session, is_on_disk, step } = shown;
    let session = model.workspace.held(session);
    state.opening = None;
    state.save_status = SaveStatus::AsOpened(if is_on_disk { session.history().last_sequence() } else { 0 });
    state.participation = Participation::Free;
    state.position = Position::at_start_of(&session);
    model.open = Some(OpenCase::new(session));
    if let Some(step) = step {
        state.position.show(model, step);
    }
    effects.request(Request::CaseShown);
}
