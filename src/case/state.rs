//! The state of a case in the review, and the result that the engine computes for it.
//!
//! Must not know: who may move a case from one state to another (that is `authority`), or how a result is computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The state of a case in the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// The checklist has no answer yet.
    Draft,
    /// With a nurse reviewer.
    InReview,
    /// Waits for requested information.
    Pended,
    /// With a physician reviewer.
    Referred,
    /// Back from the physician, with an answer.
    Returned,
    /// Everything requested is approved.
    Approved,
    /// A part is approved.
    PartiallyApproved,
    /// A physician made an adverse determination.
    Adverse,
    /// Withdrawn by the requester.
    Withdrawn,
    /// Closed without a decision on the merits.
    Administrative,
}

impl CaseState {
    /// All states, open ones first.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::InReview,
        Self::Pended,
        Self::Referred,
        Self::Returned,
        Self::Approved,
        Self::PartiallyApproved,
        Self::Adverse,
        Self::Withdrawn,
        Self::Administrative,
    ];

    /// True where the case is decided or closed, and therefore locked.
    pub fn is_final(self) -> bool {
        self >= Self::Approved
    }

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Pended => "pended",
            Self::Referred => "referred",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::PartiallyApproved => "partially-approved",
            Self::Adverse => "adverse",
            Self::Withdrawn => "withdrawn",
            Self::Administrative => "administrative",
        }
    }
}

/// The engine's result for a case. A case does not compute it; the caller passes it in with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CriteriaResult {
    /// The policy does not govern the request.
    OutsidePolicy,
    /// A criterion is not met.
    CriteriaNotMet,
    /// Every criterion is met.
    CriteriaMet,
    /// Something is still to be answered.
    InReview,
    /// Something is missing from the chart.
    DocumentationMissing,
    /// A physician's judgement is needed.
    JudgementNeeded,
}

impl CriteriaResult {
    /// All results, in the order in which the engine looks for them.
    pub const ALL: [Self; 6] = [
        Self::OutsidePolicy,
        Self::CriteriaNotMet,
        Self::CriteriaMet,
        Self::InReview,
        Self::DocumentationMissing,
        Self::JudgementNeeded,
    ];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::OutsidePolicy => "outside-policy",
            Self::CriteriaNotMet => "criteria-not-met",
            Self::CriteriaMet => "criteria-met",
            Self::InReview => "in-review",
            Self::DocumentationMissing => "documentation-missing",
            Self::JudgementNeeded => "judgement-needed",
        }
    }
}
