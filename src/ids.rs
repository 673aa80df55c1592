//! A type for every id, so that a question cannot be passed where a criterion is meant.
//!
//! Must not know: what any id stands for.

use std::borrow::Borrow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::turns_writing;

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                formed(deserializer).map(Self)
            }
        }

        impl $name {
            /// Takes the text as it is; whether it resolves is checked where it is used.
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
    /// A question that is answered from the record or from the request: `trial.completed`.
    QuestionId,
    /// One of the answers of a choice: `commercial`.
    OptionId,
    /// A doubt that only a physician settles: `six-months`.
    JudgementId,
    /// A named reading of the policy where its text is silent: `records-that-disagree`.
    ReadingId,
    /// A place in the policy's text: `nonmalignant-pump`.
    SourceId,
    /// A day that rules count from, named by the policy file: `age-day`.
    DayId,
    /// A rule of the table of due dates: `erisa-pre-service`.
    ClockRuleId,
    /// A document in a case's list: `d2`.
    DocumentId,
}

/// The longest id that is read, in bytes.
const LONGEST: usize = 200;

/// Reads an id that cannot lead out of a folder, move a cursor or turn the direction of writing, wherever it is put. Not
/// narrower than that: version 0.1.0 took any text for a document's id, and its cases stay readable.
fn formed<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let harmful = |letter: char| matches!(letter, '/' | '\\') || letter.is_control() || turns_writing(letter);
    let fits = (1..=LONGEST).contains(&text.len()) && !text.starts_with('.') && !text.chars().any(harmful);
    if fits {
        return Ok(text);
    }
    Err(serde::de::Error::custom(
        "an id is 1 to 200 bytes, begins with no dot, and holds no slash, control character or direction mark",
    ))
}

impl DocumentId {
    /// True for the form that a new document's id has: 1 to 100 letters, digits, `-`, `_` or `.`, the first a letter or a digit.
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

/// A case: 1 to 64 letters, digits, `-` or `_`, so that it is safe as a file name and holds nothing of a member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct CaseId(String);

/// Why a text is no case id. The text itself is not repeated: it may hold a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a case id is 1 to 64 letters, digits, '-' or '_', and does not begin with '-'")]
pub struct BadCaseId;

impl CaseId {
    /// Checks the form; see the type.
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

/// A reviewer of a roster: `r-` and ten characters of base32 that are made from chance, so that it holds nothing of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ReviewerId(String);

/// Why a text is no reviewer's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reviewer's id is r- and ten of the characters a to z and 2 to 7")]
pub struct BadReviewerId;

impl ReviewerId {
    const LETTERS: [u8; 32] = *b"abcdefghijklmnopqrstuvwxyz234567";

    /// The id that these bytes make, of which the lower five bits count.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        let letters = bytes.map(|byte| char::from(Self::LETTERS[usize::from(byte % 32)]));
        Self(["r-".to_owned(), letters.iter().collect()].concat())
    }

    /// Checks the form; see the type.
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

/// SHA-256 of exact bytes, as 64 lower-case hex digits. There is no other, also where it was read.
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

    /// Whether it is one: it may have come out of a file.
    pub fn is_formed(&self) -> bool {
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
        if hash.is_formed() { Ok(hash) } else { Err(other()) }
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
