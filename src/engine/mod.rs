//! Judges a case by its policy: a pure function of the two, exact, three-valued, with a typed reason for everything.
//!
//! Must not know: the clock, the disk, the reviewer who looks, or how a reason is worded (that is `wording`).

mod care;
mod courses;
mod ended;
mod evaluate;
mod facts;
mod finding;
mod linked;
mod notices;
mod reduction;
mod reliance;
mod rules;
mod truth;

pub use care::unproved_run;
pub use courses::{CareSpan, Run, care_span};
pub use evaluate::{Unevaluable, evaluate};
pub use facts::{counted_until, is_asked};
pub use finding::*;
pub use reliance::{basis, deciding_parts, failed_leaves};
pub use truth::Truth;
