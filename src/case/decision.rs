//! A person's decision on a case. It is separate from the result that the engine computes: the two are shown as two things, and
//! neither overwrites the other.
//!
//! Must not know: who may decide what (that is `authority`), or how a result is computed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reviewer::Reviewer;
use super::state::{CaseState, CriteriaResult};
use crate::clock::Instant;
use crate::ids::CriterionId;
use crate::redacted::redacted_debug;

redacted_debug!(Basis, Determination, CodeOutcome, Approval, Addendum);

/// The basis of a decision: the engine's result, the criteria that prevent *criteria met*, and the due date.
#[derive(Clone, PartialEq, Eq)]
pub struct Basis {
    /// The result.
    pub result: CriteriaResult,
    /// Criteria that are not met or still open; empty where all are met.
    pub unmet: Vec<CriterionId>,
    /// The time at which the decision is due; `None` where there is no table of due dates, or no rule gives a date.
    pub due_at: Option<Instant>,
}

/// The latest decision on a case, with its basis.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Determination {
    /// The state that it gives the case.
    pub state: CaseState,
    /// The rationale, question, answer or reason. Empty where a nurse approves: the reason is that the criteria are met.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The physician that a referral is for; empty where any may take it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// The kind of administrative closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// The outcome of each requested code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<CodeOutcome>,
    /// The criteria that the rationale addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionId>,
    /// The reason for the delay, where the decision was made after its due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_because: Option<String>,
    /// The reason for other dates, where the approved dates leave out the requested date of service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates_because: Option<String>,
    /// The result of the criteria at that moment.
    pub result: CriteriaResult,
    /// The person who made it.
    pub by: Reviewer,
    /// The time.
    pub at: Instant,
}

/// Kind of administrative closing: the case ends without a decision on the merits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Closing {
    /// The member is not eligible.
    NotEligible,
    /// The same request is in another case.
    Duplicate,
    /// No authorization is needed.
    NoAuthorizationNeeded,
    /// Another policy or another department decides it.
    DecidedElsewhere,
}

impl Closing {
    /// All kinds.
    pub const ALL: [Self; 4] =
        [Self::NotEligible, Self::Duplicate, Self::NoAuthorizationNeeded, Self::DecidedElsewhere];
}

/// The outcome of one requested code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeOutcome {
    /// The code, as requested.
    pub cpt: String,
    /// The outcome.
    pub outcome: CodeDecision,
}

/// The outcome of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CodeDecision {
    /// Approved.
    Approved(Approval),
    /// Not approved.
    NotApproved,
    /// It belongs to another stage and gets a case of its own.
    SplitOff,
}

/// The approved units and dates of a code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Units, at most those requested.
    pub units: u32,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// A remark on a decided case, which changes nothing else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    /// The text.
    pub text: String,
    /// The person who made it.
    pub by: Reviewer,
    /// The time.
    pub at: Instant,
}
