//! What happened to a case: events that record values, before and after, and never the wish. Replaying them folds the
//! recorded values and runs none of today's rules on yesterday's case.
//!
//! Must not know: why a change was allowed (that is `apply`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{Answer, Case, Document, Judged, PolicyPin};
use super::reviewer::{Reviewer, Role};
use super::rows::Row;
use crate::clock::Instant;
use crate::ids::{CaseId, CriterionId, DocumentId, JudgementId, PathwayId, QuestionId, RowId};

/// One entry of a case's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its place in the history, from 1 without gaps.
    pub sequence: u32,
    /// When, with the workstation's zone.
    pub at: Instant,
    /// Who.
    pub by: Reviewer,
    /// The program and version that recorded it.
    pub program: String,
    /// What it does in the history.
    #[serde(default, skip_serializing_if = "Effect::is_fresh")]
    pub effect: Effect,
    /// The values that it changed.
    pub changes: Vec<Change>,
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
    fn is_fresh(&self) -> bool {
        *self == Self::Fresh
    }
}

/// One value of a case, before and after. Absent means that there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// A physician's judgement.
    Judgement {
        /// On which doubt.
        judgement: JudgementId,
        /// Before.
        before: Option<Judged>,
        /// After.
        after: Option<Judged>,
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
            Self::Judgement { before, after, .. } => std::mem::swap(before, after),
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
            Self::Judgement { judgement, before, after } => put(&mut case.judgements, judgement, before, after),
        }
    }

    /// The role that it takes to make this change, or to take it back.
    pub fn least_role(&self) -> Role {
        match self {
            Self::Judgement { .. } => Role::Physician,
            _ => Role::Nurse,
        }
    }
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
