//! Values of answers, one variant for each form that a question can ask for.
//!
//! Must not know: the question that is answered, or the sources of the answer.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::clock::Instant;
use crate::ids::{OptionId, RowId};
use crate::redacted::redacted_debug;

redacted_debug!(Value, ReadingPair, StatedPercent, StatedAs, RequestedCode, Provider);

/// The value of an answer. Each kind of question takes some of these.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// The chart supports it.
    Supported,
    /// The chart contradicts it.
    Contradicted,
    /// The chart was reviewed and does not document it.
    NotDocumented,
    /// Confirmed with a check mark.
    Confirmed,
    /// One of the question's options.
    Choice(OptionId),
    /// A calendar date.
    Date(NaiveDate),
    /// A date and time with its zone.
    Instant(Instant),
    /// Text, one line or several.
    Text(String),
    /// The state of a list of treatments.
    Courses(ListState),
    /// The state of a list of pain readings, and the pair that counts.
    Readings(ReadingsAnswer),
    /// A percentage that the chart states.
    StatedPercent(StatedPercent),
    /// Requested procedure codes.
    Codes(Vec<RequestedCode>),
    /// ICD-10-CM codes.
    Diagnoses(Vec<String>),
    /// A provider.
    Provider(Provider),
}

/// State of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListState {
    /// The chart may hold more.
    #[default]
    StillEntering,
    /// Everything in the chart is entered.
    AllEntered,
    /// The provider confirms that there are no more.
    NoMore,
}

/// The state of a list of pain readings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingsAnswer {
    /// The state of the list.
    pub state: ListState,
    /// The pair that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<ReadingPair>,
}

/// The two readings that the reviewer chose to compare.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingPair {
    /// The score before the trial.
    pub baseline: RowId,
    /// The score during it.
    pub during: RowId,
    /// The reason for choosing these two.
    pub why: String,
}

/// A percentage of relief, as the chart states it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedPercent {
    /// The figure, or the lower bound of a range or of "more than".
    pub percent: Amount,
    /// The form in which the chart states it.
    #[serde(default, skip_serializing_if = "StatedAs::is_exactly")]
    pub stated_as: StatedAs,
}

/// The form in which a percentage is stated.
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

/// A requested procedure code: CPT, or HCPCS level II.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestedCode {
    /// Five characters.
    pub cpt: String,
    /// The number of units, at least 1.
    pub units: u32,
}

/// A provider of care.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The name.
    pub name: String,
    /// The National Provider Identifier: ten digits, the last one a check digit; empty where not given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub npi: String,
}
