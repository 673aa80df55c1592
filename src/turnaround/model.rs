//! The table of due dates in memory. Only `load` makes one, and only when it found nothing wrong.
//!
//! Must not know: how a file was read, or what any request's facts are.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use crate::ids::{ClockRuleId, OptionId};

/// The rules at hand: those that are part of the program, and a department's in their place or beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rulebook {
    pub(super) rules: Vec<Arc<Rule>>,
    pub(super) when_nothing_comes: Arc<str>,
}

/// How long a decision may take, for some lines, types and urgencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: ClockRuleId,
    /// What it is called: "ERISA pre-service".
    pub label: String,
    /// The lines of business it is for: options of the question `request.line`.
    pub lines: Vec<OptionId>,
    /// The types of request it is for: options of `request.type`.
    pub types: Vec<OptionId>,
    /// The urgencies it is for: options of `request.urgency`.
    pub urgencies: Vec<OptionId>,
    /// From receipt to decision.
    pub decide_within: Period,
    /// From receipt to telling what is missing.
    pub tell_missing_within: Option<Period>,
    /// The least time that a request for information gives to supply it.
    pub supply_at_least: Option<Period>,
    /// What a request for information does to the clock.
    pub asking: Asking,
    /// What an extension adds; `None` where the rule has none.
    pub extension: Option<Period>,
    /// Whether it can govern; else it is only shown beside the rule that does.
    pub binding: bool,
    /// The first day of receipt that it is for, in the offset of the receipt.
    pub in_force_from: Option<NaiveDate>,
    /// The last one.
    pub in_force_until: Option<NaiveDate>,
    /// Where it comes from: "29 CFR 2560.503-1(f)(2)(i)".
    pub source: String,
    /// Whether it is shown as one to verify.
    pub verify: bool,
    /// Why, or how it is read; empty where there is nothing to say.
    pub note: String,
    /// Whose file it stands in.
    pub origin: Origin,
}

/// Whose file a rule stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Part of the program.
    Bundled,
    /// A department's own.
    Department,
}

/// What a request for information does to a clock that it was sent in time for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Nothing: the clock keeps running.
    RunsOn,
    /// On hold from the notice until the information comes (29 CFR 2560.503-1(f)(4)).
    StopsUntilInformation,
    /// On hold until the information comes or the time to supply it is over, whichever is earlier.
    StopsUntilInformationOrPeriodEnd,
    /// Decide within this time of the information, or of the end of the time to supply it, whichever is earlier (29 CFR
    /// 2560.503-1(f)(2)(i)); never sooner than without the request.
    DecideAfterInformation(Period),
}

/// A length of time as a rule states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// How many; at least 1.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// What a period is counted in. Months are not among them: their length depends on when they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 60 minutes.
    Hours,
    /// 24 hours.
    Days,
}

impl Period {
    /// The elapsed time. Cannot overflow: a count of 32 bits of days is far within what `TimeDelta` holds.
    pub fn length(self) -> TimeDelta {
        let hours = match self.unit {
            Unit::Hours => 1,
            Unit::Days => 24,
        };
        TimeDelta::try_hours(i64::from(self.count) * hours).unwrap_or(TimeDelta::MAX)
    }
}

impl Rule {
    /// Whether it is for a request of this line, type and urgency that was received on this day.
    pub(super) fn is_for(&self, line: &OptionId, kind: &OptionId, urgency: &OptionId, received_on: NaiveDate) -> bool {
        self.lines.contains(line)
            && self.types.contains(kind)
            && self.urgencies.contains(urgency)
            && self.in_force_from.is_none_or(|from| from <= received_on)
            && self.in_force_until.is_none_or(|until| received_on <= until)
    }
}

impl Rulebook {
    /// The rules: the program's in the order of its file, then those that a department added.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(Arc::as_ref)
    }

    /// What the department does when information does not come, in its own words. Shown, never acted on.
    pub fn when_nothing_comes(&self) -> &str {
        &self.when_nothing_comes
    }
}
