//! The worklist: the rows of every case, read from the store on a thread and kept true to what is done here; queues, search, new
//! cases, and the department overview.
//!
//! Must not know: what a row says, or what a case amounts to.

mod create;
mod message;
mod new_case;
mod overview;
mod rows;
mod state;
mod update;
mod view;
mod welcome;

pub use message::Message;
pub use new_case::new_case_ui;
pub use overview::overview_ui;
pub use state::State;
pub use update::update;
pub use view::{SEARCH, Worklist, worklist_ui};
pub use welcome::welcome_ui;
