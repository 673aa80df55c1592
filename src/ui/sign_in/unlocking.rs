//! Jobs that unlock a reviewer's key, or create the roster with its first one.
//!
//! Must not know: how the page that asks for the passphrase is drawn.

use std::sync::Arc;

use super::message::{Message, SignedIn};
use super::state::State;
use crate::clock;
use crate::identity::{Cost, Credential, Passphrase, Roster, Unlocked};
use crate::ids::ReviewerId;
use crate::store::{CaseStore, RosterMemory};
use crate::ui::effects::Effects;
use crate::ui::error::UiError;
use crate::ui::model::Model;
use crate::workspace::{save_roster, unlock};

use super::roster::known_rosters;

/// Starts a job that unlocks the key of a reviewer of the roster.
pub(super) fn sign_in(state: &mut State, model: &Model, who: ReviewerId, effects: &Effects<Message>) {
    let Some(roster) = model.roster().cloned().filter(|_| !state.is_unlocking) else { return };
    let (store, cost) = (model.store.clone(), model.key_cost);
    let passphrase = state.take_passphrase();
    start(state, model, effects, move || {
        store.check_clock(clock::now(), Some(&roster))?;
        let unlocked = unlock(&store, &roster, &who, &passphrase.into_passphrase(), cost, clock::now())?;
        Ok((Roster::clone(&roster), unlocked))
    });
}

/// Starts a job that creates the roster of a folder without one.
pub(super) fn create_roster(
    state: &mut State,
    model: &Model,
    name: String,
    credential: &str,
    effects: &Effects<Message>,
) {
    let Some(credential) = Credential::parse(credential).filter(|_| !state.is_unlocking) else { return };
    let (store, cost) = (model.store.clone(), model.key_cost);
    let memory = known_rosters(model.settings_file.as_deref());
    let passphrase = state.take_passphrase();
    start(state, model, effects, move || {
        create(&store, &name, credential, &passphrase.into_passphrase(), cost, &memory)
    });
}

fn start(
    state: &mut State,
    model: &Model,
    effects: &Effects<Message>,
    work: impl FnOnce() -> Result<(Roster, Unlocked), UiError> + Send + 'static,
) {
    state.is_unlocking = true;
    let (store, memory) = (model.store.clone(), known_rosters(model.settings_file.as_deref()));
    let lost = Message::Unlocked(Err("unlocking stopped unexpectedly; try again".to_owned()));
    effects.job_or("unlocking the key", lost, move || {
        let unlocked = work().map(|(roster, unlocked)| {
            // After a failure the next reading compares the roster with the one remembered before.
            let _ = memory.remember(store.folder(), &roster);
            Box::new(SignedIn { unlocked: Arc::new(unlocked) })
        });
        Message::Unlocked(unlocked.map_err(|error| error.to_string()))
    });
}

fn create(
    store: &CaseStore,
    name: &str,
    credential: Credential,
    passphrase: &Passphrase,
    cost: Cost,
    memory: &RosterMemory,
) -> Result<(Roster, Unlocked), UiError> {
    let now = clock::now();
    store.check_clock(now, None)?;
    let (roster, unlocked) = Roster::create(name, credential, None, passphrase, now, cost)?;
    save_roster(store, &roster, None, memory)?.logged.map_err(UiError::Log)?;
    Ok((roster, unlocked))
}
