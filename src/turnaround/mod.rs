//! The clocks of a request: a table of due dates, as data, and a pure function from the facts of a request to what its clock
//! shows.
//!
//! # What a day is
//!
//! A day is 24 hours from the moment of receipt, never a wall-clock day: seven days from 2026-03-05 14:05 -05:00 are over at
//! 2026-03-12 14:05 -05:00, which a clock on summer time calls 15:05. So a due date is one moment, the same in whichever
//! zone it is shown, and no change to or from summer time shifts it in silence. It is written in the offset in which the
//! receipt was entered. Where a rule means calendar days to the end of the last one, this is earlier by part of a day: the
//! error that does no harm. Months are never counted. Holds add their exact length.
//!
//! A decision at the very moment that is due is in time.
//!
//! Must not know: any case, where files are, or words for any of it (that is `wording`).

mod clock;
mod hold;
mod load;
mod model;
mod queue;
mod read;
mod run;

pub use clock::{Clock, Extension, Fact, Facts, Hold, Milestone, MilestoneKind, NoClock, State, clock_of};
pub use hold::HoldState;
pub use load::TurnaroundError;
pub use model::{Asking, Origin, Period, Rule, Rulebook, Unit};
pub use queue::QueueKey;
pub use run::{Decided, Remark, RuleClock};
