//! The department at a glance, counted from the rows of the worklist: criteria results and time left of what is open, what
//! is most often missing, how long decisions took.
//!
//! Must not know: how it is drawn, or a case beyond its row.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::theme::Tone;
use super::views::Row;
use crate::turnaround::ClockState;

/// How many of the criteria that are most often missing are named.
const NAMED: usize = 8;

/// One bar: what it counts, how it looks, how many.
#[derive(Clone, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub name: String,
    /// The colour that it takes.
    pub tone: Option<Tone>,
    /// Whether it counts a status, whose mark stands beside its name.
    pub marked: bool,
    /// How many.
    pub count: usize,
}

/// What the overview shows.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Cases that are not decided.
    pub open: usize,
    /// Open cases by what their criteria amount to.
    pub results: Vec<Bar>,
    /// Open cases by the time that is left.
    pub time_left: Vec<Bar>,
    /// Criteria whose documentation open cases lack, the most frequent first.
    pub missing: Vec<Bar>,
    /// Of the decided cases with a time of receipt: how many, the median and the longest time from one to the other.
    pub decided: Option<(usize, TimeDelta, TimeDelta)>,
    /// Files that cannot be read as cases.
    pub damaged: usize,
}

impl Overview {
    /// Counts the rows.
    pub fn of(rows: &[Row]) -> Self {
        let is_open = |row: &&Row| row.state.is_some_and(|state| !state.is_final());
        let open: Vec<&Row> = rows.iter().filter(is_open).collect();
        let results = Tone::ALL.into_iter().map(|tone| Bar {
            name: result_name(tone).to_owned(),
            tone: Some(tone),
            marked: true,
            count: open.iter().filter(|row| row.tone == tone).count(),
        });
        let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
        for label in open.iter().flat_map(|row| &row.missing) {
            *missing.entry(label).or_default() += 1;
        }
        let mut missing: Vec<Bar> = missing
            .into_iter()
            .map(|(name, count)| Bar { name: name.to_owned(), tone: Some(Tone::Missing), marked: false, count })
            .collect();
        missing.sort_by_key(|bar| std::cmp::Reverse(bar.count));
        missing.truncate(NAMED);
        let mut took: Vec<TimeDelta> = rows.iter().filter_map(|row| row.took).collect();
        took.sort_unstable();
        let decided = took.last().map(|longest| (took.len(), median(&took), *longest));
        Self {
            open: open.len(),
            results: results.collect(),
            time_left: time_left(&open),
            missing,
            decided,
            damaged: rows.iter().filter(|row| row.state.is_none()).count(),
        }
    }
}

/// Of an even number the lower one of the two in the middle: a time that a case did take.
fn median(sorted: &[TimeDelta]) -> TimeDelta {
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

fn result_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Met => "Criteria met",
        Tone::NotMet => "Criteria not met",
        Tone::Missing => "Documentation missing",
        Tone::ToGo => "In review",
        Tone::Judgement => "Interpretation needed",
        Tone::Outside => "Outside the policy",
    }
}

/// A stretch of time left, and whether a clock lies in it.
type Stretch = (&'static str, Option<Tone>, fn(&ClockState) -> bool);

fn time_left(open: &[&Row]) -> Vec<Bar> {
    let stretches: [Stretch; 8] = [
        ("Overdue", Some(Tone::NotMet), |state| matches!(state, ClockState::Overdue(_))),
        ("Hold expired", Some(Tone::NotMet), |state| matches!(state, ClockState::HoldExpired(_))),
        ("Under 1 day", Some(Tone::Missing), |state| runs(state, 0, 1)),
        ("1 to 3 days", None, |state| runs(state, 1, 3)),
        ("3 to 7 days", None, |state| runs(state, 3, 7)),
        ("7 days or more", None, |state| runs(state, 7, i64::MAX)),
        ("On hold", None, |state| matches!(state, ClockState::OnHold(_))),
        ("No clock", None, |state| matches!(state, ClockState::NoClock | ClockState::Decided { .. })),
    ];
    let state = |row: &&Row| row.clock.as_ref().map_or(ClockState::NoClock, |clock| clock.state());
    let states: Vec<ClockState> = open.iter().map(state).collect();
    let count = |lies: fn(&ClockState) -> bool| states.iter().filter(|state| lies(state)).count();
    stretches
        .into_iter()
        .map(|(name, tone, lies)| Bar { name: name.to_owned(), tone, marked: false, count: count(lies) })
        .collect()
}

/// Whether at least `from` whole days are left, and fewer than `to`.
fn runs(state: &ClockState, from: i64, to: i64) -> bool {
    matches!(state, ClockState::Running(left) if (from..to).contains(&left.num_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_a_time_that_was_taken() {
        let days = |days: &[i64]| days.iter().map(|days| TimeDelta::days(*days)).collect::<Vec<_>>();
        for (sorted, middle) in [(&[][..], 0), (&[5], 5), (&[1, 9], 1), (&[1, 2, 30], 2), (&[1, 2, 3, 30], 2)] {
            assert_eq!(median(&days(sorted)), TimeDelta::days(middle), "{sorted:?}");
        }
    }

    #[test]
    fn time_left_has_no_gaps_and_no_overlaps() {
        let states = [
            ClockState::NoClock,
            ClockState::Overdue(TimeDelta::seconds(1)),
            ClockState::Running(TimeDelta::zero()),
            ClockState::Running(TimeDelta::hours(23)),
            ClockState::Running(TimeDelta::days(1)),
            ClockState::Running(TimeDelta::days(3)),
            ClockState::Running(TimeDelta::days(7)),
            ClockState::Running(TimeDelta::days(400)),
        ];
        for state in states {
            let within = [(0, 1), (1, 3), (3, 7), (7, i64::MAX)].iter().filter(|(from, to)| runs(&state, *from, *to));
            assert_eq!(within.count(), usize::from(matches!(state, ClockState::Running(_))), "{state:?}");
        }
    }
}
