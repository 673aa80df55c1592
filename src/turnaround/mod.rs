//! Due dates of requests: a table of rules, as data, and a pure function from the facts of a request to its clock.
//!
//! # Days
//!
//! A day is 24 hours from the moment of receipt, never a calendar day: seven days from 2026-03-05 14:05 -05:00 end at 2026-03-12
//! 14:05 -05:00. A due date is therefore one moment, the same in every zone, and daylight saving time does not move it. It is
//! displayed in the reader's local time with the offset of its day: 15:05 -04:00 where daylight saving time began meanwhile.
//! Where a rule means calendar days to the end of the last one, this is earlier by part of a day, which does no harm. Business
//! days are Monday to Friday except the department's holidays, counted from the day after receipt in the offset of receipt, and
//! end at the time of day of receipt. Months are never counted. Holds add their exact length.
//!
//! A decision at exactly the due moment is in time.
//!
//! Must not know: any case, where files are, or how anything is worded (that is `wording`).

mod applicable_rules;
mod clock;
mod facts;
mod hold;
mod load;
mod load_rule;
mod model;
mod period;
mod queue;
mod rule_clock;
mod toml_reader;

pub use applicable_rules::NoClock;
pub use clock::{Clock, ClockState, Milestone, MilestoneKind, clock_of};
pub use facts::{Extension, ExtensionGround, Fact, Facts, Hold, HoldKind};
pub use hold::HoldState;
pub use load::TurnaroundError;
pub use model::{Asking, HeldBy, HeldUntil, Limit, Origin, Rule, Rulebook, Start};
pub use period::{Holidays, Period, Unit};
pub use queue::QueueKey;
pub use rule_clock::{Decided, Remark, RuleClock};
