//! The parts of the view model that state criteria, with what they rest on and what is asked for.
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
    /// Its criteria, parents before their parts.
    pub criteria: Vec<CriterionPart>,
    /// Treatments and pain scores that they read.
    pub tables: Vec<Table>,
}

/// A criterion with its result.
#[derive(Clone, Serialize)]
pub struct CriterionPart {
    /// Its id.
    pub id: String,
    /// Its statement.
    pub label: String,
    /// How deep it stands under the step's own criteria.
    pub depth: usize,
    /// The result.
    pub result: &'static str,
    /// Why.
    pub reason: String,
    /// Where it stands in the policy.
    pub source: String,
    /// What was answered, with sources.
    pub answers: Vec<Answered>,
    /// Notes on it.
    pub notes: Vec<String>,
}

/// An answer with its sources.
#[derive(Clone, Serialize)]
pub struct Answered {
    /// What is asked.
    pub prompt: String,
    /// What is answered; empty while only a source is noted.
    pub value: String,
    /// Where in the record it comes from.
    pub sources: Vec<String>,
    /// Whether the reason above it says the same, so that paper need not.
    #[serde(skip)]
    pub repeats_reason: bool,
    /// Whether it says what a reason cannot: a release, a number, a day.
    #[serde(skip)]
    pub is_detail: bool,
}

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} {}", self.prompt, if self.prompt.ends_with('?') { "" } else { ":" }, self.value)
    }
}

/// Something that the provider can send.
#[derive(Clone, Serialize)]
pub struct WantedPart {
    /// What.
    pub what: String,
    /// The criterion that it can decide.
    pub criterion: String,
    /// How far the record comes.
    pub so_far: String,
    /// Records that would show it, each with who asks for it.
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
    /// Why.
    pub reason: String,
    /// Where it stands in the policy.
    pub source: String,
    /// What the record says to it.
    pub evidence: Vec<String>,
}
