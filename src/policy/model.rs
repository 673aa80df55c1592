//! The policy in memory, as its file lays it out. Only `load` makes one, and only when the checker found nothing, so
//! every id in it resolves and its rules hold no cycle.
//!
//! Must not know: how the file was read, or what any case answers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{ContentHash, CriterionId, DayId, JudgementId, OptionId, PathwayId, QuestionId, ReadingId, SourceId};

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
    /// Its steps on the screen; together they hold each of its criteria once.
    pub steps: Vec<Step>,
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
    },
    /// The member's age in completed years on a day.
    Age {
        /// The birth date.
        born: QuestionId,
        /// The day on which age counts.
        on: DayId,
        /// Met when the age lies in this band.
        years: AgeBand,
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
    },
    /// Established in one of several ways, which the reviewer chooses. A way that finds nothing closes that way only.
    Established {
        /// The choice of the way.
        by: QuestionId,
        /// The ways.
        ways: Vec<Way>,
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
    /// This many completed years.
    Exactly(u32),
    /// Fewer completed years.
    Under(u32),
}

/// One way to establish a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// The option that chooses this way.
    pub option: OptionId,
    /// What decides it.
    pub means: WayMeans,
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
    pub counting: Vec<Outcome>,
    /// No row counts past this day.
    pub until: DayId,
}

/// How a treatment ended, or stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
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
    /// Readings that a result computed from scores rests on.
    pub computed_by: Vec<ReadingId>,
    /// Readings that a result taken from a stated percentage rests on.
    pub stated_by: Vec<ReadingId>,
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

/// Something that is answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// What the reviewer is asked.
    pub prompt: String,
    /// What helps to answer it.
    #[serde(default)]
    pub help: String,
    /// What to ask the provider for when the record does not hold it. Facts of the request have none.
    pub ask: Option<String>,
    /// The answers of a choice.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Whether the answer itself needs a citation. Lists need one for each row instead.
    #[serde(default)]
    pub cited: bool,
    /// Whether "not in the record" is an answer.
    #[serde(default)]
    pub may_be_undocumented: bool,
    /// Whether it is asked only when another question has one of these answers.
    pub only_when: Option<OnlyWhen>,
    /// A question whose date this one's date, or the start of any of its rows, cannot come before.
    pub not_before: Option<QuestionId>,
    /// A question whose date the start of any of its rows cannot come after.
    pub not_after: Option<QuestionId>,
}

/// A condition on when a question is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnlyWhen {
    /// The choice looked at.
    pub question: QuestionId,
    /// The options under which this one is asked.
    pub is: Vec<OptionId>,
}

/// One of the answers of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its id.
    pub id: OptionId,
    /// What the button says.
    pub label: String,
}

/// The kinds of answer. Each has one editor, one form in the case file and one set of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Supported, contradicted or not documented.
    Item,
    /// One of the options.
    Choice,
    /// Ticked by a person.
    Confirmation,
    /// A calendar date.
    Date,
    /// A date and time with zone.
    Instant,
    /// One line of text.
    Text,
    /// Several lines of text.
    Passage,
    /// Treatments tried.
    Courses,
    /// Pain readings.
    Readings,
    /// A percentage that the record states.
    StatedPercent,
    /// Requested CPT codes with units.
    Codes,
    /// ICD-10-CM codes.
    Diagnoses,
    /// A provider with name and NPI.
    Provider,
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

/// A remark that changes no status.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRule {
    /// Shown when, on one of these pathways, ...
    pub pathways: Vec<PathwayId>,
    /// ... codes are requested and all of them are among these.
    pub only_codes: Vec<String>,
    /// The sentence.
    pub says: String,
}

/// What a reviewer may look up: it decides nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Records that the policy names, with provenance.
    #[serde(default)]
    pub records: Vec<RecordWanted>,
    /// Facts and positions, each with its place in the source.
    #[serde(default)]
    pub background: Vec<Background>,
    /// The literature that the policy cites.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Policies that it names beside itself.
    #[serde(default)]
    pub related: Vec<String>,
}

/// A kind of record that the policy or the department asks for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordWanted {
    /// What is wanted.
    pub what: String,
    /// Why it is on the list: a criterion, a revision note, the department's own.
    pub provenance: String,
    /// The criteria that it bears on.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}

/// A fact or a position that the policy reports.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// What it is about.
    pub topic: String,
    /// What is said, paraphrased.
    pub says: String,
    /// Where.
    pub source: SourceId,
    /// The criteria that it bears on.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}

/// A work that the policy cites, by author, year, title and journal as cited there; it gives no DOI.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The authors, as cited.
    pub authors: String,
    /// The year, as the reference list gives it.
    pub year: u32,
    /// The title.
    pub title: String,
    /// Journal, volume and pages, or publisher.
    pub published: String,
    /// What the policy says of it, in a sentence of ours; empty where it is listed and not discussed.
    #[serde(default)]
    pub says: String,
    /// Where the policy's text and its list differ.
    #[serde(default)]
    pub differs: String,
    /// The criteria that it bears on.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
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
            _ => Vec::new(),
        }
    }

    /// The questions that this rule reads itself, without those of its days and parts.
    pub fn questions(&self) -> Vec<&QuestionId> {
        match self {
            Self::Answered(question) | Self::Recorded(question) | Self::ChoiceIn { question, .. } => vec![question],
            Self::Age { born, .. } => vec![born],
            Self::GovernedFrom { service, received, .. } => vec![service, received],
            Self::Established { by, .. } => vec![by],
            Self::CoursesCover(rule) => vec![&rule.courses],
            Self::ReductionAtLeast(rule) => vec![&rule.readings, &rule.stated, &rule.from, &rule.to],
            Self::AllOf(_) | Self::AnyOf(_) | Self::Reconsider { .. } => Vec::new(),
        }
    }

    /// The day that this rule counts from.
    pub fn day(&self) -> Option<&DayId> {
        match self {
            Self::Age { on, .. } => Some(on),
            Self::CoursesCover(rule) => Some(&rule.until),
            _ => None,
        }
    }

    /// The judgement that this rule may put to a physician.
    pub fn judgement(&self) -> Option<&JudgementId> {
        match self {
            Self::Reconsider { judgement, .. } => Some(judgement),
            Self::ReductionAtLeast(rule) => Some(&rule.disagreement),
            _ => None,
        }
    }
}
