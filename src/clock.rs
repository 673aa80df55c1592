//! The one place that reads the clock and the zone, and the type of a recorded instant. Everything else is given both.
//!
//! Must not know: what the time is for.

use std::ops::Deref;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, Local, Offset as _, SubsecRound as _};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A point in time, to reckon with: equal and ordered whatever the zone.
pub type Moment = DateTime<FixedOffset>;

/// A moment as somebody recorded it, with the zone of the workstation. Equal are only instants that say the same, for to
/// correct the zone alone is to correct it. Which one is earlier is asked of the moments: `*this < *other`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Instant(Moment);

impl PartialEq for Instant {
    fn eq(&self, other: &Self) -> bool {
        (self.0, self.offset()) == (other.0, other.offset())
    }
}

impl Eq for Instant {}

impl Deref for Instant {
    type Target = Moment;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl From<Moment> for Instant {
    fn from(at: Moment) -> Self {
        Self(at)
    }
}

impl From<Instant> for Moment {
    fn from(at: Instant) -> Self {
        at.0
    }
}

impl FromStr for Instant {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The reader's local time: an offset from UTC for every moment. Passed in like the time; `local_zone` gives the workstation's.
#[derive(Clone, Copy, Debug)]
pub enum Zone {
    /// The same offset always.
    Fixed(FixedOffset),
    /// An offset that changes, as with daylight saving time.
    Changing(fn(Moment) -> FixedOffset),
}

impl Zone {
    /// The same moment, written in the offset that the zone has then.
    pub fn shown(self, at: Moment) -> Moment {
        let offset = match self {
            Self::Fixed(offset) => offset,
            Self::Changing(offset_at) => offset_at(at),
        };
        at.with_timezone(&offset)
    }
}

/// The zone of this workstation.
pub fn local_zone() -> Zone {
    Zone::Changing(|at| at.with_timezone(&Local).offset().fix())
}

/// Now, to the second, with this workstation's offset.
#[allow(clippy::disallowed_methods, reason = "this is the one place")]
pub fn now() -> Instant {
    Instant(Local::now().trunc_subsecs(0).fixed_offset())
}

/// A wall-clock time on this workstation as an instant; `None` where summer time skips or repeats it, so that no due date
/// shifts in silence.
pub fn at_local(date: chrono::NaiveDate, time: chrono::NaiveTime) -> Option<Instant> {
    use chrono::TimeZone as _;
    Local.from_local_datetime(&date.and_time(time)).single().map(|at| Instant(at.fixed_offset()))
}
