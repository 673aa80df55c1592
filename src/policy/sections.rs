//! Sections of a policy file, as it lays them out: head, sources, scope, pathways, criteria, judgements, readings, codes,
//! notices.
//!
//! Must not know: how the file is read, or any answer of a case.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::question::OnlyWhen;
use super::rule::Rule;
use super::stage::Stage;
use super::toml_date::toml_day;
use crate::ids::{CriterionId, DayId, JudgementId, PathwayId, QuestionId, ReadingId, SourceId};

/// Head of a policy.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The format of the policy file; 1.
    pub format: u32,
    /// The policy's number with its version letter: `2025T0626L`.
    pub number: String,
    /// Its title, in sentence case.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// The effective date.
    #[serde(deserialize_with = "toml_day")]
    #[schemars(with = "NaiveDate")]
    pub effective_on: NaiveDate,
    /// The policy's statements about its own purpose, paraphrased; shown in the summary and the About window.
    pub purpose: Vec<String>,
}

/// A passage of the policy's text. All other wording of the file is paraphrased and refers to these.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id within the file.
    pub id: SourceId,
    /// The title of the section in the policy.
    pub section: String,
    /// The page on which the passage begins.
    pub page: u32,
    /// The passage, paraphrased.
    pub says: String,
}

/// Requirements of every pathway, in addition to its own criteria.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Criteria that every pathway needs.
    pub requires: Vec<CriterionId>,
    /// Questions that a person confirms before a final determination. They do not change the status.
    pub confirmations: Vec<QuestionId>,
    /// Further questions of the scope that no rule reads, such as conflicts with the policy.
    #[serde(default)]
    pub details: Vec<QuestionId>,
    /// Further questions of the request form that no rule reads, such as the planned procedure.
    #[serde(default)]
    pub with_request: Vec<QuestionId>,
    /// The question for the date until which a department verified that this version is in force.
    pub verified_until: Option<QuestionId>,
}

/// A condition under which a case is outside the policy. Exactly one of `when` and `unless` is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// Outside when this criterion is met.
    pub when: Option<CriterionId>,
    /// Outside when this criterion is not met.
    pub unless: Option<CriterionId>,
    /// The reason, as a sentence.
    pub why: String,
    /// The reading behind it.
    pub reading: Option<ReadingId>,
}

/// A day that rules count from. Exactly one of `first_of` and `earliest_of` is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Its id.
    pub id: DayId,
    /// Questions of which the first answered one counts.
    #[serde(default)]
    pub first_of: Vec<QuestionId>,
    /// Questions of which the earliest answered date counts.
    #[serde(default)]
    pub earliest_of: Vec<QuestionId>,
    /// The name of the day in a sentence.
    pub called: String,
    /// Other questions for some pathways, combined in the same way.
    #[serde(default)]
    pub in_pathway: BTreeMap<PathwayId, Vec<QuestionId>>,
}

impl Day {
    /// The questions for this pathway.
    pub fn questions_in(&self, pathway: &PathwayId) -> &[QuestionId] {
        let usual = if self.first_of.is_empty() { &self.earliest_of } else { &self.first_of };
        self.in_pathway.get(pathway).unwrap_or(usual)
    }
}

/// A pathway: one checklist of the policy.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pathway {
    /// Its id.
    pub id: PathwayId,
    /// Its title.
    pub title: String,
    /// A short title for a worklist row.
    pub short_title: String,
    /// The stages of a request on this pathway. Where there are several, the answer to `stage_question` says which.
    pub stages: Vec<Stage>,
    /// The question that records which of several stages is requested.
    pub stage_question: Option<QuestionId>,
    /// The criterion of the whole pathway.
    pub criterion: CriterionId,
    /// The passage of the policy.
    pub source: SourceId,
    /// Its steps on screen, which together contain each of its criteria once. A criterion that a step names is shown in that
    /// step, not where it is a part of another one.
    pub steps: Vec<Step>,
}

impl Pathway {
    /// The criteria that its steps name, each of which is shown in its own step only.
    pub fn step_criteria(&self) -> BTreeSet<&CriterionId> {
        self.steps.iter().flat_map(|step| &step.criteria).collect()
    }
}

/// A step of a checklist.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The title of its tab.
    pub title: String,
    /// The criteria shown in it, with their parts.
    pub criteria: Vec<CriterionId>,
}

/// A criterion of the policy.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// The statement that has to be true, paraphrased.
    pub label: String,
    /// The passage of the policy.
    pub source: Option<SourceId>,
    /// Documentation that the provider can send for it.
    pub ask: Option<String>,
    /// The readings behind it.
    #[serde(default)]
    pub readings: Vec<ReadingId>,
    /// Questions that are asked with this criterion in addition to those of its rule.
    #[serde(default)]
    pub also_asks: Vec<QuestionId>,
    /// The rule that decides it.
    pub rule: Rule,
}

/// A question of interpretation that only a physician decides.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// Its id.
    pub id: JudgementId,
    /// The question put to the physician.
    pub question: String,
    /// The statement of a judgement that accepts.
    pub accepts: String,
    /// The statement of a judgement that does not accept.
    pub does_not_accept: String,
    /// The reading behind it.
    pub reading: ReadingId,
    /// Questions that the judgement depends on, in addition to those that its criterion reads. A change of one of them makes the
    /// judgement lapse.
    #[serde(default)]
    pub rests_on: Vec<QuestionId>,
    /// Questions that the judgement depends on exclusively, where any are named.
    #[serde(default)]
    pub rests_only_on: Vec<QuestionId>,
    /// True where the judgement lapses on another pathway.
    #[serde(default)]
    pub rests_on_pathway: bool,
}

/// A reading: an unclear point of the text, and how this file interprets it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its id.
    pub id: ReadingId,
    /// A short name.
    pub title: String,
    /// The unclear point.
    pub doubt: String,
    /// The chosen interpretation.
    pub chosen: String,
    /// The passage of the policy.
    pub source: SourceId,
}

/// A CPT code that the policy lists.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The five digits.
    pub cpt: String,
    /// A short description, since the official descriptors belong to the AMA.
    pub label: String,
    /// The stages that it belongs to, as this project reads the descriptors.
    pub stages: Vec<Stage>,
}

/// A notice, which changes no status. It is shown on its pathways when all its conditions are fulfilled.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRule {
    /// The pathways.
    pub pathways: Vec<PathwayId>,
    /// Condition: all requested codes that the policy lists are among these, and there is at least one.
    #[serde(default)]
    pub only_codes: Vec<String>,
    /// Condition: two or more of these codes are requested.
    #[serde(default)]
    pub several_of: Vec<String>,
    /// Condition: one of these criteria on treatments is met, and all treatments that count for it are of one method.
    #[serde(default)]
    pub single_method: Vec<CriterionId>,
    /// Condition: each of these choices has one of its options.
    #[serde(default)]
    pub when: Vec<OnlyWhen>,
    /// Condition: this choice does not have one of its options.
    pub unless: Option<OnlyWhen>,
    /// The sentence that is shown.
    pub says: String,
}
