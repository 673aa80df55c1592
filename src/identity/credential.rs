//! Professional credentials of reviewers, and the role that each gives.
//!
//! Must not know: who has one, or the rights of a role.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Role of a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A nurse reviewer (RN, LPN, LVN).
    Nurse,
    /// A physician reviewer (MD, DO).
    Physician,
}

/// Professional credential of a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Credential {
    /// Registered nurse.
    Rn,
    /// Licensed practical nurse.
    Lpn,
    /// Licensed vocational nurse.
    Lvn,
    /// Doctor of medicine.
    Md,
    /// Doctor of osteopathic medicine.
    Do,
}

/// The names of the credentials, with their roles.
pub const CREDENTIALS: [(&str, Role); 5] = [
    (Credential::Rn.as_str(), Credential::Rn.role()),
    (Credential::Lpn.as_str(), Credential::Lpn.role()),
    (Credential::Lvn.as_str(), Credential::Lvn.role()),
    (Credential::Md.as_str(), Credential::Md.role()),
    (Credential::Do.as_str(), Credential::Do.role()),
];

impl Credential {
    /// All credentials, in the order of the list on screen.
    pub const ALL: [Self; 5] = [Self::Rn, Self::Lpn, Self::Lvn, Self::Md, Self::Do];

    /// The name: `RN`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rn => "RN",
            Self::Lpn => "LPN",
            Self::Lvn => "LVN",
            Self::Md => "MD",
            Self::Do => "DO",
        }
    }

    /// The role that it gives.
    pub const fn role(self) -> Role {
        match self {
            Self::Rn | Self::Lpn | Self::Lvn => Role::Nurse,
            Self::Md | Self::Do => Role::Physician,
        }
    }

    /// Reads the name of a credential. Letter case and surrounding space do not matter.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|credential| credential.as_str().eq_ignore_ascii_case(text.trim()))
    }
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
