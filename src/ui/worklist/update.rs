//! Applies messages of the worklist.
//!
//! Must not know: how any of it is drawn.

use super::create;
use super::message::Message;
use super::state::State;
use crate::clock;
use crate::session::Session;
use crate::ui::effects::{Effects, Request};
use crate::ui::model::Model;
use crate::workspace::worklist::Row;

/// Applies a message to the worklist.
pub fn update(state: &mut State, model: &Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::Read => state.rows.read(model, effects),
        Message::RowsRead(Ok(rows)) => state.rows.set(rows),
        Message::RowsRead(Err(error)) => {
            state.rows.stop_reading();
            effects.notify(format!("{error}."));
        }
        Message::ReadLost => {
            state.rows.stop_reading();
            effects.notify("Reading the worklist stopped unexpectedly: restart the program.");
        }
        Message::Tick => state.rows.tick(model),
        Message::CaseChanged => {
            if let Some(session) = model.session() {
                state.rows.put(row_of(model, session));
            }
        }
        Message::MarkConflict(case, has_copies) => state.rows.mark_conflict(&case, has_copies),
        Message::SelectQueue(queue) => state.queue = queue,
        Message::Search(text) => state.search = text,
        Message::Open(case) => effects.request(Request::OpenCase(case)),
        Message::OpenNeighbor { from, below } => {
            if let Some(case) = state.rows.neighbor(from.as_ref(), below) {
                effects.request(Request::OpenCase(case));
            }
        }
        Message::Create(policy, pathway) => create::create_case(state, model, policy, pathway, effects),
        Message::Created(Ok(session)) => create::created(model, *session, effects),
        Message::Created(Err(error)) => effects.notify(format!("No case was created: {error}.")),
        Message::AddSamples => create::add_samples(model, effects),
        Message::SamplesAdded(Ok(sessions)) => {
            for session in sessions {
                state.rows.put(row_of(model, &session));
                model.saver.save(session.history().clone());
            }
        }
        Message::SamplesAdded(Err(error)) => effects.notify(format!("The samples were not added: {error}.")),
    }
}

fn row_of(model: &Model, session: &Session) -> Row {
    Row::of(session, &model.workspace.rules, clock::now(), clock::local_zone())
}
