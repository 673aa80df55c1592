//! Failures of disk operations, with sentences that say what to do.
//!
//! Must not know: what was being read or saved.

use std::io;

/// Reason why a file was not saved or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Disk or quota full.
    #[error("the disk is full or the quota is used up: free some space, then save again")]
    NoSpace,
    /// Read-only file system.
    #[error("the disk is read-only: choose another folder")]
    ReadOnly,
    /// No permission.
    #[error(
        "this account has no permission to use the file or its folder: ask for permission, or choose another folder"
    )]
    Permission,
    /// The file or its folder is missing.
    #[error("the file or its folder is not there: is the drive connected?")]
    NotFound,
    /// A link, a folder or a device.
    #[error("a link, a folder or a device is in the place of the file: move it away; the program would overwrite it")]
    NotAFile,
    /// The disk returned other bytes than were written.
    #[error("the disk returned different data than was written: do not rely on this disk; choose another folder")]
    ReadBack,
    /// Over the size limit.
    #[error("the file is larger than any file of its kind should be: check where it comes from")]
    TooLarge,
    /// Somebody else is saving there.
    #[error("another workstation is saving there right now: try again")]
    Busy,
    /// In place, but not confirmed by the system.
    #[error("the file is in place, but the system did not confirm that it survives a power failure: try again")]
    Unconfirmed,
    /// Anything else.
    #[error("the system reports: {0}")]
    Other(io::ErrorKind),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if is_not_a_file(&error) {
            return Self::NotAFile;
        }
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::NoSpace,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            kind => Self::Other(kind),
        }
    }
}

/// Marks an I/O error for an entry that is not a regular file.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{}", Failure::NotAFile)]
pub(super) struct NotAFile;

/// True if a file was not opened because the entry is not a regular file.
pub fn is_not_a_file(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<NotAFile>())
}
