//! Creates cases: one on a pathway, or the samples. The store is asked on a thread.
//!
//! Must not know: how a case is filled in.

use super::message::Message;
use super::state::State;
use crate::clock;
use crate::ids::{ContentHash, PathwayId};
use crate::session::Session;
use crate::ui::effects::{Effects, Request, ShownCase};
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Creates a case, which whoever creates it works on.
pub(super) fn start(state: &State, model: &Model, policy: ContentHash, pathway: PathwayId, effects: &Effects<Message>) {
    let Some(stamp) = model.stamp() else { return };
    // Cases that are not in the store yet are among the rows.
    let taken: Vec<_> = state.rows.all().iter().filter_map(|row| row.case.clone()).collect();
    let workspace = model.workspace.clone();
    effects.job("creating the case", move || {
        let created = workspace.create_case(&policy, pathway, &stamp, &taken);
        Message::Created(created.map(Box::new).map_err(UiError::from))
    });
}

/// Shows a case that was created.
pub(super) fn created(model: &Model, session: Session, effects: &Effects<Message>) {
    model.saver.save(session.history().clone());
    effects.request(Request::ClosePage);
    effects.request(Request::ShowCase(Box::new(ShownCase { session, is_on_disk: false, step: None })));
    effects.request(Request::ClearNotice);
    effects.request(Request::CaseChanged);
}

/// Adds the samples; those that are there stay as they are.
pub(super) fn add_samples(model: &Model, effects: &Effects<Message>) {
    let workspace = model.workspace.clone();
    effects.job("adding the sample cases", move || {
        Message::SamplesAdded(workspace.new_samples(clock::now()).map_err(UiError::from))
    });
}
