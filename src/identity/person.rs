//! A reviewer as the roster names one.
//!
//! Must not know: keys, or what the roster lets a person do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::credential::{Credential, Role};
use super::looks::check_new;
use super::random;
use super::refusal::RosterRefusal;
use crate::ids::ReviewerId;
use crate::text::turns_writing;

/// A reviewer, as signatures name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The id, which stays the same.
    pub id: ReviewerId,
    /// The name.
    pub name: String,
    /// The professional credential.
    pub credential: Credential,
    /// The licence's state and number, where it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// Why a text is no name or no licence. The text itself is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Blank, or longer than a line.
    #[error("a reviewer's name, or a licence, is 1 to 100 characters")]
    Length,
    /// Letters that cannot be seen.
    #[error(
        "a reviewer's name, or a licence, holds a character that cannot be seen or that turns the text around: type it anew"
    )]
    Unseen,
    /// A word of two scripts.
    #[error(
        "a word of a reviewer's name, or of a licence, mixes the letters of two scripts, which may look like another name: type \
         it in one"
    )]
    MixedScripts,
}

impl Person {
    /// Somebody new, under an id that is made from chance.
    pub(super) fn new(name: &str, credential: Credential, licence: Option<&str>) -> Result<Self, RosterRefusal> {
        let id = ReviewerId::from_random(random()?);
        let new = |text| tidied(text).and_then(|text| check_new(&text).map(|()| text));
        Ok(Self { id, name: new(name)?, credential, licence: licence.map(new).transpose()? })
    }

    /// The role that the credential gives.
    pub fn role(&self) -> Role {
        self.credential.role()
    }

    /// Whether this is the spelling of the name that a command gave. Letter case and spacing do not matter.
    pub fn is_named(&self, name: &str) -> bool {
        folded(&self.name) == folded(name)
    }

    /// As a command and the screen name someone: `Nora Berg, RN`.
    pub fn title(&self) -> String {
        format!("{}, {}", self.name, self.credential)
    }
}

/// Checks the name of somebody who is only named: its length, and that all of it can be seen.
pub fn check_name(text: &str) -> Result<(), BadName> {
    tidied(text).map(drop)
}

/// The one spelling of a name or a licence: composed, single spaces, nothing unseen.
pub(super) fn tidied(text: &str) -> Result<String, BadName> {
    let unseen = |letter: char| {
        letter.is_control()
            || turns_writing(letter)
            || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
    if text.chars().any(unseen) {
        return Err(BadName::Unseen);
    }
    if (1..=100).contains(&text.chars().count()) { Ok(text) } else { Err(BadName::Length) }
}

/// What two spellings of one name have in common.
pub(super) fn folded(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.nfkc().collect::<String>().to_lowercase().nfkc().collect()
}
