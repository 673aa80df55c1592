//! A case with its whole history. The history only grows; the case is what folding it gives. `History::apply` is the only
//! way in which either changes.
//!
//! Must not know: where it is kept, or what the case amounts to.

use super::action::Action;
use super::acts::Forbidden;
use super::apply::{changes_for, may};
use super::authority::{Act, allowed};
use super::change::{Change, Effect, Event};
use super::chronology;
use super::decision::Basis;
use super::model::{Case, PolicyPin};
use super::proof::{Proof, head_after};
use super::refusal::Refusal;
use super::reviewer::{Known, Role};
use super::stamp::{CLOCK_SKEW_SECONDS, Stamp};
use crate::ids::{CaseId, ContentHash};
use crate::policy::Policy;

/// A case and how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    case: Case,
    events: Vec<Event>,
    /// Hash of the last event.
    head: ContentHash,
    /// Sequence numbers that undo would take back next, the last first in line.
    undoable: Vec<u32>,
    redoable: Vec<u32>,
    /// Why history and case do not belong together, where they do not. Then it is looked at, and nothing else.
    altered: Option<ReplayError>,
}

/// Why a history and a case do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// There is no history.
    #[error("the case has no history: the file was cut or put together by hand")]
    Empty,
    /// The first event does not open a case, or a later one does.
    #[error("event {0} is not where an event of its kind can stand")]
    OutOfPlace(u32),
    /// Sequence numbers have a gap or repeat.
    #[error("the history has a gap or a repetition before event {0}")]
    Gap(u32),
    /// An event does not follow from the ones before it.
    #[error("event {0} does not fit what the history before it gives")]
    DoesNotFit(u32),
    /// The hash of the event before is not the one named.
    #[error("event {0} does not follow on the one before it: one of the two was changed outside the program")]
    BrokenChain(u32),
    /// The hash of the last event is not the one stored beside the history.
    #[error("the history does not end as it did when it was saved: its end was changed or cut off outside the program")]
    OtherHead,
    /// A case is linked with facts that no signed history proves.
    #[error(
        "event {0} links a case, and no signed history proves what it says of that case: it was changed outside the program"
    )]
    LinkNotProved(u32),
    /// A signature is missing, or was made for something else.
    #[error("event {0} is not signed by whoever it names: it was made or changed outside the program")]
    NotProved(u32),
    /// An event that the state table does not allow.
    #[error("event {sequence} could not be made in the case as it stood then ({why}): it was made outside the program")]
    Forbidden {
        /// Its number.
        sequence: u32,
        /// Why.
        why: Forbidden,
    },
    /// The fold differs from the stored case.
    #[error("the stored case is not what its history gives: one of the two was changed outside the program")]
    Differs,
}

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
        Self::replay(vec![event(1, None, stamp, Effect::Fresh, vec![opening])]).map_err(|_| Refusal::NotOpen)
    }

    /// Folds a history into the case that it gives.
    pub fn replay(events: Vec<Event>) -> Result<Self, ReplayError> {
        let mut following = events.iter();
        let first = following.next().ok_or(ReplayError::Empty)?;
        let [Change::Opening { case: id, policy, pathway }] = first.changes.as_slice() else {
            return Err(ReplayError::OutOfPlace(first.sequence));
        };
        if first.sequence != 1 {
            return Err(ReplayError::Gap(first.sequence));
        }
        if first.previous.is_some() {
            return Err(ReplayError::BrokenChain(1));
        }
        if first.proof.is_some() || matches!(first.by.known, Known::Signed(_)) {
            return Err(ReplayError::NotProved(1));
        }
        let mut history = Self {
            case: Case::opened(id.clone(), policy.clone(), pathway.clone()),
            head: head_after(first),
            events: Vec::new(),
            undoable: Vec::new(),
            redoable: Vec::new(),
            altered: None,
        };
        for (past, event) in (1..).zip(following) {
            if usize::try_from(event.sequence) != Ok(past + 1) {
                return Err(ReplayError::Gap(event.sequence));
            }
            history.check(event, events.get(..past).unwrap_or_default())?;
            history.fold(event)?;
        }
        history.events = events;
        Ok(history)
    }

    /// Folds a history and holds the result against the case stored beside it.
    pub fn restore(stored: &Case, events: Vec<Event>) -> Result<Self, ReplayError> {
        let history = Self::replay(events)?;
        if history.case == *stored { Ok(history) } else { Err(ReplayError::Differs) }
    }

    /// What a case and a history say that do not belong together, to be looked at: nothing in it can be relied on, and nothing
    /// can be changed. The same as `restore` where they do belong together.
    pub fn look_at(stored: Case, events: Vec<Event>, head: ContentHash) -> Self {
        let replayed = Self::restore(&stored, events.clone());
        let altered = match replayed {
            Ok(history) if history.head == head => return history,
            Ok(_) => ReplayError::OtherHead,
            Err(why) => why,
        };
        let (undoable, redoable) = (Vec::new(), Vec::new());
        Self { case: stored, events, head, undoable, redoable, altered: Some(altered) }
    }

    /// Why nothing in it can be relied on, where that is so.
    pub fn altered(&self) -> Option<ReplayError> {
        self.altered
    }

    /// Changes the case, or says why not; then nothing has changed. The event holds before and after; there is none
    /// where the case already stands as asked. `basis` is what the engine finds of the case as it stands.
    pub fn apply(
        &mut self,
        policy: &Policy,
        action: &Action,
        stamp: &Stamp,
        basis: &Basis,
    ) -> Result<Option<&Event>, Refusal> {
        if self.altered.is_some() {
            return Err(Refusal::Altered);
        }
        if *policy.hash() != self.case.policy.hash {
            return Err(Refusal::OtherPolicy);
        }
        let behind = |last: &Event| (*last.at - *stamp.at()).num_seconds() > CLOCK_SKEW_SECONDS;
        if self.events.last().is_some_and(behind) {
            return Err(Refusal::ClockBehind);
        }
        may(&self.case, action, stamp)?;
        let (effect, changes) = match action {
            Action::Undo => self.taking_back()?,
            Action::Redo => self.doing_again()?,
            action => (Effect::Fresh, changes_for(&self.case, policy, action, stamp, basis)?),
        };
        if changes.is_empty() {
            return Ok(None);
        }
        // An undo gives back what was there, so it is not held to today's rules.
        if effect == Effect::Fresh {
            let mut after = self.case.clone();
            changes.iter().try_for_each(|change| change.fold_into(&mut after)).map_err(|_| Refusal::Unfoldable)?;
            chronology::holds(&self.case, &after, policy, stamp.at())?;
        }
        let mut event = event(self.last_sequence() + 1, Some(self.head.clone()), stamp, effect, changes);
        if action.act().needs_proof() {
            event.by = stamp.signer();
            event.proof = stamp.proof().map(|by| Proof::make(&self.case.id, &event, basis.result, by));
        }
        // What could not be opened again is not accepted either.
        self.check(&event, &self.events).map_err(|_| Refusal::Unfoldable)?;
        let before = self.case.clone();
        if self.fold(&event).is_err() {
            self.case = before;
            return Err(Refusal::Unfoldable);
        }
        self.events.push(event);
        Ok(self.events.last())
    }

    /// The case as it stands.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Every event, the oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The number of the newest event.
    pub fn last_sequence(&self) -> u32 {
        self.events.last().map_or(0, |event| event.sequence)
    }

    /// Whether this history is the other one with more events.
    pub fn continues(&self, other: &Self) -> bool {
        self.events.len() > other.events.len() && self.goes_as_far_as(other)
    }

    /// Whether this history holds the whole of the other one, in its place.
    pub fn goes_as_far_as(&self, other: &Self) -> bool {
        self.events.starts_with(&other.events)
    }

    /// The case as it stood when this history and the other one were last the same.
    pub fn shared_with(&self, other: &Self) -> Option<Case> {
        let shared = self.events.iter().zip(&other.events).take_while(|(one, other)| one == other).count();
        Self::replay(self.events.get(..shared)?.to_vec()).ok().map(|history| history.case)
    }

    /// Calls `visit` with each event but the first, which opens the case, and the case as it stood before it; ends early where the
    /// history does not fold. One pass, whatever is asked of the events.
    pub fn for_each_event(&self, mut visit: impl FnMut(&Case, &Event)) {
        let mut events = self.events.iter();
        let Some(Change::Opening { case, policy, pathway }) = events.next().and_then(|first| first.changes.first())
        else {
            return;
        };
        let mut case = Case::opened(case.clone(), policy.clone(), pathway.clone());
        for event in events {
            visit(&case, event);
            if event.changes.iter().any(|change| change.fold_into(&mut case).is_err()) {
                return;
            }
        }
    }

    /// The hash of each event, the oldest first: each event names the one before it, which folding has checked.
    pub fn heads(&self) -> impl Iterator<Item = &ContentHash> {
        self.events.iter().filter_map(|event| event.previous.as_ref()).chain([&self.head])
    }

    /// Hash of the newest event and, through it, of all before: names exactly this case as it stands.
    pub fn head(&self) -> &ContentHash {
        &self.head
    }

    /// Whether someone of this role can take the last change back.
    pub fn can_undo(&self, role: Role) -> bool {
        !self.undoable.is_empty() && allowed(Act::Edit, self.case.state(), role).is_ok()
    }

    /// Whether someone of this role can do again what was last taken back.
    pub fn can_redo(&self, role: Role) -> bool {
        !self.redoable.is_empty() && allowed(Act::Edit, self.case.state(), role).is_ok()
    }

    /// Checks that an event follows on those before it, changes something, is signed where it must be, and was allowed.
    fn check(&self, event: &Event, past: &[Event]) -> Result<(), ReplayError> {
        if event.previous.as_ref() != Some(&self.head) {
            return Err(ReplayError::BrokenChain(event.sequence));
        }
        let signed = matches!(event.by.known, Known::Signed(_));
        let fits = match &event.proof {
            Some(proof) => signed && event.is_by_its_signer() && proof.fits(&self.case.id, event),
            None => !signed && !event.changes.iter().any(Change::needs_proof),
        };
        if !fits {
            return Err(ReplayError::NotProved(event.sequence));
        }
        // Undo and redo repeat what an earlier event proved.
        if event.effect == Effect::Fresh && !event.changes.iter().all(Change::is_proved_link) {
            return Err(ReplayError::LinkNotProved(event.sequence));
        }
        if event.changes.is_empty() || !event.changes_what_it_says(past) {
            return Err(ReplayError::DoesNotFit(event.sequence));
        }
        event.is_allowed(&self.case).map_err(|why| ReplayError::Forbidden { sequence: event.sequence, why })
    }

    /// Folds an event's changes, and what it does to undo and redo. After a misfit the case is half changed, and the
    /// caller drops it: opening a file folds thousands of events, so none of them copies the case first.
    fn fold(&mut self, event: &Event) -> Result<(), ReplayError> {
        let misfit = ReplayError::DoesNotFit(event.sequence);
        for change in &event.changes {
            change.fold_into(&mut self.case).map_err(|_| misfit)?;
        }
        match event.effect {
            // What is signed is taken back by another signature, never by undo.
            Effect::Fresh if event.proof.is_some() => {}
            Effect::Fresh => {
                self.undoable.push(event.sequence);
                self.redoable.clear();
            }
            Effect::Undoes(sequence) if self.undoable.last() == Some(&sequence) => {
                self.undoable.pop();
                self.redoable.push(sequence);
            }
            Effect::Redoes(sequence) if self.redoable.last() == Some(&sequence) => {
                self.redoable.pop();
                self.undoable.push(sequence);
            }
            Effect::Undoes(_) | Effect::Redoes(_) => return Err(misfit),
        }
        self.head = head_after(event);
        Ok(())
    }

    fn taking_back(&self) -> Result<(Effect, Vec<Change>), Refusal> {
        let sequence = *self.undoable.last().ok_or(Refusal::NothingToUndo)?;
        let effect = Effect::Undoes(sequence);
        Ok((effect, effect.changes(&self.events).ok_or(Refusal::NothingToUndo)?))
    }

    fn doing_again(&self) -> Result<(Effect, Vec<Change>), Refusal> {
        let sequence = *self.redoable.last().ok_or(Refusal::NothingToRedo)?;
        let effect = Effect::Redoes(sequence);
        Ok((effect, effect.changes(&self.events).ok_or(Refusal::NothingToRedo)?))
    }
}

fn event(sequence: u32, previous: Option<ContentHash>, stamp: &Stamp, effect: Effect, changes: Vec<Change>) -> Event {
    let (at, by, program) = (stamp.at(), stamp.by().clone(), Stamp::PROGRAM.to_owned());
    let station = stamp.station().map(str::to_owned);
    Event { sequence, previous, at, by, station, program, effect, changes, proof: None }
}
