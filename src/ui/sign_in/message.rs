//! Messages of signing in.
//!
//! Must not know: how a message is applied.

use std::sync::Arc;

use crate::identity::Unlocked;
use crate::ids::ReviewerId;
use crate::ui::widgets::TextEdited;
use crate::workspace::FolderRoster;

/// Messages of signing in.
pub enum Message {
    /// Reads the roster again, which others may have changed.
    ReadRoster,
    /// The roster was read and examined.
    RosterRead(Box<RosterRead>),
    /// Trusts the roster of the folder, whose fingerprint the reviewer compared.
    ConfirmRoster,
    /// Applies edits to a passphrase.
    Typed(PassphraseField, Vec<TextEdited>),
    /// Wipes both passphrases.
    ClearPassphrases,
    /// Signs in as a reviewer of the roster, with the typed passphrase.
    SignIn(ReviewerId),
    /// Creates the roster with its first reviewer and administrator.
    ///
    /// The typed passphrase locks the key.
    CreateRoster {
        /// Name.
        name: String,
        /// Credential.
        credential: String,
    },
    /// A key was unlocked, or not.
    Unlocked(Result<Box<SignedIn>, String>),
    /// Sets a reviewer who is only named and cannot sign.
    NameReviewer {
        /// Name.
        name: String,
        /// Credential.
        credential: String,
    },
    /// Locks the key after the idle time of the settings.
    ///
    /// Somebody else may use the workstation then.
    LockAfterIdling,
}

/// A field for a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseField {
    /// The passphrase.
    First,
    /// Its repetition.
    Repeated,
}

/// The outcome of signing in.
pub struct SignedIn {
    /// The unlocked key.
    pub(super) unlocked: Arc<Unlocked>,
}

/// A roster that was read and examined.
pub struct RosterRead {
    /// The roster, or its fault.
    pub roster: FolderRoster,
    /// Sentence that says why it cannot be used. While it is set nobody can sign in.
    pub trouble: Option<String>,
    /// True when it can be used after its fingerprint was compared.
    pub can_be_confirmed: bool,
}
