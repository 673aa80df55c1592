//! The rules: a closed set of ways to decide a criterion, each with what it reads.
//!
//! Must not know: how any of them is carried out (that is `engine`).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{Stage, toml_day};
use crate::ids::{CriterionId, DayId, JudgementId, OptionId, PathwayId, QuestionId, ReadingId};

/// How a criterion is decided. The set is closed: no expression language, so every rule can be explained, checked,
/// drawn and exported. Three-valued throughout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Not met as soon as one part is not met; met when all are.
    AllOf(Vec<CriterionId>),
    /// Met as soon as one part is met; not met when none can be.
    AnyOf(Vec<CriterionId>),
    /// An item of the record: supported and cited is met, contradicted and cited is not met.
    Answered(QuestionId),
    /// A fact of the request is filled in; it can only be met or to go.
    Recorded(QuestionId),
    /// A choice among options: met when one of `values` is chosen, not met otherwise.
    ChoiceIn {
        /// The choice.
        question: QuestionId,
        /// The options that meet it.
        values: Vec<OptionId>,
        /// Facts that have to be filled in before the choice counts, either way.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<QuestionId>,
        /// Options that leave the criterion open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unsettled: Vec<Unsettled>,
    },
    /// One option of a choice that holds only for some days more: met when it is chosen and the day from which they run is
    /// recorded, with the day on which they are over; not met when another option is chosen.
    RunsOut {
        /// The choice.
        question: QuestionId,
        /// The option.
        value: OptionId,
        /// The day from which the days run.
        from: QuestionId,
        /// How many days.
        days: u32,
    },
    /// Something has ended: by a cited date before the day that counts, or by a cited statement.
    EndedBefore {
        /// Its last day.
        ends_on: QuestionId,
        /// A statement that it has ended.
        stated: QuestionId,
        /// The day before which it has to have ended.
        on: DayId,
        /// Asked of a physician when the two are cited and disagree.
        disagreement: JudgementId,
    },
    /// The member's age in completed years on a day.
    Age {
        /// The birth date.
        born: QuestionId,
        /// The day on which age counts.
        on: DayId,
        /// Met when the age lies in this band.
        years: AgeBand,
        /// Members whose age another criterion judges.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        except: Option<AgeException>,
    },
    /// The policy version governs the request: by its date of service, or by receipt where none is given.
    GovernedFrom {
        /// The date of service.
        service: QuestionId,
        /// The date of receipt.
        received: QuestionId,
        /// The first day governed.
        #[serde(deserialize_with = "toml_day")]
        #[schemars(with = "NaiveDate")]
        first_on: NaiveDate,
    },
    /// The one combinator behind every reading that a physician settles: `criterion` met or open stays so; not met,
    /// and `when` met, it is the physician's.
    Reconsider {
        /// The criterion as the text says it.
        criterion: CriterionId,
        /// What makes its failure doubtful.
        when: CriterionId,
        /// The doubt.
        judgement: JudgementId,
        /// The doubt arises while the criterion is open too. A physician who does not accept then leaves it as it is.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        while_open: bool,
    },
    /// Established in one of several ways, which the reviewer chooses. A way that finds nothing closes that way only.
    Established {
        /// The choice of the way.
        by: QuestionId,
        /// The ways.
        ways: Vec<Way>,
    },
    /// One of several criteria, by an answer: the result of the one that the chosen option leads to.
    DependsOn {
        /// The choice.
        question: QuestionId,
        /// What each option leads to.
        cases: Vec<Branch>,
    },
    /// Courses of treatment cover a span of time.
    CoursesCover(CoursesCover),
    /// A score fell by a share of itself.
    ReductionAtLeast(ReductionAtLeast),
}

/// A band of completed years; exactly one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AgeBand {
    /// Older than this many completed years.
    Over(u32),
    /// This many completed years or more.
    AtLeast(u32),
    /// This many completed years.
    Exactly(u32),
    /// Fewer completed years.
    Under(u32),
}

/// An option of a choice that leaves its criterion open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unsettled {
    /// The option.
    pub option: OptionId,
    /// The text that says what the record lacks: with it the criterion is missing, without it to go. Without a question
    /// the choice itself is to go, since the option contradicts the answers that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lacks: Option<QuestionId>,
}

/// Members of a pathway whose age another criterion judges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgeException {
    /// The pathway.
    pub in_pathway: PathwayId,
    /// Fewer completed years than this, on the day on which age counts.
    pub under: u32,
    /// The criterion whose result counts instead.
    pub judged_by: CriterionId,
}

/// One way to establish a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// The option that chooses this way.
    pub option: OptionId,
    /// What decides it.
    pub means: WayMeans,
    /// Of a linked case on a pathway of several stages: one of these has to be approved in it. Any will do where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
}

/// What an option of a choice leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The option.
    pub option: OptionId,
    /// The criterion that decides then.
    pub criterion: CriterionId,
}

/// What a way rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WayMeans {
    /// A criterion reviewed in this case: its result is the result.
    ReviewedNow(CriterionId),
    /// A criterion that shows it: met or open as it is; not met closes this way and asks for another.
    Shown(CriterionId),
    /// A signed case of the same member on one of these pathways, copied into this case when it was linked.
    LinkedCase(Vec<PathwayId>),
}

/// See the reading on what counts as six months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoursesCover {
    /// The list of treatments.
    pub courses: QuestionId,
    /// One run without a gap reaches its start plus this many calendar months ...
    pub months: u32,
    /// ... or the runs together have this many days.
    pub days_with_gaps: u32,
    /// Only rows with one of these outcomes count.
    pub counting: Vec<CourseOutcome>,
    /// No row counts past this day.
    pub until: DayId,
    /// Rows of these methods do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Method>,
    /// No row counts past the date of its latest source.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub until_source: bool,
}

