//! Case files that cannot be read, and the versions that can replace them.
//!
//! Must not know: what is wrong with a file.

use super::message::Message;
use super::state::{DamagedCase, State};
use crate::clock;
use crate::ids::CaseId;
use crate::session::Session;
use crate::ui::effects::{Effects, Page, Request, ShownCase};
use crate::ui::error::UiError;
use crate::ui::model::Model;
use crate::ui::warnings::not_logged;

/// Starts a job that looks for other versions of a case whose file cannot be read.
pub(super) fn examine(model: &Model, case: CaseId, why: String, effects: &Effects<Message>) {
    effects.request(Request::CloseCase);
    let store = model.store.clone();
    effects.job("looking for earlier versions of the case", move || {
        Message::Examined(DamagedCase {
            restore_candidates: store.restore_candidates(&case),
            is_missing: !store.exists(&case),
            can_be_viewed: store.load_unverified(&case).is_ok(),
            case,
            why,
        })
    });
}

/// Offers the page for the damaged file.
///
/// It is ignored if the reviewer has opened another case or page in the meantime.
pub(super) fn examined(state: &mut State, damaged: DamagedCase, effects: &Effects<Message>) {
    state.damaged = Some(damaged);
    effects.request(Request::OfferPage(Page::Damaged));
}

/// Starts a job that reads the damaged file without verifying it.
pub(super) fn open(state: &State, model: &Model, effects: &Effects<Message>) {
    let Some(damaged) = &state.damaged else { return };
    let (store, catalog, case) = (model.store.clone(), model.workspace.catalog.clone(), damaged.case.clone());
    effects.job("reading the damaged file", move || {
        let read = store.load_unverified(&case).map_err(UiError::from);
        let read = read.and_then(|history| Ok(Box::new(Session::resume(history, &catalog)?)));
        Message::DamagedRead(case, read)
    });
}

/// Shows the damaged file read-only.
///
/// Does nothing if another case was opened in the meantime.
pub(super) fn opened(
    state: &State,
    model: &Model,
    case: &CaseId,
    read: Result<Box<Session>, UiError>,
    effects: &Effects<Message>,
) {
    if model.open.is_some() || state.damaged.as_ref().is_none_or(|damaged| damaged.case != *case) {
        return;
    }
    match read {
        Ok(session) => {
            effects.request(Request::ClosePage);
            let shown = ShownCase { session: *session, is_on_disk: true, step: None };
            effects.request(Request::ShowCase(Box::new(shown)));
        }
        Err(error) => effects.notify(format!("{error}.")),
    }
}

/// Starts a job that replaces the damaged file by an earlier version.
pub(super) fn put_back(state: &State, model: &Model, position: usize, effects: &Effects<Message>) {
    let Some(damaged) = &state.damaged else { return };
    let Some(earlier) = damaged.restore_candidates.get(position).cloned() else { return };
    let sentence = if damaged.is_missing {
        "The saved work is in place."
    } else {
        "The earlier version is in place; the damaged file is in the trash."
    };
    let (store, by) = (model.store.clone(), model.reviewer_line());
    effects.job("putting the earlier version in place", move || {
        let done = store.restore_generation(&earlier, clock::now(), &by);
        Message::Moved(done.map(|back| format!("{sentence}{}", not_logged(back.logged))))
    });
}
