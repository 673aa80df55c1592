//! Actions: every way in which the window or the command line can change a case.
//!
//! Must not know: who may do it (that is `authority`) or its effect (that is `apply`).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::authority::Act;
use super::correspondence::{AskedOf, Channel, Contact, ExtensionGround};
use super::decision::{Closing, CodeOutcome};
use super::document::{Citation, Document};
use super::history::History;
use super::rows::Row;
use super::value::Value;
use crate::clock::Instant;
use crate::ids::{CaseId, CriterionId, DocumentId, JudgementId, PathwayId, QuestionId, RowId};

/// A requested change of a case; one line of an actions file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// Open a new case on a pathway. The first action of every case, and of no other.
    Open {
        /// The pathway.
        pathway: PathwayId,
    },
    /// Switch to another pathway; every answer stays.
    ChoosePathway {
        /// The pathway.
        pathway: PathwayId,
    },
    /// Answer a question. Sources noted for another value are set aside, and return with that value.
    Answer {
        /// The question.
        question: QuestionId,
        /// The answer, of the question's kind.
        value: Value,
    },
    /// Clear an answer; the question is open again. Its sources are set aside, and return with the same answer.
    Clear {
        /// The question.
        question: QuestionId,
    },
    /// Add a source to an answer or to a row.
    Cite {
        /// The question.
        question: QuestionId,
        /// The row of its list; absent for the answer itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<RowId>,
        /// The source.
        citation: Citation,
    },
    /// Remove a source.
    Uncite {
        /// The question.
        question: QuestionId,
        /// The row of its list; absent for the answer itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<RowId>,
        /// The source, as it was noted.
        citation: Citation,
    },
    /// Add a row to a list, or replace one.
    PutRow {
        /// The list.
        question: QuestionId,
        /// The row's number; the number after the last one adds a row.
        row: RowId,
        /// The content of the row.
        content: Row,
    },
    /// Remove a row from a list.
    RemoveRow {
        /// The list.
        question: QuestionId,
        /// The row.
        row: RowId,
    },
    /// Write a note on a criterion; a blank one removes it.
    Note {
        /// The criterion.
        criterion: CriterionId,
        /// The note.
        text: String,
    },
    /// Link a signed case of the same member as the proof that a choice asks for.
    Link {
        /// The choice that the link answers.
        question: QuestionId,
        /// The id of the linked case.
        case: CaseId,
        /// That case as its folder holds it, filled in by the program when it looks the case up. An actions file cannot state it.
        #[serde(skip)]
        found: Option<Arc<History>>,
    },
    /// Remove a link.
    Unlink {
        /// The choice.
        question: QuestionId,
    },
    /// Add a document to the list, or correct its details.
    PutDocument {
        /// The document.
        document: DocumentId,
        /// Its details.
        content: Document,
    },
    /// Remove a document that nothing cites from the list.
    RemoveDocument {
        /// The document.
        document: DocumentId,
    },
    /// Record a physician's judgement.
    Judge {
        /// The judgement.
        judgement: JudgementId,
        /// True where the physician accepts.
        accepts: bool,
        /// The reason.
        why: String,
    },
    /// Take a physician's judgement back; the question of interpretation is open again.
    TakeBackJudgement {
        /// The judgement.
        judgement: JudgementId,
    },
    /// Record that the claimant or the provider was asked for information; the case is pended.
    Pend {
        /// The time at which it was sent.
        sent_at: Instant,
        /// The channel.
        how: Channel,
        /// The name of the addressee.
        to: String,
        /// The addressee: claimant, provider or both.
        asked_of: AskedOf,
        /// True for a notice to the claimant that extends the time to decide and names what is needed; possible once.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        extension_notice: bool,
        /// The time until which an answer is asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supply_by: Option<Instant>,
    },
    /// Record that information was received.
    Receive {
        /// The time at which it came.
        at: Instant,
        /// A description of it.
        what: String,
    },
    /// Extend the time to decide, with notice; possible once.
    Extend {
        /// The time at which the notice was sent.
        notified_at: Instant,
        /// The reason.
        why: String,
        /// The ground. A rule that lists grounds is extended only on one of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<ExtensionGround>,
    },
    /// Refer the case to the physicians.
    Refer {
        /// The question to them.
        question: String,
        /// The name of one physician; absent where any may take it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        to: String,
    },
    /// Return the case to the nurse.
    Return {
        /// The physician's answer.
        answer: String,
    },
    /// Approve everything that is requested.
    Approve {
        /// The outcome of each requested code.
        codes: Vec<CodeOutcome>,
        /// The rationale, where criteria are not met or a code belongs to another stage.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
        /// The criteria that the rationale addresses: all that are not met or still open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        criteria: Vec<CriterionId>,
        /// The reason for the delay, where the decision is late.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        late_because: String,
        /// The reason for other dates, where the approved dates leave out the requested date of service.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        dates_because: String,
    },
    /// Approve a part of what is requested.
    ApproveInPart {
        /// The outcome of each requested code.
        codes: Vec<CodeOutcome>,
        /// The rationale.
        why: String,
        /// The criteria that it addresses: all that are not met or still open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        criteria: Vec<CriterionId>,
        /// The reason for the delay, where the decision is late.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        late_because: String,
        /// The reason for other dates, where the approved dates leave out the requested date of service.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        dates_because: String,
    },
    /// Record an adverse determination.
    Deny {
        /// The outcome of each requested code.
        codes: Vec<CodeOutcome>,
        /// The rationale: why the member does not meet the criteria, in plain words.
        why: String,
        /// The criteria that it is based on, at least one.
        criteria: Vec<CriterionId>,
        /// The reason for the delay, where the decision is late.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        late_because: String,
    },
    /// Record that the request was withdrawn.
    Withdraw {
        /// By whom it was withdrawn, and the reason.
        why: String,
    },
    /// Close the case without a decision on the merits.
    Close {
        /// The kind of closing.
        closing: Closing,
        /// The reason.
        why: String,
    },
    /// Reopen a decided case.
    Reopen {
        /// The reason.
        why: String,
    },
    /// Add an addendum to a decided case, which changes nothing else.
    AddAddendum {
        /// The text.
        text: String,
    },
    /// Record a call, a letter or a conversation.
    LogContact {
        /// The contact.
        contact: Contact,
    },
    /// Undo the last change that is not undone yet; signed events stay.
    Undo,
    /// Redo what was last undone.
    Redo,
}

