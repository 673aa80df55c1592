//! The limits and rights of a process, and starting one that draws.
//!
//! Must not know: what a process does.

/// Returns the environment variables that a process needs to start at all.
#[cfg(feature = "gui")]
pub(crate) fn required_environment() -> impl Iterator<Item = (&'static str, std::ffi::OsString)> {
    // Windows finds its own libraries by it.
    let names: &[&'static str] = if cfg!(windows) { &["SystemRoot"] } else { &[] };
    names.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)))
}

/// Starts the process without a console window.
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

/// Sets `RLIMIT_AS` and the parent-death signal, so that too much memory or the end of the parent ends this process.
/// Elsewhere than on Linux only the limits of reading and drawing apply.
#[cfg(feature = "gui")]
pub(crate) fn limit_process(memory_bytes: Option<u64>) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};
        // Where the system allows neither, drawing still has its time limit.
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
        if memory_bytes.is_some() {
            let _ = setrlimit(Resource::As, Rlimit { current: memory_bytes, maximum: memory_bytes });
        }
    }
    let _ = memory_bytes;
}

/// Protects this process's memory: no core dump is written, and no other program of the same user can attach to it or
/// read it. Child processes inherit the former only. The latter needs Linux.
pub fn protect_memory() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Neither fails for a process that applies it to itself.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        set_attachable(false);
    }
}

/// Runs `done` while other programs may attach to this process: the desktop's file portal answers only a caller whose
/// `/proc` entry it may read. Core dumps stay off.
#[cfg(feature = "gui")]
pub(crate) fn while_attachable<T>(done: impl FnOnce() -> T) -> T {
    /// Restores the protection even if `done` panics.
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

/// Confinement of a process, as far as the system enforces it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confinement {
    /// No path of the disk can be opened (Landlock), since before the process read anything.
    pub files: bool,
    /// System calls that drawing does not need end the process (seccomp), those for files, sockets and programs among
    /// them.
    pub calls: bool,
}

/// True if this program can confine a process on this system.
pub const CAN_CONFINE: bool = cfg!(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")));

/// Denies every path for good; open files stay usable. Returns true if the system enforces it.
#[cfg(feature = "gui")]
pub(crate) fn confine_files() -> bool {
    #[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
    return super::confinement::confine_files();
    #[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
    false
}

/// Denies every system call that drawing does not need, for good: any other ends the process. Returns true if the
/// system enforces it.
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
