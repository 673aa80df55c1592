//! Operations on an opened store that window and command line share. A rule that both need is written here once.
//!
//! Must not know: how anything is shown, or who asked for it.

mod import;
pub mod statistics;
pub mod worklist;

pub use import::{ImportError, import};
