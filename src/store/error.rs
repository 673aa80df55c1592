//! Why a store could not do what was asked, and what is wrong with a file in it.
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
use crate::case::Unbacked;
use crate::identity::RosterError;
use crate::ids::CaseId;
use crate::policy::CatalogError;

/// The version of rosters that this program writes and reads.
pub(super) const ROSTER_VERSION: u64 = 1;

/// Why the store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The store's folder is of no use.
    #[error("{}: {why}", shown(folder))]
    Folder {
        /// The store's folder, as it was given.
        folder: PathBuf,
        /// What is wrong.
        why: Failure,
    },
    /// The folder was opened to be read alone.
    #[error("{}: {why}", shown(folder))]
    ReadOnly {
        /// The store's folder, as it was given.
        folder: PathBuf,
        /// Why.
        why: ReadOnly,
    },
    /// No such case.
    #[error("there is no case {0} in this folder")]
    NoSuchCase(CaseId),
    /// The case's file is of no use.
    #[error("case {case}: {why}")]
    Unusable {
        /// The case.
        case: CaseId,
        /// What is wrong.
        why: Problem,
    },
    /// Somebody else saved it in the meantime.
    #[error(
        "case {0} was saved or removed by someone else since it was opened here; nothing was written: open it again and compare"
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
        /// What is wrong.
        why: Problem,
    },
    /// A signature that is to be saved is not backed.
    #[error("case {case} was not saved: {why}. Sign in again and repeat the step")]
    NotBacked {
        /// The case.
        case: CaseId,
        /// The signature.
        why: Unbacked,
    },
    /// A signature is dated ahead of the folder's clock.
    #[error("case {case} was not saved: {why}")]
    Clock {
        /// The case.
        case: CaseId,
        /// The clocks.
        why: ClockFault,
    },
    /// The roster that signatures are held against cannot be read.
    #[error("nothing signed is saved while the roster cannot be used: {0}")]
    Roster(Box<RosterFileError>),
    /// A case's file could not be moved to the trash or out of it.
    #[error("case {case} was not moved: {why}")]
    NotMoved {
        /// The case.
        case: CaseId,
        /// What is wrong.
        why: Failure,
    },
    /// The stations' logs cannot be looked at.
    #[error("the logs of this folder cannot be read: {why}")]
    LogUnreadable {
        /// What is wrong.
        why: Failure,
    },
    /// A policy text is in place, and may not stay.
    #[error("the case was not saved: the policy's text that it rests on may not outlast a power cut; try again")]
    PolicyUnconfirmed,
    /// A policy text could not be kept.
    #[error("the policy's text was not kept: {0}")]
    PolicyNotStored(Failure),
    /// A pinned policy is not at hand.
    #[error("the policy text that the case is pinned to is not in this folder: import it together with the case")]
    NoSuchPolicy,
    /// A kept policy text is not what its name says.
    #[error("a kept policy text was changed or cannot be read: put the original back; no other text takes its place")]
    PolicyDamaged,
    /// A policy text that came with a case is not used.
    #[error("the case was not taken in, since its policy text is not used: {0}")]
    PolicyRefused(#[from] CatalogError),
    /// A document's file was not kept.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Why a roster was not read or not saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterFileError {
    /// The store's folder is of no use.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It cannot be read.
    #[error("the roster cannot be read: {0}")]
    Unreadable(Failure),
    /// Not UTF-8.
    #[error("the roster is not UTF-8 text: take it from a backup")]
    NotUtf8,
    /// It ends in the middle, or holds nothing.
    #[error("the roster ends early, at {0}: it was cut off; take it from a backup")]
    Cut(JsonPosition),
    /// Not one JSON document.
    #[error("the roster is not one JSON document, at {0}: it was damaged or edited; take it from a backup")]
    NotJson(JsonPosition),
    /// A key twice in one object.
    #[error("the roster has a key twice in the object that ends at {0}: which one holds cannot be known")]
    DuplicateKey(JsonPosition),
    /// Another kind of document.
    #[error("the file roster.json is not a roster of this program")]
    NotARoster,
    /// Written by a later program.
    #[error("the roster has format version {0}, this program knows up to {ROSTER_VERSION}: use a newer program")]
    Newer(u64),
    /// A field is missing, unknown or holds what it cannot.
    #[error("the roster has something missing, unknown or impossible, at {0}: it was edited outside the program")]
    WrongShape(JsonPosition),
    /// Read as something else than it says.
    #[error(
        "the roster writes something as the program does not: it was edited outside the program; take it from a backup"
    )]
    NotAsWritten,
    /// Its entries do not hold.
    #[error(transparent)]
    NotBelieved(#[from] RosterError),
    /// It is not the one that this workstation knows.
    #[error(transparent)]
    Untrusted(#[from] UntrustedRoster),
    /// The rest of its space is an administrator's.
    #[error("the roster has no room left for new passphrases: ask an administrator")]
    Full,
    /// What was about to be written does not read back as the same roster.
    #[error("the roster could not be written so that it reads back the same; nothing was written: report this")]
    Unfaithful,
    /// Somebody else saved it in the meantime.
    #[error("the roster was changed by someone else in the meantime; nothing was written: look at it and try again")]
    Conflict,
    /// Entries would be lost.
    #[error("entries of the roster would be lost, and it only ever grows; nothing was written: report this")]
    NotAppended,
    /// Somebody else is saving.
    #[error("the roster is being saved by another workstation; nothing was written: try again")]
    Locked,
    /// It could not be written.
    #[error("the roster was not saved: {0}")]
    NotSaved(Failure),
}
