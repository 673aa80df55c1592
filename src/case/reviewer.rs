//! Who acts on a case. A name typed into a box is no identity: until the roster proves one, it is marked unproved.
//!
//! Must not know: what any role may do to which part of a case (that is `apply`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose decisions someone may record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A nurse reviewer (RN, LPN, LVN).
    Nurse,
    /// A physician reviewer (MD, DO).
    Physician,
}

/// How it is known that someone is who they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// Nobody checked.
    Unproved,
}

/// A reviewer, as part of every event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reviewer {
    /// The name as the reviewer writes it.
    pub name: String,
    /// The professional credential: `RN`.
    pub credential: String,
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
    /// The name is blank.
    #[error("the reviewer's name is blank: every entry says who made it")]
    NoName,
}

impl Reviewer {
    /// The credentials that review, with their roles.
    pub const CREDENTIALS: [(&'static str, Role); 5] = [
        ("RN", Role::Nurse),
        ("LPN", Role::Nurse),
        ("LVN", Role::Nurse),
        ("MD", Role::Physician),
        ("DO", Role::Physician),
    ];

    /// A reviewer whose identity nobody has checked. Case in the credential does not matter.
    pub fn unproved(name: &str, credential: &str) -> Result<Self, BadCredential> {
        let name = name.trim();
        if name.is_empty() {
            return Err(BadCredential::NoName);
        }
        let credential = credential.trim();
        let (credential, role) = Self::CREDENTIALS
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(credential))
            .ok_or(BadCredential::Unknown)?;
        Ok(Self { name: name.to_owned(), credential: credential.to_owned(), role, known: Known::Unproved })
    }
}
