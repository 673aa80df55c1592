//! The result of an evaluation: a status, a result with a reason for each criterion, and what is open.
//!
//! Must not know: how a result was decided.

use std::collections::BTreeMap;

use super::notice::Notice;
use super::open_item::{OpenItem, OpenKind};
use super::reason::Reason;
use super::truth::Truth;
use crate::case::CriteriaResult;
use crate::ids::{CriterionId, ReadingId};

/// The evaluation of a case under its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The status of the case.
    pub status: Status,
    /// The result of all criteria of the scope and the pathway together.
    pub truth: Truth,
    /// The findings on all criteria that were reached, each once, in the order in which the policy reaches them.
    pub findings: Vec<Finding>,
    /// The items that can still decide the case, each once; empty as soon as none can.
    pub open: Vec<OpenItem>,
    /// The readings of the policy behind the result.
    pub relied_on: Vec<ReadingId>,
    /// Remarks, which change no status.
    pub notices: Vec<Notice>,
    pub(super) by_id: BTreeMap<CriterionId, usize>,
}

impl Evaluation {
    /// The finding on a criterion; `None` where the rules did not reach it.
    pub fn finding(&self, criterion: &CriterionId) -> Option<&Finding> {
        self.findings.get(*self.by_id.get(criterion)?)
    }

    /// The number of open items of a kind.
    pub fn count(&self, kind: OpenKind) -> usize {
        self.open.iter().filter(|item| item.kind == kind).count()
    }
}

/// Status of a case: the first that is true, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The policy does not apply.
    Outside {
        /// The reason, as a sentence of the policy file.
        why: String,
        /// The criterion by which it is outside.
        criterion: CriterionId,
    },
    /// A criterion is not met; a physician decides.
    NotMet,
    /// All criteria are met.
    Met,
    /// The reviewer can still do something that may decide the case.
    InReview,
    /// Only documentation from the provider can still decide the case.
    DocumentationMissing,
    /// Only a physician's judgement can still decide the case.
    JudgementNeeded,
}

impl Status {
    /// The result as recorded in signatures.
    pub fn result(&self) -> CriteriaResult {
        match self {
            Self::Outside { .. } => CriteriaResult::OutsidePolicy,
            Self::NotMet => CriteriaResult::CriteriaNotMet,
            Self::Met => CriteriaResult::CriteriaMet,
            Self::InReview => CriteriaResult::InReview,
            Self::DocumentationMissing => CriteriaResult::DocumentationMissing,
            Self::JudgementNeeded => CriteriaResult::JudgementNeeded,
        }
    }

    /// The name on the command line.
    pub fn name(&self) -> &'static str {
        self.result().name()
    }
}

/// The result of one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The criterion.
    pub criterion: CriterionId,
    /// The result.
    pub truth: Truth,
    /// The reason.
    pub reason: Reason,
    /// The items that can still decide it; empty unless it is open.
    pub open: Vec<OpenItem>,
}
