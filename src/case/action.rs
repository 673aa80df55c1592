//! Every way in which a case can change. What is not here cannot happen to a case, from the window or the command line.
//!
//! Must not know: who may do it or what it does (that is `apply`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{Citation, Document, Value};
use super::rows::Row;
use crate::ids::{CriterionId, DocumentId, JudgementId, PathwayId, QuestionId, RowId};

/// One change asked for; one line of an actions file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// Open a new case on a pathway. The first action of every case, and of no other.
    Open {
        /// The checklist.
        pathway: PathwayId,
    },
    /// Go to another checklist; every answer stays.
    ChoosePathway {
        /// The checklist.
        pathway: PathwayId,
    },
    /// Answer a question. Sources already noted stay.
    Answer {
        /// Which.
        question: QuestionId,
        /// The answer, of the question's kind.
        value: Value,
    },
    /// Take an answer back; it is then to go again. Sources already noted stay.
    Clear {
        /// Which.
        question: QuestionId,
    },
    /// Note a source, of an answer or of one row.
    Cite {
        /// Which question.
        question: QuestionId,
        /// Which row of its list; none for the answer itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<RowId>,
        /// The source.
        citation: Citation,
    },
    /// Take a source back.
    Uncite {
        /// Which question.
        question: QuestionId,
        /// Which row of its list; none for the answer itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<RowId>,
        /// The source, as it was noted.
        citation: Citation,
    },
    /// Add a row to a list, or put another in its place.
    PutRow {
        /// Which list.
        question: QuestionId,
        /// Which row; one past the last adds.
        row: RowId,
        /// What it holds.
        content: Row,
    },
    /// Take a row out of a list.
    RemoveRow {
        /// Which list.
        question: QuestionId,
        /// Which row.
        row: RowId,
    },
    /// Write a note on a criterion; a blank one takes it back.
    Note {
        /// Which.
        criterion: CriterionId,
        /// The note.
        text: String,
    },
    /// Add a document to the list, or correct one.
    PutDocument {
        /// Which.
        document: DocumentId,
        /// What is known of it.
        content: Document,
    },
    /// Take a document that nothing cites off the list.
    RemoveDocument {
        /// Which.
        document: DocumentId,
    },
    /// Record a physician's judgement.
    Judge {
        /// On which doubt.
        judgement: JudgementId,
        /// Whether the physician accepts.
        accepts: bool,
        /// Why.
        why: String,
    },
    /// Take back the last change that has not been taken back.
    Undo,
    /// Do again what was last taken back.
    Redo,
}
