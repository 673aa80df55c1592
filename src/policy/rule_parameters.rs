//! Parameters of the rules.
//!
//! Must not know: how a rule is decided (that is `engine`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::stage::Stage;
use crate::ids::{CriterionId, DayId, JudgementId, OptionId, PathwayId, QuestionId, ReadingId};

/// Ages in completed years.
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
    /// The question whose text says what the chart lacks: with the text the criterion is missing documentation, without it the
    /// reviewer still has to write it. Without a question the choice itself is to be answered again, since the option contradicts
    /// the answers that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lacks: Option<QuestionId>,
}

/// Members of a pathway for whose age another criterion counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgeException {
    /// The pathway.
    pub in_pathway: PathwayId,
    /// Members with fewer completed years than this, on the day on which age counts.
    pub under: u32,
    /// The criterion whose result counts instead.
    pub judged_by: CriterionId,
}

/// A way to show a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// The option that chooses this way.
    pub option: OptionId,
    /// The means by which it is shown.
    pub means: WayMeans,
    /// Stages of which a linked case on a pathway of several stages needs one approved; any where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
}

/// The criterion that an option of a choice leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The option.
    pub option: OptionId,
    /// The criterion.
    pub criterion: CriterionId,
}

/// The means by which a way shows its criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WayMeans {
    /// A criterion reviewed in this case, whose result counts.
    ReviewedNow(CriterionId),
    /// A criterion that shows it: met or open counts; not met asks for another way.
    Shown(CriterionId),
    /// A linked case of the same member on one of these pathways.
    LinkedCase(Vec<PathwayId>),
}

/// Parameters of the rule on the time that treatments cover; see the reading on what counts as six months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoursesCover {
    /// The list of treatments.
    pub courses: QuestionId,
    /// The calendar months that a run without gaps has to reach from its start.
    pub months: u32,
    /// The days that all runs together need otherwise.
    pub days_with_gaps: u32,
    /// The outcomes of rows that count.
    pub counting: Vec<CourseOutcome>,
    /// The day up to which rows count.
    pub until: DayId,
    /// The methods of rows that do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Method>,
    /// True where a row counts only up to the date of its latest source.
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

/// Outcome of a treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CourseOutcome {
    /// Failed: side effects that the member could not tolerate.
    IntolerableSideEffects,
    /// Failed: no pain relief, or none that was safe; also an ongoing treatment without enough relief.
    NoSafeRelief,
    /// Enough relief.
    Helped,
    /// Not given, since contraindicated.
    Contraindicated,
}

/// Parameters of the rule on the reduction of pain; see the readings on which pain counts and on a stated percentage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReductionAtLeast {
    /// The required reduction in percent.
    pub percent: u32,
    /// The list of pain readings.
    pub readings: QuestionId,
    /// The percentage that the chart states.
    pub stated: QuestionId,
    /// The first day of the trial.
    pub from: QuestionId,
    /// The last day of the trial.
    pub to: QuestionId,
    /// The judgement for cited sources on different sides of the threshold.
    pub disagreement: JudgementId,
    /// True where other scores from before the trial are compared with the score during it, as other scores during it are with
    /// the baseline.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub contrary_baselines: bool,
    /// True where a score needs its source also while the other score is missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lone_scores_cited: bool,
    /// Readings behind a result that is computed from scores.
    pub computed_by: Vec<ReadingId>,
    /// Readings behind a result that is taken from a stated percentage.
    pub stated_by: Vec<ReadingId>,
}
