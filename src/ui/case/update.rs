//! Applies messages of the open case.
//!
//! Must not know: how any of it is drawn.

use super::message::Message;
use super::state::State;
use super::{dispatch, linked, navigation, opening, presence, saving};
use crate::ui::effects::{Effects, Request};
use crate::ui::model::Model;

/// Applies a message to the open case.
pub fn update(state: &mut State, model: &mut Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::Open(case) => opening::open(state, model, &case, effects),
        Message::OpenAndSay(case, sentence) => opening::open_and_say(state, model, &case, sentence, effects),
        Message::ReadAgain(case, afterwards) => opening::start_reading(state, model, &case, afterwards, effects),
        Message::Read(case, afterwards, read) => opening::read(state, model, &case, afterwards, read, effects),
        Message::NotResumed(case, error) => opening::not_resumed(state, &case, &error, effects),
        Message::Show(shown) => opening::show(state, model, *shown, effects),
        Message::Close => (model.open, state.opening) = (None, None),
        Message::Dispatch(action) => dispatch::dispatch(state, model, &action, effects),
        Message::LinkedRead(case, head, read) => {
            state.is_reading_linked = false;
            linked::read(model, &case, &head, read, effects);
        }
        Message::LinkedLost => {
            state.is_reading_linked = false;
            effects.notify("Not changed: reading the linked case stopped unexpectedly. Try again.");
        }
        Message::ShowStep(step) => state.position.show(model, step),
        Message::Jump(item) => navigation::jump(state, model, item, effects),
        Message::GoToOpen(direction) => navigation::go_to_open(state, model, direction, effects),
        Message::AddSource => navigation::add_source(state, model, effects),
        Message::CiteAgain => navigation::cite_again(state, model, effects),
        Message::ToggleOnlyOpen => {
            state.only_open = !state.only_open;
            state.position.show(model, state.position.step);
        }
        Message::TogglePolicy => {
            state.policy_beside = !state.policy_beside;
            effects.request(Request::ClosePage);
        }
        Message::LookUp(criterion) => {
            state.policy_beside = true;
            state.position.looked_up = Some(criterion);
        }
        Message::PresenceRead(case, there) => presence::read(state, model, &case, there, effects),
        Message::Beat => presence::beat(state, model, effects),
        Message::TakeOver => presence::take_over(state, model, effects),
        Message::TakenOver(case, me, taken) => presence::taken_over(state, model, &case, me, taken, effects),
        Message::WorkOnCopy => state.participation.work_on_copy(),
        Message::CopyKept(case, up_to, kept) => saving::copy_kept(state, model, &case, up_to, kept),
        Message::SaveAgain => saving::save_again(state, model),
        Message::ConflictKept(case, up_to, kept, now) => {
            saving::conflict_kept(state, model, &case, up_to, kept, *now, effects);
        }
        Message::Logged(Ok(())) | Message::Done => {}
        Message::Logged(Err(failure)) => {
            effects.notify(format!("This workstation's log was not written: {failure}."));
        }
    }
}

/// Handles outcomes of saves. Called once a frame; reads memory only.
pub fn collect_saves(state: &mut State, model: &Model, effects: &Effects<Message>) {
    saving::collect(state, model, effects);
}

/// Withdraws the presence of this window from a case that it has left.
///
/// Called once a frame.
pub fn leave(state: &mut State, model: &Model, effects: &Effects<Message>) {
    presence::leave(state, model, effects);
}
