//! What reviewers recorded and decided: answers with their sources, determinations, and every change ever made to them.
//!
//! Must not know: how a criterion is decided, where a case is kept, or how it is shown.

mod action;
mod acts;
mod answer;
mod apply;
mod attached;
mod authority;
mod change;
mod chronology;
mod compare;
mod decide;
mod decision;
mod fit;
mod form;
mod history;
mod link;
mod model;
mod proof;
mod reasons;
mod refusal;
mod reviewer;
mod rows;
mod signed_act;
mod stamp;
mod trust;

pub use action::Action;
pub use acts::Forbidden;
pub use apply::{cited_pages, citing, facts_hash};
pub use attached::{AttachedFile, FileKind, Region, shown_name};
pub use authority::{Act, NotAllowed, allowed};
pub use change::{Change, Effect, Event};
pub use compare::{differences, differences_since};
pub use decide::{is_of_other_stage, requested_codes, requested_stages, unconfirmed};
pub use decision::*;
pub use form::{FormError, diagnosis_is_formed, npi_is_valid};
pub use history::{History, ReplayError};
pub use link::{LinkFault, LinkedCase};
pub use model::*;
pub use proof::{Proof, chained};
pub use reasons::{ReasonNeeded, reasons_needed};
pub use refusal::Refusal;
pub use reviewer::{BadCredential, Known, Reviewer, Role};
pub use rows::*;
pub use stamp::{CLOCK_SKEW_SECONDS, Stamp};
pub use trust::Unbacked;
