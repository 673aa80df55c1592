//! The parts of the view model that state what people decided, sent and said, and the clock.
//!
//! Must not know: how they are put together (that is `decided`), or any format.

use chrono::NaiveDate;
use serde::Serialize;

use super::checklist_part::UnmetPart;
use super::field::Who;

/// What was decided.
#[derive(Clone, Serialize)]
pub struct DeterminationPart {
    /// The name in files.
    pub name: &'static str,
    /// The decision in words.
    pub state: &'static str,
    /// Rationale, question, answer or reason.
    pub why: String,
    /// For one physician, or the ground of a closing; empty otherwise.
    pub note: String,
    /// What becomes of each code, in words.
    pub codes: Vec<String>,
    /// The criteria that the rationale speaks of, with their reason and source.
    pub criteria: Vec<UnmetPart>,
    /// Why the decision is late; empty where it is not.
    pub late_because: String,
    /// Why the approved dates leave out the requested day; empty where they do not.
    pub dates_because: String,
    /// What the criteria amounted to then.
    pub result: &'static str,
    /// Who and when.
    pub who: Who,
    /// The licence, where it was given.
    pub licence: String,
    /// The signature: its key and its first digits; empty where there is none.
    pub signature: String,
}

/// What a physician was asked.
#[derive(Clone, Serialize)]
pub struct ReferralPart {
    /// The question.
    pub question: String,
    /// One physician, where it is for one.
    pub to: String,
    /// Who asked and when.
    pub who: Who,
}

/// The request's clock in words.
#[derive(Clone, Serialize)]
pub struct ClockPart {
    /// Due, time left and the rule that they come from.
    pub line: String,
    /// One labelled moment each.
    pub milestones: Vec<String>,
    /// What else there is to say: other rules, what does not count.
    pub remarks: Vec<String>,
    /// By when an answer to a request for information is asked for: "by March 3, 2026 (45 days from the date of this letter)".
    pub supply_by: String,
    /// The same as a day of the reader's local time; absent where neither the request nor the rule says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supply_on: Option<NaiveDate>,
}

/// What was sent, received or said.
#[derive(Clone, Serialize)]
pub struct LogPart {
    /// Of what kind.
    pub title: &'static str,
    /// Each in a line.
    pub lines: Vec<String>,
}
