//! A reviewer's identity on the roster: id, name, credential and license.
//!
//! Must not know: keys, or the rights of a person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::credential::{Credential, Role};
use super::locked_key::KeyError;
use super::names::{check_new_name, fold_name, tidy_name};
use super::random::random;
use super::refusal::RosterRefusal;
use crate::ids::ReviewerId;

/// A reviewer's identity, as signatures state it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The id, which never changes.
    pub id: ReviewerId,
    /// The name.
    pub name: String,
    /// The professional credential.
    pub credential: Credential,
    /// State and number of the license, where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

impl Person {
    /// A new person with a random id. Fails where name or license are not valid.
    pub(super) fn new(name: &str, credential: Credential, licence: Option<&str>) -> Result<Self, RosterRefusal> {
        let id = ReviewerId::from_random(random().map_err(KeyError::from)?);
        let new = |text| tidy_name(text).and_then(|text| check_new_name(&text).map(|()| text));
        Ok(Self { id, name: new(name)?, credential, licence: licence.map(new).transpose()? })
    }

    /// The role that the credential gives.
    pub fn role(&self) -> Role {
        self.credential.role()
    }

    /// True where this is the person's name. Letter case and spacing do not matter.
    pub fn is_named(&self, name: &str) -> bool {
        fold_name(&self.name) == fold_name(name)
    }

    /// Name and credential, as on screen and in commands: `Nora Berg, RN`.
    pub fn title(&self) -> String {
        format!("{}, {}", self.name, self.credential)
    }
}
