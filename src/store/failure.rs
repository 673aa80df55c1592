//! What a disk can refuse, in sentences that say what to do.
//!
//! Must not know: what was being read or saved.

use std::io;

/// Why nothing was saved, or nothing read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Disk or quota full.
    #[error("the disk or the quota is full: make room, then save again")]
    NoSpace,
    /// Read-only.
    #[error("the disk is read-only: choose another folder")]
    ReadOnly,
    /// Not allowed.
    #[error("this account may not use the file or its folder: ask for the right to, or choose another folder")]
    Permission,
    /// Not there.
    #[error("the file or its folder is not there: is the drive connected?")]
    NotFound,
    /// A link, a folder or a device.
    #[error("a link, a folder or a device stands where the file belongs: move it away; the program would destroy it")]
    NotAFile,
    /// The disk gave back other bytes than were written.
    #[error("the disk gave back something else than was written: do not trust it, choose another folder")]
    ReadBack,
    /// Larger than any such file is.
    #[error("the file is far larger than any file of its kind: look at it")]
    TooLarge,
    /// Somebody else is saving there.
    #[error("another workstation is saving there right now: try again")]
    Busy,
    /// In place, without the system's word that it stays.
    #[error("the file is in place, but the system did not confirm that it outlasts a power cut: try again")]
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

/// Something stands where a file belongs that is none.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{}", Failure::NotAFile)]
pub(super) struct NotAFile;

/// True where a file was not opened because something else stands there.
pub fn is_not_a_file(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<NotAFile>())
}
