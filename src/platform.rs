//! What differs between systems, and nothing else: rights of files, syncing a folder, starting and holding a process, what to
//! install. `packaging/README.md` says which of it was run where.
//!
//! Must not know: what any of it is used for.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

#[cfg(all(feature = "gui", target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod confinement;

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
    }
    let _ = memory_bytes;
}

/// Keeps this process's memory to itself: no core dump is written, and no other program of the same user can attach to it or
/// read it. The limit passes on to what it starts, the rest does not. Only Linux has the second.
pub fn keep_memory_private() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Neither fails for a process that asks it of itself.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        set_attachable(false);
    }
}

/// Does something that another program answers only where it may look into `/proc` at the one who asks, as the desktop's file
/// portal does: for so long this process can be attached to. Its core dumps stay off.
#[cfg(feature = "gui")]
pub(crate) fn while_attachable<T>(done: impl FnOnce() -> T) -> T {
    /// Ends it where `done` panics as well.
    struct Until;
    impl Drop for Until {
        fn drop(&mut self) {
            set_attachable(false);
        }
    }
    set_attachable(true);
    let _until = Until;
    done()
}

#[cfg(any(feature = "gui", target_os = "linux"))]
fn set_attachable(attachable: bool) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let behavior = if attachable { DumpableBehavior::Dumpable } else { DumpableBehavior::NotDumpable };
        let _ = set_dumpable_behavior(behavior);
    }
    let _ = attachable;
}

/// The confinement of a process, as far as the system holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confinement {
    /// From every path of the disk (Landlock), before it read anything.
    pub files: bool,
    /// From every system call that drawing does not need (a seccomp filter): those for files, sockets and programs among them.
    pub calls: bool,
}

/// True where this program knows how to confine a process on this system.
pub const CAN_CONFINE: bool = cfg!(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")));

/// Gives up every path for good; files that are open stay so. Returns whether the system holds this process to it.
#[cfg(feature = "gui")]
pub(crate) fn give_up_files() -> bool {
    #[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
    return confinement::give_up_files();
    #[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
    false
}

/// Gives up every system call that drawing does not need, for good: any other ends the process. Returns whether the system holds
/// this process to it.
#[cfg(feature = "gui")]
pub(crate) fn give_up_calls() -> bool {
    #[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
    return confinement::give_up_calls();
    #[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
    false
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

#[cfg(all(test, feature = "gui", target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, dumpable_behavior};

    use super::*;

    #[test]
    fn a_process_can_be_attached_to_only_while_something_needs_it() {
        keep_memory_private();
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        assert_eq!(while_attachable(dumpable_behavior), Ok(DumpableBehavior::Dumpable));
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        assert!(std::panic::catch_unwind(|| while_attachable(|| panic!("a dialog that fails"))).is_err());
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    }
}
