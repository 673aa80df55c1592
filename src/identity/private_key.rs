//! A private key in memory: at one address, which is wiped, and nowhere else after a call that used it returns.
//!
//! Must not know: the owner of the key, its lock, or what it signs.

use std::hint::black_box;

use ed25519_dalek::{Signer as _, SigningKey};
use zeroize::{Zeroize as _, Zeroizing};

use super::keys::{PublicKey, Signature};

/// Size of the overwritten stack in bytes; signing, locking and unlocking use less.
const USED_STACK: usize = 128 << 10;

/// An Ed25519 private key. Moving it moves only a pointer, and dropping it wipes its bytes.
pub(super) struct PrivateKey(Box<Zeroizing<[u8; 32]>>);

impl PrivateKey {
    /// Makes a key whose bytes `fill` writes.
    pub(super) fn fill_with<E>(fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>) -> Result<Self, E> {
        let mut key = Self(Box::new(Zeroizing::new([0; 32])));
        fill(&mut key.0)?;
        Ok(key)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public half.
    pub(super) fn public(&self) -> PublicKey {
        let public = self.with_key(PublicKey::of);
        clear_stack();
        public
    }

    pub(super) fn sign(&self, message: &[u8]) -> Signature {
        let signature = self.with_key(|key| Signature::of(&key.sign(message)));
        clear_stack();
        signature
    }

    /// Calls `work` with the library's form of the key. Not inlined, so that this form and its copies lie on the stack below the
    /// caller's frame, where `clear_stack` overwrites them.
    #[inline(never)]
    fn with_key<T>(&self, work: impl FnOnce(&SigningKey) -> T) -> T {
        work(&SigningKey::from_bytes(&self.0))
    }
}

/// Overwrites the stack below the caller, where earlier calls may have left parts of a key or passphrase in dead frames and
/// buffers of libraries.
#[inline(never)]
pub(super) fn clear_stack() {
    let mut frame = [0xff_u8; USED_STACK];
    black_box(&mut frame);
    frame.zeroize();
    black_box(&frame);
}
