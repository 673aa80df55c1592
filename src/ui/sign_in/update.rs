//! Applies messages of signing in.
//!
//! Must not know: how any of it is drawn.

use super::message::Message;
use super::message::{PassphraseField, RosterRead, SignedIn};
use super::roster::{known_rosters, read_roster};
use super::state::State;
use super::{roster, unlocking};
use crate::case::{Reviewer, Stamp};
use crate::clock;
use crate::ui::effects::{Effects, Request};
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Applies a message of signing in.
pub fn update(state: &mut State, model: &mut Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::ReadRoster => {
            let (store, memory) = (model.store.clone(), known_rosters(model.settings_file.as_deref()));
            effects.job("reading the roster", move || Message::RosterRead(Box::new(read_roster(&store, &memory))));
        }
        Message::RosterRead(read) => set_roster(state, model, *read, effects),
        Message::ConfirmRoster => {
            if model.roster().is_none() {
                model.settings.roster = None;
            }
            roster::confirm(model, effects);
        }
        Message::Typed(field, edits) => {
            let secret = match field {
                PassphraseField::First => &mut state.passphrase,
                PassphraseField::Repeated => &mut state.repeated,
            };
            edits.iter().for_each(|edit| secret.edit(edit));
        }
        Message::ClearPassphrases => drop(state.take_passphrase()),
        Message::SignIn(who) => unlocking::sign_in(state, model, who, effects),
        Message::CreateRoster { name, credential } => {
            unlocking::create_roster(state, model, name, &credential, effects);
        }
        Message::Unlocked(outcome) => {
            state.is_unlocking = false;
            match outcome {
                Ok(signed_in) => signed_in_as(model, *signed_in, effects),
                Err(why) => effects.notify(format!("Not signed in: {why}.")),
            }
        }
        Message::NameReviewer { name, credential } => {
            match Reviewer::unproved(&name, &credential).map_err(UiError::from) {
                Ok(reviewer) => {
                    model.unlocked = None;
                    set_reviewer(model, reviewer, effects);
                }
                Err(error) => effects.notify(format!("{error}.")),
            }
        }
        Message::LockAfterIdling => {
            if model.lock_key() {
                let minutes = model.settings.idle_minutes;
                effects.notify(format!("Signed out after {minutes} minutes without activity."));
            }
        }
    }
}

/// Sets the roster that was read. Where it cannot be used the key is locked.
pub fn set_roster(state: &mut State, model: &mut Model, read: RosterRead, effects: &Effects<Message>) {
    let RosterRead { roster, trouble, can_be_confirmed } = read;
    state.can_be_confirmed = can_be_confirmed;
    let active = roster.found().into_iter().flat_map(|roster| roster.active_members());
    state.names = active.map(|member| (member.person().id.clone(), member.person().title())).collect();
    model.workspace.roster = roster;
    if trouble.is_some() {
        model.lock_key();
    }
    model.roster_trouble = trouble;
    effects.request(Request::RosterChanged);
}

fn signed_in_as(model: &mut Model, signed_in: SignedIn, effects: &Effects<Message>) {
    let reviewer = Stamp::signed_in(clock::now(), signed_in.unlocked.clone()).by().clone();
    model.unlocked = Some(signed_in.unlocked);
    set_reviewer(model, reviewer, effects);
    effects.send(Message::ReadRoster);
}

fn set_reviewer(model: &mut Model, reviewer: Reviewer, effects: &Effects<Message>) {
    model.settings.reviewer_name.clone_from(&reviewer.name);
    model.settings.reviewer_credential.clone_from(&reviewer.credential);
    model.reviewer = Some(reviewer);
    effects.request(Request::ClosePage);
    effects.request(Request::ClearNotice);
    effects.request(Request::SaveSettings);
}
