//! An entry of a roster: the change, its signature, and the hash of the entry before.
//!
//! Must not know: whether the change was permitted (that is `change_rules`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::credential::Credential;
use super::keys::{PublicKey, Signature};
use super::locked_key::{Cost, KeyError, LockedKey};
use super::passphrase::Passphrase;
use super::person::Person;
use super::refusal::RosterRefusal;
use crate::clock::Instant;
use crate::ids::{ContentHash, ReviewerId};

/// Prefix of the signed bytes, so that no other signature of a reviewer is valid for an entry.
const SIGNED: &[u8] = b"mednec roster entry 1\n";
/// Prefix of the hashed bytes.
const HASHED: &[u8] = b"mednec roster entry hash 1\n";

/// An entry of a roster. Entries are only added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RosterEntry {
    /// Its number, from 1 without gaps.
    pub sequence: u32,
    /// The time, never before that of the previous entry.
    pub at: Instant,
    /// The signer.
    pub by: ReviewerId,
    /// The change.
    pub what: RosterChange,
    /// The hash of the entry before; the first entry has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ContentHash>,
    /// The signer's key.
    pub key: PublicKey,
    /// The signature over everything above.
    pub signature: Signature,
}

/// A change of a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RosterChange {
    /// A new reviewer.
    Enrolled {
        /// The reviewer.
        reviewer: Person,
        /// True where the reviewer may change the roster.
        administrator: bool,
        /// The key.
        public_key: PublicKey,
        /// Its locked private half.
        locked_key: LockedKey,
    },
    /// A new key, because the passphrase was lost or is known to somebody else. The old key ends.
    NewKey {
        /// The reviewer.
        reviewer: ReviewerId,
        /// The key.
        public_key: PublicKey,
        /// Its locked private half.
        locked_key: LockedKey,
    },
    /// The same key locked with another passphrase, by its owner.
    NewPassphrase {
        /// The locked private half.
        locked_key: LockedKey,
    },
    /// A reviewer left. Key and administrator's right end.
    Left {
        /// The reviewer.
        reviewer: ReviewerId,
    },
    /// A reviewer returned, with a new key and without an administrator's right.
    Returned {
        /// The reviewer.
        reviewer: ReviewerId,
        /// The key.
        public_key: PublicKey,
        /// Its locked private half.
        locked_key: LockedKey,
    },
    /// Another credential, or the administrator's right granted or revoked.
    CredentialChanged {
        /// The reviewer.
        reviewer: ReviewerId,
        /// The credential from now on.
        credential: Credential,
        /// True where the reviewer may change the roster from now on.
        administrator: bool,
    },
}

impl RosterChange {
    /// Enrolls a person with a new id and a new key, locked with the person's passphrase.
    pub fn enrol(
        name: &str,
        credential: Credential,
        licence: Option<&str>,
        administrator: bool,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<Self, RosterRefusal> {
        let reviewer = Person::new(name, credential, licence)?;
        let (public_key, locked_key) = LockedKey::generate(&reviewer.name, passphrase, cost)?;
        Ok(Self::Enrolled { reviewer, administrator, public_key, locked_key })
    }

    /// Gives a person a new key, locked with the person's passphrase.
    pub fn new_key(reviewer: &Person, passphrase: &Passphrase, cost: Cost) -> Result<Self, KeyError> {
        let (public_key, locked_key) = LockedKey::generate(&reviewer.name, passphrase, cost)?;
        Ok(Self::NewKey { reviewer: reviewer.id.clone(), public_key, locked_key })
    }

    /// Readmits a person who left, with a new key, locked with the person's passphrase.
    pub fn returned(reviewer: &Person, passphrase: &Passphrase, cost: Cost) -> Result<Self, KeyError> {
        let (public_key, locked_key) = LockedKey::generate(&reviewer.name, passphrase, cost)?;
        Ok(Self::Returned { reviewer: reviewer.id.clone(), public_key, locked_key })
    }
}

/// An entry without its signature. The order of the fields is part of what is signed.
#[derive(Serialize)]
pub(super) struct Unsigned<'e> {
    pub(super) sequence: u32,
    pub(super) at: Instant,
    pub(super) by: &'e ReviewerId,
    pub(super) what: &'e RosterChange,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) previous: Option<&'e ContentHash>,
    pub(super) key: &'e PublicKey,
}

impl Unsigned<'_> {
    /// The bytes that are signed.
    pub(super) fn message(&self) -> Vec<u8> {
        prefixed(SIGNED, self)
    }
}

impl RosterEntry {
    /// The bytes that its signature is over.
    pub fn message(&self) -> Vec<u8> {
        let Self { sequence, at, by, what, previous, key, signature: _ } = self;
        Unsigned { sequence: *sequence, at: *at, by, what, previous: previous.as_ref(), key }.message()
    }

    /// The hash that the next entry holds as `previous`.
    pub fn hash(&self) -> ContentHash {
        ContentHash::of(&prefixed(HASHED, self))
    }
}

/// A prefix, then compact JSON with the fields in the order of the type, so that a value has exactly one form.
fn prefixed(domain: &[u8], value: &impl Serialize) -> Vec<u8> {
    let mut bytes = domain.to_vec();
    // Strings, numbers and dates into memory: nothing in it can fail to serialize.
    let _ = serde_json::to_writer(&mut bytes, value);
    bytes
}
