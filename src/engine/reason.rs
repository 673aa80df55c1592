//! Typed reasons for the result of a criterion. Figures stay figures; `wording` turns them into sentences.
//!
//! Must not know: how a result was decided.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::care_span::CareSpan;
use crate::amount::Amount;
use crate::case::{LinkFault, LinkedCase};
use crate::ids::{DayId, JudgementId, OptionId, QuestionId};
use crate::policy::AgeBand;
use crate::redacted::redacted_debug;

redacted_debug!(Reason);

/// Reason for the result of a criterion.
#[derive(Clone, PartialEq, Eq)]
pub enum Reason {
    /// The parts decided it.
    Parts {
        /// The number of met parts.
        met: usize,
        /// The number of parts that are not met.
        not_met: usize,
        /// The number of open parts.
        open: usize,
        /// True where one met part is enough.
        any: bool,
    },
    /// The chart supports it, with a source.
    Supported,
    /// The chart contradicts it, with a source.
    Contradicted,
    /// The chart does not document it.
    NotDocumented,
    /// Nobody has answered it yet.
    NotReviewed,
    /// The answer has no source.
    NotCited,
    /// The fact of the request is filled in.
    Recorded,
    /// An option is chosen.
    Chosen {
        /// The question.
        question: QuestionId,
        /// The option.
        option: OptionId,
    },
    /// An option is chosen, and facts that belong to it are not filled in.
    Incomplete {
        /// The question.
        question: QuestionId,
        /// The option.
        option: OptionId,
    },
    /// An option is chosen that leaves the criterion open.
    Unsettled {
        /// The question.
        question: QuestionId,
        /// The option.
        option: OptionId,
        /// True where it contradicts the answers that led to the question.
        contradicts: bool,
    },
    /// An option is valid for a number of days.
    RunsOut {
        /// The question.
        question: QuestionId,
        /// The option.
        option: OptionId,
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
        /// The number of days between them.
        days: u32,
    },
    /// The cited date and the cited statement on the end of something.
    Ended {
        /// Its last day.
        ends_on: Option<NaiveDate>,
        /// The day before which it has to have ended.
        before: Option<NaiveDate>,
        /// True where the chart states that it has ended, false where it states that it has not.
        stated: Option<bool>,
    },
    /// The age on the day that counts.
    Age {
        /// The completed years.
        years: u32,
        /// The date.
        on: NaiveDate,
        /// The day of the policy that the date is.
        day: DayId,
        /// The required ages.
        asked: AgeBand,
    },
    /// The date that decides whether the version applies, and the first day on which it does.
    Governed {
        /// The date of service or of receipt.
        on: NaiveDate,
        /// The first day on which the version applies.
        first_on: NaiveDate,
        /// True where `on` is the date of service.
        by_service: bool,
    },
    /// The documented care.
    Care {
        /// The counted time.
        span: CareSpan,
        /// The required months.
        months: u32,
        /// The required days where there are gaps.
        days_with_gaps: u32,
    },
    /// Two compared scores.
    Reduction {
        /// The score before the trial.
        baseline: Amount,
        /// The score during the trial.
        during: Amount,
        /// The reduction in percent, rounded toward zero, for display only.
        percent: Decimal,
        /// The required reduction in percent.
        asked_percent: u32,
    },
    /// A percentage as the chart states it, which is not computed.
    Stated {
        /// The figure, or its lower bound.
        percent: Amount,
        /// True where it is a lower bound.
        at_least: bool,
        /// The required reduction in percent.
        asked_percent: u32,
    },
    /// No pair of scores is chosen yet.
    NoPair,
    /// No way is chosen.
    NoWay,
    /// The chosen way does not show it; another has to be chosen.
    WayClosed(OptionId),
    /// The chosen way decides it.
    Way(OptionId),
    /// The chosen way needs a linked case, and none is linked.
    NotLinked,
    /// A linked case proves it.
    Linked(Box<LinkedCase>),
    /// The linked case does not prove it; another case or another way has to be chosen.
    LinkFails {
        /// The linked case.
        link: Box<LinkedCase>,
        /// The reason why it does not.
        fault: LinkFault,
    },
    /// A physician decided.
    Judged {
        /// The judgement.
        judgement: JudgementId,
        /// True where the physician accepts.
        accepts: bool,
    },
    /// A physician has to decide.
    Doubtful {
        /// The judgement.
        judgement: JudgementId,
        /// True where an earlier judgement lapsed because its facts changed.
        lapsed: bool,
        /// The reason without a judgement.
        because: Box<Reason>,
    },
}

impl Reason {
    /// The judgement that was made or is needed. A criterion has the judgement of the part that decides it.
    pub fn judgement(&self) -> Option<&JudgementId> {
        match self {
            Self::Judged { judgement, .. } | Self::Doubtful { judgement, .. } => Some(judgement),
            Self::Parts { .. }
            | Self::Supported
            | Self::Contradicted
            | Self::NotDocumented
            | Self::NotReviewed
            | Self::NotCited
            | Self::Recorded
            | Self::Chosen { .. }
            | Self::Incomplete { .. }
            | Self::Unsettled { .. }
            | Self::RunsOut { .. }
            | Self::Ended { .. }
            | Self::Age { .. }
            | Self::Governed { .. }
            | Self::Care { .. }
            | Self::Reduction { .. }
            | Self::Stated { .. }
            | Self::NoPair
            | Self::NoWay
            | Self::WayClosed(_)
            | Self::Way(_)
            | Self::NotLinked
            | Self::Linked(_)
            | Self::LinkFails { .. } => None,
        }
    }
}
