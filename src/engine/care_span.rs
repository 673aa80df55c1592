//! Computes the time that treatments cover: runs, gaps, months and days.
//!
//! Must not know: the lists or outcomes that a policy counts.

use chrono::{Days, Months, NaiveDate};

use crate::case::{Course, Ended};
use crate::redacted::redacted_debug;

redacted_debug!(Run);

/// A run of treatments without a day between them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day.
    pub end: NaiveDate,
}

impl Run {
    /// The number of days from start to end.
    pub fn days(self) -> u32 {
        u32::try_from((self.end - self.start).num_days()).unwrap_or(0)
    }

    /// Whole months and the remaining days. The day is limited to the end of the month: August 31 plus six months is February 28.
    pub fn months_and_days(self) -> (u32, u32) {
        let mut months = 0;
        while self.start.checked_add_months(Months::new(months + 1)).is_some_and(|reached| reached <= self.end) {
            months += 1;
        }
        let reached = self.start.checked_add_months(Months::new(months)).unwrap_or(self.end);
        (months, Run { start: reached, end: self.end }.days())
    }

    fn reaches(self, months: u32) -> bool {
        self.start.checked_add_months(Months::new(months)).is_some_and(|reached| reached <= self.end)
    }
}

/// The time that a list of treatments covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareSpan {
    /// The runs in order, with at least a day between them.
    pub runs: Vec<Run>,
}

impl CareSpan {
    /// The longest run, the first of several.
    pub fn longest(&self) -> Option<Run> {
        self.runs.iter().copied().rev().max_by_key(|run| run.days())
    }

    /// The number of days of all runs together.
    pub fn total_days(&self) -> u32 {
        self.runs.iter().map(|run| run.days()).sum()
    }

    /// True where one run has this many months, or all runs together this many days.
    pub fn covers(&self, months: u32, days_with_gaps: u32) -> bool {
        self.total_days() >= days_with_gaps || self.runs.iter().any(|run| run.reaches(months))
    }
}

/// The part of a treatment up to a cap and up to the day that its sources document. `None` where an end is unknown, or the
/// treatment starts later.
pub(super) fn counted_stretch(
    course: &Course,
    cap: Option<NaiveDate>,
    documented_until: Option<NaiveDate>,
) -> Option<Run> {
    let start = course.started_on?;
    let end = match course.ended? {
        Ended::On(end) => cap.map_or(end, |cap| end.min(cap)),
        Ended::Ongoing => cap?,
    };
    let end = documented_until.map_or(end, |documented| end.min(documented));
    (start <= end).then_some(Run { start, end })
}

/// The union of runs.
pub fn care_span(stretches: impl IntoIterator<Item = Run>) -> CareSpan {
    let mut stretches: Vec<Run> = stretches.into_iter().collect();
    stretches.sort_by_key(|run| (run.start, run.end));
    let mut runs: Vec<Run> = Vec::new();
    for stretch in stretches {
        match runs.last_mut() {
            Some(last) if stretch.start <= last.end.checked_add_days(Days::new(1)).unwrap_or(last.end) => {
                last.end = last.end.max(stretch.end);
            }
            _ => runs.push(stretch),
        }
    }
    CareSpan { runs }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(stretches: &[(&str, &str)]) -> CareSpan {
        care_span(stretches.iter().map(|(start, end)| Run { start: day(start), end: day(end) }))
    }

    #[test]
    fn six_months_to_the_day() {
        for (start, end, enough) in [
            ("2025-01-15", "2025-07-15", true),
            ("2025-01-15", "2025-07-14", false),
            ("2024-08-31", "2025-02-28", true),
            ("2024-08-31", "2025-02-27", false),
            ("2023-08-31", "2024-02-29", true),
            ("2023-08-31", "2024-02-28", false),
        ] {
            assert_eq!(span(&[(start, end)]).covers(6, 184), enough, "{start} to {end}");
        }
    }

    #[test]
    fn one_day_apart_is_one_run_and_two_days_are_a_gap() {
        assert_eq!(span(&[("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-07-01")]).runs.len(), 1);
        let gap = span(&[("2025-01-01", "2025-03-31"), ("2025-04-02", "2025-07-01")]);
        assert_eq!((gap.runs.len(), gap.total_days(), gap.covers(6, 184)), (2, 89 + 90, false));
    }

    #[test]
    fn with_gaps_it_takes_184_days() {
        let days = |second: &str| span(&[("2025-01-01", "2025-04-03"), ("2025-05-01", second)]);
        assert_eq!((days("2025-08-01").total_days(), days("2025-08-01").covers(6, 184)), (184, true));
        assert_eq!((days("2025-07-31").total_days(), days("2025-07-31").covers(6, 184)), (183, false));
    }

    #[test]
    fn months_and_days_as_people_count_them() {
        let run = |start, end| Run { start: day(start), end: day(end) }.months_and_days();
        assert_eq!(run("2025-07-01", "2025-11-13"), (4, 12));
        assert_eq!(run("2025-08-31", "2026-02-28"), (6, 0));
        assert_eq!(run("2025-08-31", "2025-08-31"), (0, 0));
    }
}
