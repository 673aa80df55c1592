//! Identity of reviewers: a department's roster, keys locked by their owners' passphrases, and signatures.
//!
//! Must not know: what is signed, where a roster is stored, or how a passphrase is asked for.

mod change_rules;
mod credential;
mod entry;
mod key_span;
mod keys;
mod locked_key;
mod member;
mod names;
mod passphrase;
mod person;
mod private_key;
mod random;
mod refusal;
mod roster;
mod roster_entries;
mod roster_mark;
mod signer_check;
mod unlocked;

pub use credential::{CREDENTIALS, Credential, Role};
pub use entry::{RosterChange, RosterEntry};
pub use keys::{BadHex, PublicKey, Signature};
pub use locked_key::{BadLock, Cost, KeyError, LockedKey};
pub use member::Member;
pub use names::{BadName, check_name, looks_like};
pub use passphrase::{Passphrase, WeakPassphrase};
pub use person::Person;
pub use refusal::{RosterError, RosterRefusal, UnlockError};
pub use roster::Roster;
pub use roster_mark::{Remembered, RosterMark};
pub use signer_check::{Signer, SignerCheck};
pub use unlocked::Unlocked;
