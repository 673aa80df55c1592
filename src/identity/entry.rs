//! An entry of a roster: what happened, who signed it, and the hash of the entry before.
//!
//! Must not know: whether what it says was allowed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::credential::Credential;
use super::keys::{PublicKey, Signature};
use super::lock::{Cost, KeyError, LockedKey};
use super::passphrase::Passphrase;
use super::person::Person;
use super::refusal::RosterRefusal;
use crate::clock::Instant;
use crate::ids::{ContentHash, ReviewerId};

/// What stands before the JSON that is signed, so that no other signature of a reviewer can be passed off as an entry.
const SIGNED: &[u8] = b"mednec roster entry 1\n";
/// What stands before the JSON that is hashed.
const HASHED: &[u8] = b"mednec roster entry hash 1\n";

/// One entry. Entries are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RosterEntry {
    /// From 1, without a gap.
    pub sequence: u32,
    /// When; never before the entry before.
    pub at: Instant,
    /// Who signed.
    pub by: ReviewerId,
    /// What happened.
    pub what: RosterChange,
    /// The hash of the entry before; the first has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ContentHash>,
    /// The key that signed.
    pub key: PublicKey,
    /// Over everything above.
    pub signature: Signature,
}

/// What happens to a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RosterChange {
    /// Somebody new.
    Enrolled {
        /// Who.
        reviewer: Person,
        /// Whether they may change the roster.
        administrator: bool,
        /// Their key.
        public_key: PublicKey,
        /// Its private half.
        locked_key: LockedKey,
    },
    /// A new key: the passphrase was lost, or somebody else may know it. The old key ends here.
    NewKey {
        /// Whose.
        reviewer: ReviewerId,
        /// The key.
        public_key: PublicKey,
        /// Its private half.
        locked_key: LockedKey,
    },
    /// The owner locked the same key with another passphrase.
    NewPassphrase {
        /// The private half.
        locked_key: LockedKey,
    },
    /// Somebody left. Their key and an administrator's right end here.
    Left {
        /// Who.
        reviewer: ReviewerId,
    },
    /// Somebody came back, with a new key and no administrator's right.
    Returned {
        /// Who.
        reviewer: ReviewerId,
        /// The key.
        public_key: PublicKey,
        /// Its private half.
        locked_key: LockedKey,
    },
    /// Another credential, or the administrator's right given or taken.
    CredentialChanged {
        /// Whose.
        reviewer: ReviewerId,
        /// The credential from now on.
        credential: Credential,
        /// Whether they may change the roster from now on.
        administrator: bool,
    },
}

impl RosterChange {
    /// Enrols somebody, with a new id and a new key under their passphrase.
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

    /// Gives somebody a new key under their passphrase.
    pub fn new_key(reviewer: &Person, passphrase: &Passphrase, cost: Cost) -> Result<Self, KeyError> {
        let (public_key, locked_key) = LockedKey::generate(&reviewer.name, passphrase, cost)?;
        Ok(Self::NewKey { reviewer: reviewer.id.clone(), public_key, locked_key })
    }

    /// Lets somebody who left come back, with a new key under their passphrase.
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
        after(SIGNED, self)
    }
}

impl RosterEntry {
    /// The bytes that its signature is over.
    pub fn message(&self) -> Vec<u8> {
        let Self { sequence, at, by, what, previous, key, signature: _ } = self;
        Unsigned { sequence: *sequence, at: *at, by, what, previous: previous.as_ref(), key }.message()
    }

    /// What the next entry holds as `previous`.
    pub fn hash(&self) -> ContentHash {
        ContentHash::of(&after(HASHED, self))
    }
}

/// A domain, then compact JSON with the fields in the order of the type: one spelling for one value.
fn after(domain: &[u8], value: &impl Serialize) -> Vec<u8> {
    let mut bytes = domain.to_vec();
    // Strings, numbers and dates into memory: nothing in it can fail to serialise.
    let _ = serde_json::to_writer(&mut bytes, value);
    bytes
}
