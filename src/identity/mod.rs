//! Who someone is: a department's roster of reviewers, each with a key that its owner's passphrase locks, and signatures that
//! anyone can check.
//!
//! Must not know: what is signed, where a roster is kept, or how a passphrase is asked for. Chance comes from the system.

mod credential;
mod entry;
mod keys;
mod lock;
mod looks;
mod mark;
mod passphrase;
mod person;
mod refusal;
mod roster;
mod rules;
mod secret;
mod signer_check;
mod unlocked;

pub use credential::{CREDENTIALS, Credential, Role};
pub use entry::{RosterChange, RosterEntry};
pub use keys::{BadHex, PublicKey, Signature};
pub use lock::{BadLock, Cost, KeyError, LockedKey};
pub use looks::looks_like;
pub use mark::{Remembered, RosterMark};
pub use passphrase::{Passphrase, WeakPassphrase};
pub use person::{BadName, Person, check_name};
pub use refusal::{RosterError, RosterRefusal, UnlockError};
pub use roster::{Member, Roster};
pub use signer_check::{Signer, SignerCheck};
pub use unlocked::Unlocked;

/// Chance from the system.
fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::NoChance)?;
    Ok(bytes)
}
