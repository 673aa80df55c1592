//! Lengths of time as rules state them, and the calendar that business days are counted on.
//!
//! Must not know: which rule a length belongs to.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate, TimeDelta, Weekday};

use crate::clock::Moment;

/// A length of time as a rule states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// How many; at least 1.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// The units of a period. Months are not among them: their length depends on when they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 60 minutes.
    Hours,
    /// 24 hours.
    Days,
    /// Monday to Friday, less the department's holidays.
    BusinessDays,
}

/// Days that are no business days besides Saturday and Sunday: a department's list. Empty where none was entered, which
/// makes due dates in business days earlier, never later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays(pub(super) BTreeSet<NaiveDate>);

impl Period {
    /// The elapsed time; of business days the least that it can be. Cannot overflow: a count of 32 bits of days is far
    /// within what `TimeDelta` holds.
    pub fn length(self) -> TimeDelta {
        let hours = match self.unit {
            Unit::Hours => 1,
            Unit::Days | Unit::BusinessDays => 24,
        };
        TimeDelta::try_hours(i64::from(self.count) * hours).unwrap_or(TimeDelta::MAX)
    }

    /// The moment at which the period is over that begins at `from`. Business days are counted in the offset of `from`, and
    /// end at its time of day. `None` where the end lies beyond what can be counted.
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
