//! A case as it stands: answers by question, never by pathway, so that switching the pathway keeps every one of them.
//!
//! Must not know: how it came to stand so (that is `history`), or what it amounts to (that is `engine`).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::attached::{AttachedFile, Region};
use super::decision::{Addendum, CaseState, Contact, Determination, Extension, Hold};
use super::link::LinkedCase;
use super::reviewer::Reviewer;
use super::rows::{Course, PainReading, Row};
use crate::amount::Amount;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash, CriterionId, DocumentId, JudgementId, OptionId, PathwayId, QuestionId, RowId};
use crate::policy::is_of_request_form;
use crate::redacted::redacted_debug;

redacted_debug!(
    Case,
    PolicyPin,
    Answer,
    SourcesSetAside,
    Value,
    ReadingPair,
    StatedPercent,
    StatedAs,
    RequestedCode,
    Provider,
    Citation,
    CitedDocument,
    Document,
    Judged
);

/// A case as it stands. Changed only by an event: see `History`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its id; not a fact of the member.
    pub id: CaseId,
    /// The policy that it is judged under.
    pub policy: PolicyPin,
    /// The checklist that it is on.
    pub pathway: PathwayId,
    /// Documents that citations name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documents: BTreeMap<DocumentId, Document>,
    /// What was answered, by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<QuestionId, Answer>,
    /// The rows of list questions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<QuestionId, BTreeMap<RowId, Row>>,
    /// Notes on criteria.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<CriterionId, String>,
    /// Signed cases of the same member that a choice rests on, by that choice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<QuestionId, Box<LinkedCase>>,
    /// Physicians' judgements.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub judgements: BTreeMap<JudgementId, Judged>,
    /// What was decided last; none while nobody has decided anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub determination: Option<Box<Determination>>,
    /// Requests for information.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holds: BTreeMap<RowId, Hold>,
    /// More time to decide, where it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// Calls, letters and talks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub contacts: BTreeMap<RowId, Contact>,
    /// Addenda to a decided case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addenda: BTreeMap<RowId, Addendum>,
}

/// The policy that a case was opened under; its text is kept by the hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyPin {
    /// Number with version letter.
    pub number: String,
    /// The policy's effective date.
    pub effective_on: NaiveDate,
    /// SHA-256 of its file.
    pub hash: ContentHash,
}

/// An answer to one question.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What was answered. Absent while only a source has been noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Where in the record it comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    /// Sources that were noted for values that the question had before. They prove nothing; with the same value they count
    /// again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<SourcesSetAside>,
}

/// Sources that were noted for a value that the question no longer has.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcesSetAside {
    /// The value that they were noted for.
    pub value: Value,
    /// The sources, at least one.
    pub citations: Vec<Citation>,
}

/// What can be answered; each question's kind takes some of these.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// The record supports it.
    Supported,
    /// The record says otherwise.
    Contradicted,
    /// The record was looked through and does not hold it.
    NotDocumented,
    /// Ticked.
    Confirmed,
    /// One of the question's options.
    Choice(OptionId),
    /// A calendar date.
    Date(NaiveDate),
    /// A date and time with its zone.
    Instant(Instant),
    /// Text, one line or several.
    Text(String),
    /// How far the list of treatments is.
    Courses(ListState),
    /// How far the list of pain readings is, and which two count.
    Readings(ReadingsAnswer),
    /// A percentage that the record states.
    StatedPercent(StatedPercent),
    /// CPT codes asked for.
    Codes(Vec<RequestedCode>),
    /// ICD-10-CM codes.
    Diagnoses(Vec<String>),
    /// A provider.
    Provider(Provider),
}

/// How far a list is entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListState {
    /// More may come out of the record.
    #[default]
    StillEntering,
    /// All that the record holds is entered.
    AllEntered,
    /// The provider confirms that there is no more.
    NoMore,
}

/// The state of a list of pain readings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingsAnswer {
    /// How far the list is entered.
    pub state: ListState,
    /// The pair that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<ReadingPair>,
}

/// The two readings that the reviewer holds to be the ones that count.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingPair {
    /// The score before the trial.
    pub baseline: RowId,
    /// The score during it.
    pub during: RowId,
    /// Why these two.
    pub why: String,
}

/// A percentage of relief as the record states it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedPercent {
    /// The figure, or the lower bound of a range or of "more than".
    pub percent: Amount,
    /// How the record writes it.
    #[serde(default, skip_serializing_if = "StatedAs::is_exactly")]
    pub stated_as: StatedAs,
}

/// How a percentage is written.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatedAs {
    /// One figure.
    #[default]
    Exactly,
    /// "More than" or "at least" the figure.
    AtLeast,
    /// A range up to this figure.
    UpTo(Amount),
}

impl StatedAs {
    fn is_exactly(&self) -> bool {
        *self == Self::Exactly
    }
}

/// A procedure code asked for: CPT, or HCPCS level II.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestedCode {
    /// Five characters.
    pub cpt: String,
    /// How many; at least 1.
    pub units: u32,
}