/// Names the kind of the action alone: its values are patients' data.
impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Action({:?}, ..)", self.act())
    }
}

impl Action {
    /// The kind of change, by which the right to make it is checked.
    pub fn act(&self) -> Act {
        match self {
            Self::Open { .. }
            | Self::ChoosePathway { .. }
            | Self::Answer { .. }
            | Self::Clear { .. }
            | Self::Cite { .. }
            | Self::Uncite { .. }
            | Self::PutRow { .. }
            | Self::RemoveRow { .. }
            | Self::Note { .. }
            | Self::Link { .. }
            | Self::Unlink { .. }
            | Self::PutDocument { .. }
            | Self::RemoveDocument { .. }
            | Self::Undo
            | Self::Redo => Act::Edit,
            Self::Judge { .. } | Self::TakeBackJudgement { .. } => Act::Judge,
            Self::Pend { .. } => Act::Pend,
            Self::Receive { .. } => Act::Receive,
            Self::Extend { .. } => Act::Extend,
            Self::Refer { .. } => Act::Refer,
            Self::Return { .. } => Act::Return,
            Self::Approve { .. } => Act::Approve,
            Self::ApproveInPart { .. } => Act::ApproveInPart,
            Self::Deny { .. } => Act::Deny,
            Self::Withdraw { .. } => Act::Withdraw,
            Self::Close { .. } => Act::Close,
            Self::Reopen { .. } => Act::Reopen,
            Self::AddAddendum { .. } => Act::AddAddendum,
            Self::LogContact { .. } => Act::LogContact,
        }
    }
}
