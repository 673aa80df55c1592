//! The one place that reads the clock. Everything else is given the time.
//!
//! Must not know: what the time is for.

use chrono::{DateTime, FixedOffset, Local, SubsecRound as _};

/// An instant with the zone of the workstation that recorded it.
pub type Instant = DateTime<FixedOffset>;

/// Now, to the second, with this workstation's offset.
#[allow(clippy::disallowed_methods, reason = "this is the one place")]
pub fn now() -> Instant {
    Local::now().trunc_subsecs(0).fixed_offset()
}

/// A wall-clock time on this workstation as an instant; `None` where summer time skips or repeats it, so that no due date
/// shifts in silence.
pub fn at_local(date: chrono::NaiveDate, time: chrono::NaiveTime) -> Option<Instant> {
    use chrono::TimeZone as _;
    Local.from_local_datetime(&date.and_time(time)).single().map(|at| at.fixed_offset())
}
