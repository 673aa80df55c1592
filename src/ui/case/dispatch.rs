//! Dispatches actions to the open case.
//!
//! Every change that the window makes goes through here.
//!
//! Must not know: what an action means.

use super::message::Message;
use super::state::State;
use super::{linked, position, presence, saving};
use crate::case::{Act, Action};
use crate::checklist::Step;
use crate::ui::effects::{Effects, Request};
use crate::ui::model::Model;
use crate::wording;

/// Applies an action to the open case, or shows a notice that says why not.
pub(super) fn dispatch(state: &mut State, model: &mut Model, action: &Action, effects: &Effects<Message>) {
    let Some(stamp) = model.stamp() else {
        return effects.notify("First enter who reviews (Sign in or switch reviewer).");
    };
    if let Some(why) = model.store.read_only() {
        return effects.notify(format!("Not changed: {why}."));
    }
    if let Some(why) = state.participation.why_not(action.act()).filter(|_| model.open.is_some()) {
        return effects.notify(why);
    }
    if linked::read_linked_first(state, model, action, effects) {
        return;
    }
    go_to_answered(state, model, action);
    let Some(open) = &mut model.open else { return };
    match open.session.dispatch(action, &stamp) {
        Ok(true) => {
            open.refresh();
            if let Action::Cite { citation, .. } = action {
                open.last_citation = Some(citation.clone());
            }
            // The answer may have left an open item of the same question, such as a missing source: stay at that one.
            go_to_answered(state, model, action);
            changed(state, model, action, effects);
        }
        Ok(false) => {}
        Err(error) => effects.notify(format!("Not changed: {error}.")),
    }
    // Another pathway, or another choice on it, can remove the step that is shown.
    if model.open.as_ref().is_some_and(|open| !open.outline.steps().contains(&state.position.step)) {
        state.position.step = Step::Checklist(0);
    }
}

/// Makes the question that an action answers the current item.
///
/// So the shortcut for a source cites that answer.
fn go_to_answered(state: &mut State, model: &Model, action: &Action) {
    if let (Action::Answer { question, .. }, Some(open)) = (action, &model.open)
        && let Some(item) = position::item_of(open, question)
    {
        state.position.go_to(open, item);
    }
}

/// Saves the case after a change, and shows a notice where the change was signed.
fn changed(state: &mut State, model: &Model, action: &Action, effects: &Effects<Message>) {
    let Some(session) = model.session() else { return };
    match action.act() {
        Act::Edit | Act::Judge => effects.request(Request::ClearNotice),
        act => effects.report(Ok(format!("{}: recorded and signed.", wording::act(act)))),
    }
    if state.participation.is_copy() {
        saving::keep_copy(model, session, effects);
    } else {
        model.saver.save(session.history().clone());
        presence::begin_work(state, model, effects);
    }
    effects.request(Request::CaseChanged);
}
