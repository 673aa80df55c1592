//! The limits and rights of a process, and starting one that draws.
//!
//! Must not know: what a process does.

/// What of its surroundings a process needs to start at all, and nothing besides.
#[cfg(feature = "gui")]
pub(crate) fn required_environment() -> impl Iterator<Item = (&'static str, std::ffi::OsString)> {
    // Where Windows finds its own libraries.
    let names: &[&'static str] = if cfg!(windows) { &["SystemRoot"] } else { &[] };
    names.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)))
}

/// A process that opens no window of its own.
#[cfg(feature = "gui")]
pub(crate) fn without_console(command: &mut std::process::Command) {
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
pub(crate) fn limit_process(memory_bytes: Option<u64>) {
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
pub fn protect_memory() {
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
pub(crate) fn confine_files() -> bool {
    #[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
    return super::confinement::confine_files();
    #[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
    false
}

/// Gives up every system call that drawing does not need, for good: any other ends the process. Returns whether the system holds
/// this process to it.
#[cfg(feature = "gui")]
pub(crate) fn confine_calls() -> bool {
    #[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
    return super::confinement::confine_calls();
    #[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
    false
}

#[cfg(all(test, feature = "gui", target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, dumpable_behavior};

    use super::*;

    #[test]
    fn a_process_can_be_attached_to_only_while_something_needs_it() {
        protect_memory();
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        assert_eq!(while_attachable(dumpable_behavior), Ok(DumpableBehavior::Dumpable));
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        assert!(std::panic::catch_unwind(|| while_attachable(|| panic!("a dialog that fails"))).is_err());
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    }
}
