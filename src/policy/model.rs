//! The policy in memory, as its file lays it out. Only `load` makes one, and only when the checker found nothing, so
//! every id in it resolves and its rules hold no cycle.
//!
//! Must not know: how the file was read, or what any case answers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::library::Library;
use super::question::{OnlyWhen, Question};
use super::rule::Rule;
use crate::ids::{ContentHash, CriterionId, DayId, JudgementId, PathwayId, QuestionId, ReadingId, SourceId};

/// A policy whose file was read whole and checked.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(super) hash: ContentHash,
    pub(super) text: String,
    pub(super) head: Head,
    pub(super) scope: Scope,
    pub(super) outside: Vec<Outside>,
    pub(super) days: BTreeMap<DayId, Day>,
    pub(super) pathways: Vec<Pathway>,
    pub(super) criteria: BTreeMap<CriterionId, Criterion>,
    pub(super) judgements: BTreeMap<JudgementId, Judgement>,
    pub(super) readings: Vec<Reading>,
    pub(super) questions: BTreeMap<QuestionId, Question>,
    pub(super) question_order: Vec<QuestionId>,
    pub(super) sources: BTreeMap<SourceId, Source>,
    pub(super) codes: Vec<Code>,
    pub(super) notices: Vec<NoticeRule>,
    pub(super) library: Library,
}

/// The policy's own heading.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The format of the policy file; 1.
    pub format: u32,
    /// The policy's number with its version letter: `2025T0626L`.
    pub number: String,
    /// Its title, in sentence case.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The first day on which it is in force.
    #[serde(deserialize_with = "toml_day")]
    #[schemars(with = "NaiveDate")]
    pub effective_on: NaiveDate,
    /// What the policy says of its own standing, in words of ours; said in the summary and the About window.
    pub purpose: Vec<String>,
}

/// A place in the policy's text. The wording everywhere else is ours and points here.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id within the file.
    pub id: SourceId,
    /// The section as the policy heads it.
    pub section: String,
    /// The page on which the section's passage begins.
    pub page: u32,
    /// What the passage says, paraphrased.
    pub says: String,
}

/// What every pathway asks of a request before its own criteria count.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Criteria that are parts of every pathway's *all*.
    pub requires: Vec<CriterionId>,
    /// Questions that a person confirms before a final determination; they do not change the status.
    pub confirmations: Vec<QuestionId>,
    /// Questions asked beside the scope's own, that no rule reads: with what the policy conflicts.
    #[serde(default)]
    pub details: Vec<QuestionId>,
    /// Questions asked with the facts of the request, that no rule reads: what is planned.
    #[serde(default)]
    pub with_request: Vec<QuestionId>,
    /// A date until which a department has verified this version as in force.
    pub verified_until: Option<QuestionId>,
}

/// One way in which a case falls outside the policy. Exactly one of `when` and `unless` is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// Outside when this criterion is met.
    pub when: Option<CriterionId>,
    /// Outside when this criterion is not met.
    pub unless: Option<CriterionId>,
    /// The sentence that says why.
    pub why: String,
    /// The reading it rests on.
    pub reading: Option<ReadingId>,
}

/// A day that rules count from. Exactly one of `first_of` and `earliest_of` is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Its id, as rules name it.
    pub id: DayId,
    /// The first of these that is given counts.
    #[serde(default)]
    pub first_of: Vec<QuestionId>,
    /// The earliest of these that are given counts.
    #[serde(default)]
    pub earliest_of: Vec<QuestionId>,
    /// What this day is called in a sentence.
    pub called: String,
    /// Pathways in which other questions count, combined in the same way.
    #[serde(default)]
    pub in_pathway: BTreeMap<PathwayId, Vec<QuestionId>>,
}

impl Day {
    /// The questions that count in this pathway.
    pub fn questions_in(&self, pathway: &PathwayId) -> &[QuestionId] {
        let usual = if self.first_of.is_empty() { &self.earliest_of } else { &self.first_of };
        self.in_pathway.get(pathway).unwrap_or(usual)
    }
}

/// What a request is for; each is a case of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// A trial of the infusion before anything is implanted.
    Trial,
    /// Placement of catheter and pump.
    Placement,
    /// Replacement of a device that is in place.
    Replacement,
}

impl Stage {
    /// Its name in files, and as the option of a question that asks for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Placement => "placement",
            Self::Replacement => "replacement",
        }
    }
}

/// One checklist of the policy.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pathway {
    /// Its id.
    pub id: PathwayId,
    /// Its title.
    pub title: String,
    /// A few words for a worklist row.
    pub short_title: String,
    /// The stages that this pathway can be asked for. More than one: the case says which, by `stage_question`.
    pub stages: Vec<Stage>,
    /// The question that records which of several stages is requested.
    pub stage_question: Option<QuestionId>,
    /// The criterion that the pathway asks for.
    pub criterion: CriterionId,
    /// Where it stands.
    pub source: SourceId,
    /// Its steps on the screen; together they hold each of its criteria once. A criterion that a step names is worked
    /// through there, not where it is a part of another one.
    pub steps: Vec<Step>,
}

impl Pathway {
    /// The criteria that its steps name: each is worked through in its own step only.
    pub fn worked_through_in_steps(&self) -> BTreeSet<&CriterionId> {
        self.steps.iter().flat_map(|step| &step.criteria).collect()
    }
}

