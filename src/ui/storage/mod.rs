//! The store as a reviewer meets it: interrupted saves, damaged files, conflict copies, the trash, backups, and cases on their
//! way from and to other workstations.
//!
//! Must not know: how the store keeps any of it.

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