/// Someone who provides care.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Name.
    pub name: String,
    /// National Provider Identifier: ten digits, the last a check digit; empty where not given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub npi: String,
}

/// A place in the record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Which document.
    pub document: CitedDocument,
    /// The page, from 1.
    pub page: u32,
    /// The date of the record.
    pub on: NaiveDate,
    /// What it says there, quoted or summarised.
    pub passage: String,
    /// Where on the page, if it was marked there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// A document by the case's list or by its title.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CitedDocument {
    /// One of the case's list.
    Listed(DocumentId),
    /// Typed as it is headed.
    Titled(String),
}

/// A document received for a case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What it is headed.
    pub title: String,
    /// What kind of record it is, in the reviewer's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The date of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated_on: Option<NaiveDate>,
    /// When it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// How many pages it has, where counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The file that it came as, where it is attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<AttachedFile>,
}

impl Document {
    /// A document of which nothing but its title is known.
    pub fn titled(title: &str) -> Self {
        let title = title.trim().to_owned();
        Self { title, kind: String::new(), dated_on: None, received_on: None, pages: None, file: None }
    }
}

/// A physician's judgement on a doubt, bound to the facts that it was made on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// Whether the physician accepts.
    pub accepts: bool,
    /// Why.
    pub why: String,
    /// Who.
    pub by: Reviewer,
    /// When.
    pub at: Instant,
    /// Hash of the facts at that moment; when it no longer fits, the judgement has lapsed.
    pub facts: ContentHash,
}

impl Case {
    /// A case about which nothing is recorded yet.
    pub fn opened(id: CaseId, policy: PolicyPin, pathway: PathwayId) -> Self {
        Self {
            id,
            policy,
            pathway,
            documents: BTreeMap::new(),
            answers: BTreeMap::new(),
            rows: BTreeMap::new(),
            notes: BTreeMap::new(),
            links: BTreeMap::new(),
            judgements: BTreeMap::new(),
            determination: None,
            holds: BTreeMap::new(),
            extension: None,
            contacts: BTreeMap::new(),
            addenda: BTreeMap::new(),
        }
    }

    /// Where it stands with the people who decide it. Until somebody decides something it is a draft, and from the first
    /// answer to the checklist on in review: no reviewer should have to say so.
    pub fn state(&self) -> CaseState {
        match &self.determination {
            Some(determination) => determination.state,
            None => {
                let begun = self.answers.keys().chain(self.rows.keys()).any(|question| !is_of_request_form(question));
                if begun { CaseState::InReview } else { CaseState::Draft }
            }
        }
    }

    /// The request for information that is still open, the last one.
    pub fn open_hold(&self) -> Option<(RowId, &Hold)> {
        self.holds.iter().rev().find(|(_, hold)| hold.received.is_none()).map(|(id, hold)| (*id, hold))
    }

    /// Whether the time to decide was extended, by a notice of its own or with a request for information.
    pub fn is_extended(&self) -> bool {
        self.extension.is_some() || self.holds.values().any(|hold| hold.extension_notice)
    }

    /// The value of an answer, if there is one.
    pub fn value(&self, question: &QuestionId) -> Option<&Value> {
        self.answers.get(question)?.value.as_ref()
    }

    /// The chosen option of a choice.
    pub fn choice(&self, question: &QuestionId) -> Option<&OptionId> {
        match self.value(question)? {
            Value::Choice(option) => Some(option),
            _ => None,
        }
    }

    /// An answered date; of an instant, its date in the zone in which it was written.
    pub fn date(&self, question: &QuestionId) -> Option<NaiveDate> {
        match self.value(question)? {
            Value::Date(date) => Some(*date),
            Value::Instant(instant) => Some(instant.date_naive()),
            _ => None,
        }
    }

    /// The sources of an answer.
    pub fn citations(&self, question: &QuestionId) -> &[Citation] {
        self.answers.get(question).map_or(&[], |answer| &answer.citations)
    }

    /// The treatments of a list, in the order of their ids.
    pub fn courses(&self, question: &QuestionId) -> impl Iterator<Item = (RowId, &Course)> {
        self.rows_of(question).filter_map(|(id, row)| match row {
            Row::Course(course) => Some((id, course)),
            Row::Reading(_) => None,
        })
    }

    /// The pain readings of a list, in the order of their ids.
    pub fn readings(&self, question: &QuestionId) -> impl Iterator<Item = (RowId, &PainReading)> {
        self.rows_of(question).filter_map(|(id, row)| match row {
            Row::Reading(reading) => Some((id, reading)),
            Row::Course(_) => None,
        })
    }

    /// A line of text, empty where nothing is answered.
    pub fn text(&self, question: &QuestionId) -> &str {
        match self.value(question) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    fn rows_of(&self, question: &QuestionId) -> impl Iterator<Item = (RowId, &Row)> {
        self.rows.get(question).into_iter().flatten().map(|(id, row)| (*id, row))
    }
}
