//! Faults of a single file of a store: of a case or of a document.
//!
//! Must not know: what a case or a document holds.

use super::case_file::CaseFileError;
use super::failure::Failure;

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
    OnlyConflictCopies,
}

/// Why a file is not kept, or not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// None of the kinds that can be drawn.
    #[error("the file is no PDF, TIFF, PNG or JPEG: have it sent as one of these")]
    OtherKind,
    /// Over the limit.
    #[error("the file is larger than 256 MiB: have it sent in parts")]
    TooLarge,
    /// It cannot be read where it came from.
    #[error("the file could not be read: {0}")]
    Unreadable(Failure),
    /// The store does not take it.
    #[error("the file was not kept: {0}")]
    NotStored(Failure),
    /// The folder is only read.
    #[error("this folder is only read, so nothing can be attached here")]
    ReadOnly,
    /// It is not in the store.
    #[error("the document's file is not in this folder: take it from a backup, or attach it again")]
    Missing,
    /// Its bytes are not those that were attached.
    #[error("the document's file was changed since it was attached: nothing is shown of it; take it from a backup")]
    Altered,
}
