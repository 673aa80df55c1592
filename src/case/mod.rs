//! What a reviewer recorded: answers with their sources, and every change ever made to them.
//!
//! Must not know: how a criterion is decided, where a case is kept, or how it is shown.

mod action;
mod apply;
mod change;
mod fit;
mod form;
mod model;
mod record;
mod reviewer;
mod rows;

pub use action::Action;
pub use apply::{Refusal, cited_pages, facts_hash};
pub use change::{Change, Effect, Event};
pub use form::{FormError, diagnosis_is_formed, npi_is_valid};
pub use model::*;
pub use record::{Record, ReplayError, Stamp};
pub use reviewer::{BadCredential, Known, Reviewer, Role};
pub use rows::*;
