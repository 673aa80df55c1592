//! The clocks of a request: a table of due dates, as data, and a pure function from the facts of a request to what its clock
//! shows.
//!
//! # Days
//!
//! A day is 24 hours from the moment of receipt, never a wall-clock day: seven days from 2026-03-05 14:05 -05:00 are over at
//! 2026-03-12 14:05 -05:00. So a due date is one moment, the same in whichever zone it is shown, and no change to or from
//! daylight saving time shifts it in silence. It is written in the reader's local time, with the offset of that day: 15:05
//! -04:00 where daylight saving time began meanwhile. Where a rule means calendar days to the end of the last one, this is
//! earlier by part of a day: the error that does no harm. Business days are Monday to Friday less the department's holidays,
//! counted from the day after receipt in the offset of receipt, and end at the time of day of receipt. Months are never
//! counted. Holds add their exact length.
//!
//! A decision at the very moment that is due is in time.
//!
//! Must not know: any case, where files are, or words for any of it (that is `wording`).

mod clock;
mod facts;
mod found;
mod hold;
mod load;
mod load_rule;
mod model;
mod period;
mod queue;
mod read;
mod run;

pub use clock::{Clock, ClockState, Milestone, MilestoneKind, NoClock, clock_of};
pub use facts::{Extension, Fact, Facts, Hold, HoldKind};
pub use hold::HoldState;
pub use load::TurnaroundError;
pub use model::{Asking, ExtensionGround, HeldBy, HeldUntil, Limit, Origin, Rule, Rulebook, Start};
pub use period::{Holidays, Period, Unit};
pub use queue::QueueKey;
pub use run::{Decided, Remark, RuleClock};
