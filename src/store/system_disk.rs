//! The file system of this computer, and files that the user names.
//!
//! Must not know: what any file is for.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::NamedTempFile;

use super::disk::{Disk, FolderHandle, Kind, LockGuard, UNFINISHED, Unfinished};
use super::failure::{Failure, NotAFile};
use crate::platform::{self, OpenFolder, nonblocking_no_follow, owner_only};

/// Number of interrupted tries of a listing.
const SIGNALS: usize = 8;

/// The file system of this computer.
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
        read_all(open_stored(path)?, largest)
    }

    fn length(&self, path: &Path) -> io::Result<Option<u64>> {
        match open_stored(path) {
            Ok(file) => Ok(Some(file.metadata()?.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn written_at(&self, path: &Path) -> io::Result<Option<SystemTime>> {
        fs::symlink_metadata(path)?.modified().map(Some)
    }

    fn read_from(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let mut file = open_stored(path)?;
        file.seek(io::SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let list = || platform::list_folder(folder);
        // The listing is not repeated by the system after a signal.
        let interrupted = |error: &io::Error| error.kind() == io::ErrorKind::Interrupted;
        let listed = (0..SIGNALS).map(|_| list()).find(|listed| !listed.as_ref().is_err_and(interrupted));
        Ok(listed.unwrap_or_else(list)?.into_iter().map(|name| folder.join(name)).collect())
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        platform::owner_only_folder(&mut fs::DirBuilder::new()).create(path)
    }

    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn FolderHandle>> {
        Ok(Box::new(OpenFolder::open(path)?))
    }

    fn begin_file(&self, folder: &Path) -> io::Result<Box<dyn Unfinished>> {
        let mut builder = tempfile::Builder::new();
        let file = platform::owner_only_temporary(builder.prefix(UNFINISHED)).tempfile_in(folder)?;
        // Locked while it is written, which distinguishes it from the file of an interrupted save. Without locks such
        // files stay.
        let _ = file.as_file().try_lock();
        Ok(Box::new(file))
    }

    fn create_new(&self, path: &Path) -> io::Result<()> {
        owner_only(OpenOptions::new().create_new(true).write(true)).open(path).map(|_| ())
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

    fn remove_abandoned(&self, path: &Path) -> io::Result<()> {
        let file = regular(path, nonblocking_no_follow(OpenOptions::new().read(true).write(true)))?;
        // An empty file may have just been created by somebody who is about to lock it.
        let abandoned = file.metadata()?.len() > 0 && file.try_lock().is_ok();
        if abandoned { fs::remove_file(path) } else { Ok(()) }
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<LockGuard>> {
        let file = regular(
            path,
            nonblocking_no_follow(owner_only(OpenOptions::new().create(true).truncate(false).write(true))),
        )?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        regular(path, nonblocking_no_follow(owner_only(OpenOptions::new().create(true).append(true))))?.write_all(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        regular(path, nonblocking_no_follow(OpenOptions::new().append(true)))?.sync_all()
    }
}

/// Reads a file that the user named, of at most `largest` bytes. Follows a link; refuses a pipe or a device.
pub(super) fn read_named(path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
    read_all(open_named(path)?, largest)
}

/// Opens a file that the user named for reading.
pub(super) fn open_named(path: &Path) -> io::Result<File> {
    regular(path, platform::nonblocking(OpenOptions::new().read(true)))
}

/// Opens a file of a store for reading; refuses a link.
pub(super) fn open_stored(path: &Path) -> io::Result<File> {
    regular(path, nonblocking_no_follow(OpenOptions::new().read(true)))
}

/// Opens a path and checks on the open handle that it is a regular file, so that nothing can be swapped in between.
fn regular(path: &Path, options: &OpenOptions) -> io::Result<File> {
    let not_a_file = || io::Error::new(io::ErrorKind::InvalidInput, NotAFile);
    match options.open(path) {
        Ok(file) if file.metadata()?.is_file() => Ok(file),
        Ok(_) => Err(not_a_file()),
        // The system's own error depends on the kind of entry.
        Err(error) => match fs::symlink_metadata(path) {
            Ok(found) if !found.is_file() => Err(not_a_file()),
            _ => Err(error),
        },
    }
}

fn read_all(file: File, largest: u64) -> Result<Vec<u8>, Failure> {
    let length = file.metadata()?.len();
    if length > largest {
        return Err(Failure::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // It may have grown since.
    file.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest { Err(Failure::TooLarge) } else { Ok(bytes) }
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
