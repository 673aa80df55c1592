//! Pages about the store.
//!
//! They are interrupted saves, damaged files, conflict copies, the trash, backups, hand-over and import.
//!
//! Must not know: how the store does any of it.

mod backup;
mod comparison;
mod damaged;
mod hand_over;
mod message;
mod recovery;
mod running;
mod state;
mod trash;
mod update;
mod view;

pub use message::Message;
pub use state::State;
pub use update::update;
pub use view::{ComparisonPage, comparison_ui, damaged_ui, recovery_ui, trash_ui};
