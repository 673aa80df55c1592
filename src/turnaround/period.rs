//! Periods of time as rules state them, and the calendar of business days.
//!
//! Must not know: any rule.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate, TimeDelta, Weekday};

use crate::clock::Moment;

/// A period of time as a rule states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The number of units, at least 1.
    pub count: u32,
    /// The unit.
    pub unit: Unit,
}

/// Unit of a period. There are no months, since their length depends on their start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 60 minutes.
    Hours,
    /// 24 hours.
    Days,
    /// Monday to Friday, except the department's holidays.
    BusinessDays,
}

/// The department's holidays, which are not business days. A missing holiday makes due dates earlier, never later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays(pub(super) BTreeSet<NaiveDate>);

impl Period {
    /// The length; for business days the shortest possible one. It cannot overflow, since `TimeDelta` has room for more than 2^32
    /// days.
    pub fn length(self) -> TimeDelta {
        let hours = match self.unit {
            Unit::Hours => 1,
            Unit::Days | Unit::BusinessDays => 24,
        };
        TimeDelta::try_hours(i64::from(self.count) * hours).unwrap_or(TimeDelta::MAX)
    }

    /// The end of the period that begins at `from`. Business days are counted in the offset of `from` and end at its time of day.
    /// `None` where the end is out of range.
    pub fn end(self, from: Moment, holidays: &Holidays) -> Option<Moment> {
        match self.unit {
            Unit::Hours | Unit::Days => from.checked_add_signed(self.length()),
            Unit::BusinessDays => holidays.business_days_after(from, self.count),
        }
    }
}

impl Holidays {
    fn is_business_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.0.contains(&day)
    }

    fn business_days_after(&self, from: Moment, count: u32) -> Option<Moment> {
        let first = from.naive_utc().checked_add_offset(*from.offset())?.date();
        let mut day = first;
        let mut left = count;
        while left > 0 {
            day = day.succ_opt()?;
            left -= u32::from(self.is_business_day(day));
        }
        from.checked_add_signed(day.signed_duration_since(first))
    }
}
