//! Statistics of a department, counted from the rows of its worklist: results and time left of open cases, documentation that
//! is most often missing, time from receipt to decision.
//!
//! Must not know: how any of it is drawn or worded, or a case beyond its row.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::worklist::Row;
use crate::case::CriteriaResult;
use crate::turnaround::ClockState;

/// The most criteria with missing documentation that are named.
const MOST_NAMED: usize = 8;

/// Statistics of a worklist.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Cases that are not decided.
    pub open: usize,
    /// Open cases by the result of their criteria; every result once.
    pub results: Vec<(CriteriaResult, usize)>,
    /// Open cases by the time that is left; every stretch once, the shortest first.
    pub time_left: Vec<(TimeLeft, usize)>,
    /// Criteria whose documentation open cases lack, by their labels, the most frequent first.
    pub missing: Vec<(String, usize)>,
    /// The time from receipt to decision; none where no case has both.
    pub decided: Option<Decided>,
    /// Files that cannot be read as cases, and cases with a fault.
    pub damaged: usize,
}

/// The time from receipt to decision of the decided cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The number of cases.
    pub count: usize,
    /// The median: of an even number of cases the shorter one of the two in the middle, a time that a case did take.
    pub median: TimeDelta,
    /// The longest time.
    pub longest: TimeDelta,
}

/// A stretch of time left until a decision is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLeft {
    /// The decision is late.
    Overdue,
    /// Information did not come in time.
    HoldExpired,
    /// Less than one day.
    UnderOneDay,
    /// One day or more, less than three.
    UnderThreeDays,
    /// Three days or more, less than seven.
    UnderSevenDays,
    /// Seven days or more.
    SevenDaysOrMore,
    /// The clock is on hold.
    OnHold,
    /// No due date is known.
    NoClock,
}

impl TimeLeft {
    /// All stretches, the shortest first.
    pub const ALL: [Self; 8] = [
        Self::Overdue,
        Self::HoldExpired,
        Self::UnderOneDay,
        Self::UnderThreeDays,
        Self::UnderSevenDays,
        Self::SevenDaysOrMore,
        Self::OnHold,
        Self::NoClock,
    ];

    /// The stretch of a clock. Days are counted in full: less than a full day left is under one day.
    fn of(clock: ClockState) -> Self {
        match clock {
            ClockState::Overdue(_) => Self::Overdue,
            ClockState::HoldExpired(_) => Self::HoldExpired,
            ClockState::OnHold(_) => Self::OnHold,
            ClockState::NoClock | ClockState::Decided { .. } => Self::NoClock,
            ClockState::Running(left) => match left.num_days() {
                ..1 => Self::UnderOneDay,
                1..3 => Self::UnderThreeDays,
                3..7 => Self::UnderSevenDays,
                7.. => Self::SevenDaysOrMore,
            },
        }
    }
}

impl Statistics {
    /// Counts the rows.
    pub fn of(rows: &[Row]) -> Self {
        let is_open = |row: &&Row| row.state.is_some_and(|state| !state.is_final());
        let open: Vec<&Row> = rows.iter().filter(is_open).collect();
        let with_result = |result| open.iter().filter(|row| row.result == Some(result)).count();
        Self {
            open: open.len(),
            results: CriteriaResult::ALL.map(|result| (result, with_result(result))).to_vec(),
            time_left: time_left(&open),
            missing: missing(&open),
            decided: Decided::of(rows.iter().filter_map(|row| row.took).collect()),
            damaged: rows.iter().filter(|row| row.state.is_none()).count(),
        }
    }
}

fn time_left(open: &[&Row]) -> Vec<(TimeLeft, usize)> {
    let clock = |row: &&Row| row.clock.as_ref().map_or(ClockState::NoClock, |clock| clock.state());
    let stretches: Vec<TimeLeft> = open.iter().map(clock).map(TimeLeft::of).collect();
    let count = |wanted| stretches.iter().filter(|stretch| **stretch == wanted).count();
    TimeLeft::ALL.map(|stretch| (stretch, count(stretch))).to_vec()
}

fn missing(open: &[&Row]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in open.iter().flat_map(|row| &row.missing) {
        *counts.entry(label).or_default() += 1;
    }
    let mut missing: Vec<_> = counts.into_iter().map(|(label, count)| (label.to_owned(), count)).collect();
    missing.sort_by_key(|(_, count)| Reverse(*count));
    missing.truncate(MOST_NAMED);
    missing
}

impl Decided {
    fn of(mut took: Vec<TimeDelta>) -> Option<Self> {
        took.sort_unstable();
        let median = *took.get(took.len().saturating_sub(1) / 2)?;
        Some(Self { count: took.len(), median, longest: *took.last()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_a_time_that_was_taken() {
        let days = |days: &[i64]| days.iter().map(|days| TimeDelta::days(*days)).collect::<Vec<_>>();
        for (took, middle) in
            [(&[][..], None), (&[5], Some(5)), (&[9, 1], Some(1)), (&[30, 1, 2], Some(2)), (&[1, 30, 2, 3], Some(2))]
        {
            assert_eq!(Decided::of(days(took)).map(|decided| decided.median), middle.map(TimeDelta::days), "{took:?}");
        }
    }

    #[test]
    fn time_left_changes_at_full_days() {
        for (left, stretch) in [
            (TimeDelta::zero(), TimeLeft::UnderOneDay),
            (TimeDelta::hours(23), TimeLeft::UnderOneDay),
            (TimeDelta::days(1), TimeLeft::UnderThreeDays),
            (TimeDelta::days(3), TimeLeft::UnderSevenDays),
            (TimeDelta::days(7), TimeLeft::SevenDaysOrMore),
            (TimeDelta::days(400), TimeLeft::SevenDaysOrMore),
        ] {
            assert_eq!(TimeLeft::of(ClockState::Running(left)), stretch, "{left}");
        }
    }
}
