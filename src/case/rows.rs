//! The rows of list questions: treatments tried, and pain scores.
//!
//! Must not know: which of them count (that is `engine`).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::Citation;
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
    /// Where in the record it comes from.
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
    /// What was tried: `gabapentin`.
    pub treatment: String,
    /// What kind of care it is.
    pub method: Method,
    /// Its first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_on: Option<NaiveDate>,
    /// Its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// How it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<CourseOutcome>,
    /// Why it was stopped, in the record's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason_stopped: String,
    /// Where in the record it comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

/// How far a treatment goes.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// Its last day.
    On(NaiveDate),
    /// It goes on.
    Ongoing,
}

/// A pain score in the record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainReading {
    /// The scale.
    pub scale: Scale,
    /// Which pain of the day.
    pub kind: PainKind,
    /// The score, within the scale.
    pub score: Amount,
    /// When it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// The drug given then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub drug: String,
    /// Its dose.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dose: String,
    /// Where in the record it comes from.
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

/// Which pain a score speaks of.
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
    /// The record does not say.
    Unspecified,
}
