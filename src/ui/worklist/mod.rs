//! The worklist: rows, queues, search, new cases, department overview.
//!
//! Must not know: how a row is worded, or how a case is evaluated.

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
