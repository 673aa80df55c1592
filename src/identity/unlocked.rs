//! The proof that somebody unlocked their key, and the one place that signs.
//!
//! Must not know: what is signed.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::credential::Credential;
use super::keys::{PublicKey, Signature};
use super::lock::{Cost, KeyError, LockedKey};
use super::passphrase::Passphrase;
use super::person::Person;
use super::secret::PrivateKey;
use crate::ids::ReviewerId;

/// Somebody who unlocked their key; a roster gives it, and nothing else gives one that a roster backs. It cannot be copied, and
/// what it holds of the key is wiped with it.
pub struct Unlocked {
    person: Person,
    public: PublicKey,
    signing: PrivateKey,
}

impl Unlocked {
    pub(super) fn new(person: Person, signing: PrivateKey) -> Self {
        Self { person, public: signing.public(), signing }
    }

    /// Somebody invented, for samples and tests, with a key that is made of the name and is therefore nobody's secret. It
    /// signs as any key does; no roster backs it, and that is seen on every such signature.
    pub fn invented(name: &str, credential: Credential) -> Self {
        let seed: [u8; 32] = Sha256::digest(format!("mednec, invented: {name}, {credential}")).into();
        let letters = std::array::from_fn(|place| seed.get(place).copied().unwrap_or_default());
        let id = ReviewerId::from_random(letters);
        let signing = PrivateKey::filled(|key| {
            key.copy_from_slice(&seed);
            Ok::<_, std::convert::Infallible>(())
        });
        let Ok(signing) = signing;
        Self::new(Person { id, name: name.to_owned(), credential, licence: None }, signing)
    }

    /// Who it is, as the roster named them when the key was unlocked.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The key that signs.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Signs. The message begins with a line that says what kind of thing is signed (`mednec roster entry 1` is taken),
    /// or a signature of one kind could pass for another.
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.signing.sign(message)
    }

    /// The same key, locked with another passphrase: what `RosterChange::NewPassphrase` takes.
    pub fn relock(&self, passphrase: &Passphrase, cost: Cost) -> Result<LockedKey, KeyError> {
        LockedKey::lock(&self.signing, &self.person.name, passphrase, cost)
    }
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unlocked").field("reviewer", &self.person.id).finish_non_exhaustive()
    }
}
