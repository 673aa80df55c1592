//! A type for every id, so that a question cannot be passed where a criterion is meant.
//!
//! Must not know: what an id refers to.

use std::borrow::Borrow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::is_bidi_control;

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read_safe_id(deserializer).map(Self)
            }
        }

        impl $name {
            /// Takes a text without a check; its users check that the id exists.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as written in the policy or the case file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

text_ids! {
    /// A coverage pathway of a policy: `nonmalignant-trial`.
    PathwayId,
    /// A criterion of a policy: `pain-reduction`.
    CriterionId,
    /// A question that is answered from the chart or from the request: `trial.completed`.
    QuestionId,
    /// An option of a choice: `commercial`.
    OptionId,
    /// A question of interpretation that only a physician decides: `six-months`.
    JudgementId,
    /// A named reading of the policy where its text is unclear: `records-that-disagree`.
    ReadingId,
    /// A passage of the policy's text: `nonmalignant-pump`.
    SourceId,
    /// A day that rules count from, named by the policy file: `age-day`.
    DayId,
    /// A rule of the table of due dates: `erisa-pre-service`.
    ClockRuleId,
    /// A document in a case's list: `d2`.
    DocumentId,
}

/// Longest id in bytes.
const LONGEST: usize = 200;

/// Reads an id that is safe in a path, in a terminal and in a line of text. It is no stricter than that, since version 0.1.0
/// accepted any text as a document's id and its cases have to stay readable.
fn read_safe_id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let harmful = |letter: char| matches!(letter, '/' | '\\') || letter.is_control() || is_bidi_control(letter);
    let fits = (1..=LONGEST).contains(&text.len()) && !text.starts_with('.') && !text.chars().any(harmful);
    if fits {
        return Ok(text);
    }
    Err(serde::de::Error::custom(
        "an id has 1 to 200 bytes, does not begin with a dot, and has no slash, control character or direction mark",
    ))
}

impl DocumentId {
    /// True for the format of new documents' ids: 1 to 100 letters, digits, `-`, `_` or `.`, the first a letter or a digit.
    pub fn is_plain(&self) -> bool {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let begins = self.0.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
        begins && self.0.len() <= 100 && self.0.bytes().all(fits)
    }
}

/// A row of a list (a treatment, a pain reading, a contact) within its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RowId(pub u32);

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A case: 1 to 64 letters, digits, `-` or `_`, so that it is safe as a file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct CaseId(String);

/// Error of a text that is not a case id. It does not repeat the text, which may contain a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a case id has 1 to 64 letters, digits, '-' or '_', and does not begin with '-'")]
pub struct BadCaseId;

impl CaseId {
    /// Reads a case id, in the format of the type.
    pub fn parse(text: &str) -> Result<Self, BadCaseId> {
        let fits = (1..=64).contains(&text.len())
            && !text.starts_with('-')
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if fits { Ok(Self(text.to_owned())) } else { Err(BadCaseId) }
    }

    /// The id as written in the case file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CaseId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A reviewer on a roster: `r-` and ten random characters of base32, so that it says nothing about a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ReviewerId(String);

/// Error of a text that is not a reviewer's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reviewer's id has r- and ten of the characters a to z and 2 to 7")]
pub struct BadReviewerId;

impl ReviewerId {
    const LETTERS: [u8; 32] = *b"abcdefghijklmnopqrstuvwxyz234567";

    /// Makes an id from the lower five bits of each byte.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        let letters = bytes.map(|byte| char::from(Self::LETTERS[usize::from(byte % 32)]));
        Self(["r-".to_owned(), letters.iter().collect()].concat())
    }

    /// Reads a reviewer's id, in the format of the type.
    pub fn parse(text: &str) -> Result<Self, BadReviewerId> {
        let letters = text.strip_prefix("r-").ok_or(BadReviewerId)?;
        let fits = letters.len() == 10 && letters.bytes().all(|byte| Self::LETTERS.contains(&byte));
        if fits { Ok(Self(text.to_owned())) } else { Err(BadReviewerId) }
    }

    /// The id as written in the roster.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReviewerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ReviewerId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// SHA-256 of exact bytes, always 64 lower-case hex digits, also where it was read from a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ContentHash(String);

impl ContentHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::{Digest, Sha256};
        use std::fmt::Write;
        let mut text = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// All 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for 64 lower-case hex digits.
    pub fn is_valid(&self) -> bool {
        self.0.len() == 64 && self.0.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }

    /// The first twelve digits, enough to tell two policies apart on a screen.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hash = Self(String::deserialize(deserializer)?);
        let other = || serde::de::Error::custom("a hash is 64 of the digits 0 to 9 and a to f");
        if hash.is_valid() { Ok(hash) } else { Err(other()) }
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
