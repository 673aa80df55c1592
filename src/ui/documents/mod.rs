//! The chart: the document beside the checklist, citing from it, and attaching files.
//!
//! Must not know: how a page is drawn, or how a source is noted.

mod attaching;
mod copying;
pub mod message;
mod showing;
mod state;
mod update;
mod view;
pub mod viewer;

pub use message::{Message, ViewerMessage};
pub use state::{Clip, State};
pub use update::update;
pub use view::{FIND_FIELD, PAGE_FIELD, chart_ui, drop_ui};
