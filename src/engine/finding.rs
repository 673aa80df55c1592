//! What an evaluation says: a result with a typed reason for each criterion, what is open and whose work it is, and where
//! the case stands. Figures are kept as figures; `wording` turns them into sentences.
//!
//! Must not know: how any of it was decided.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::courses::CareSpan;
use super::truth::Truth;
use crate::amount::Amount;
use crate::case::{CriteriaResult, LinkFault, LinkedCase};
use crate::ids::{CriterionId, DayId, JudgementId, OptionId, QuestionId, ReadingId, RowId};
use crate::policy::{AgeBand, Stage};
use crate::redacted::redacted_debug;

redacted_debug!(Reason, Notice, Need);

/// Everything that is known of a case under its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Where the case stands.
    pub status: Status,
    /// The result of the whole: the scope's criteria and the pathway's.
    pub truth: Truth,
    /// Every criterion that was looked at, each once, in the order in which the policy reaches them.
    pub findings: Vec<Finding>,
    /// What can still decide the case, each item once; empty as soon as nothing can.
    pub open: Vec<OpenItem>,
    /// Readings of the policy that the result rests on.
    pub relied_on: Vec<ReadingId>,
    /// Remarks that change nothing.
    pub notices: Vec<Notice>,
    pub(super) by_id: BTreeMap<CriterionId, usize>,
}

impl Evaluation {
    /// The finding on a criterion; none where the rules did not come to it.
    pub fn finding(&self, criterion: &CriterionId) -> Option<&Finding> {
        self.findings.get(*self.by_id.get(criterion)?)
    }

    /// How many items of a kind are open.
    pub fn count(&self, kind: OpenKind) -> usize {
        self.open.iter().filter(|item| item.kind == kind).count()
    }
}

/// Where a case stands; the first that holds, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The policy does not govern it; the sentence is the policy file's.
    Outside {
        /// Why.
        why: String,
        /// The criterion that takes it outside.
        criterion: CriterionId,
    },
    /// For a physician.
    NotMet,
    /// All criteria are met.
    Met,
    /// Something that matters is the reviewer's to do.
    InReview,
    /// Everything that matters waits for the provider.
    DocumentationMissing,
    /// Everything that matters waits for a physician.
    JudgementNeeded,
}

impl Status {
    /// Its name, as files, signatures and the command line have it.
    pub fn result(&self) -> CriteriaResult {
        match self {
            Self::Outside { .. } => CriteriaResult::OutsidePolicy,
            Self::NotMet => CriteriaResult::CriteriaNotMet,
            Self::Met => CriteriaResult::CriteriaMet,
            Self::InReview => CriteriaResult::InReview,
            Self::DocumentationMissing => CriteriaResult::DocumentationMissing,
            Self::JudgementNeeded => CriteriaResult::JudgementNeeded,
        }
    }

    /// The name that the command line prints.
    pub fn name(&self) -> &'static str {
        self.result().name()
    }
}

/// The result of one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub criterion: CriterionId,
    /// The result.
    pub truth: Truth,
    /// Why.
    pub reason: Reason,
    /// What can still decide it; empty unless it is open.
    pub open: Vec<OpenItem>,
}

