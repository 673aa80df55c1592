//! What happened to a case: events that record values, before and after, and never the wish. Replaying them folds the
//! recorded values and runs none of today's rules on yesterday's case.
//!
//! Must not know: why a change was allowed (that is `apply`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::decision::{Addendum, CaseState, Contact, CriteriaResult, Determination, Extension, Hold};
use super::link::LinkedCase;
use super::model::{Answer, Case, Document, Judged, PolicyPin};
use super::proof::{Proof, head_after};
use super::reviewer::{Known, Reviewer, Role};
use super::rows::Row;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash, CriterionId, DocumentId, JudgementId, PathwayId, QuestionId, RowId};
use crate::redacted::redacted_debug;

redacted_debug!(Event, Change);

/// One entry of a case's history.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its place in the history, from 1 without gaps.
    pub sequence: u32,
    /// Hash of the event before it; none of the first. So an event cannot be changed, left out or moved without a trace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ContentHash>,
    /// When, with the workstation's zone.
    pub at: Instant,
    /// Who.
    pub by: Reviewer,
    /// The workstation that it was made at, where it has a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<String>,
    /// The program and version that recorded it.
    pub program: String,
    /// What it does in the history.
    #[serde(default, skip_serializing_if = "Effect::is_fresh")]
    pub effect: Effect,
    /// The values that it changed.
    pub changes: Vec<Change>,
    /// The signature of whoever made it, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

impl Event {
    /// SHA-256 of its exact bytes, with its signature: what the next event names, and a document that of its last one.
    pub fn hash(&self) -> ContentHash {
        head_after(self)
    }

    /// Whether an undo takes back what the event that it names did, no more and no less, and a redo does that again.
    pub(super) fn changes_what_it_says(&self, past: &[Self]) -> bool {
        self.effect == Effect::Fresh || self.effect.changes(past).as_ref() == Some(&self.changes)
    }

    /// True where everything in it that says who decided, and when, says what the event itself says, and nothing that was
    /// sent or decided is taken away. A nurse approves what is met, nothing else.
    pub(super) fn is_by_its_signer(&self) -> bool {
        let same = |by: &Reviewer, at: &Instant| *by == self.by && *at == self.at;
        let fits = |change: &Change| match change {
            Change::Judgement { after: Some(judged), .. } => same(&judged.by, &judged.at),
            Change::Determination { after: Some(decided), .. } => {
                let result = self.proof.as_ref().is_some_and(|proof| proof.result == decided.result);
                let met = decided.state != CaseState::Approved || decided.result == CriteriaResult::CriteriaMet;
                same(&decided.by, &decided.at) && result && (met || self.by.role == Role::Physician)
            }
            Change::Addendum { after: Some(addendum), .. } => same(&addendum.by, &addendum.at),
            // Decisions are followed by others, and what was sent stays sent.
            Change::Determination { after: None, .. }
            | Change::Hold { after: None, .. }
            | Change::Extension { after: None, .. }
            | Change::Contact { after: None, .. }
            | Change::Addendum { after: None, .. } => false,
            _ => true,
        };
        self.effect == Effect::Fresh && self.changes.iter().all(fits)
    }
}

/// How an event stands to earlier ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// A change of its own.
    #[default]
    Fresh,
    /// Takes the event of this number back.
    Undoes(u32),
    /// Does the event of this number again.
    Redoes(u32),
}

