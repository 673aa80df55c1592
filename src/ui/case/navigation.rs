//! Moves between open items, and to answers that lack a source.
//!
//! Must not know: how a case is changed or drawn.

use super::message::{Direction, Message};
use super::state::State;
use crate::case::Action;
use crate::engine::OpenItem;
use crate::ui::effects::{Effects, Request};
use crate::ui::model::Model;

const NONE_WANTING: &str = "Every answer that needs a source has one.";

/// Shows the step of an open item.
///
/// Its card then scrolls to it and focuses its control.
pub(super) fn jump(state: &mut State, model: &Model, item: OpenItem, effects: &Effects<Message>) {
    effects.request(Request::ClosePage);
    let Some(open) = &model.open else { return };
    state.position.show(model, open.outline.step_of(&item));
    state.position.go_to(open, item.clone());
    state.position.target = Some(item);
}

/// Goes to the open item after or before the current one.
///
/// Shows a notice where nothing is open.
pub(super) fn go_to_open(state: &State, model: &Model, direction: Direction, effects: &Effects<Message>) {
    let Some(open) = &model.open else { return };
    match state.position.neighbor(open, direction) {
        Some(item) => effects.send(Message::Jump(item)),
        None => effects.report(Ok("Nothing is open in this case.".to_owned())),
    }
}

/// Opens the source form.
///
/// It is for the current item, or for the first answer without a source.
pub(super) fn add_source(state: &State, model: &Model, effects: &Effects<Message>) {
    let Some(open) = &model.open else { return };
    match state.position.without_source(open) {
        Some((item, question, row)) => {
            effects.send(Message::Jump(item));
            effects.request(Request::OpenSourceForm(question, row));
        }
        None => effects.request(Request::NoSourceWanted(NONE_WANTING)),
    }
}

/// Cites the last citation again.
///
/// It is for the current item, or for the first answer without a source.
pub(super) fn cite_again(state: &State, model: &Model, effects: &Effects<Message>) {
    let Some(open) = &model.open else { return effects.notify(NONE_WANTING) };
    match (state.position.without_source(open), open.last_citation.clone()) {
        (Some((item, question, row)), Some(citation)) => {
            effects.send(Message::Jump(item));
            effects.request(Request::Dispatch(Action::Cite { question, row, citation }));
        }
        (Some(_), None) => effects.notify("No source has been added yet that could be used again."),
        (None, _) => effects.notify(NONE_WANTING),
    }
}
