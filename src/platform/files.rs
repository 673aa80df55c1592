//! Rights of files, opening without waiting or following links, listing and syncing a folder.
//!
//! Must not know: what is in a file.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// The file that stands for an open descriptor: the one safe way to one that nobody in this program owns.
pub(crate) fn descriptor(number: u32) -> Option<PathBuf> {
    cfg!(unix).then(|| format!("/dev/fd/{number}").into())
}

/// Standard input without a buffer, where the system's handle can be shared: what was read of it, a passphrase perhaps, stays in
/// no memory but the reader's.
pub fn unbuffered_stdin() -> Box<dyn io::Read> {
    #[cfg(unix)]
    if let Ok(shared) = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned() {
        return Box::new(std::fs::File::from(shared));
    }
    Box::new(io::stdin())
}

/// Files made with this are for their owner alone, where the system has such rights.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// The same for folders.
pub(crate) fn owner_only_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    builder
}

/// The same for files that have no name of their own yet.
pub(crate) fn owner_only_temporary<'b, 'n, 's>(
    builder: &'b mut tempfile::Builder<'n, 's>,
) -> &'b mut tempfile::Builder<'n, 's> {
    #[cfg(unix)]
    builder.permissions(<std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600));
    builder
}

/// Opens neither the target of a link nor waits for the other end of a pipe, where the system can be told so. What was opened may
/// still be no file: ask the handle.
pub(crate) fn guarded(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    options
}

/// The same for a file that the user named, which may be a link.
pub(crate) fn nonblocking(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    options
}

/// The names in a folder. The standard library's listing panics where the system reports an error when the folder is closed.
#[cfg(unix)]
pub(crate) fn names(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    use rustix::fs::{Dir, Mode, OFlags, open};
    use std::os::unix::ffi::OsStrExt as _;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mut names = Vec::new();
    for entry in Dir::new(open(folder, flags, Mode::empty())?)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if name != b"." && name != b".." {
            names.push(std::ffi::OsStr::from_bytes(name).to_owned());
        }
    }
    Ok(names)
}

#[cfg(not(unix))]
pub(crate) fn names(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
}

/// A folder that is open, so that what is in it can be synced.
pub(crate) struct OpenFolder(#[cfg(unix)] std::fs::File);

impl OpenFolder {
    #[cfg(unix)]
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        use rustix::fs::{Mode, OFlags, open};
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(Self(open(path, flags, Mode::empty())?.into()))
    }

    #[cfg(not(unix))]
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        std::fs::metadata(path).map(|_| Self())
    }

    /// Makes sure that a name stays. Only Unix can sync a folder; elsewhere the renamed file is what there is.
    #[cfg(unix)]
    pub(crate) fn sync(&self, _renamed: Option<&Path>) -> io::Result<()> {
        self.0.sync_all()
    }

    #[cfg(not(unix))]
    pub(crate) fn sync(&self, renamed: Option<&Path>) -> io::Result<()> {
        renamed.map_or(Ok(()), |path| OpenOptions::new().append(true).open(path)?.sync_all())
    }
}

/// Opens a file for reading, and nothing that is no regular file: a link in its place is not followed, a pipe not waited for.
/// Returns none where something else has the name. On Windows a link is followed.
#[cfg(feature = "gui")]
pub(crate) fn open_regular(path: &Path) -> io::Result<Option<std::fs::File>> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    // Elsewhere what has the name is looked at before it is opened, so that a pipe is not waited for.
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Ok(None);
    }
    let file = options.open(path)?;
    Ok(file.metadata()?.is_file().then_some(file))
}
