//! One file, whole or not at all: written beside its target, synced, read back, renamed over it, the folder synced.
//!
//! After a crash at any point the target holds its old bytes or the new ones; at worst a file named `.mednec-save-...`
//! is left beside it, which the store removes when it is next opened.
//!
//! Must not know: what the bytes are.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// How the files that a save has not finished are named: nothing of a case.
const UNFINISHED: &str = ".mednec-save-";

/// Whether a file is such a one.
pub(super) fn is_unfinished(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(UNFINISHED))
}

/// How sure it is that a saved file outlasts a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on the disk, by all that the system says.
    Saved,
    /// It is in place, but the system did not confirm that its folder is on the disk.
    SavedUnconfirmed,
    /// The target is as it was.
    Failed(Failure),
}

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
    /// Anything else.
    #[error("the system reports: {0}")]
    Other(io::ErrorKind),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::NoSpace,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            kind => Self::Other(kind),
        }
    }
}

/// Puts these bytes at `path`. A file there is replaced, anything else is refused. A failed save is repeated as a whole:
/// syncing the same file again after an error would report success for lost pages.
pub fn save(path: &Path, bytes: &[u8]) -> Outcome {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match replace(folder, path, bytes) {
        Ok(true) => Outcome::Saved,
        Ok(false) => Outcome::SavedUnconfirmed,
        Err(failure) => Outcome::Failed(failure),
    }
}

fn replace(folder: &Path, path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    // Before the rename: failing to open it afterwards would report a saved file as failed.
    let folder_handle = Folder::open(folder)?;
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => return Err(Failure::NotAFile),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut file = new_file(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.rewind()?;
    let mut back = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut back)?;
    if back != bytes {
        return Err(Failure::ReadBack);
    }
    let file = file.persist(path).map_err(|error| error.error)?;
    Ok(folder_handle.sync(&file).is_ok())
}

fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600));
    builder.tempfile_in(folder)
}

/// All bytes of a regular file of at most `largest`. A pipe in its place is refused, not waited for.
pub(super) fn read(path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
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

/// Makes a folder with 0700, and those above it that are missing; each is synced into its parent, or a case saved in it
/// could vanish with it.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(parent)?;
    let builder = &mut fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    match builder.create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
        made => made?,
    }
    Folder::open(parent)?.sync_self()
}

/// A folder opened for syncing. Only Unix can; elsewhere syncing the renamed file is what there is.
struct Folder(#[cfg(unix)] File);

#[cfg(unix)]
impl Folder {
    fn open(path: &Path) -> io::Result<Self> {
        File::open(path).map(Self)
    }

    fn sync(&self, _renamed: &File) -> io::Result<()> {
        self.sync_self()
    }

    fn sync_self(&self) -> io::Result<()> {
        self.0.sync_all()
    }
}

#[cfg(not(unix))]
impl Folder {
    fn open(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|_| Self())
    }

    fn sync(&self, renamed: &File) -> io::Result<()> {
        renamed.sync_all()
    }

    fn sync_self(&self) -> io::Result<()> {
        Ok(())
    }
}
