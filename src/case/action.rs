//! Every way in which a case can change. What is not here cannot happen to a case, from the window or the command line.
//!
//! Must not know: who may do it or what it does (that is `apply`).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::authority::Act;
use super::decision::{AskedOf, Channel, Closing, CodeOutcome, Contact, ExtensionGround};
use super::history::History;
use super::model::{Citation, Document, Value};
use super::rows::Row;
use crate::clock::Instant;
use crate::ids::{CaseId, CriterionId, DocumentId, JudgementId, PathwayId, QuestionId, RowId};

/// One change asked for; one line of an actions file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// Answer a question. Sources noted for another value are set aside, and come back with that value.
    Answer {
        /// Which.
        question: QuestionId,
        /// The answer, of the question's kind.
        value: Value,
    },
    /// Take an answer back; it is then to go again. Its sources are set aside, and come back with it.
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
    /// Link a signed case of the same member as the proof that a choice asks for.
    Link {
        /// The choice that the link answers.
        question: QuestionId,
        /// The id of the linked case.
        case: CaseId,
        /// That case as its folder holds it, filled in by whoever looked it up. No file can state it.
        #[serde(skip)]
        found: Option<Arc<History>>,
    },
    /// Take a link back.
    Unlink {
        /// Of which choice.
        question: QuestionId,
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
    /// Take a physician's judgement back; the doubt is open again.
    TakeBackJudgement {
        /// On which doubt.
        judgement: JudgementId,
    },
    /// Ask the claimant or the provider for information: the letter went out, and the case waits.
    Pend {
        /// When it was sent.
        sent_at: Instant,
        /// How.
        how: Channel,
        /// To whom.
        to: String,
        /// The addressee: claimant, provider or both.
        asked_of: AskedOf,
        /// True for a notice to the claimant that extends the time to decide and names what is needed; once a case.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        extension_notice: bool,
        /// Until when an answer is asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supply_by: Option<Instant>,
    },
    /// Record that information came.
    Receive {
        /// When.
        at: Instant,
        /// What.
        what: String,
    },
    /// Take more time to decide, with notice; once a case.
    Extend {
        /// When the notice went out.
        notified_at: Instant,
        /// Why.
        why: String,
        /// On what ground, where the rule has grounds: without one of them such a rule is not extended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<ExtensionGround>,
    },
    /// Hand the case to the physicians.
    Refer {
        /// What they are asked.
        question: String,
        /// One of them, where it is for one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        to: String,
    },
    /// Hand it back to the nurse.
    Return {
        /// What the physician says.
        answer: String,
    },
    /// Approve everything that is asked for here.
    Approve {
        /// The outcome of each requested code.
        codes: Vec<CodeOutcome>,
        /// The rationale, where the criteria are not the reason.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
        /// The criteria that the rationale speaks of: all that are not met or still open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        criteria: Vec<CriterionId>,
        /// Why the decision is late, where it is.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        late_because: String,
        /// Why the approved dates leave out the requested date of service, where they do.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        dates_because: String,
    },
    /// Approve a part of it.
    ApproveInPart {
        /// The outcome of each requested code.
        codes: Vec<CodeOutcome>,
        /// The rationale.
        why: String,
        /// The criteria that it speaks of: all that are not met or still open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        criteria: Vec<CriterionId>,
        /// Why the decision is late, where it is.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        late_because: String,
        /// Why the approved dates leave out the requested date of service, where they do.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        dates_because: String,
    },
    /// Record an adverse determination.
    Deny {
        /// The outcome of each requested code.
        codes: Vec<CodeOutcome>,
        /// The rationale: why this member does not meet the criteria, in plain words.
        why: String,
        /// The criteria that it rests on, at least one.
        criteria: Vec<CriterionId>,
        /// Why the decision is late, where it is.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        late_because: String,
    },
    /// Record that the request was taken back.
    Withdraw {
        /// By whom and why.
        why: String,
    },
    /// Close the case without a decision on the merits.
    Close {
        /// On what ground.
        closing: Closing,
        /// Why.
        why: String,
    },
    /// Take a decided case up again.
    Reopen {
        /// Why.
        why: String,
    },
    /// Add to a decided case without changing it.
    AddAddendum {
        /// What.
        text: String,
    },
    /// Note a call, a letter, a talk.
    LogContact {
        /// It.
        contact: Contact,
    },
    /// Take back the last change that has not been taken back; what is signed stays.
    Undo,
    /// Do again what was last taken back.
    Redo,
}

/// Of which kind it is, and nothing else.
impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Action({:?}, ..)", self.act())
    }
}

impl Action {
    /// What kind of change it is, as far as the right to make it goes.
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
