//! Unlocking a reviewer's key.
//!
//! Must not know: where the passphrase was typed.

use crate::clock::Instant;
use crate::identity::{Cost, Passphrase, Roster, UnlockError, Unlocked};
use crate::ids::ReviewerId;
use crate::store::Failure;
use crate::store::{AttemptDelay, CaseStore, Logged};

/// Why a key stays locked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SignInError {
    /// Several attempts failed in a row.
    #[error(transparent)]
    Wait(#[from] AttemptDelay),
    /// The passphrase is not the right one, or the key cannot be used.
    #[error("{why}{}", .unlogged.map(|why| format!("; this workstation's log was not written: {why}")).unwrap_or_default())]
    Locked {
        /// The reason.
        why: UnlockError,
        /// The reason why the failure was not logged, where that is so.
        unlogged: Option<Failure>,
    },
}

/// Unlocks the key of a reviewer. Each attempt is counted before it is made, so several failures in a row make the next one
/// wait; a failure is logged under the name that it was tried for.
pub fn unlock(
    store: &CaseStore,
    roster: &Roster,
    who: &ReviewerId,
    passphrase: &Passphrase,
    cost: Cost,
    now: Instant,
) -> Result<Unlocked, SignInError> {
    store.begin_attempt(who, now)?;
    let unlocked = roster.unlock_checked(who, passphrase, cost).map_err(|why| {
        let tried = roster.member(who).map(|member| member.person().title());
        SignInError::Locked { why, unlogged: store.log(Logged::UnlockFailed, tried.as_deref()).err() }
    })?;
    store.attempt_succeeded(who);
    Ok(unlocked)
}