impl Effect {
    /// What taking an event of these back, or doing it again, changes; none for a change of its own.
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

/// One value of a case, before and after. Absent means that there is none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "of", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// The case was opened.
    Opening {
        /// Its id.
        case: CaseId,
        /// Its policy.
        policy: PolicyPin,
        /// Its first checklist.
        pathway: PathwayId,
    },
    /// The checklist.
    Pathway {
        /// Before.
        before: PathwayId,
        /// After.
        after: PathwayId,
    },
    /// An answer with its sources.
    Answer {
        /// Which question.
        question: QuestionId,
        /// Before.
        before: Option<Answer>,
        /// After.
        after: Option<Answer>,
    },
    /// A row of a list.
    Row {
        /// Which list.
        question: QuestionId,
        /// Which row.
        row: RowId,
        /// Before.
        before: Option<Row>,
        /// After.
        after: Option<Row>,
    },
    /// A note on a criterion.
    Note {
        /// Which.
        criterion: CriterionId,
        /// Before.
        before: Option<String>,
        /// After.
        after: Option<String>,
    },
    /// A document of the list.
    Document {
        /// Which.
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
        /// The signed history of the linked case, which proves `after`. Not repeated where a link is undone or redone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Event>,
    },
    /// A physician's judgement.
    Judgement {
        /// On which doubt.
        judgement: JudgementId,
        /// Before.
        before: Option<Judged>,
        /// After.
        after: Option<Judged>,
    },
    /// What was decided.
    Determination {
        /// Before.
        before: Option<Box<Determination>>,
        /// After.
        after: Option<Box<Determination>>,
    },
    /// A request for information.
    Hold {
        /// Which.
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
    /// A call, a letter, a talk.
    Contact {
        /// Which.
        contact: RowId,
        /// Before.
        before: Option<Contact>,
        /// After.
        after: Option<Contact>,
    },
    /// An addendum to a decided case.
    Addendum {
        /// Which.
        addendum: RowId,
        /// Before.
        before: Option<Addendum>,
        /// After.
        after: Option<Addendum>,
    },
}

/// A change whose *before* is not what the case holds: the history and the case do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoesNotFit;

impl Change {
    /// The change that takes this one back. An opening cannot be.
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

    /// Folds the recorded value into the case, if the case holds what the change says was there before.
    pub fn fold_into(&self, case: &mut Case) -> Result<(), DoesNotFit> {
        match self {
            Self::Opening { .. } => Err(DoesNotFit),
            Self::Pathway { before, after } if case.pathway == *before => {
                case.pathway = after.clone();
                Ok(())
            }
            Self::Pathway { .. } => Err(DoesNotFit),
            Self::Answer { question, before, after } => put(&mut case.answers, question, before, after),
            Self::Row { question, row, before, after } => {
                let rows = case.rows.entry(question.clone()).or_default();
                let outcome = put(rows, row, before, after);
                if rows.is_empty() {
                    case.rows.remove(question);
                }
                outcome
            }
            Self::Note { criterion, before, after } => put(&mut case.notes, criterion, before, after),
            Self::Document { document, before, after } => put(&mut case.documents, document, before, after),
            Self::Link { question, before, after, .. } => put(&mut case.links, question, before, after),
            Self::Judgement { judgement, before, after } => put(&mut case.judgements, judgement, before, after),
            Self::Determination { before, after } => replace(&mut case.determination, before, after),
            Self::Hold { hold, before, after } => put(&mut case.holds, hold, before, after),
            Self::Extension { before, after } => replace(&mut case.extension, before, after),
            Self::Contact { contact, before, after } => put(&mut case.contacts, contact, before, after),
            Self::Addendum { addendum, before, after } => put(&mut case.addenda, addendum, before, after),
        }
    }

    /// Whether it stands only with a signature: everything but what fills in a checklist. Judgements from before there were
    /// signatures stand as what they are, somebody's word, and count for nothing.
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

fn replace<V: PartialEq + Clone>(
    value: &mut Option<V>,
    before: &Option<V>,
    after: &Option<V>,
) -> Result<(), DoesNotFit> {
    if value != before {
        return Err(DoesNotFit);
    }
    value.clone_from(after);
    Ok(())
}

fn put<K: Ord + Clone, V: PartialEq + Clone>(
    map: &mut std::collections::BTreeMap<K, V>,
    key: &K,
    before: &Option<V>,
    after: &Option<V>,
) -> Result<(), DoesNotFit> {
    if map.get(key) != before.as_ref() {
        return Err(DoesNotFit);
    }
    match after {
        Some(value) => map.insert(key.clone(), value.clone()),
        None => map.remove(key),
    };
    Ok(())
}
