//! The policy text that a case is pinned to.
//!
//! Must not know: any content of a policy.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::ContentHash;
use crate::redacted::redacted_debug;

redacted_debug!(PolicyPin);

/// The policy text that a case is pinned to, identified by its hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyPin {
    /// The policy number with its version letter.
    pub number: String,
    /// The policy's effective date.
    pub effective_on: NaiveDate,
    /// SHA-256 of the policy file.
    pub hash: ContentHash,
}
