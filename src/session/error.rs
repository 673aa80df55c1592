//! Errors of a session.
//!
//! Must not know: where it is shown.

use crate::case::{LinkFault, Refusal};
use crate::engine::Unevaluable;
use crate::ids::CaseId;
use crate::policy::CatalogError;
use crate::verification::Fault;

/// Reason why a case cannot be opened, or an action not be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The catalog does not have the pinned policy text.
    #[error(
        "the case is bound to a text of policy {number} ({short_hash}) that is not available: add that file to the \
         policy folder"
    )]
    PolicyNotAtHand {
        /// Number of the policy.
        number: String,
        /// First digits of its hash.
        short_hash: String,
    },
    /// The catalog refused the pinned policy text.
    #[error("the policy text that the case is bound to cannot be used: {0}")]
    PolicyRefused(CatalogError),
    /// The policy text is not the pinned one, or lacks the pathway of the case.
    #[error(transparent)]
    Unevaluable(#[from] Unevaluable),
    /// The record has a fault, so the case is read-only.
    #[error("{0}. The case can be viewed, but not relied on, changed or exported")]
    Faulty(Fault),
    /// A linked case is not valid, or a case cannot be linked.
    #[error("case {case}: {why}")]
    LinkedCase {
        /// The linked case.
        case: CaseId,
        /// Its fault.
        why: LinkFault,
    },
    /// A decision rests on a linked case that was not checked since the last change.
    #[error("the linked case was not checked again before the decision: check it in the folder that holds it")]
    LinksNotChecked,
    /// The case refused an action.
    #[error(transparent)]
    Refused(#[from] Refusal),
}
