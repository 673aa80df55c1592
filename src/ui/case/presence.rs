//! Presence: announces this window in the open case, and reads colleagues'.
//!
//! Must not know: how presence is stored, or how conflicts are detected.

use super::message::{Afterwards, Message};
use super::participation::{Colleague, Participation};
use super::state::State;
use crate::clock;
use crate::ids::CaseId;
use crate::store::{Logged, Presence};
use crate::ui::effects::Effects;
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Returns a first presence of this window, since now.
fn own_presence(model: &Model) -> Presence {
    let station = model.store.station().to_owned();
    Presence { station, process: std::process::id(), by: model.reviewer_line(), since: clock::now(), beat: 1 }
}

/// Starts a job that reads the presence of a colleague in a case.
pub(super) fn start_reading(model: &Model, case: &CaseId, effects: &Effects<Message>) {
    let (store, case, me) = (model.store.clone(), case.clone(), own_presence(model));
    effects.job("checking who is working on the case", move || {
        let there = store.presence(&case).filter(|other| !other.is_same_window(&me));
        Message::PresenceRead(case, there)
    });
}

/// Updates the participation with the presence that was read.
///
/// Reads the case again where the colleague has left it.
pub(super) fn read(
    state: &mut State,
    model: &mut Model,
    case: &CaseId,
    there: Option<Presence>,
    effects: &Effects<Message>,
) {
    if !model.is_open(case) {
        return;
    }
    match (there, &mut state.participation) {
        (Some(who), Participation::Theirs(known) | Participation::Copy(known)) => {
            if (who.beat, &who.station) != (known.presence.beat, &known.presence.station) {
                *known = Colleague::new(who);
            }
        }
        (Some(who), participation @ Participation::Free) => *participation = Participation::Theirs(Colleague::new(who)),
        (Some(who), participation @ Participation::Mine(_)) => {
            effects.notify(format!(
                "{} took this case over on {}: you see it as it was last saved here.",
                who.by, who.station
            ));
            *participation = Participation::Theirs(Colleague::new(who));
        }
        (None, Participation::Theirs(_)) => {
            // The colleague has left the case: read it again with their changes.
            let sentence = "Nobody else is working on this case now; you see it as it was last saved.".to_owned();
            let afterwards =
                Afterwards { step: Some(state.position.step), sentence: Some(sentence), ..Afterwards::default() };
            effects.send(Message::ReadAgain(case.clone(), afterwards));
        }
        (None, Participation::Free | Participation::Mine(_) | Participation::Copy(_)) => {}
    }
}

/// Renews the presence of this window, or reads that of the colleague again.
pub(super) fn beat(state: &mut State, model: &Model, effects: &Effects<Message>) {
    let Some(case) = model.open_id() else { return };
    match &mut state.participation {
        Participation::Free => {}
        Participation::Mine(me) => {
            me.beat += 1;
            announce(model, case, me.clone(), effects);
        }
        Participation::Theirs(_) | Participation::Copy(_) => start_reading(model, case, effects),
    }
}

/// Announces the presence of this window in the open case.
///
/// Called at each change, it acts on the first.
pub(super) fn begin_work(state: &mut State, model: &Model, effects: &Effects<Message>) {
    let Some(case) = model.open_id().filter(|_| matches!(state.participation, Participation::Free)) else { return };
    let me = own_presence(model);
    state.participation = Participation::Mine(me.clone());
    announce(model, case, me, effects);
}

fn announce(model: &Model, case: &CaseId, me: Presence, effects: &Effects<Message>) {
    let (store, case) = (model.store.clone(), case.clone());
    effects.job("recording who is working on the case", move || {
        // Presence only informs; `CaseStore::save` detects conflicts. So a failure to write it stops nothing.
        match store.announce_presence(&case, &me).ok().flatten() {
            Some(there) => Message::PresenceRead(case, Some(there)),
            None => Message::Done,
        }
    });
}

/// Starts a job that takes the case over, and logs that.
pub(super) fn take_over(state: &State, model: &Model, effects: &Effects<Message>) {
    let (Some(case), Some(colleague)) = (model.open_id().cloned(), state.participation.colleague()) else { return };
    let from = colleague.presence.station.clone();
    let (store, me, by) = (model.store.clone(), own_presence(model), model.reviewer_line());
    effects.job("taking the case over", move || {
        let taken = store.take_over(&case, &me);
        let logged = store.log(Logged::TakenOver { case: case.clone(), from }, Some(&by));
        Message::TakenOver(case, me, taken.map_err(UiError::from).and(logged.map_err(UiError::from)))
    });
}

/// Reads the case again after it was taken over, with the colleague's last changes.
pub(super) fn taken_over(
    state: &mut State,
    model: &mut Model,
    case: &CaseId,
    me: Presence,
    taken: Result<(), UiError>,
    effects: &Effects<Message>,
) {
    if let Err(error) = taken {
        return effects.notify(format!("The case was not taken over: {error}."));
    }
    if model.is_open(case) {
        let afterwards = Afterwards { step: Some(state.position.step), presence: Some(me), ..Afterwards::default() };
        effects.send(Message::ReadAgain(case.clone(), afterwards));
    }
}

/// Withdraws the presence of this window from a case that it has left.
///
/// Called once a frame.
pub(super) fn leave(state: &mut State, model: &Model, effects: &Effects<Message>) {
    let now = model.open_id().and_then(|case| match &state.participation {
        Participation::Mine(me) => Some((case.clone(), me.clone())),
        Participation::Free | Participation::Theirs(_) | Participation::Copy(_) => None,
    });
    let case_of = |announced: &Option<(CaseId, Presence)>| announced.as_ref().map(|(case, _)| case.clone());
    let left = if case_of(&now) == case_of(&state.announced) { None } else { state.announced.take() };
    state.announced = now;
    if let Some((case, me)) = left {
        let store = model.store.clone();
        effects.job("leaving the case", move || {
            store.withdraw_presence(&case, &me);
            Message::Done
        });
    }
}
