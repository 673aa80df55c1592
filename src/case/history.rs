//! A case with its whole history. The history only grows, and the case is what folding it gives.
//!
//! Must not know: which action an event came from (that is `apply`), where a case is stored, or what its result is.

use super::authority::{Act, check_permission};
use super::change::{Change, Effect, Event};
use super::link::decides;
use super::linked_case::{LinkFault, LinkedCase};
use super::model::Case;
use super::replay_error::ReplayError;
use super::reviewer::{Known, Role};
use crate::ids::ContentHash;

/// A case and the events that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    case: Case,
    events: Vec<Event>,
    /// Hash of the last event.
    head: ContentHash,
    /// Numbers of the events that can be undone; the last one is undone first.
    undoable: Vec<u32>,
    redoable: Vec<u32>,
    /// The fault with which it can only be viewed.
    altered: Option<ReplayError>,
}

impl History {
    /// Replays events into the case that they give, with every check of a history: numbers, chain, signatures, permissions,
    /// links.
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
            head: first.hash(),
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

    /// Replays events and compares the result with the case stored beside them.
    pub fn restore(stored: &Case, events: Vec<Event>) -> Result<Self, ReplayError> {
        let history = Self::replay(events)?;
        if history.case == *stored { Ok(history) } else { Err(ReplayError::Differs) }
    }

    /// Restores a case where it belongs to its events and to the hash of the last one. Otherwise returns the stored case for
    /// viewing only, with the fault in `altered`: none of it is reliable, and no action changes it.
    pub fn restore_for_viewing(stored: Case, events: Vec<Event>, head: ContentHash) -> Self {
        let replayed = Self::restore(&stored, events.clone());
        let altered = match replayed {
            Ok(history) if history.head == head => return history,
            Ok(_) => ReplayError::OtherHead,
            Err(why) => why,
        };
        let (undoable, redoable) = (Vec::new(), Vec::new());
        Self { case: stored, events, head, undoable, redoable, altered: Some(altered) }
    }

    /// The fault with which the case can only be viewed.
    pub fn altered(&self) -> Option<ReplayError> {
        self.altered
    }

    /// Appends an event and folds its changes into the case. Fails, and changes nothing, where a replay would refuse the event.
    pub(super) fn append(&mut self, event: Event) -> Result<(), ReplayError> {
        self.check(&event, &self.events)?;
        let before = self.case.clone();
        if let Err(error) = self.fold(&event) {
            self.case = before;
            return Err(error);
        }
        self.events.push(event);
        Ok(())
    }

    /// The case.
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

    /// True where this history is the other one with more events.
    pub fn is_continuation_of(&self, other: &Self) -> bool {
        self.events.len() > other.events.len() && self.has_all_of(other)
    }

    /// True where this history begins with all events of the other one.
    pub fn has_all_of(&self, other: &Self) -> bool {
        self.events.starts_with(&other.events)
    }

    /// The case at the last event that this history shares with the other one.
    pub fn shared_with(&self, other: &Self) -> Option<Case> {
        let shared = self.events.iter().zip(&other.events).take_while(|(one, other)| one == other).count();
        Self::replay(self.events.get(..shared)?.to_vec()).ok().map(|history| history.case)
    }

    /// Calls `visit` with each event after the first, and with the case before that event. Stops early where an event does not
    /// fit. It is one pass, so a caller does all its checks in it.
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

    /// The hash of each event, the oldest first. Replay has verified that each event holds the hash of the one before it.
    pub fn heads(&self) -> impl Iterator<Item = &ContentHash> {
        self.events.iter().filter_map(|event| event.previous.as_ref()).chain([&self.head])
    }

    /// Hash of the newest event and, through it, of all before: it identifies exactly this history.
    pub fn head(&self) -> &ContentHash {
        &self.head
    }

    /// True where this role can undo the last change.
    pub fn can_undo(&self, role: Role) -> bool {
        !self.undoable.is_empty() && check_permission(Act::Edit, self.case.state(), role).is_ok()
    }

