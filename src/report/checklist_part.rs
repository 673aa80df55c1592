//! Parts of the view model that state criteria, their evidence, and what is asked for.
//!
//! Must not know: how they are put together (that is `steps` and `decided`), or any format.

use std::fmt;

use serde::Serialize;

use super::field::{Field, Table};

/// A step of the checklist.
#[derive(Clone, Serialize)]
pub struct StepPart {
    /// Its title.
    pub title: String,
    /// Its criteria, each before its parts.
    pub criteria: Vec<CriterionPart>,
    /// Treatments and pain scores that the criteria read.
    pub tables: Vec<Table>,
}

/// A criterion with its result.
#[derive(Clone, Serialize)]
pub struct CriterionPart {
    /// Its id.
    pub id: String,
    /// Its statement.
    pub label: String,
    /// Depth below the step's own criteria.
    pub depth: usize,
    /// The result.
    pub result: &'static str,
    /// The reason.
    pub reason: String,
    /// Section and page in the policy.
    pub source: String,
    /// Answers with their sources.
    pub answers: Vec<Answered>,
    /// Notes on it.
    pub notes: Vec<String>,
}

/// An answer with its sources.
#[derive(Clone, Serialize)]
pub struct Answered {
    /// The question.
    pub prompt: String,
    /// The answer; empty while only a source is noted.
    pub value: String,
    /// Sources in the chart.
    pub sources: Vec<String>,
    /// True if the criterion's reason says the same, so that papers may omit it.
    #[serde(skip)]
    pub repeats_reason: bool,
    /// True for details that a reason cannot state: a release, a number, a day.
    #[serde(skip)]
    pub is_detail: bool,
}

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} {}", self.prompt, if self.prompt.ends_with('?') { "" } else { ":" }, self.value)
    }
}

/// An item that the provider can send.
#[derive(Clone, Serialize)]
pub struct WantedPart {
    /// The item.
    pub what: String,
    /// The criterion that it can decide.
    pub criterion: String,
    /// The documentation so far.
    pub so_far: String,
    /// Documents that would show it, each with who asks for it.
    pub records: Vec<Field>,
}

/// A criterion that is not met or still open.
#[derive(Clone, Serialize)]
pub struct UnmetPart {
    /// Its id.
    pub id: String,
    /// Its statement.
    pub label: String,
    /// The result.
    pub result: &'static str,
    /// The reason.
    pub reason: String,
    /// Section and page in the policy.
    pub source: String,
    /// Evidence in the chart.
    pub evidence: Vec<String>,
}
