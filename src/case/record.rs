//! A case with its whole history. The history only grows; the case is what folding it gives. `Record::apply` is the only
//! way in which either changes.
//!
//! Must not know: where it is kept, or what the case amounts to.

use super::action::Action;
use super::apply::{Refusal, changes_for};
use super::change::{Change, Effect, Event};
use super::model::{Case, PolicyPin};
use super::reviewer::{Reviewer, Role};
use crate::clock::Instant;
use crate::ids::CaseId;
use crate::policy::Policy;

/// Who acts, when, with what: passed in, since the core reads neither clock nor settings.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: Reviewer,
}

impl Stamp {
    /// The program and version, as every event names it.
    pub const PROGRAM: &'static str = concat!("mednec ", env!("CARGO_PKG_VERSION"));
}

/// A case and how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    case: Case,
    history: Vec<Event>,
    /// Sequence numbers that undo would take back next, the last first in line.
    undoable: Vec<u32>,
    redoable: Vec<u32>,
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
    /// The fold differs from the stored case.
    #[error("the stored case is not what its history gives: one of the two was changed outside the program")]
    Differs,
}

impl Record {
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
        let event = Self::event(1, stamp, Effect::Fresh, vec![opening]);
        Self::replay(vec![event]).map_err(|_| Refusal::NotOpen)
    }

    /// Folds a history into the case that it gives.
    pub fn replay(history: Vec<Event>) -> Result<Self, ReplayError> {
        let mut events = history.iter();
        let first = events.next().ok_or(ReplayError::Empty)?;
        let [Change::Opening { case: id, policy, pathway }] = first.changes.as_slice() else {
            return Err(ReplayError::OutOfPlace(first.sequence));
        };
        if first.sequence != 1 {
            return Err(ReplayError::Gap(first.sequence));
        }
        let mut record = Self {
            case: Case {
                id: id.clone(),
                policy: policy.clone(),
                pathway: pathway.clone(),
                documents: Default::default(),
                answers: Default::default(),
                rows: Default::default(),
                notes: Default::default(),
                judgements: Default::default(),
            },
            history: Vec::new(),
            undoable: Vec::new(),
            redoable: Vec::new(),
        };
        for (expected, event) in (2..).zip(events) {
            if event.sequence != expected {
                return Err(ReplayError::Gap(event.sequence));
            }
            record.fold(event)?;
        }
        record.history = history;
        Ok(record)
    }

    /// Folds a history and holds the result against the case stored beside it.
    pub fn restore(stored: &Case, history: Vec<Event>) -> Result<Self, ReplayError> {
        let record = Self::replay(history)?;
        if record.case == *stored { Ok(record) } else { Err(ReplayError::Differs) }
    }

    /// Changes the case, or says why not; then nothing has changed. The event holds before and after; there is none
    /// where the case already stands as asked.
    pub fn apply(&mut self, policy: &Policy, action: &Action, stamp: &Stamp) -> Result<Option<&Event>, Refusal> {
        if *policy.hash() != self.case.policy.hash {
            return Err(Refusal::OtherPolicy);
        }
        let (effect, changes) = match action {
            Action::Undo => self.taking_back(&self.undoable, stamp)?,
            Action::Redo => self.doing_again(stamp)?,
            action => (Effect::Fresh, changes_for(&self.case, policy, action, stamp)?),
        };
        if changes.is_empty() {
            return Ok(None);
        }
        let event = Self::event(self.last_sequence() + 1, stamp, effect, changes);
        let before = self.case.clone();
        if self.fold(&event).is_err() {
            self.case = before;
            return Err(Refusal::Unfoldable);
        }
        self.history.push(event);
        Ok(self.history.last())
    }

    /// The case as it stands.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Every event, the oldest first.
    pub fn history(&self) -> &[Event] {
        &self.history
    }

    /// The number of the newest event.
    pub fn last_sequence(&self) -> u32 {
        self.history.last().map_or(0, |event| event.sequence)
    }

    /// Whether someone of this role can take the last change back.
    pub fn can_undo(&self, role: Role) -> bool {
        self.undoable.last().is_some_and(|sequence| self.may_touch(*sequence, role))
    }

    /// Whether someone of this role can do again what was last taken back.
    pub fn can_redo(&self, role: Role) -> bool {
        self.redoable.last().is_some_and(|sequence| self.may_touch(*sequence, role))
    }

    fn event(sequence: u32, stamp: &Stamp, effect: Effect, changes: Vec<Change>) -> Event {
        Event { sequence, at: stamp.at, by: stamp.by.clone(), program: Stamp::PROGRAM.to_owned(), effect, changes }
    }

    /// Folds an event's changes, and what it does to undo and redo. After a misfit the case is half changed, and the
    /// caller drops it: opening a file folds thousands of events, so none of them copies the case first.
    fn fold(&mut self, event: &Event) -> Result<(), ReplayError> {
        let misfit = ReplayError::DoesNotFit(event.sequence);
        for change in &event.changes {
            change.fold_into(&mut self.case).map_err(|_| misfit)?;
        }
        match event.effect {
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
        Ok(())
    }

    fn taking_back(&self, stack: &[u32], stamp: &Stamp) -> Result<(Effect, Vec<Change>), Refusal> {
        let sequence = *stack.last().ok_or(Refusal::NothingToUndo)?;
        if !self.may_touch(sequence, stamp.by.role) {
            return Err(Refusal::NeedsPhysician);
        }
        let changes = self.changes_of(sequence).iter().rev().filter_map(Change::reversed).collect();
        Ok((Effect::Undoes(sequence), changes))
    }

    fn doing_again(&self, stamp: &Stamp) -> Result<(Effect, Vec<Change>), Refusal> {
        let sequence = *self.redoable.last().ok_or(Refusal::NothingToRedo)?;
        if !self.may_touch(sequence, stamp.by.role) {
            return Err(Refusal::NeedsPhysician);
        }
        Ok((Effect::Redoes(sequence), self.changes_of(sequence).to_vec()))
    }

    fn may_touch(&self, sequence: u32, role: Role) -> bool {
        role == Role::Physician || self.changes_of(sequence).iter().all(|change| change.least_role() == Role::Nurse)
    }

    fn changes_of(&self, sequence: u32) -> &[Change] {
        let index = sequence.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        index.and_then(|index| self.history.get(index)).map_or(&[], |event| &event.changes)
    }
}