    /// True where this role can redo what was last undone.
    pub fn can_redo(&self, role: Role) -> bool {
        !self.redoable.is_empty() && check_permission(Act::Edit, self.case.state(), role).is_ok()
    }

    /// Checks that an event follows the ones before it, changes something, is signed where it must be, and was permitted.
    fn check(&self, event: &Event, past: &[Event]) -> Result<(), ReplayError> {
        if event.previous.as_ref() != Some(&self.head) {
            return Err(ReplayError::BrokenChain(event.sequence));
        }
        let signed = matches!(event.by.known, Known::Signed(_));
        let fits = match &event.proof {
            Some(proof) => signed && event.is_by_its_signer() && proof.is_for(&self.case.id, event),
            None => !signed && !event.changes.iter().any(Change::needs_proof),
        };
        if !fits {
            return Err(ReplayError::NotProved(event.sequence));
        }
        // Undo and redo repeat a change whose evidence is in an earlier event.
        if event.effect == Effect::Fresh && !event.changes.iter().all(Change::is_proved_link) {
            return Err(ReplayError::LinkNotProved(event.sequence));
        }
        if event.changes.is_empty() || !event.has_changes_of_its_effect(past) {
            return Err(ReplayError::DoesNotFit(event.sequence));
        }
        event.check_permission(&self.case).map_err(|why| ReplayError::Forbidden { sequence: event.sequence, why })
    }

    /// Folds the changes of an event into the case and updates undo and redo. On failure the case is partly changed, and the
    /// caller discards it: a copy for each of the thousands of events of a file would make opening it slow.
    fn fold(&mut self, event: &Event) -> Result<(), ReplayError> {
        let misfit = ReplayError::DoesNotFit(event.sequence);
        for change in &event.changes {
            change.fold_into(&mut self.case).map_err(|_| misfit)?;
        }
        match event.effect {
            // A signed change is replaced by another signed change, never undone.
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
        self.head = event.hash();
        Ok(())
    }

    /// The effect and the changes of taking back the last change that can be undone; `None` where there is none.
    pub(super) fn next_undo(&self) -> Option<(Effect, Vec<Change>)> {
        let effect = Effect::Undoes(*self.undoable.last()?);
        Some((effect, effect.changes(&self.events)?))
    }

    /// The effect and the changes of redoing what was last undone; `None` where there is nothing to redo.
    pub(super) fn next_redo(&self) -> Option<(Effect, Vec<Change>)> {
        let effect = Effect::Redoes(*self.redoable.last()?);
        Some((effect, effect.changes(&self.events)?))
    }
}

// A link is proved by replaying the linked case's history, and replay checks the links in it: the two call each other.
impl LinkedCase {
    /// The snapshot that a signed history proves. Its last event has to be a signed determination.
    pub fn proved_by(events: &[Event]) -> Result<Self, LinkFault> {
        let history = History::replay(events.to_vec()).map_err(|_| LinkFault::Altered)?;
        let signed = events.last().filter(|event| decides(event)).ok_or(LinkFault::NotDecided)?;
        Self::snapshot(history.case(), signed)
    }
}

impl Change {
    /// True for a link whose evidence proves its snapshot, and for every change that makes no link.
    pub(super) fn is_proved_link(&self) -> bool {
        match self {
            Self::Link { after: Some(link), evidence, .. } => {
                LinkedCase::proved_by(evidence).is_ok_and(|proved| proved == **link)
            }
            Self::Link { after: None, evidence, .. } => evidence.is_empty(),
            Self::Opening { .. }
            | Self::Pathway { .. }
            | Self::Answer { .. }
            | Self::Row { .. }
            | Self::Note { .. }
            | Self::Document { .. }
            | Self::Judgement { .. }
            | Self::Determination { .. }
            | Self::Hold { .. }
            | Self::Extension { .. }
            | Self::Contact { .. }
            | Self::Addendum { .. } => true,
        }
    }
}
