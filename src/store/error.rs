//! Errors of a store and of its roster.
//!
//! Must not know: what a case holds. A case is named by its id and a folder as the user gave it, nothing else.

use std::path::PathBuf;

use super::access::ReadOnly;
use super::clock_fault::ClockFault;
use super::failure::Failure;
use super::file_error::{FileError, Problem};
use super::json::JsonPosition;
use super::paths::shown;
use super::roster_trust::UntrustedRoster;
use crate::case::UnconfirmedSignature;
use crate::identity::RosterError;
use crate::ids::CaseId;
use crate::policy::CatalogError;

/// The version of rosters that this program writes and reads.
pub(super) const ROSTER_VERSION: u64 = 1;

/// Reason why the store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The store's folder cannot be used.
    #[error("{}: {why}", shown(folder))]
    Folder {
        /// The store's folder, as it was given.
        folder: PathBuf,
        /// The reason.
        why: Failure,
    },
    /// The folder was opened read-only.
    #[error("{}: {why}", shown(folder))]
    ReadOnly {
        /// The store's folder, as it was given.
        folder: PathBuf,
        /// The reason.
        why: ReadOnly,
    },
    /// No such case.
    #[error("there is no case {0} in this folder")]
    NoSuchCase(CaseId),
    /// The case's file cannot be used.
    #[error("case {case}: {why}")]
    Unusable {
        /// The case.
        case: CaseId,
        /// The reason.
        why: Problem,
    },
    /// Somebody else saved it in the meantime.
    #[error(
        "case {0} was saved or removed by someone else since it was opened here; nothing was written: open it again \
         and compare"
    )]
    Conflict(CaseId),
    /// Somebody else is saving.
    #[error("case {0} is being saved by another workstation; nothing was written: try again")]
    Locked(CaseId),
    /// The case could not be written.
    #[error("case {case} was not saved: {why}")]
    NotSaved {
        /// The case.
        case: CaseId,
        /// The reason.
        why: Problem,
    },
    /// The roster does not back a signature that is to be saved.
    #[error("case {case} was not saved: {why}. Sign in again and repeat the step")]
    NotBacked {
        /// The case.
        case: CaseId,
        /// The signature.
        why: UnconfirmedSignature,
    },
    /// A signature is dated ahead of the folder's clock.
    #[error("case {case} was not saved: {why}")]
    Clock {
        /// The case.
        case: CaseId,
        /// The clocks.
        why: ClockFault,
    },
    /// The roster that signatures are checked against cannot be used.
    #[error("nothing signed is saved while the roster cannot be used: {0}")]
    Roster(Box<RosterFileError>),
    /// A case's file could not be moved to the trash or out of it.
    #[error("case {case} was not moved: {why}")]
    NotMoved {
        /// The case.
        case: CaseId,
        /// The reason.
        why: Failure,
    },
    /// The stations' logs cannot be read.
    #[error("the logs of this folder cannot be read: {why}")]
    LogUnreadable {
        /// The reason.
        why: Failure,
    },
    /// A policy text is in place but not confirmed.
    #[error("the case was not saved: its policy text may not survive a power failure; try again")]
    PolicyUnconfirmed,
    /// A policy text could not be stored.
    #[error("the policy text was not stored: {0}")]
    PolicyNotStored(Failure),
    /// The text of a pinned policy is missing.
    #[error("the policy text that the case is bound to is not in this folder: import the file that has both")]
    NoSuchPolicy,
    /// A stored policy text does not match its name.
    #[error(
        "a stored policy text was changed or cannot be read: restore the original from a backup; no other text can \
         replace it"
    )]
    PolicyDamaged,
    /// The policy text that came with a case is refused.
    #[error("the case was not imported because its policy text is not accepted: {0}")]
    PolicyRefused(#[from] CatalogError),
    /// A document's file was not stored.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Reason why a roster was not read or saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterFileError {
    /// The store's folder cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It cannot be read.
    #[error("the roster cannot be read: {0}")]
    Unreadable(Failure),
    /// Not UTF-8.
    #[error("the roster is not UTF-8 text: restore it from a backup")]
    NotUtf8,
    /// Truncated or empty.
    #[error("the roster ends early, at {0}: it is truncated; restore it from a backup")]
    Cut(JsonPosition),
    /// Not one JSON document.
    #[error("the roster is not one JSON document, at {0}: it was damaged or edited; restore it from a backup")]
    NotJson(JsonPosition),
    /// A key twice in one object.
    #[error(
        "the roster has a duplicate key in the object that ends at {0}: it was edited outside the program; restore it \
         from a backup"
    )]
    DuplicateKey(JsonPosition),
    /// Another kind of document.
    #[error("the file roster.json is not a roster of this program")]
    NotARoster,
    /// Written by a later program.
    #[error("the roster has format version {0}, this program knows up to {ROSTER_VERSION}: use a newer program")]
    Newer(u64),
    /// A field is missing, unknown or has an impossible value.
    #[error("the roster has something missing, unknown or impossible, at {0}: it was edited outside the program")]
    WrongShape(JsonPosition),
    /// Not in canonical form.
    #[error(
        "something in the roster is not written as the program writes it: it was edited outside the program; restore it \
         from a backup"
    )]
    NotAsWritten,
    /// Its entries are not valid.
    #[error(transparent)]
    NotBelieved(#[from] RosterError),
    /// It is not the roster that this workstation knows.
    #[error(transparent)]
    Untrusted(#[from] UntrustedRoster),
    /// Only an administrator may fill the rest of its space.
    #[error("the roster has no space left for new passphrases: ask an administrator")]
    Full,
    /// The bytes do not read back as the same roster.
    #[error("the roster could not be written so that it reads back the same; nothing was written: report this")]
    Unfaithful,
    /// Somebody else saved it in the meantime.
    #[error("the roster was changed by someone else in the meantime; nothing was written: look at it and try again")]
    Conflict,
    /// Entries would be lost.
    #[error("entries of the roster would be lost, and they are never removed; nothing was written: report this")]
    NotAppended,
    /// Somebody else is saving.
    #[error("the roster is being saved by another workstation; nothing was written: try again")]
    Locked,
    /// It could not be written.
    #[error("the roster was not saved: {0}")]
    NotSaved(Failure),
}
