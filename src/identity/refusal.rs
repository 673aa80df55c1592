//! Faults of a roster, refusals of changes to it, and reasons why a key stays locked. No sentence names a person.
//!
//! Must not know: how any of these is found.

use super::locked_key::KeyError;
use super::names::BadName;
use super::passphrase::WeakPassphrase;

/// Fault of a roster's entries. Entries are numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// There is no entry.
    #[error("the roster is empty, so it was truncated: restore it from a backup")]
    Empty,
    /// Numbers have a gap or repeat.
    #[error(
        "entry {0} of the roster has another number: entries were removed, inserted or moved; restore the roster from \
         a backup"
    )]
    OutOfOrder(u32),
    /// The entry does not hold the hash of the one before it.
    #[error(
        "entry {0} of the roster does not follow the one before it, which was changed; restore the roster from a backup"
    )]
    Unchained(u32),
    /// The signature is not valid.
    #[error(
        "the signature of entry {0} of the roster is not valid: the entry was changed or forged; restore the roster \
         from a backup"
    )]
    BadSignature(u32),
    /// The first entry does not enroll an administrator who signed it.
    #[error("the roster does not begin with an administrator's own enrollment: it was not made by this program")]
    BadFirst,
    /// The entry was not permitted.
    #[error("entry {sequence} of the roster was not permitted at its time ({why}): restore the roster from a backup")]
    NotAllowed {
        /// The number of the entry.
        sequence: u32,
        /// The reason.
        why: RosterRefusal,
    },
}

/// Reason why a change of a roster is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterRefusal {
    /// The signer is not on the roster.
    #[error("the signer is not on this roster: unlock a key of this roster")]
    NotOnRoster,
    /// The signer has left.
    #[error("the signer has left the department: an active administrator has to sign this")]
    SignerLeft,
    /// The key is not the signer's current one.
    #[error("the key is not the signer's current key: unlock the current one")]
    RetiredKey,
    /// The signer is not an administrator.
    #[error("only an administrator of the roster can do this: ask one")]
    NotAdministrator,
    /// The roster has no reviewer of this id.
    #[error("this roster has no such reviewer")]
    NoSuchReviewer,
    /// The reviewer has left.
    #[error("this reviewer has left: let them return first")]
    HasLeft,
    /// The reviewer has not left.
    #[error("this reviewer has not left, so a return cannot be recorded")]
    NotAway,
    /// It would leave the roster without an administrator.
    #[error(
        "this is the last administrator, and without one the roster can never be changed: make another reviewer an \
         administrator first"
    )]
    LastAdministrator,
    /// The signer's own credential.
    #[error("nobody can change their own credential: another administrator has to sign this")]
    OwnCredential,
    /// The signer's own credential, and no other administrator could sign.
    #[error(
        "nobody can change their own credential, and there is no other administrator: enroll a second administrator \
         first"
    )]
    OwnCredentialAlone,
    /// An active reviewer has the name and the credential.
    #[error(
        "a reviewer with this name and credential is already on the roster: add something to tell them apart, such as \
         a middle initial"
    )]
    SameNameAndCredential,
    /// The name looks like that of an active reviewer.
    #[error(
        "the name looks like that of a reviewer on the roster: add something to tell them apart, such as a middle \
         initial"
    )]
    LooksLikeAnother,
    /// The passphrase of the key was changed too often.
    #[error(
        "this reviewer has changed the passphrase too often since the last new key: ask an administrator for a new key"
    )]
    TooManyPassphrases,
    /// The id is on the roster.
    #[error("this reviewer's id is already on the roster")]
    SameId,
    /// The key is or was on the roster.
    #[error("this key is or was already on the roster: make a new one")]
    SameKey,
    /// It would change nothing.
    #[error("this would change nothing")]
    NothingChanges,
    /// The name or the license is not valid.
    #[error(transparent)]
    BadName(#[from] BadName),
    /// The name or the license is not in canonical form.
    #[error("a name or a license is not in the form in which this program writes it")]
    NotCanonical,
    /// The time is before that of the last entry.
    #[error(
        "the roster's last entry is later than the time on this workstation: correct the clock that is wrong, then try \
         again"
    )]
    ClockBehind,
    /// The new key could not be made.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl From<WeakPassphrase> for RosterRefusal {
    fn from(weak: WeakPassphrase) -> Self {
        Self::Key(weak.into())
    }
}

/// Reason why a key stays locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// The roster has no reviewer of this id.
    #[error("this roster has no such reviewer")]
    NoSuchReviewer,
    /// The reviewer has left.
    #[error("this reviewer has left: an administrator can let them return, with a new key")]
    HasLeft,
    /// The passphrase is wrong.
    #[error("the passphrase is wrong; if it is lost, ask an administrator for a new key")]
    WrongPassphrase,
    /// The passphrase could be guessed with less work than for any lock that this program makes.
    #[error(
        "this key is locked more weakly than this program allows, so its passphrase could be guessed: ask an \
         administrator for a new key"
    )]
    CheapLock,
    /// The lock holds another key.
    #[error(
        "the locked key is not the one that the roster names, so it was swapped: ask an administrator for a new key"
    )]
    OtherKey,
}
