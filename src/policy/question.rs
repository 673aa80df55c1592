//! Questions: what is asked, of which kind, and what the provider can send.
//!
//! Must not know: which rule reads an answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{OptionId, QuestionId};

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
    /// Questions whose dates this one's date, or any date of its rows, cannot come before. One id, or a list.
    #[serde(default, deserialize_with = "one_or_more")]
    pub not_before: Vec<QuestionId>,
    /// Questions whose dates this one's date, or the start of any of its rows, cannot come after. One id, or a list.
    #[serde(default, deserialize_with = "one_or_more")]
    pub not_after: Vec<QuestionId>,
    /// The date, or any date of its rows but an end, lies no later than the day on which it is entered.
    #[serde(default)]
    pub in_past: bool,
}

/// One id, or a list of them.
fn one_or_more<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<QuestionId>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected the id of a question, or a list of them")]
    enum Named {
        One(QuestionId),
        More(Vec<QuestionId>),
    }
    Named::deserialize(deserializer).map(|named| match named {
        Named::One(id) => vec![id],
        Named::More(ids) => ids,
    })
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
