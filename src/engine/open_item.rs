//! Open items: what can still decide a case, and who has to act.
//!
//! Must not know: how an item came to be open.

use chrono::NaiveDate;

use crate::ids::{CriterionId, JudgementId, QuestionId, RowId};
use crate::redacted::redacted_debug;

redacted_debug!(Need);

/// Person who has to act on an open item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenKind {
    /// The reviewer has to answer or cite.
    ToGo,
    /// The provider has to send documentation that the chart lacks.
    Missing,
    /// A physician has to decide.
    Judgement,
}

impl OpenKind {
    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::ToGo => "to-go",
            Self::Missing => "missing",
            Self::Judgement => "judgement",
        }
    }
}

/// An item that can still decide the case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenItem {
    /// The first criterion that needs it.
    pub criterion: CriterionId,
    /// The question that it answers; none for a judgement.
    pub question: Option<QuestionId>,
    /// The person who has to act.
    pub kind: OpenKind,
    /// The need.
    pub need: Need,
}

/// Need of an open item.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// An answer, or documentation that the chart lacks.
    Answer,
    /// Documentation in the reviewer's words: the text that answers the item's question.
    AsWritten,
    /// A source for the answer.
    Source,
    /// A source for a row.
    RowSource(RowId),
    /// The first day of a treatment.
    Start(RowId),
    /// The end of a treatment, or that it continues.
    End(RowId),
    /// The outcome of a treatment.
    Outcome(RowId),
    /// A source for a treatment from after this day, up to which it is documented.
    LaterSource(RowId, NaiveDate),
    /// More care, or the rest of the list.
    MoreCare,
    /// The rest of the scores, or that all of the chart are entered.
    AllEntered,
    /// The score before the trial.
    Baseline,
    /// The score during the trial.
    During,
    /// The date of a score.
    ReadingDate(RowId),
    /// The choice of the two scores that count.
    Pair,
    /// A way to establish the criterion, or another one.
    Way,
    /// A linked case.
    LinkedCase,
    /// A physician's judgement.
    Judgement(JudgementId),
}
