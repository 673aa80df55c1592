//! The private half of a key in memory: at one address that is wiped, and nowhere else once a call that used it is over.
//!
//! Must not know: whose key it is, how it is locked, or what it signs.

use std::hint::black_box;

use ed25519_dalek::{Signer as _, SigningKey};
use zeroize::{Zeroize as _, Zeroizing};

use super::keys::{PublicKey, Signature};

/// More stack than signing, unlocking and locking use, in bytes.
const USED_STACK: usize = 128 << 10;

/// An Ed25519 private key. Moving it moves a pointer: its bytes stay where they are, and are wiped when it is dropped.
pub(super) struct PrivateKey(Box<Zeroizing<[u8; 32]>>);

impl PrivateKey {
    /// A key whose bytes are written by `fill`.
    pub(super) fn filled<E>(fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>) -> Result<Self, E> {
        let mut key = Self(Box::new(Zeroizing::new([0; 32])));
        fill(&mut key.0)?;
        Ok(key)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The half that anyone may know.
    pub(super) fn public(&self) -> PublicKey {
        let public = self.used(PublicKey::of);
        clear_stack();
        public
    }

    pub(super) fn sign(&self, message: &[u8]) -> Signature {
        let signature = self.used(|key| Signature::of(&key.sign(message)));
        clear_stack();
        signature
    }

    /// The library's key lies on the stack, with the copies that the compiler makes of it: below this frame, never in its
    /// caller's.
    #[inline(never)]
    fn used<T>(&self, work: impl FnOnce(&SigningKey) -> T) -> T {
        work(&SigningKey::from_bytes(&self.0))
    }
}

/// Overwrites the part of the stack that calls of this function's caller used before: what they left of a key or passphrase in
/// dead frames and in buffers of libraries is gone then.
#[inline(never)]
pub(super) fn clear_stack() {
    let mut frame = [0xff_u8; USED_STACK];
    black_box(&mut frame);
    frame.zeroize();
    black_box(&frame);
}
