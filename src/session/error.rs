//! Why a case cannot be worked on.
//!
//! Must not know: where it is shown.

use crate::case::{LinkFault, Refusal};
use crate::engine::Unevaluable;
use crate::ids::CaseId;
use crate::policy::CatalogError;
use crate::verification::Fault;

/// Why a case cannot be worked on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The pinned policy text is not at hand.
    #[error(
        "the case is bound to a text of policy {number} ({short_hash}) that is not available: add that file to the \
         policy folder"
    )]
    PolicyNotAtHand {
        /// The policy's number.
        number: String,
        /// The first digits of its hash.
        short_hash: String,
    },
    /// The pinned policy text is refused.
    #[error("the policy text that the case is bound to cannot be used: {0}")]
    PolicyRefused(CatalogError),
    /// The policy does not judge it.
    #[error(transparent)]
    Unevaluable(#[from] Unevaluable),
    /// The history has a fault.
    #[error("{0}. The case can be viewed, but not relied on, changed or exported")]
    Faulty(Fault),
    /// A linked case does not hold, or cannot be linked.
    #[error("case {case}: {why}")]
    LinkedCase {
        /// The linked case.
        case: CaseId,
        /// Why.
        why: LinkFault,
    },
    /// A decision rests on a linked case that was not checked.
    #[error("the linked case was not checked again before the decision: check it in the folder that holds it")]
    LinksNotChecked,
    /// The case cannot be opened so.
    #[error(transparent)]
    Refused(#[from] Refusal),
}