/// Why a criterion has its result.
#[derive(Clone, PartialEq, Eq)]
pub enum Reason {
    /// All parts, or any part, decided it: how many are met, not met, open.
    Parts {
        /// Met parts.
        met: usize,
        /// Parts not met.
        not_met: usize,
        /// Open parts.
        open: usize,
        /// Whether one met part is enough.
        any: bool,
    },
    /// The record supports it, cited.
    Supported,
    /// The record says otherwise, cited.
    Contradicted,
    /// The record does not hold it.
    NotDocumented,
    /// Nobody has answered it yet.
    NotReviewed,
    /// Answered, and no source is noted.
    NotCited,
    /// A fact of the request is there.
    Recorded,
    /// An option is chosen.
    Chosen {
        /// Of which question.
        question: QuestionId,
        /// Which option.
        option: OptionId,
    },
    /// An option is chosen, and facts that belong to it are still to be filled in.
    Incomplete {
        /// Of which question.
        question: QuestionId,
        /// Which option.
        option: OptionId,
    },
    /// An option is chosen that leaves the criterion open.
    Unsettled {
        /// Of which question.
        question: QuestionId,
        /// Which option.
        option: OptionId,
        /// Whether it contradicts the answers that led to the question.
        contradicts: bool,
    },
    /// An option holds for some days more.
    RunsOut {
        /// Of which question.
        question: QuestionId,
        /// Which option.
        option: OptionId,
        /// From this day.
        from: NaiveDate,
        /// Until this one, the last.
        until: NaiveDate,
        /// How many days lie between.
        days: u32,
    },
    /// Whether something has ended, by the cited date and by the cited statement, where they are given.
    Ended {
        /// Its last day.
        ends_on: Option<NaiveDate>,
        /// The day before which it has to have ended.
        before: Option<NaiveDate>,
        /// What the record states: that it has ended, or that it has not.
        stated: Option<bool>,
    },
    /// The age on the day that counts.
    Age {
        /// Completed years.
        years: u32,
        /// On this day.
        on: NaiveDate,
        /// Which day that is.
        day: DayId,
        /// The band asked for.
        asked: AgeBand,
    },
    /// The date by which the version is chosen, and the first day that it governs.
    Governed {
        /// Date of service, or of receipt.
        on: NaiveDate,
        /// The first day governed.
        first_on: NaiveDate,
        /// Whether `on` is a date of service.
        by_service: bool,
    },
    /// How much care is documented.
    Care {
        /// What was counted.
        span: CareSpan,
        /// How many months are asked for.
        months: u32,
        /// How many days are asked for where there are gaps.
        days_with_gaps: u32,
    },
    /// Two scores, compared.
    Reduction {
        /// Before.
        baseline: Amount,
        /// During the trial.
        during: Amount,
        /// The reduction, rounded toward zero; for reading only.
        percent: Decimal,
        /// The reduction asked for.
        asked_percent: u32,
    },
    /// A percentage as the record states it, compared and not computed.
    Stated {
        /// The figure or its lower bound.
        percent: Amount,
        /// Whether it is a lower bound.
        at_least: bool,
        /// The reduction asked for.
        asked_percent: u32,
    },
    /// The scores do not yet make a pair that counts.
    NoPair,
    /// No way has been chosen.
    NoWay,
    /// The chosen way shows nothing; another is to be chosen.
    WayClosed(OptionId),
    /// Established in this way, or waiting on it.
    Way(OptionId),
    /// The way rests on a linked case, and none is linked.
    NotLinked,
    /// A linked case shows it.
    Linked(Box<LinkedCase>),
    /// The linked case does not show it; another one, or another way, is to be chosen.
    LinkFails {
        /// The linked case.
        link: Box<LinkedCase>,
        /// Why it does not.
        fault: LinkFault,
    },
    /// A physician decided.
    Judged {
        /// Which doubt.
        judgement: JudgementId,
        /// How.
        accepts: bool,
    },
    /// A physician is asked.
    Doubtful {
        /// Which doubt.
        judgement: JudgementId,
        /// Whether an earlier judgement lapsed because its facts changed.
        lapsed: bool,
        /// What the criterion would be without a judgement.
        because: Box<Reason>,
    },
}

impl Reason {
    /// The doubt that a physician decided or is asked about. A criterion passes on that of the part that decides it.
    pub fn judgement(&self) -> Option<&JudgementId> {
        match self {
            Self::Judged { judgement, .. } | Self::Doubtful { judgement, .. } => Some(judgement),
            _ => None,
        }
    }
}

/// Whose work an open item is. The three never look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenKind {
    /// The reviewer's: to go.
    ToGo,
    /// The provider's: missing from the record.
    Missing,
    /// The physician's.
    Judgement,
}

impl OpenKind {
    /// The name that the command line prints.
    pub fn name(self) -> &'static str {
        match self {
            Self::ToGo => "to-go",
            Self::Missing => "missing",
            Self::Judgement => "judgement",
        }
    }
}

/// Something that can still decide the case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenItem {
    /// The criterion that waits for it; the first, where several do.
    pub criterion: CriterionId,
    /// The question where it is answered; none for a judgement.
    pub question: Option<QuestionId>,
    /// Whose work.
    pub kind: OpenKind,
    /// What is needed.
    pub need: Need,
}

/// What an open item needs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// An answer, or its documentation where the record does not hold it.
    Answer,
    /// What the reviewer wrote that the record lacks: the text that answers the item's question.
    AsWritten,
    /// A source for the answer.
    Source,
    /// A source for a row.
    RowSource(RowId),
    /// The first day of a treatment.
    Start(RowId),
    /// The end of a treatment, or that it goes on.
    End(RowId),
    /// How a treatment ended.
    Outcome(RowId),
    /// A later source for a treatment, which is documented up to this day.
    LaterSource(RowId, NaiveDate),
    /// More care, or the rest of the list.
    MoreCare,
    /// That every score of the record is entered, or the rest of them.
    AllEntered,
    /// The score before the trial.
    Baseline,
    /// The score during the trial.
    During,
    /// The date of a score.
    ReadingDate(RowId),
    /// A choice of the two scores that count.
    Pair,
    /// A way to establish the criterion, or another one.
    Way,
    /// A signed case to rest on.
    LinkedCase,
    /// A physician's judgement.
    Judgement(JudgementId),
}

/// A remark that changes no status.
#[derive(Clone, PartialEq, Eq)]
pub enum Notice {
    /// A requested code is not in the policy's list, which may not be complete.
    UnlistedCode(String),
    /// A requested code belongs to another stage.
    OtherStage {
        /// The code.
        cpt: String,
        /// The stages it belongs to.
        stages: Vec<Stage>,
    },
    /// The service comes after the day until which the version was verified as in force.
    NotVerifiedFor {
        /// The day of service.
        on: NaiveDate,
        /// The last verified day.
        until: NaiveDate,
    },
    /// A remark of the policy file.
    Said(String),
}
