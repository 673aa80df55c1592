//! The rules: a closed set of ways to decide a criterion.
//!
//! Must not know: how a rule is decided (that is `engine`).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rule_parameters::{AgeBand, AgeException, Branch, CoursesCover, ReductionAtLeast, Unsettled, Way, WayMeans};
use super::toml_date::toml_day;
use crate::ids::{CriterionId, DayId, JudgementId, OptionId, QuestionId};

/// Rule by which a criterion is decided. The set is closed, without an expression language, so that every rule can be explained,
/// checked, drawn and exported. All rules are three-valued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Met when all parts are met; not met as soon as one part is not met.
    AllOf(Vec<CriterionId>),
    /// Met as soon as one part is met; not met when no part is met or open.
    AnyOf(Vec<CriterionId>),
    /// An item of the chart: met when supported and cited, not met when contradicted and cited.
    Answered(QuestionId),
    /// A fact of the request that has to be filled in: met, or still to be answered.
    Recorded(QuestionId),
    /// A choice among options: met when one of `values` is chosen, not met otherwise.
    ChoiceIn {
        /// The choice.
        question: QuestionId,
        /// The options that meet it.
        values: Vec<OptionId>,
        /// Facts that have to be filled in before the choice counts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<QuestionId>,
        /// Options that leave the criterion open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unsettled: Vec<Unsettled>,
    },
    /// An option of a choice that is valid for a number of days: met when it is chosen and its first day is recorded, with the
    /// last day as a figure; not met when another option is chosen.
    RunsOut {
        /// The choice.
        question: QuestionId,
        /// The option.
        value: OptionId,
        /// The first of these days.
        from: QuestionId,
        /// The number of days.
        days: u32,
    },
    /// Something has ended: by a cited date before a day, or by a cited statement.
    EndedBefore {
        /// Its last day.
        ends_on: QuestionId,
        /// A statement that it has ended.
        stated: QuestionId,
        /// The day before which it has to have ended.
        on: DayId,
        /// The judgement for a cited date and a cited statement that disagree.
        disagreement: JudgementId,
    },
    /// The member's age in completed years on a day.
    Age {
        /// The birth date.
        born: QuestionId,
        /// The day on which age counts.
        on: DayId,
        /// The ages that meet it.
        years: AgeBand,
        /// Members for whose age another criterion counts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        except: Option<AgeException>,
    },
    /// The policy version applies to the request, by the date of service, or by receipt where that is not given.
    GovernedFrom {
        /// The date of service.
        service: QuestionId,
        /// The date of receipt.
        received: QuestionId,
        /// The first day on which the version applies.
        #[serde(deserialize_with = "toml_day")]
        #[schemars(with = "NaiveDate")]
        first_on: NaiveDate,
    },
    /// A criterion whose failure a physician may reconsider: met or open stays so; not met with `when` met goes to the physician.
    Reconsider {
        /// The criterion by the wording of the policy.
        criterion: CriterionId,
        /// The condition that makes its failure doubtful.
        when: CriterionId,
        /// The judgement.
        judgement: JudgementId,
        /// True where an open criterion goes to the physician too; a judgement that does not accept then leaves it open.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        while_open: bool,
    },
    /// Shown in one of several ways, which the reviewer chooses. A way that does not show it leaves the other ways.
    Established {
        /// The choice of the way.
        by: QuestionId,
        /// The ways.
        ways: Vec<Way>,
    },
    /// The result of the criterion that the chosen option leads to.
    DependsOn {
        /// The choice.
        question: QuestionId,
        /// The criterion for each option.
        cases: Vec<Branch>,
    },
    /// Treatments cover a span of time.
    CoursesCover(CoursesCover),
    /// A score fell by a percentage of itself.
    ReductionAtLeast(ReductionAtLeast),
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
            Self::Answered(_)
            | Self::Recorded(_)
            | Self::ChoiceIn { .. }
            | Self::RunsOut { .. }
            | Self::EndedBefore { .. }
            | Self::Age { .. }
            | Self::GovernedFrom { .. }
            | Self::CoursesCover(_)
            | Self::ReductionAtLeast(_) => Vec::new(),
        }
    }

    /// True where a record that supports this criterion also supports the part. Criteria that are reviewed in this case or chosen
    /// by an answer have their own records.
    pub fn is_made_of(&self, part: &CriterionId) -> bool {
        match self {
            Self::AllOf(parts) | Self::AnyOf(parts) => parts.contains(part),
            Self::Reconsider { criterion, when, .. } => criterion == part || when == part,
            Self::Established { ways, .. } => {
                ways.iter().any(|way| matches!(&way.means, WayMeans::Shown(shown) if shown == part))
            }
            Self::Answered(_)
            | Self::Recorded(_)
            | Self::ChoiceIn { .. }
            | Self::RunsOut { .. }
            | Self::EndedBefore { .. }
            | Self::Age { .. }
            | Self::GovernedFrom { .. }
            | Self::DependsOn { .. }
            | Self::CoursesCover(_)
            | Self::ReductionAtLeast(_) => false,
        }
    }

    /// The choice that selects one of the parts.
    pub fn choice(&self) -> Option<&QuestionId> {
        match self {
            Self::Established { by: question, .. } | Self::DependsOn { question, .. } => Some(question),
            Self::AllOf(_)
            | Self::AnyOf(_)
            | Self::Answered(_)
            | Self::Recorded(_)
            | Self::ChoiceIn { .. }
            | Self::RunsOut { .. }
            | Self::EndedBefore { .. }
            | Self::Age { .. }
            | Self::GovernedFrom { .. }
            | Self::Reconsider { .. }
            | Self::CoursesCover(_)
            | Self::ReductionAtLeast(_) => None,
        }
    }

    /// The part that an option of the choice selects.
    pub fn part_for(&self, option: &OptionId) -> Option<&CriterionId> {
        match self {
            Self::Established { ways, .. } => match &ways.iter().find(|way| way.option == *option)?.means {
                WayMeans::ReviewedNow(criterion) | WayMeans::Shown(criterion) => Some(criterion),
                WayMeans::LinkedCase(_) => None,
            },
            Self::DependsOn { cases, .. } => {
                cases.iter().find(|branch| branch.option == *option).map(|branch| &branch.criterion)
            }
            Self::AllOf(_)
            | Self::AnyOf(_)
            | Self::Answered(_)
            | Self::Recorded(_)
            | Self::ChoiceIn { .. }
            | Self::RunsOut { .. }
            | Self::EndedBefore { .. }
            | Self::Age { .. }
            | Self::GovernedFrom { .. }
            | Self::Reconsider { .. }
            | Self::CoursesCover(_)
            | Self::ReductionAtLeast(_) => None,
        }
    }

    /// The questions that this rule reads directly, without those of its days and parts.
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

    /// The day that this rule counts from or to.
    pub fn day(&self) -> Option<&DayId> {
        match self {
            Self::Age { on, .. } | Self::EndedBefore { on, .. } => Some(on),
            Self::CoursesCover(rule) => Some(&rule.until),
            Self::AllOf(_)
            | Self::AnyOf(_)
            | Self::Answered(_)
            | Self::Recorded(_)
            | Self::ChoiceIn { .. }
            | Self::RunsOut { .. }
            | Self::GovernedFrom { .. }
            | Self::Reconsider { .. }
            | Self::Established { .. }
            | Self::DependsOn { .. }
            | Self::ReductionAtLeast(_) => None,
        }
    }

    /// The judgement that this rule may need.
    pub fn judgement(&self) -> Option<&JudgementId> {
        match self {
            Self::Reconsider { judgement, .. } | Self::EndedBefore { disagreement: judgement, .. } => Some(judgement),
            Self::ReductionAtLeast(rule) => Some(&rule.disagreement),
            Self::AllOf(_)
            | Self::AnyOf(_)
            | Self::Answered(_)
            | Self::Recorded(_)
            | Self::ChoiceIn { .. }
            | Self::RunsOut { .. }
            | Self::Age { .. }
            | Self::GovernedFrom { .. }
            | Self::Established { .. }
            | Self::DependsOn { .. }
            | Self::CoursesCover(_) => None,
        }
    }
}
