//! Reads the clock and the zone of the workstation, as the only module that does, and the type of a recorded instant.
//!
//! Must not know: what the time is used for.

use std::ops::Deref;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, Local, Offset as _, SubsecRound as _};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A point in time for calculations; equality and order ignore the zone.
pub type Moment = DateTime<FixedOffset>;

/// A moment as it was recorded, with the zone of the workstation. Two instants are equal only with the same zone, so that a
/// correction of the zone alone is a change. Order is that of the moments: `*this < *other`.
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

/// A time zone: an offset from UTC for every moment. `local_zone` gives the workstation's.
#[derive(Clone, Copy, Debug)]
pub enum Zone {
    /// A constant offset.
    Fixed(FixedOffset),
    /// An offset that changes, as with daylight saving time.
    Changing(fn(Moment) -> FixedOffset),
}

impl Zone {
    /// The same moment with the zone's offset at that moment.
    pub fn to_local(self, at: Moment) -> Moment {
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

/// The present time in whole seconds, with this workstation's offset.
#[allow(clippy::disallowed_methods, reason = "only this module reads the clock")]
pub fn now() -> Instant {
    Instant(Local::now().trunc_subsecs(0).fixed_offset())
}

/// A local time of this workstation as an instant. `None` where daylight saving time skips or repeats it, since a guess could
/// move a due date.
pub fn at_local(date: chrono::NaiveDate, time: chrono::NaiveTime) -> Option<Instant> {
    use chrono::TimeZone as _;
    Local.from_local_datetime(&date.and_time(time)).single().map(|at| Instant(at.fixed_offset()))
}
