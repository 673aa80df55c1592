//! Everything that differs between systems, and nothing else: rights of files, syncing a folder, starting and limiting
//! a process, the display, advice on what to install. `packaging/README.md` says which of it was run where.
//!
//! Must not know: what any of it is used for.

#[cfg(all(feature = "gui", target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod confinement;
mod display;
mod files;
mod process;

pub use display::*;
pub use files::*;
pub use process::*;
