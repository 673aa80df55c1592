//! Evaluates a case under its policy: a pure, exact and three-valued function of the two, with a typed reason for every result.
//!
//! Must not know: the clock, the disk, the reviewer, or how a reason is worded (that is `wording`).

mod care_span;
mod context;
mod courses_cover;
mod deciding_criteria;
mod ended_before;
mod evaluate;
mod evaluation;
mod facts;
mod linked_case;
mod notice;
mod notices;
mod open_item;
mod reason;
mod reduction;
mod rules;
mod truth;

pub use care_span::{CareSpan, Run, care_span};
pub use courses_cover::undocumented_run;
pub use deciding_criteria::{basis, deciding_parts, failed_leaves};
pub use evaluate::{Unevaluable, evaluate};
pub use evaluation::{Evaluation, Finding, Status};
pub use facts::{counted_until, is_asked};
pub use notice::Notice;
pub use open_item::{Need, OpenItem, OpenKind};
pub use reason::Reason;
pub use truth::Truth;
