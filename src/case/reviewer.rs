//! The reviewer of a case. A typed name is no identity: until the roster proves it, the reviewer is marked unproved.
//!
//! Must not know: the rights of a role (that is `authority`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
pub use crate::identity::Role;
use crate::identity::{BadName, CREDENTIALS, Credential, PublicKey, Roster, Signer, SignerCheck, Unlocked, check_name};
use crate::ids::ReviewerId;
use crate::redacted::redacted_debug;

redacted_debug!(Reviewer);

/// Proof of a reviewer's identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// None.
    Unproved,
    /// The reviewer's key was unlocked at the workstation. The event itself is not signed; the next signed event covers it.
    SignedIn(ReviewerId),
    /// The event has the reviewer's signature.
    Signed(ReviewerId),
}

impl Known {
    /// The id on the roster, where it is proved.
    pub fn reviewer(&self) -> Option<&ReviewerId> {
        match self {
            Self::Unproved => None,
            Self::SignedIn(id) | Self::Signed(id) => Some(id),
        }
    }
}

/// A reviewer, as part of every event.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reviewer {
    /// The name as the reviewer writes it.
    pub name: String,
    /// The professional credential: `RN`.
    pub credential: String,
    /// State and number of the license, where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The role that the credential gives.
    pub role: Role,
    /// The proof of identity.
    pub known: Known,
}

/// Reason why someone cannot act as a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCredential {
    /// The credential is not that of a reviewer.
    #[error("this credential does not qualify for review: use RN, LPN or LVN for a nurse, MD or DO for a physician")]
    Unknown,
    /// The name is too long or has invisible characters.
    #[error(transparent)]
    Name(#[from] BadName),
    /// The name is blank.
    #[error("the reviewer's name is blank: enter it, since every entry names its author")]
    NoName,
}

impl Reviewer {
    /// The credentials of reviewers, with their roles.
    pub const CREDENTIALS: [(&'static str, Role); 5] = CREDENTIALS;

    /// A reviewer whose identity is not proved. The letter case of the credential does not matter.
    pub fn unproved(name: &str, credential: &str) -> Result<Self, BadCredential> {
        let name = name.trim();
        if name.is_empty() {
            return Err(BadCredential::NoName);
        }
        check_name(name)?;
        let credential = Credential::parse(credential).ok_or(BadCredential::Unknown)?;
        let role = credential.role();
        Ok(Self {
            name: name.to_owned(),
            credential: credential.to_string(),
            licence: None,
            role,
            known: Known::Unproved,
        })
    }

    /// A reviewer with an unlocked key.
    pub(super) fn signed_in(by: &Unlocked) -> Self {
        let person = by.person();
        Self {
            name: person.name.clone(),
            credential: person.credential.to_string(),
            licence: person.licence.clone(),
            role: person.role(),
            known: Known::SignedIn(person.id.clone()),
        }
    }

    /// The roster's finding on a signature that this reviewer made with a key at a time; `None` where the identity is not proved.
    pub fn signer_check(&self, roster: &Roster, key: &PublicKey, at: Instant) -> Option<SignerCheck> {
        let (name, credential, licence) = (self.name.as_str(), self.credential.as_str(), self.licence.as_deref());
        let signer = Signer { id: self.known.reviewer()?, name, credential, licence };
        Some(roster.check_signer(key, signer, at))
    }
}
