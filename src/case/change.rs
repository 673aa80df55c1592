//! Events: what happened to a case. They record values, before and after, and never the action. Replay folds the recorded
//! values and applies none of today's rules to yesterday's case.
//!
//! Must not know: why a change was allowed (that is `authority`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::correspondence::{Contact, Extension, Hold};
use super::decision::{Addendum, Determination};
use super::document::Document;
use super::linked_case::LinkedCase;
use super::model::Judged;
use super::policy_pin::PolicyPin;
use super::proof::Proof;
use super::reviewer::{Known, Reviewer};
use super::rows::Row;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash, CriterionId, DocumentId, JudgementId, PathwayId, QuestionId, RowId};
use crate::redacted::redacted_debug;

redacted_debug!(Event, Change);

/// One entry of a case's history.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its number in the history, from 1 without gaps.
    pub sequence: u32,
    /// Hash of the event before it; the first event has none. So no event can be changed, left out or moved without notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ContentHash>,
    /// The time, in the zone of the workstation.
    pub at: Instant,
    /// The person who made it.
    pub by: Reviewer,
    /// The workstation on which it was made, where that has a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<String>,
    /// The program and version that recorded it.
    pub program: String,
    /// Its relation to earlier events.
    #[serde(default, skip_serializing_if = "Effect::is_fresh")]
    pub effect: Effect,
    /// The values that it changed.
    pub changes: Vec<Change>,
    /// The signature of the person who made it, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

impl Event {
    /// SHA-256 of its exact bytes, signature included. The next event holds this hash, and the case file holds that of its last
    /// event.
    pub fn hash(&self) -> ContentHash {
        let mut content = b"mednec event\n".to_vec();
        // Strings, counts and instants into memory: nothing here can fail to serialize.
        let _ = serde_json::to_writer(&mut content, self);
        ContentHash::of(&content)
    }

    /// True where an undo takes back exactly the changes of the event that it names, and a redo repeats exactly those.
    pub(super) fn has_changes_of_its_effect(&self, past: &[Self]) -> bool {
        self.effect == Effect::Fresh || self.effect.changes(past).as_ref() == Some(&self.changes)
    }
}

/// Relation of an event to earlier ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// A change of its own.
    #[default]
    Fresh,
    /// Undoes the event of this number.
    Undoes(u32),
    /// Redoes the event of this number.
    Redoes(u32),
}

impl Effect {
    /// The changes of undoing or redoing one of the past events; none for a change of its own.
    pub(super) fn changes(self, past: &[Event]) -> Option<Vec<Change>> {
        let done = |sequence: u32| {
            let index = usize::try_from(sequence).ok()?.checked_sub(1)?;
            past.get(index).map(|event| &event.changes)
        };
        match self {
            Self::Fresh => None,
            Self::Undoes(sequence) => Some(done(sequence)?.iter().rev().filter_map(Change::reversed).collect()),
            Self::Redoes(sequence) => done(sequence).cloned(),
        }
    }

    fn is_fresh(&self) -> bool {
        *self == Self::Fresh
    }
}

/// A change of one value of a case, with the value before and after. An absent value means that there was or is none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "of", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// The case was opened.
    Opening {
        /// Its id.
        case: CaseId,
        /// Its policy.
        policy: PolicyPin,
        /// The pathway that it begins on.
        pathway: PathwayId,
    },
    /// The pathway.
    Pathway {
        /// Before.
        before: PathwayId,
        /// After.
        after: PathwayId,
    },
    /// An answer with its sources.
    Answer {
        /// The question.
        question: QuestionId,
        /// Before.
        before: Option<Answer>,
        /// After.
        after: Option<Answer>,
    },
    /// A row of a list.
    Row {
        /// The list.
        question: QuestionId,
        /// The row.
        row: RowId,
        /// Before.
        before: Option<Row>,
        /// After.
        after: Option<Row>,
    },
    /// A note on a criterion.
    Note {
        /// The criterion.
        criterion: CriterionId,
        /// Before.
        before: Option<String>,
        /// After.
        after: Option<String>,
    },
    /// A document of the list.
    Document {
        /// The document.
        document: DocumentId,
        /// Before.
        before: Option<Document>,
        /// After.
        after: Option<Document>,
    },
    /// A signed case that a choice rests on.
    Link {
        /// The choice that the link answers.
        question: QuestionId,
        /// Before.
        before: Option<Box<LinkedCase>>,
        /// After.
        after: Option<Box<LinkedCase>>,
        /// The signed history of the linked case, which proves `after`; not repeated where a link is undone or redone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Event>,
    },
    /// A physician's judgement.
    Judgement {
        /// The doubt that it is on.
        judgement: JudgementId,
        /// Before.
        before: Option<Judged>,
        /// After.
        after: Option<Judged>,
    },
    /// The decision.
    Determination {
        /// Before.
        before: Option<Box<Determination>>,
        /// After.
        after: Option<Box<Determination>>,
    },
    /// A request for information.
    Hold {
        /// The number of the request.
        hold: RowId,
        /// Before.
        before: Option<Hold>,
        /// After.
        after: Option<Hold>,
    },
    /// More time to decide.
    Extension {
        /// Before.
        before: Option<Extension>,
        /// After.
        after: Option<Extension>,
    },
    /// A call, a letter or a conversation.
    Contact {
        /// The number of the contact.
        contact: RowId,
        /// Before.
        before: Option<Contact>,
        /// After.
        after: Option<Contact>,
    },
    /// An addendum to a decided case.
    Addendum {
        /// The number of the addendum.
        addendum: RowId,
        /// Before.
        before: Option<Addendum>,
        /// After.
        after: Option<Addendum>,
    },
}

impl Change {
    /// The change that takes this one back; `None` for an opening, which cannot be taken back.
    pub fn reversed(&self) -> Option<Self> {
        let mut back = self.clone();
        match &mut back {
            Self::Opening { .. } => return None,
            Self::Pathway { before, after } => std::mem::swap(before, after),
            Self::Answer { before, after, .. } => std::mem::swap(before, after),
            Self::Row { before, after, .. } => std::mem::swap(before, after),
            Self::Note { before, after, .. } => std::mem::swap(before, after),
            Self::Document { before, after, .. } => std::mem::swap(before, after),
            Self::Link { before, after, evidence, .. } => {
                std::mem::swap(before, after);
                evidence.clear();
            }
            Self::Judgement { before, after, .. } => std::mem::swap(before, after),
            Self::Determination { before, after } => std::mem::swap(before, after),
            Self::Hold { before, after, .. } => std::mem::swap(before, after),
            Self::Extension { before, after } => std::mem::swap(before, after),
            Self::Contact { before, after, .. } => std::mem::swap(before, after),
            Self::Addendum { before, after, .. } => std::mem::swap(before, after),
        }
        Some(back)
    }

    /// True where it counts only with a signature: for every change but those that fill in the checklist. A judgement that was
    /// recorded before there were signatures needs none, and no criterion reads it.
    pub fn needs_proof(&self) -> bool {
        match self {
            Self::Judgement { before, after, .. } => {
                let signed = |judged: &Judged| judged.by.known != Known::Unproved;
                before.iter().chain(after).any(signed)
            }
            Self::Opening { .. }
            | Self::Pathway { .. }
            | Self::Answer { .. }
            | Self::Row { .. }
            | Self::Note { .. }
            | Self::Document { .. }
            | Self::Link { .. } => false,
            Self::Determination { .. }
            | Self::Hold { .. }
            | Self::Extension { .. }
            | Self::Contact { .. }
            | Self::Addendum { .. } => true,
        }
    }
}
