//! An unlocked key, which proves its owner's identity and is the only thing that signs.
//!
//! Must not know: what is signed.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::credential::Credential;
use super::keys::{PublicKey, Signature};
use super::locked_key::{Cost, KeyError, LockedKey};
use super::passphrase::Passphrase;
use super::person::Person;
use super::private_key::PrivateKey;
use crate::ids::ReviewerId;

/// A reviewer with an unlocked key. Only a roster gives one whose signatures the roster confirms. It cannot be copied, and its
/// key is wiped when it is dropped.
pub struct Unlocked {
    person: Person,
    public: PublicKey,
    signing: PrivateKey,
}

impl Unlocked {
    pub(super) fn new(person: Person, signing: PrivateKey) -> Self {
        Self { person, public: signing.public(), signing }
    }

    /// An invented reviewer for samples and tests, whose key is derived from the name and therefore not secret. No roster
    /// confirms its signatures.
    pub fn invented(name: &str, credential: Credential) -> Self {
        let seed: [u8; 32] = Sha256::digest(format!("mednec, invented: {name}, {credential}")).into();
        let letters = std::array::from_fn(|place| seed.get(place).copied().unwrap_or_default());
        let id = ReviewerId::from_random(letters);
        let signing = PrivateKey::fill_with(|key| {
            key.copy_from_slice(&seed);
            Ok::<_, std::convert::Infallible>(())
        });
        let Ok(signing) = signing;
        Self::new(Person { id, name: name.to_owned(), credential, licence: None }, signing)
    }

    /// The reviewer, as on the roster when the key was unlocked.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The public half of the key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Signs a message. It has to begin with a line that states its kind, such as `mednec roster entry 1`, so that a signature of
    /// one kind is never valid for another.
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.signing.sign(message)
    }

    /// Locks the key with another passphrase, for `RosterChange::NewPassphrase`.
    pub fn relock(&self, passphrase: &Passphrase, cost: Cost) -> Result<LockedKey, KeyError> {
        LockedKey::lock(&self.signing, &self.person.name, passphrase, cost)
    }
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unlocked").field("reviewer", &self.person.id).finish_non_exhaustive()
    }
}
