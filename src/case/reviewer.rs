//! Who acts on a case. A name typed into a box is no identity: until the roster proves one, it is marked unproved.
//!
//! Must not know: what any role may do to which part of a case (that is `apply`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
pub use crate::identity::Role;
use crate::identity::{BadName, CREDENTIALS, Credential, PublicKey, Roster, Signer, Standing, Unlocked, check_name};
use crate::ids::ReviewerId;
use crate::redacted::redacted_debug;

redacted_debug!(Reviewer);

/// How it is known that someone is who they say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// Nobody checked.
    Unproved,
    /// Their key was unlocked at the workstation; the event itself is not signed, the next signature vouches for it.
    SignedIn(ReviewerId),
    /// The event bears their signature.
    Signed(ReviewerId),
}

impl Known {
    /// Who it is on the roster, if anyone.
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
    /// The licence's state and number, where it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The role that the credential gives.
    pub role: Role,
    /// How the identity is known.
    pub known: Known,
}

/// Why someone cannot act as a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCredential {
    /// The credential is none that reviews.
    #[error("the credential is not one that reviews: use RN, LPN or LVN for a nurse, MD or DO for a physician")]
    Unknown,
    /// The name is too long, or holds what cannot be seen.
    #[error(transparent)]
    Name(#[from] BadName),
    /// The name is blank.
    #[error("the reviewer's name is blank: every entry says who made it")]
    NoName,
}

impl Reviewer {
    /// The credentials that review, with their roles.
    pub const CREDENTIALS: [(&'static str, Role); 5] = CREDENTIALS;

    /// A reviewer whose identity nobody has checked. Case in the credential does not matter.
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

    /// A reviewer whose key is unlocked.
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

    /// The standing, by a roster, of a signature that this reviewer made with a key at a time; `None` where nobody proved who it is.
    pub fn standing(&self, roster: &Roster, key: &PublicKey, at: Instant) -> Option<Standing> {
        let (name, credential, licence) = (self.name.as_str(), self.credential.as_str(), self.licence.as_deref());
        let signer = Signer { id: self.known.reviewer()?, name, credential, licence };
        Some(roster.standing_of(key, signer, at))
    }
}
