//! The rows of list questions: treatments tried, and pain scores.
//!
//! Must not know: the rows that count for a criterion (that is `engine`).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::Citation;
use crate::amount::Amount;
pub use crate::policy::{CourseOutcome, Method};
use crate::redacted::redacted_debug;

redacted_debug!(Course, Ended, PainReading);

/// A row of a list question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Row {
    /// A treatment.
    Course(Course),
    /// A pain score.
    Reading(PainReading),
}

impl Row {
    /// Its sources in the chart.
    pub fn citations(&self) -> &[Citation] {
        match self {
            Self::Course(course) => &course.citations,
            Self::Reading(reading) => &reading.citations,
        }
    }

    pub(super) fn citations_mut(&mut self) -> &mut Vec<Citation> {
        match self {
            Self::Course(course) => &mut course.citations,
            Self::Reading(reading) => &mut reading.citations,
        }
    }
}

/// A treatment tried, failed or contraindicated.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// The treatment: `gabapentin`.
    pub treatment: String,
    /// The kind of care.
    pub method: Method,
    /// Its first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_on: Option<NaiveDate>,
    /// Its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// The outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<CourseOutcome>,
    /// The reason for stopping, in the words of the chart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason_stopped: String,
    /// Its sources in the chart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

/// The end of a treatment.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// Its last day.
    On(NaiveDate),
    /// It continues.
    Ongoing,
}

/// A pain score in the chart.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainReading {
    /// The scale.
    pub scale: Scale,
    /// The kind of pain that it measures.
    pub kind: PainKind,
    /// The score, within the scale.
    pub score: Amount,
    /// The day on which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// The drug given at that time.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub drug: String,
    /// Its dose.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dose: String,
    /// Its sources in the chart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

/// A pain scale. Scores of different scales are never compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Numeric rating scale, 0 to 10 in whole points; an average may have a decimal.
    #[default]
    Nrs,
    /// Visual analog scale, 0 to 100 mm.
    Vas,
}

impl Scale {
    /// The highest score.
    pub fn highest(self) -> u32 {
        match self {
            Self::Nrs => 10,
            Self::Vas => 100,
        }
    }
}

/// The kind of pain that a score measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PainKind {
    /// Average pain.
    #[default]
    Average,
    /// Worst pain.
    Worst,
    /// Least pain.
    Least,
    /// The chart does not say.
    Unspecified,
}
