//! What differs between systems, and nothing else: rights of files, syncing a folder, starting and holding a process, what to
//! install. `packaging/README.md` says which of it was run where.
//!
//! Must not know: what any of it is used for.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Whether the window is started without a terminal that could show a sentence: Windows makes none for it.
pub const STARTS_WITHOUT_CONSOLE: bool = cfg!(windows);

/// What to do where nothing draws.
pub const TO_DRAW: &str = if cfg!(windows) {
    "update the driver of the graphics card"
} else if cfg!(target_os = "macos") {
    "start it in a session on this machine's own screen"
} else {
    "install a driver that draws in software (Debian and Ubuntu: libgl1 with libgl1-mesa-dri, or mesa-vulkan-drivers)"
};

/// The file that stands for an open descriptor: the one safe way to one that nobody in this program owns.
pub(crate) fn descriptor(number: u32) -> Option<PathBuf> {
    cfg!(unix).then(|| format!("/dev/fd/{number}").into())
}

/// What of its surroundings a process needs to start at all, and nothing besides.
#[cfg(feature = "gui")]
pub(crate) fn surroundings() -> impl Iterator<Item = (&'static str, std::ffi::OsString)> {
    // Where Windows finds its own libraries.
    let names: &[&'static str] = if cfg!(windows) { &["SystemRoot"] } else { &[] };
    names.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)))
}

/// Files made with this are for their owner alone, where the system has such rights.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// The same for folders.
pub(crate) fn private_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    builder
}

/// The same for files that have no name of their own yet.
pub(crate) fn private_unfinished<'b, 'n, 's>(
    builder: &'b mut tempfile::Builder<'n, 's>,
) -> &'b mut tempfile::Builder<'n, 's> {
    #[cfg(unix)]
    builder.permissions(<std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600));
    builder
}

/// A folder that is open, so that what is in it can be synced.
pub(crate) struct OpenFolder(#[cfg(unix)] std::fs::File);

impl OpenFolder {
    #[cfg(unix)]
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        std::fs::File::open(path).map(Self)
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

/// A process that opens no window of its own.
#[cfg(feature = "gui")]
pub(crate) fn without_window(command: &mut std::process::Command) {
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt as _;
        const NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(NO_WINDOW);
    }
    let _ = command;
}

/// Memory beyond this ends this process, and nothing but it; so does the end of the one that started it. Elsewhere than on Linux
/// what holds are the limits that reading and drawing have of their own.
#[cfg(feature = "gui")]
pub(crate) fn hold_to(memory_bytes: Option<u64>) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};
        // Where the system allows neither, drawing still has its time.
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
        if memory_bytes.is_some() {
            let _ = setrlimit(Resource::As, Rlimit { current: memory_bytes, maximum: memory_bytes });
        }
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        let _ = setrlimit(Resource::Core, none);
    }
    let _ = memory_bytes;
}