/// Kinds of conservative care; the policy names the first three as examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Drugs.
    #[default]
    Pharmacological,
    /// Physical therapy.
    PhysicalTherapy,
    /// Behavioral health treatment.
    BehavioralHealth,
    /// Injections, blocks and the like.
    Interventional,
    /// Anything else.
    Other,
}

/// How a treatment ended, or stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CourseOutcome {
    /// Failed: side effects that the member could not tolerate.
    IntolerableSideEffects,
    /// Failed: no pain relief, or none that was safe; also an ongoing one without enough relief.
    NoSafeRelief,
    /// It helped enough.
    Helped,
    /// Never given: contraindicated.
    Contraindicated,
}

/// See the readings on which pain counts and on a stated percentage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReductionAtLeast {
    /// The reduction asked for, in per cent.
    pub percent: u32,
    /// The list of pain readings.
    pub readings: QuestionId,
    /// A percentage stated in the record.
    pub stated: QuestionId,
    /// The first day of the trial.
    pub from: QuestionId,
    /// The last day of the trial.
    pub to: QuestionId,
    /// Asked of a physician when cited sources fall on different sides.
    pub disagreement: JudgementId,
    /// Other scores from before the trial are held against the score during it, as other scores during it are against the
    /// baseline.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub contrary_baselines: bool,
    /// A score without a source is to go also while the other score is missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lone_scores_cited: bool,
    /// Readings that a result computed from scores rests on.
    pub computed_by: Vec<ReadingId>,
    /// Readings that a result taken from a stated percentage rests on.
    pub stated_by: Vec<ReadingId>,
}

impl Rule {
    /// The criteria that this rule names, in the order in which they are shown.
    pub fn parts(&self) -> Vec<&CriterionId> {
        match self {
            Self::AllOf(parts) | Self::AnyOf(parts) => parts.iter().collect(),
            Self::Reconsider { criterion, when, .. } => vec![criterion, when],
            Self::Established { ways, .. } => ways
                .iter()
                .filter_map(|way| match &way.means {
                    WayMeans::ReviewedNow(criterion) | WayMeans::Shown(criterion) => Some(criterion),
                    WayMeans::LinkedCase(_) => None,
                })
                .collect(),
            Self::DependsOn { cases, .. } => cases.iter().map(|branch| &branch.criterion).collect(),
            _ => Vec::new(),
        }
    }

    /// True if a criterion is a part in the sense that a record of the whole also shows it. What is reviewed anew, or chosen by
    /// an answer, has criteria and records of its own.
    pub fn is_made_of(&self, part: &CriterionId) -> bool {
        match self {
            Self::AllOf(parts) | Self::AnyOf(parts) => parts.contains(part),
            Self::Reconsider { criterion, when, .. } => criterion == part || when == part,
            Self::Established { ways, .. } => {
                ways.iter().any(|way| matches!(&way.means, WayMeans::Shown(shown) if shown == part))
            }
            _ => false,
        }
    }

    /// The choice by which this rule comes to one of its parts.
    pub fn chooses_by(&self) -> Option<&QuestionId> {
        match self {
            Self::Established { by: question, .. } | Self::DependsOn { question, .. } => Some(question),
            _ => None,
        }
    }

    /// The part that an option of that choice leads to.
    pub fn part_for(&self, option: &OptionId) -> Option<&CriterionId> {
        match self {
            Self::Established { ways, .. } => match &ways.iter().find(|way| way.option == *option)?.means {
                WayMeans::ReviewedNow(criterion) | WayMeans::Shown(criterion) => Some(criterion),
                WayMeans::LinkedCase(_) => None,
            },
            Self::DependsOn { cases, .. } => {
                cases.iter().find(|branch| branch.option == *option).map(|branch| &branch.criterion)
            }
            _ => None,
        }
    }

    /// The questions that this rule reads itself, without those of its days and parts.
    pub fn questions(&self) -> Vec<&QuestionId> {
        match self {
            Self::Answered(question) | Self::Recorded(question) => vec![question],
            Self::ChoiceIn { question, with, unsettled, .. } => {
                let lacks = unsettled.iter().filter_map(|unsettled| unsettled.lacks.as_ref());
                std::iter::once(question).chain(with).chain(lacks).collect()
            }
            Self::RunsOut { question, from, .. } => vec![question, from],
            Self::EndedBefore { ends_on, stated, .. } => vec![ends_on, stated],
            Self::Age { born, .. } => vec![born],
            Self::GovernedFrom { service, received, .. } => vec![service, received],
            Self::Established { by: question, .. } | Self::DependsOn { question, .. } => vec![question],
            Self::CoursesCover(rule) => vec![&rule.courses],
            Self::ReductionAtLeast(rule) => vec![&rule.readings, &rule.stated, &rule.from, &rule.to],
            Self::AllOf(_) | Self::AnyOf(_) | Self::Reconsider { .. } => Vec::new(),
        }
    }

    /// The day that this rule counts from.
    pub fn day(&self) -> Option<&DayId> {
        match self {
            Self::Age { on, .. } | Self::EndedBefore { on, .. } => Some(on),
            Self::CoursesCover(rule) => Some(&rule.until),
            _ => None,
        }
    }

    /// The judgement that this rule may put to a physician.
    pub fn judgement(&self) -> Option<&JudgementId> {
        match self {
            Self::Reconsider { judgement, .. } | Self::EndedBefore { disagreement: judgement, .. } => Some(judgement),
            Self::ReductionAtLeast(rule) => Some(&rule.disagreement),
            _ => None,
        }
    }
}
