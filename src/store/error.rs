//! Why a store could not do what was asked, and what is wrong with a file in it.
//!
//! Must not know: what a case holds. A case is named by its id and a folder as the user gave it, nothing else.

use std::path::PathBuf;

use super::access::ReadOnly;
use super::case_file::CaseFileError;
use super::documents::FileError;
use super::failure::Failure;
use super::paths::shown;
use super::roster::RosterFileError;
use super::time::ClockFault;
use crate::case::UnconfirmedSignature;
use crate::ids::CaseId;
use crate::policy::CatalogError;

/// What is wrong with one case file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It cannot be read from the disk.
    #[error(transparent)]
    Unreadable(#[from] Failure),
    /// Its content is not right.
    #[error(transparent)]
    Damaged(#[from] CaseFileError),
    /// Its name is not a case id.
    #[error("the file's name is not a case id followed by .json: it was put here by hand; import it instead")]
    BadName,
    /// It holds another case than its name says.
    #[error(
        "the file holds a case of another id than its name says: it was renamed or copied; name it as the case inside"
    )]
    OtherId,
    /// It lies where no case of its name belongs.
    #[error("the file lies in a folder where no case of its name belongs: it was moved; move it back or import it")]
    Misplaced,
    /// The case is gone; work on it that somebody could not save any more is not.
    #[error(
        "the case was deleted or moved while somebody worked on it; that work is kept, and can be put in its place"
    )]
    Bereft,
}

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
    PolicyUnsure,
    /// A policy text could not be kept.
    #[error("the policy's text was not kept: {0}")]
    PolicyNotKept(Failure),
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
