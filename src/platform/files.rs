//! Opens, lists and syncs files and folders with the rights and safeguards of each system.
//!
//! Must not know: what is in a file.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Returns the path of an open descriptor, the one safe way to use one that this program does not own; `None` where
/// there are no such paths.
pub(crate) fn descriptor(number: u32) -> Option<PathBuf> {
    cfg!(unix).then(|| format!("/dev/fd/{number}").into())
}

/// Returns standard input without a buffer where the system's handle can be shared, so that a passphrase stays in no
/// memory but the reader's.
pub fn unbuffered_stdin() -> Box<dyn io::Read> {
    #[cfg(unix)]
    if let Ok(shared) = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned() {
        return Box::new(std::fs::File::from(shared));
    }
    Box::new(io::stdin())
}

/// Creates files with mode 0600, where the system has such rights.
pub(crate) fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Creates folders with mode 0700, where the system has such rights.
pub(crate) fn owner_only_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    builder
}

/// Creates temporary files with mode 0600, where the system has such rights.
pub(crate) fn owner_only_temporary<'b, 'n, 's>(
    builder: &'b mut tempfile::Builder<'n, 's>,
) -> &'b mut tempfile::Builder<'n, 's> {
    #[cfg(unix)]
    builder.permissions(<std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600));
    builder
}

/// Follows no link and waits for no pipe, where the system supports that. The opened entry may still not be a file:
/// check the handle.
pub(crate) fn nonblocking_no_follow(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    options
}

/// Waits for no pipe but follows a link, for a file that the user named.
pub(crate) fn nonblocking(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    options
}

/// Lists the names in a folder. The standard library's listing panics where closing the folder fails.
#[cfg(unix)]
pub(crate) fn list_folder(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
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
pub(crate) fn list_folder(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
}

/// An open folder, whose entries can be synced.
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

    /// Syncs the folder. Only Unix can; elsewhere the renamed file is synced.
    #[cfg(unix)]
    pub(crate) fn sync(&self, _renamed: Option<&Path>) -> io::Result<()> {
        self.0.sync_all()
    }

    #[cfg(not(unix))]
    pub(crate) fn sync(&self, renamed: Option<&Path>) -> io::Result<()> {
        renamed.map_or(Ok(()), |path| OpenOptions::new().append(true).open(path)?.sync_all())
    }
}

/// Opens a regular file for reading; `None` for anything else. A link is not followed, except on Windows, and a pipe
/// not waited for.
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
    // Elsewhere the entry is checked before it is opened, so that no pipe is waited for.
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Ok(None);
    }
    let file = options.open(path)?;
    Ok(file.metadata()?.is_file().then_some(file))
}
