//! The signature of an event.
//!
//! Must not know: what it is made over (that is `signing`), or which events need one (that is `authority`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::CriteriaResult;
use crate::identity::{PublicKey, Signature};

/// A signature on an event. It covers the id of the case, the signer, the time, the changes, the result of the criteria at that
/// moment and, through the hash of the event before, the whole history up to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The result of the criteria at that moment.
    pub result: CriteriaResult,
    /// The key that verifies it.
    pub key: PublicKey,
    /// The Ed25519 signature.
    pub signature: Signature,
}
