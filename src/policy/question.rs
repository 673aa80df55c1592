//! Questions of a policy, with their kinds and options.
//!
//! Must not know: the rules that read an answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{OptionId, QuestionId};

/// A question.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The kind of its answers.
    pub kind: Kind,
    /// The text of the question.
    pub prompt: String,
    /// Help for answering it.
    #[serde(default)]
    pub help: String,
    /// Documentation that the provider can send where the chart lacks it. Facts of the request have none.
    pub ask: Option<String>,
    /// The options of a choice.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// True where the answer needs a source. In lists each row needs one instead.
    #[serde(default)]
    pub cited: bool,
    /// True where "not in the record" is an answer.
    #[serde(default)]
    pub may_be_undocumented: bool,
    /// The condition under which it is asked; always where there is none.
    pub only_when: Option<OnlyWhen>,
    /// Questions whose dates cannot come after this one's date, or any date of its rows. One id or a list.
    #[serde(default, deserialize_with = "one_or_more")]
    pub not_before: Vec<QuestionId>,
    /// Questions whose dates cannot come before this one's date, or the start of any of its rows. One id or a list.
    #[serde(default, deserialize_with = "one_or_more")]
    pub not_after: Vec<QuestionId>,
    /// True where the date, or any date of its rows but an end, cannot lie after the day of entry.
    #[serde(default)]
    pub in_past: bool,
}

/// Reads one id or a list of ids.
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

/// A condition on the answer to a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnlyWhen {
    /// The choice.
    pub question: QuestionId,
    /// The options that fulfill the condition.
    pub is: Vec<OptionId>,
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its id.
    pub id: OptionId,
    /// The text of its button.
    pub label: String,
}

/// Kind of an answer. Each has its editor, its form in the case file and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Supported, contradicted or not documented.
    Item,
    /// One of the options.
    Choice,
    /// Confirmed by a person with a check mark.
    Confirmation,
    /// A calendar date.
    Date,
    /// A date and time with zone.
    Instant,
    /// One line of text.
    Text,
    /// Several lines of text.
    Passage,
    /// A list of treatments.
    Courses,
    /// A list of pain readings.
    Readings,
    /// A percentage that the chart states.
    StatedPercent,
    /// Requested procedure codes with units.
    Codes,
    /// ICD-10-CM codes.
    Diagnoses,
    /// A provider with name and NPI.
    Provider,
}