/// A step of a checklist.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What the tab says.
    pub title: String,
    /// The criteria worked through in it, with all that they are made of.
    pub criteria: Vec<CriterionId>,
}

/// One thing that the policy asks for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// The statement that is to be true, in words of ours.
    pub label: String,
    /// Where it stands.
    pub source: Option<SourceId>,
    /// What the provider can send to show it.
    pub ask: Option<String>,
    /// Readings of the policy that it rests on.
    #[serde(default)]
    pub readings: Vec<ReadingId>,
    /// Questions of other rules that are asked together with this criterion.
    #[serde(default)]
    pub also_asks: Vec<QuestionId>,
    /// How it is decided.
    pub rule: Rule,
}

/// A doubt that the program never settles.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// Its id.
    pub id: JudgementId,
    /// The question put to the physician.
    pub question: String,
    /// What accepting says.
    pub accepts: String,
    /// What not accepting says.
    pub does_not_accept: String,
    /// The reading that names the doubt.
    pub reading: ReadingId,
    /// Questions that the doubt rests on besides those that its criterion reads: whose source shows what was answered there.
    /// When one of them changes, the judgement lapses.
    #[serde(default)]
    pub rests_on: Vec<QuestionId>,
    /// Where any are named, the doubt rests on these questions alone: what else its criterion reads does not bear on it.
    #[serde(default)]
    pub rests_only_on: Vec<QuestionId>,
    /// The doubt rests on the pathway too: on another one the judgement has lapsed.
    #[serde(default)]
    pub rests_on_pathway: bool,
}

/// A doubt in the text, what was chosen, and who decides.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its id.
    pub id: ReadingId,
    /// A short name.
    pub title: String,
    /// Where the text is silent or at odds.
    pub doubt: String,
    /// What this file does about it.
    pub chosen: String,
    /// Where it arises.
    pub source: SourceId,
}

/// A CPT code that the policy lists, with a short wording of ours.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The five digits.
    pub cpt: String,
    /// What it is, in a few words of ours; the descriptors belong to the AMA.
    pub label: String,
    /// The stages it belongs to, as this project reads the descriptors.
    pub stages: Vec<Stage>,
}

/// A remark that changes no status: shown on its pathways when everything that it names holds.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRule {
    /// The pathways on which it can be shown.
    pub pathways: Vec<PathwayId>,
    /// Codes of the policy's list are requested, and all of those are among these. Codes that the list lacks do not count.
    #[serde(default)]
    pub only_codes: Vec<String>,
    /// Two or more of these codes are requested.
    #[serde(default)]
    pub several_of: Vec<String>,
    /// One of these criteria on treatments is met, and every treatment that counts for it is of one method.
    #[serde(default)]
    pub single_method: Vec<CriterionId>,
    /// Each of these choices is made so.
    #[serde(default)]
    pub when: Vec<OnlyWhen>,
    /// Not shown where this choice is made so.
    pub unless: Option<OnlyWhen>,
    /// The sentence.
    pub says: String,
}

/// A TOML date (`2025-09-01`, without quotes) as a calendar date.
pub(super) fn toml_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let day = toml::value::Datetime::deserialize(deserializer)?;
    day.date
        .filter(|_| day.time.is_none())
        .and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()))
        .ok_or_else(|| serde::de::Error::custom("expected a calendar date such as 2025-09-01"))
}

impl Policy {
    /// SHA-256 of the file's exact bytes.
    pub fn hash(&self) -> &ContentHash {
        &self.hash
    }

    /// The file's exact text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number, title and date.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What every pathway asks.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The ways to fall outside, in the order in which they are looked at.
    pub fn outside(&self) -> &[Outside] {
        &self.outside
    }

    /// The pathways, in the policy's order.
    pub fn pathways(&self) -> &[Pathway] {
        &self.pathways
    }

    /// A pathway, if this policy has it.
    pub fn pathway(&self, id: &PathwayId) -> Option<&Pathway> {
        self.pathways.iter().find(|pathway| pathway.id == *id)
    }

    /// A criterion, if this policy has it. One that a rule of this policy names is there.
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.get(id)
    }

    /// All criteria, by id.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.values()
    }

    /// A question of this policy or of the request.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.get(id)
    }

    /// All questions, those of the request first, in the order of the files.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.question_order.iter().filter_map(|id| self.questions.get(id))
    }

    /// A judgement, if this policy has it.
    pub fn judgement(&self, id: &JudgementId) -> Option<&Judgement> {
        self.judgements.get(id)
    }

    /// All judgements, by id.
    pub fn judgements(&self) -> impl Iterator<Item = &Judgement> {
        self.judgements.values()
    }

    /// A day that rules count from.
    pub fn day(&self, id: &DayId) -> Option<&Day> {
        self.days.get(id)
    }

    /// All readings, in the order of the file.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// A reading, if this policy has it.
    pub fn reading(&self, id: &ReadingId) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.id == *id)
    }

    /// A place in the policy's text.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id)
    }

    /// The listed codes.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// A listed code.
    pub fn code(&self, cpt: &str) -> Option<&Code> {
        self.codes.iter().find(|code| code.cpt == cpt)
    }

    /// Remarks on combinations of codes.
    pub fn notices(&self) -> &[NoticeRule] {
        &self.notices
    }

    /// What a reviewer may look up.
    pub fn library(&self) -> &Library {
        &self.library
    }
}
