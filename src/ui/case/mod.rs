//! The open case: reading it, its steps and open items, changes, saving, presence.
//!
//! Must not know: how a case is evaluated or stored, beyond asking the session and the store.

mod criterion;
mod decision;
mod dispatch;
mod figure;
mod hidden;
mod history;
mod linked;
pub mod message;
mod navigation;
mod opening;
mod opening_view;
pub mod participation;
mod policy;
mod position;
mod presence;
mod records;
mod request;
mod save_status;
mod saving;
mod state;
mod status;
mod switch_pathway;
mod update;
mod view;

pub use figure::figure_ui;
pub use message::{Direction, Message};
pub use opening_view::opening_ui;
pub use save_status::SaveWords;
pub use state::{Opening, State};
pub use status::{status_strip_ui, status_ui};
pub use switch_pathway::switch_pathway_ui;
pub use update::{collect_saves, leave, update};
pub use view::case_ui;
