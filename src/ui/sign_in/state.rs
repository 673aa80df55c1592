//! State of signing in.
//!
//! Must not know: how any of it is drawn.

use super::secret::Secret;
use crate::ids::ReviewerId;

/// State of signing in.
#[derive(Default)]
pub struct State {
    /// Who can sign in, with name and credential.
    pub names: Vec<(ReviewerId, String)>,
    /// True when comparing the roster's fingerprint settles what is wrong with it.
    pub can_be_confirmed: bool,
    /// The passphrase that is being typed.
    pub passphrase: Secret,
    /// The same passphrase again.
    pub again: Secret,
    /// True while a key is being unlocked.
    pub is_unlocking: bool,
}

impl State {
    /// Takes the passphrase out of its field, which is empty then.
    pub(super) fn take_passphrase(&mut self) -> Secret {
        self.again = Secret::default();
        std::mem::take(&mut self.passphrase)
    }
}
