//! What the store asks of a disk, and nothing more: few operations, each of which can fail or be the last one before a
//! crash. `SystemDisk` is the real one; tests put one in its place that keeps apart what was written from what would be
//! there after a power cut.
//!
//! Must not know: what any file is for.

use std::any::Any;
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::failure::Failure;
use crate::platform::{self, OpenFolder, private};

/// How the files that a save has not finished are named: nothing of a case.
const UNFINISHED: &str = ".mednec-save-";

/// How many signals in a row a listing puts up with.
const SIGNALS: usize = 8;

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
pub type Held = Box<dyn Any + Send>;

/// A disk.
pub trait Disk: fmt::Debug + Send + Sync {
    /// What stands at a path, if anything.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// All bytes of a regular file of at most `largest`. A pipe in its place is refused, not waited for.
    fn read(&self, path: &Path, largest: u64) -> Result<Vec<u8>, Failure>;

    /// How long a regular file is, in bytes; none where there is none.
    fn length(&self, path: &Path) -> io::Result<Option<u64>>;

    /// What a file holds from this byte on; nothing where it is no longer than that.
    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>>;

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

    /// Takes a lock by its file, which is made where it is missing; none while somebody else holds it. An error means that
    /// there are no locks here.
    fn try_lock(&self, path: &Path) -> io::Result<Option<Held>>;

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

/// The disk of the system that the program runs on.
#[derive(Clone, Copy, Debug)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => Ok(Some(Kind::File)),
            Ok(found) if found.is_dir() => Ok(Some(Kind::Folder)),
            Ok(_) => Ok(Some(Kind::Other)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
        let found = fs::metadata(path)?;
        if !found.is_file() {
            return Err(Failure::NotAFile);
        }
        if found.len() > largest {
            return Err(Failure::TooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0));
        // It may have grown since.
        File::open(path)?.take(largest + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > largest { Err(Failure::TooLarge) } else { Ok(bytes) }
    }

    fn length(&self, path: &Path) -> io::Result<Option<u64>> {
        match fs::symlink_metadata(path) {
            Ok(found) => Ok(found.is_file().then_some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(io::SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let list = || fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>();
        // The one operation that the library does not repeat by itself where a signal came between.
        let interrupted = |listed: &io::Result<Vec<PathBuf>>| {
            listed.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::Interrupted)
        };
        (0..SIGNALS).map(|_| list()).find(|listed| !interrupted(listed)).unwrap_or_else(list)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        platform::private_folder(&mut fs::DirBuilder::new()).create(path)
    }

    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn FolderHandle>> {
        Ok(Box::new(OpenFolder::open(path)?))
    }

    fn begin_file(&self, folder: &Path) -> io::Result<Box<dyn Unfinished>> {
        let mut builder = tempfile::Builder::new();
        Ok(Box::new(platform::private_unfinished(builder.prefix(UNFINISHED)).tempfile_in(folder)?))
    }

    fn create_new(&self, path: &Path) -> io::Result<()> {
        private(OpenOptions::new().create_new(true).write(true)).open(path).map(|_| ())
    }

    fn link(&self, path: &Path, second: &Path) -> io::Result<()> {
        fs::hard_link(path, second)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.kind(to)?.is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Held>> {
        let file = private(OpenOptions::new().create(true).truncate(false).write(true)).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        private(OpenOptions::new().create(true).append(true)).open(path)?.write_all(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        OpenOptions::new().append(true).open(path)?.sync_all()
    }
}

impl Unfinished for NamedTempFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.as_file().sync_all()
    }

    fn read_back(&mut self) -> io::Result<Vec<u8>> {
        self.rewind()?;
        let mut back = Vec::new();
        self.read_to_end(&mut back)?;
        Ok(back)
    }

    fn put_at(self: Box<Self>, path: &Path) -> io::Result<()> {
        self.persist(path).map(|_| ()).map_err(|error| error.error)
    }
}

impl FolderHandle for OpenFolder {
    fn sync(&self, renamed: Option<&Path>) -> io::Result<()> {
        Self::sync(self, renamed)
    }
}
