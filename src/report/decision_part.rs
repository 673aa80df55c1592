//! Parts of the view model that state what people decided, sent and said, and the clock.
//!
//! Must not know: how they are put together (that is `decided`), or any format.

use chrono::NaiveDate;
use serde::Serialize;

use super::checklist_part::UnmetPart;
use super::field::Who;

/// A determination.
#[derive(Clone, Serialize)]
pub struct DeterminationPart {
    /// Its name in files.
    pub name: &'static str,
    /// The decision in words.
    pub state: &'static str,
    /// Rationale, question, answer or reason.
    pub why: String,
    /// The physician that it is for, or the ground of a closing; empty otherwise.
    pub note: String,
    /// Outcome of each code, in words.
    pub codes: Vec<String>,
    /// Criteria that the rationale names, with their reason and source.
    pub criteria: Vec<UnmetPart>,
    /// Reason why it is late; empty where it is not.
    pub late_because: String,
    /// Reason why the approved dates exclude the requested day; empty where they do not.
    pub dates_because: String,
    /// Result of the criteria at that time.
    pub result: &'static str,
    /// The person with the time.
    pub who: Who,
    /// The license, where it was given.
    pub licence: String,
    /// Key and first digits of the signature; empty where there is none.
    pub signature: String,
}

/// A referral to a physician.
#[derive(Clone, Serialize)]
pub struct ReferralPart {
    /// The question.
    pub question: String,
    /// The physician, where it is for one.
    pub to: String,
    /// The person who asked, with the time.
    pub who: Who,
}

/// The request's clock in words.
#[derive(Clone, Serialize)]
pub struct ClockPart {
    /// Due time, time left and their rule.
    pub line: String,
    /// Labeled moments, one each.
    pub milestones: Vec<String>,
    /// Remarks: other rules, and what does not count.
    pub remarks: Vec<String>,
    /// Date by which an answer to a request for information is needed: "by March 3, 2026 (45 days from the date of this
    /// letter)".
    pub supply_by: String,
    /// The same as a date in the reader's local time; absent where neither the request nor the rule gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supply_on: Option<NaiveDate>,
}

/// Correspondence of one kind.
#[derive(Clone, Serialize)]
pub struct LogPart {
    /// Its kind.
    pub title: &'static str,
    /// One line each.
    pub lines: Vec<String>,
}
