//! State of signing in.
//!
//! Must not know: how any of it is drawn.

use super::secret::Secret;
use crate::ids::ReviewerId;

/// State of signing in.
#[derive(Default)]
pub struct State {
    /// Reviewers who can sign in, with name and credential.
    pub names: Vec<(ReviewerId, String)>,
    /// True when the roster can be used after its fingerprint was compared.
    pub can_be_confirmed: bool,
    /// Passphrase that is being typed.
    pub passphrase: Secret,
    /// Its repetition, for a new roster.
    pub repeated: Secret,
    /// True while a job unlocks a key.
    pub is_unlocking: bool,
}

impl State {
    /// Takes the passphrase, and empties both fields.
    pub(super) fn take_passphrase(&mut self) -> Secret {
        self.repeated = Secret::default();
        std::mem::take(&mut self.passphrase)
    }
}
