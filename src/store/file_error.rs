//! Faults of a single file of a store: of a case or of a document.
//!
//! Must not know: what a case or a document holds.

use super::case_file::CaseFileError;
use super::failure::Failure;

/// Fault of one case file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It cannot be read from the disk.
    #[error(transparent)]
    Unreadable(#[from] Failure),
    /// Its content is not a valid case.
    #[error(transparent)]
    Damaged(#[from] CaseFileError),
    /// Its name is not a case id.
    #[error("the file's name is not a case id followed by .json: it was put here by hand; import it instead")]
    BadName,
    /// It holds a case of another id.
    #[error(
        "the file holds a case with another id than its name says: it was renamed or copied; rename it to the id of \
         the case inside"
    )]
    OtherId,
    /// It is in the wrong folder.
    #[error(
        "the file is in a folder where a case of this name does not belong: it was moved; move it back or import it"
    )]
    Misplaced,
    /// The case file is gone, and conflict copies of it exist.
    #[error(
        "the case was deleted or moved while somebody worked on it; that work was saved as a conflict copy and can be \
         restored"
    )]
    OnlyConflictCopies,
}

/// Reason why a document's file is not stored or not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Not of a kind that can be drawn.
    #[error("the file is not a PDF, TIFF, PNG or JPEG: have it sent as one of these")]
    OtherKind,
    /// Over the limit.
    #[error("the file is larger than 256 MiB: have it sent in parts")]
    TooLarge,
    /// It cannot be read at its source.
    #[error("the file could not be read: {0}")]
    Unreadable(Failure),
    /// The store cannot save it.
    #[error("the file was not stored: {0}")]
    NotStored(Failure),
    /// The store is read-only.
    #[error("this folder is read-only, so nothing can be attached here")]
    ReadOnly,
    /// It is missing from the store.
    #[error("the document's file is not in this folder: restore it from a backup, or attach it again")]
    Missing,
    /// Its bytes have changed.
    #[error("the document's file was changed since it was attached, so it is not shown: restore it from a backup")]
    Altered,
}
