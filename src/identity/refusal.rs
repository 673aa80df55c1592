//! Why a roster is not believed, why a change to it is refused, why a key stays locked. No sentence names a person.
//!
//! Must not know: how any of it is found out.

use super::lock::KeyError;
use super::passphrase::WeakPassphrase;
use super::person::BadName;

/// Why entries are no roster. Each is named by its place, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// There is no entry.
    #[error("the roster is empty: it was cut; take it from a backup")]
    Empty,
    /// Numbers have a gap or repeat.
    #[error(
        "entry {0} of the roster has another number: entries were left out, put in or moved; take it from a backup"
    )]
    OutOfOrder(u32),
    /// The hash of the entry before is another.
    #[error("entry {0} of the roster does not follow from the one before it, which was changed; take it from a backup")]
    Unchained(u32),
    /// The signature does not hold.
    #[error("entry {0} of the roster is not what was signed: it was changed or made up; take it from a backup")]
    BadSignature(u32),
    /// The first entry is no administrator who enrols themselves.
    #[error("the roster does not begin with an administrator who enrols themselves: it was put together by hand")]
    BadFirst,
    /// Whoever signed was not allowed to.
    #[error("entry {sequence} of the roster was not allowed at its time ({why}): take the roster from a backup")]
    NotAllowed {
        /// Its place.
        sequence: u32,
        /// Why.
        why: RosterRefusal,
    },
}

/// Why a roster is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterRefusal {
    /// Who signs is not in it.
    #[error("whoever signs this is not in this roster: unlock a key of this roster")]
    Stranger,
    /// Who signs has left.
    #[error("whoever signs this has left the department: an administrator who is here has to do it")]
    SignerLeft,
    /// The key was replaced.
    #[error("the key that signs this is not, or no longer, the signer's key: unlock it again")]
    RetiredKey,
    /// Who signs is no administrator.
    #[error("only an administrator of the roster can do this: ask one")]
    NotAdministrator,
    /// Nobody of that id.
    #[error("there is no such reviewer in this roster")]
    NoSuchReviewer,
    /// Left already.
    #[error("this reviewer has left: let them return first")]
    HasLeft,
    /// Here already.
    #[error("this reviewer has not left: there is nothing to return from")]
    NotAway,
    /// Nobody could change the roster any more.
    #[error("this is the last administrator, and without one the roster can never be changed: make another one first")]
    LastAdministrator,
    /// One's own credential.
    #[error("nobody changes their own credential: another administrator has to sign this")]
    OwnCredential,
    /// One's own credential, where nobody else could sign.
    #[error(
        "nobody changes their own credential, and there is no other administrator: enrol a second administrator first"
    )]
    OwnCredentialAlone,
    /// Name and credential are taken.
    #[error(
        "somebody with this name and credential is here already: add what tells them apart, such as a second initial"
    )]
    SameNameAndCredential,
    /// The name looks like a colleague's.
    #[error(
        "the name looks like that of somebody who is here already: add what tells them apart, such as a second initial"
    )]
    LooksLikeAnother,
    /// A member's own entries are many.
    #[error(
        "this reviewer has changed the passphrase too often since an administrator last gave them a key: ask an administrator \
         for a new key"
    )]
    TooManyPassphrases,
    /// The id is taken.
    #[error("this reviewer's id is in the roster already")]
    SameId,
    /// The key is taken.
    #[error("this key is or was in the roster already: a new one is needed")]
    SameKey,
    /// It would change nothing.
    #[error("this is so already: nothing would change")]
    NothingChanges,
    /// The name or the licence is none.
    #[error(transparent)]
    BadName(#[from] BadName),
    /// The name is not in its one spelling.
    #[error("a name or a licence is not spelt as this program spells it")]
    Untidy,
    /// The time is before the last entry's.
    #[error("this workstation's clock is before the roster's last entry: set the clock that is wrong, then try again")]
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

/// Why a key stays locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// Nobody of that id.
    #[error("there is no such reviewer in this roster")]
    NoSuchReviewer,
    /// Who it is has left.
    #[error("this reviewer has left: an administrator can let them return, with a new key")]
    HasLeft,
    /// The passphrase is not the one.
    #[error("the passphrase is not the right one; one that is lost needs a new key from an administrator")]
    WrongPassphrase,
    /// Its lock is cheaper to guess than any of ours.
    #[error(
        "the lock of this key is weaker than any that this program makes, so its passphrase could be guessed: ask an \
         administrator for a new key"
    )]
    CheapLock,
    /// Another key came out.
    #[error("the locked key is not the one that the roster names: it was swapped; ask an administrator for a new key")]
    OtherKey,
}
