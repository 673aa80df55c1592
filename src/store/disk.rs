//! What the store asks of a disk, and nothing more: few operations, each of which can fail or be the last one before a
//! crash. `SystemDisk` is the real one; tests put one in its place that keeps apart what was written from what would be
//! there after a power cut.
//!
//! Must not know: what any file is for.

use std::any::Any;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::failure::Failure;

/// How the files that a save has not finished are named: nothing of a case.
pub(super) const UNFINISHED: &str = ".mednec-save-";

/// What stands at a path; a link is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe, a device.
    Other,
}

/// A lock, held until it is dropped.
pub type LockGuard = Box<dyn Any + Send>;

/// A disk.
pub trait Disk: fmt::Debug + Send + Sync {
    /// What stands at a path, if anything.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// All bytes of a regular file of at most `largest`. A link, a pipe or a device in its place is refused: not followed, waited
    /// for or read. So it is with every operation on a file here.
    fn read(&self, path: &Path, largest: u64) -> Result<Vec<u8>, Failure>;

    /// How long a regular file is, in bytes; none where there is none.
    fn length(&self, path: &Path) -> io::Result<Option<u64>>;

    /// When a file was last written, by the clock of whatever keeps it; none where that is not known.
    fn written_at(&self, _path: &Path) -> io::Result<Option<SystemTime>> {
        Ok(None)
    }

    /// At most `most` bytes of a regular file from this byte on; nothing where it is no longer than that.
    fn read_from(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>>;

    /// The paths of all that is in a folder, in no order.
    fn names(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Makes one folder, with 0700.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Opens a folder, to be synced later.
    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn FolderHandle>>;

    /// Makes a new file in a folder, with 0600 and a name that says nothing.
    fn begin_file(&self, folder: &Path) -> io::Result<Box<dyn Unfinished>>;

    /// Makes an empty file, with 0600; refused where something has that name.
    fn create_new(&self, path: &Path) -> io::Result<()>;

    /// Gives a file a second name; refused where something has that name.
    fn link(&self, path: &Path, second: &Path) -> io::Result<()>;

    /// Moves a file to a name that nothing has.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes an unfinished file that holds something, unless a living process writes it.
    fn remove_abandoned(&self, path: &Path) -> io::Result<()>;

    /// Takes a lock by its file, which is made where it is missing; none while somebody else holds it. An error means that
    /// there are no locks here.
    fn try_lock(&self, path: &Path) -> io::Result<Option<LockGuard>>;

    /// Adds bytes to the end of a file, which is made with 0600 where it is missing.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Asks the system to have a file on the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;
}

/// An open folder.
pub trait FolderHandle {
    /// Asks the system to have its entries on the disk. `renamed` has just come into it.
    fn sync(&self, renamed: Option<&Path>) -> io::Result<()>;
}

/// A file that is being written. Dropped before it is in place, it is removed.
pub trait Unfinished {
    /// Writes all of these bytes.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Asks the system to have them on the disk.
    fn sync(&mut self) -> io::Result<()>;

    /// What the file holds now.
    fn read_back(&mut self) -> io::Result<Vec<u8>>;

    /// Puts it in place of whatever file is there.
    fn put_at(self: Box<Self>, path: &Path) -> io::Result<()>;
}

/// Whether a path is that of an unfinished file.
pub(super) fn is_unfinished(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(UNFINISHED))
}
