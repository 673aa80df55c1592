//! What differs between systems, and nothing else: rights of files, syncing a folder, starting and holding a process, what to
//! install. `packaging/README.md` says which of it was run where.
//!
//! Must not know: what any of it is used for.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Whether the window is started without a terminal that could show a sentence: Windows makes none for it.
pub const STARTS_WITHOUT_CONSOLE: bool = cfg!(windows);

/// Whether a window is placed by points before its screen, and with it how large a point is, is known: then it is placed once more.
pub const PLACES_BY_POINTS: bool = cfg!(any(windows, target_os = "macos"));

/// What to do where nothing draws.
pub const TO_DRAW: &str = if cfg!(windows) {
    "update the driver of the graphics card"
} else if cfg!(target_os = "macos") {
    "start it in a session on this machine's own screen"
} else {
    "install a driver that draws in software (Debian and Ubuntu: libgl1 with libgl1-mesa-dri, or mesa-vulkan-drivers; on \
     Wayland libwayland-egl1 too)"
};

/// The file that stands for an open descriptor: the one safe way to one that nobody in this program owns.
pub(crate) fn descriptor(number: u32) -> Option<PathBuf> {
    cfg!(unix).then(|| format!("/dev/fd/{number}").into())
}

/// Standard input without a buffer, where the system's handle can be shared: what was read of it, a passphrase perhaps, stays in
/// no memory but the reader's.
pub fn standard_input() -> Box<dyn io::Read> {
    #[cfg(unix)]
    if let Ok(shared) = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned() {
        return Box::new(std::fs::File::from(shared));
    }
    Box::new(io::stdin())
}

/// What of its surroundings a process needs to start at all, and nothing besides.
#[cfg(feature = "gui")]
pub(crate) fn surroundings() -> impl Iterator<Item = (&'static str, std::ffi::OsString)> {
    // Where Windows finds its own libraries.
    let names: &[&'static str] = if cfg!(windows) { &["SystemRoot"] } else { &[] };
    names.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)))
}

/// What is missing where a display is named and opens no window.
pub const TO_SHOW: &str = if cfg!(target_os = "linux") {
    "its libraries are missing (Debian and Ubuntu: libx11-6, libx11-xcb1, libxcursor1, libxi6, libxkbcommon-x11-0; on Wayland \
     libwayland-egl1)"
} else {
    "this session may not use it"
};

/// Whether this session names a display to open windows on.
pub fn names_a_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(named)
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
pub(crate) fn unwaiting(options: &mut OpenOptions) -> &mut OpenOptions {
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

/// Lets a window be opened over X11 where a Wayland display is named that nobody answers for any more, as after switching users or
/// inside of a terminal that outlived its session: the toolkit asks that one alone.
#[cfg(feature = "gui")]
pub(crate) fn pass_by_what_is_gone<T: 'static>(builder: &mut winit::event_loop::EventLoopBuilder<T>) {
    #[cfg(target_os = "linux")]
    {
        use std::env::var_os;
        let named = |name| var_os(name).filter(|value| !value.is_empty());
        let Some(display) = named("WAYLAND_DISPLAY").filter(|_| named("WAYLAND_SOCKET").is_none()) else { return };
        // A path that is whole stands for itself.
        let socket = named("XDG_RUNTIME_DIR").map_or_else(PathBuf::new, PathBuf::from).join(display);
        if named("DISPLAY").is_some() && std::os::unix::net::UnixStream::connect(socket).is_err() {
            winit::platform::x11::EventLoopBuilderExtX11::with_x11(builder);
        }
    }
    let _ = builder;
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
