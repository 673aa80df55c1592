//! Disk operations that the store uses: few, each of which can fail or be the last one before a crash. `SystemDisk`
//! implements them; tests use a disk that distinguishes written data from data that survives a power cut.
//!
//! Must not know: what any file is for.

use std::any::Any;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::failure::Failure;

/// Prefix of the names of unfinished files; it says nothing of a case.
pub(super) const UNFINISHED: &str = ".mednec-save-";

/// Kind of a directory entry; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe or a device.
    Other,
}

/// A lock, held until it is dropped.
pub type LockGuard = Box<dyn Any + Send>;

/// A disk.
pub trait Disk: fmt::Debug + Send + Sync {
    /// Kind of the entry at a path; `None` where there is none.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// Reads a regular file of at most `largest` bytes. A link, a pipe or a device is refused without following,
    /// waiting or reading; the same holds for every file operation here.
    fn read(&self, path: &Path, largest: u64) -> Result<Vec<u8>, Failure>;

    /// Length of a regular file in bytes; `None` where there is none.
    fn length(&self, path: &Path) -> io::Result<Option<u64>>;

    /// Modification time by the clock of the file system; `None` where it is unknown.
    fn written_at(&self, _path: &Path) -> io::Result<Option<SystemTime>> {
        Ok(None)
    }

    /// Reads at most `most` bytes of a regular file from an offset; empty past its end.
    fn read_from(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>>;

    /// Paths of the entries of a folder, in no order.
    fn names(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Creates one folder with mode 0700.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Opens a folder for syncing.
    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn FolderHandle>>;

    /// Creates a new file in a folder, with mode 0600 and a random name.
    fn begin_file(&self, folder: &Path) -> io::Result<Box<dyn Unfinished>>;

    /// Creates an empty file with mode 0600; refused where the name exists.
    fn create_new(&self, path: &Path) -> io::Result<()>;

    /// Creates a hard link; refused where the name exists.
    fn link(&self, path: &Path, second: &Path) -> io::Result<()>;

    /// Renames a file; refused where the new name exists.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes an unfinished file that is not empty, unless a living process writes it.
    fn remove_abandoned(&self, path: &Path) -> io::Result<()>;

    /// Locks a file, creating it where it is missing; `None` while another process holds it. An error means that locks
    /// do not work here.
    fn try_lock(&self, path: &Path) -> io::Result<Option<LockGuard>>;

    /// Appends bytes to a file, creating it with mode 0600 where it is missing.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Syncs a file to the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;
}

/// An open folder.
pub trait FolderHandle {
    /// Syncs the folder's entries to the disk. `renamed` has just been renamed into it.
    fn sync(&self, renamed: Option<&Path>) -> io::Result<()>;
}

/// A file that is being written. Removed when dropped before it is in place.
pub trait Unfinished {
    /// Writes all of these bytes.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Syncs the bytes to the disk.
    fn sync(&mut self) -> io::Result<()>;

    /// Reads the whole file.
    fn read_back(&mut self) -> io::Result<Vec<u8>>;

    /// Renames it to `path`, replacing a file that is there.
    fn put_at(self: Box<Self>, path: &Path) -> io::Result<()>;
}

/// True for the path of an unfinished file.
pub(super) fn is_unfinished(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(UNFINISHED))
}
