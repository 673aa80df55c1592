//! The chart: documents beside the checklist, citing and attaching them.
//!
//! Must not know: how a page is drawn, or how a source is noted.

mod attaching;
mod copying;
pub mod message;
mod opening;
mod state;
mod update;
mod view;
pub mod viewer;

pub use message::{Message, ViewerMessage};
pub use state::{SelectedPassage, State};
pub use update::update;
pub use view::{FIND_FIELD, PAGE_FIELD, chart_ui, drop_ui};
