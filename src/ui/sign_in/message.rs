//! Messages of signing in.
//!
//! Must not know: what becomes of them.

use std::sync::Arc;

use crate::identity::Unlocked;
use crate::ids::ReviewerId;
use crate::ui::widgets::TextEdited;
use crate::workspace::FolderRoster;

/// Messages of signing in.
pub enum Message {
    /// Reads the roster: others may have changed it.
    ReadRoster,
    /// The roster, or what is wrong with it.
    RosterRead(Box<RosterRead>),
    /// The reviewer compared the fingerprint: from now on this is the roster.
    ConfirmRoster,
    /// A passphrase was changed in its field.
    Typed(PassphraseField, Vec<TextEdited>),
    /// Wipes what was typed.
    ForgetTyped,
    /// Signs in as a reviewer of the roster, with the passphrase that was typed.
    SignIn(ReviewerId),
    /// Creates the roster, as its first reviewer and administrator; the passphrase that was typed locks the key.
    CreateRoster {
        /// Name.
        name: String,
        /// Credential.
        credential: String,
    },
    /// A key was unlocked, or not.
    Unlocked(Result<Box<SignedIn>, String>),
    /// Names a reviewer without proof.
    Introduce {
        /// Name.
        name: String,
        /// Credential.
        credential: String,
    },
    /// Locks the key after the minutes that the settings name: somebody else may be at the workstation.
    LockAfterIdling,
}

/// A field for a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseField {
    /// The passphrase.
    First,
    /// The same passphrase again.
    Again,
}

/// A reviewer who signed in.
pub struct SignedIn {
    /// The unlocked key.
    pub(super) unlocked: Arc<Unlocked>,
}

/// A roster that was read.
pub struct RosterRead {
    /// The roster, with what is wrong with it.
    pub roster: FolderRoster,
    /// What is wrong with it: then nobody signs in.
    pub trouble: Option<String>,
    /// True when comparing its fingerprint settles that.
    pub can_be_confirmed: bool,
}
