//! Jobs that create cases: one on a pathway, or the samples.
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

/// Starts a job that creates a case on a pathway.
///
/// Nothing happens without a reviewer.
pub(super) fn create_case(
    state: &State,
    model: &Model,
    policy: ContentHash,
    pathway: PathwayId,
    effects: &Effects<Message>,
) {
    let Some(stamp) = model.stamp() else { return };
    // The rows also have cases that are not saved yet, whose numbers are taken too.
    let taken: Vec<_> = state.rows.all().iter().filter_map(|row| row.case.clone()).collect();
    let workspace = model.workspace.clone();
    effects.job("creating the case", move || {
        let created = workspace.create_case(&policy, pathway, &stamp, &taken);
        Message::Created(created.map(Box::new).map_err(UiError::from))
    });
}

/// Saves and shows a case that was created.
pub(super) fn created(model: &Model, session: Session, effects: &Effects<Message>) {
    model.saver.save(session.history().clone());
    effects.request(Request::ClosePage);
    effects.request(Request::ShowCase(Box::new(ShownCase { session, is_on_disk: false, step: None })));
    effects.request(Request::ClearNotice);
    effects.request(Request::CaseChanged);
}

/// Starts a job that adds the samples. Those that exist stay as they are.
pub(super) fn add_samples(model: &Model, effects: &Effects<Message>) {
    let workspace = model.workspace.clone();
    effects.job("adding the sample cases", move || {
        Message::SamplesAdded(workspace.new_samples(clock::now()).map_err(UiError::from))
    });
}
