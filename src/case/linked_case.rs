//! Snapshot of a signed case that another case rests on, and the faults of such a link.
//!
//! Must not know: where either case is stored, or how a link is checked (that is `link`).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::decision::CodeOutcome;
use super::policy_pin::PolicyPin;
use super::proof::Proof;
use super::reviewer::Reviewer;
use super::state::{CaseState, CriteriaResult};
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash, PathwayId};
use crate::redacted::redacted_debug;

redacted_debug!(LinkedCase);

/// Snapshot of a signed case of the same member, at its last determination before it was linked. The engine reads this snapshot
/// alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkedCase {
    /// Its id.
    pub case: CaseId,
    /// The pathway that it was decided on.
    pub pathway: PathwayId,
    /// The policy that it is pinned to.
    pub policy: PolicyPin,
    /// The member id, as that case has it.
    pub member_id: String,
    /// The member's birth date, as that case has it.
    pub born_on: NaiveDate,
    /// The determination.
    pub state: CaseState,
    /// The outcome of each requested code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<CodeOutcome>,
    /// The signer.
    pub by: Reviewer,
    /// The time of the signature.
    pub at: Instant,
    /// The number of the signed event.
    pub sequence: u32,
    /// Hash of the signed event and, through it, of all events before.
    pub head: ContentHash,
    /// The signature, with the criteria result that it states.
    pub proof: Proof,
    /// Every case that it is linked to itself, directly or through another.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub rests_on: BTreeSet<CaseId>,
}

/// Reason why a case cannot be linked, or does not prove what it is linked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// It is the case itself, or is linked to it.
    #[error("it is this case, or is itself linked to this case")]
    Circle,
    /// The member id or the birth date is another one, or is not recorded in one of the two cases.
    #[error("its member id and birth date are not those recorded in this case")]
    OtherMember,
    /// It was decided on a pathway that proves nothing here.
    #[error("it was decided on another pathway than the one that proves this")]
    OtherPathway,
    /// It was approved for another stage, such as the trial in place of the placement.
    #[error("none of the codes approved in it is of the stage that proves this")]
    OtherStage,
    /// The policy number differs before the version letter.
    #[error("it was decided under another policy")]
    OtherPolicy,
    /// It has no determination, or was reopened.
    #[error("it is not decided, or was reopened")]
    NotDecided,
    /// It was decided otherwise than approved in full.
    #[error("it was not approved in full")]
    NotApproved,
    /// It was approved, and the criteria were not met.
    #[error("it was approved without the criteria being met")]
    CriteriaNotMet,
    /// Its history or a signature is not valid.
    #[error("its history or its signature is not valid: it was changed outside the program")]
    Altered,
    /// It has another fault, with which it cannot be opened for work either.
    #[error("it has a fault: open it to see the reason")]
    Faulty,
    /// The roster does not confirm the signature of its determination.
    #[error("its determination is signed with a key that this folder's roster does not confirm")]
    UnconfirmedSignature,
    /// The folder has no such case.
    #[error("it is not in this folder")]
    NotHere,
    /// It was moved to the trash.
    #[error("it is in the trash of this folder")]
    InTrash,
    /// Its file cannot be read.
    #[error("its file cannot be read as a case")]
    Unreadable,
    /// The case of this id in the folder has another history.
    #[error("the case with this id in this folder is not the one that was linked")]
    Differs,
    /// It was decided anew or reopened after it was linked.
    #[error("it was reopened or decided again after it was linked")]
    Reopened,
}

impl LinkedCase {
    /// The result of the criteria that its signature states.
    pub fn result(&self) -> CriteriaResult {
        self.proof.result
    }
}
