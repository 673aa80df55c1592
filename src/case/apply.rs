//! Applies an action to a case: the only way in which a case changes.
//!
//! Must not know: how criteria are decided; no refusal repeats a value, since values are patients' data.

use super::action::Action;
use super::authority::check_permission;
use super::change::{Change, Effect, Event};
use super::chronology::check_chronology;
use super::decide::decision_changes;
use super::deciding::Deciding;
use super::decision::Basis;
use super::edit::edit_changes;
use super::history::History;
use super::model::Case;
use super::policy_pin::PolicyPin;
use super::refusal::Refusal;
use super::signing::sign;
use super::stamp::{CLOCK_SKEW_SECONDS, Stamp};
use crate::ids::{CaseId, ContentHash};
use crate::policy::Policy;

impl History {
    /// Opens a case. Refused when the policy has no such pathway.
    pub fn open(id: CaseId, policy: &Policy, action: &Action, stamp: &Stamp) -> Result<Self, Refusal> {
        let Action::Open { pathway } = action else { return Err(Refusal::NotOpen) };
        if policy.pathway(pathway).is_none() {
            return Err(Refusal::NoSuchPathway);
        }
        let pin = PolicyPin {
            number: policy.head().number.clone(),
            effective_on: policy.head().effective_on,
            hash: policy.hash().clone(),
        };
        let opening = Change::Opening { case: id, policy: pin, pathway: pathway.clone() };
        Self::replay(vec![new_event(1, None, stamp, Effect::Fresh, vec![opening])]).map_err(|_| Refusal::NotOpen)
    }

    /// Applies an action and returns its event, which holds the values before and after. Returns none where the case already is
    /// as the action asks. A refused action changes nothing. `basis` is the engine's result for the case before the action.
    pub fn apply(
        &mut self,
        policy: &Policy,
        action: &Action,
        stamp: &Stamp,
        basis: &Basis,
    ) -> Result<Option<&Event>, Refusal> {
        if self.altered().is_some() {
            return Err(Refusal::Altered);
        }
        if *policy.hash() != self.case().policy.hash {
            return Err(Refusal::OtherPolicy);
        }
        let behind = |last: &Event| (*last.at - *stamp.at()).num_seconds() > CLOCK_SKEW_SECONDS;
        if self.events().last().is_some_and(behind) {
            return Err(Refusal::ClockBehind);
        }
        check_right(self.case(), action, stamp)?;
        let (effect, changes) = match action {
            Action::Undo => self.next_undo().ok_or(Refusal::NothingToUndo)?,
            Action::Redo => self.next_redo().ok_or(Refusal::NothingToRedo)?,
            action => (Effect::Fresh, changes_for(self.case(), policy, action, stamp, basis)?),
        };
        if changes.is_empty() {
            return Ok(None);
        }
        // An undo restores values that the case had, so today's rules do not apply to it.
        if effect == Effect::Fresh {
            let mut after = self.case().clone();
            changes.iter().try_for_each(|change| change.fold_into(&mut after)).map_err(|_| Refusal::Unfoldable)?;
            check_chronology(self.case(), &after, policy, stamp.at())?;
        }
        let mut event = new_event(self.last_sequence() + 1, Some(self.head().clone()), stamp, effect, changes);
        if action.act().needs_proof() {
            event.by = stamp.signer();
            event.proof = stamp.proof().map(|by| sign(&self.case().id, &event, basis.result, by));
        }
        self.append(event).map_err(|_| Refusal::Unfoldable)?;
        Ok(self.events().last())
    }
}

/// Checks that the reviewer may do this to the case in its state, and is signed in where a signature is needed.
fn check_right(case: &Case, action: &Action, stamp: &Stamp) -> Result<(), Refusal> {
    let act = action.act();
    check_permission(act, case.state(), stamp.by().role)?;
    if act.needs_proof() && stamp.proof().is_none() { Err(Refusal::NeedsProof) } else { Ok(()) }
}

/// The changes that an action makes; empty when the case already is as it asks. The right to make them was checked before.
fn changes_for(
    case: &Case,
    policy: &Policy,
    action: &Action,
    stamp: &Stamp,
    basis: &Basis,
) -> Result<Vec<Change>, Refusal> {
    if let Some(changes) = decision_changes(&Deciding { case, policy, stamp, basis }, action)? {
        return Ok(changes);
    }
    // Any other action is an edit, or opens a case, which happens once in `History::open`.
    edit_changes(case, policy, action, stamp)?.ok_or(Refusal::AlreadyOpen)
}

fn new_event(
    sequence: u32,
    previous: Option<ContentHash>,
    stamp: &Stamp,
    effect: Effect,
    changes: Vec<Change>,
) -> Event {
    let (at, by, program) = (stamp.at(), stamp.by().clone(), Stamp::PROGRAM.to_owned());
    let station = stamp.station().map(str::to_owned);
    Event { sequence, previous, at, by, station, program, effect, changes, proof: None }
}
