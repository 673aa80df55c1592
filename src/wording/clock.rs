//! Words for the clock of a request: the time left with its rule, milestones, the facts that are missing to start it.
//!
//! Must not know: how any of it was computed.

use chrono::TimeDelta;

use super::{instant, plural, sentence};
use crate::turnaround::{
    Clock, ClockState, Fact, HoldState, Limit, Milestone, MilestoneKind, NoClock, Origin, Period, Rule, RuleClock, Unit,
};

/// A clock in a line: "Due 2026-11-29 14:05 -05:00, 3 days 4 hours left, by: ERISA pre-service, 15 days (29 CFR 2560.503-1)".
pub fn clock(clock: &Clock) -> String {
    let rule = match &clock.governing {
        Ok(rule) => rule,
        Err(why) => {
            return match clock.decided_at {
                Some(at) => format!("Decided {}. {}", instant(at), no_clock(clock, why)),
                None => no_clock(clock, why),
            };
        }
    };
    format!("{}, by: {}", sentence(&rule_state(clock, rule)), clock_rule(rule))
}

/// A rule that does not govern, with its due date: "Other rule: NCQA 2026, 7 days (NCQA UM standards 2026) (verify): due
/// 2026-11-29 14:05 -05:00, 3 days left".
pub fn beside(clock: &Clock, rule: &RuleClock) -> String {
    format!("Other rule: {}: {}", clock_rule(rule), rule_state(clock, rule))
}

/// The state of a clock in a few words: "due in 2 d 4 h", "overdue 3 h", "on hold 12 d", "hold expired".
pub fn clock_short(clock: &Clock) -> String {
    let verify = clock.governing.as_ref().is_ok_and(|rule| rule.rule.verify);
    let mark = if verify { " (verify)" } else { "" };
    match clock.state() {
        ClockState::NoClock => "no clock".to_owned(),
        ClockState::Decided { in_time: Some(false) } => format!("decided late{mark}"),
        ClockState::Decided { .. } => "decided".to_owned(),
        ClockState::Overdue(by) => format!("overdue {}{mark}", short(by)),
        ClockState::HoldExpired(_) => "hold expired".to_owned(),
        ClockState::OnHold(since) => format!("on hold {}", largest(clock.computed_at.signed_duration_since(since))),
        ClockState::Running(left) => format!("due in {}{mark}", short(left)),
    }
}

/// The state of a clock with the facts that it needs: "no clock yet: type, urgency".
pub fn clock_head(clock: &Clock) -> String {
    let name = |fact: &Fact| match fact {
        Fact::Line => "line",
        Fact::Kind => "type",
        Fact::Urgency => "urgency",
        Fact::ReceivedAt => "receipt",
        Fact::CompleteAt => "complete information",
        Fact::Plan => "class of the plan",
        Fact::Item => "kind of item",
        Fact::UrgencyBasis => "basis of the urgency",
    };
    match &clock.governing {
        Err(NoClock::Missing(facts)) if clock.state() == ClockState::NoClock => {
            format!("no clock yet: {}", facts.iter().map(name).collect::<Vec<_>>().join(", "))
        }
        Err(NoClock::NoPeriod) if clock.state() == ClockState::NoClock => "no due date".to_owned(),
        _ => clock_short(clock),
    }
}

/// The state of a clock in two words, for a row of the worklist: "due 2 d", "overdue 3 h". It does not mark rules that are to be
/// verified.
pub fn clock_row(clock: &Clock) -> String {
    match clock.state() {
        ClockState::Overdue(by) => format!("overdue {}", largest(by)),
        ClockState::Running(left) => format!("due {}", largest(left)),
        ClockState::Decided { in_time: Some(false) } => "decided late".to_owned(),
        _ => clock_short(clock),
    }
}

/// A rule with its period and source: "ERISA pre-service, 15 days (29 CFR 2560.503-1)".
pub fn clock_rule(rule: &RuleClock) -> String {
    let extended = rule.rule.extension.filter(|_| rule.extended);
    let extended = extended.map_or_else(String::new, |by| format!(" extended by {}", period(by)));
    format!("{}, {}{extended} {}", rule.rule.label, period(rule.within), origin(&rule.rule))
}

/// The applicable rules without a due date, each in a sentence with its source.
pub fn undated(clock: &Clock) -> Vec<String> {
    clock.undated.iter().map(|rule| undated_rule(rule)).collect()
}

fn undated_rule(rule: &Rule) -> String {
    match &rule.limit {
        Limit::Says(says) => format!("{}, no number of days: {says} {}", rule.label, origin(rule)),
        Limit::Within(within) => {
            let within = period(*within);
            format!("{}, {within} from complete information, whose date is not recorded {}", rule.label, origin(rule))
        }
    }
}

/// The source of a rule, with remarks where the department set it or it is to be verified: "(29 CFR 2560.503-1), set by the
/// department".
fn origin(rule: &Rule) -> String {
    let own = if rule.origin == Origin::Department { ", set by the department" } else { "" };
    let verify = if rule.verify { " (verify)" } else { "" };
    format!("({}){own}{verify}", rule.source)
}

/// A period as a rule states it: "15 days".
pub fn period(period: Period) -> String {
    let unit = match period.unit {
        Unit::Hours => "hour",
        Unit::Days => "day",
        Unit::BusinessDays => "business day",
    };
    plural(period.count, unit)
}

/// A milestone with its label: "Information requested 2026-11-20 09:00 -05:00".
pub fn milestone(milestone: &Milestone) -> String {
    let label = match milestone.kind {
        MilestoneKind::Received => "Received",
        MilestoneKind::InformationRequested => "Information requested",
        MilestoneKind::InformationReceived => "Information received",
        MilestoneKind::ExtensionNotified => "Notice of extension",
        MilestoneKind::Due => "Due",
        MilestoneKind::Decided => "Decided",
    };
    format!("{label} {}", instant(milestone.at))
}

/// The state of a rule's clock, without the rule.
fn rule_state(clock: &Clock, rule: &RuleClock) -> String {
    let left = match rule.due_at {
        Some(at) if rule.left < TimeDelta::zero() => {
            format!("overdue by {}, was due {}", length(-rule.left), instant(at))
        }
        Some(at) => format!("due {}, {} left", instant(at), length(rule.left)),
        None => format!("{} left when the information comes", length(rule.left)),
    };
    if let Some(decided) = rule.decided {
        let was_due = rule.due_at.map_or_else(String::new, |at| format!(", was due {}", instant(at)));
        let how = if decided.in_time { "in time".to_owned() } else { format!("{} late", length(-rule.left)) };
        return format!("decided {}, {how}{was_due}", instant(decided.at));
    }
    match rule.hold {
        HoldState::None => format!("{left}{}", tell_missing(clock, rule)),
        HoldState::Asked { since } => format!("{left}, information asked for {} does not hold it", instant(since)),
        HoldState::OnHold { since, supply_by } => {
            let until =
                supply_by.map_or_else(String::new, |at| format!(", information can be supplied until {}", instant(at)));
            format!("on hold since {}{until}, {left}", instant(since))
        }
        HoldState::Expired { expired_at, .. } => {
            let then = clock.when_nothing_comes.trim_end_matches('.');
            let then = if then.is_empty() { String::new() } else { format!(" ({then})") };
            format!("hold expired {}, nothing came{then}, {left}", instant(expired_at))
        }
    }
}

/// The time to tell what is missing, while it runs and nothing was requested: ", say what is missing by 2026-11-29 14:05
/// -05:00".
fn tell_missing(clock: &Clock, rule: &RuleClock) -> String {
    let asked = clock.milestones.iter().any(|milestone| milestone.kind == MilestoneKind::InformationRequested);
    let by = rule.tell_missing_by.filter(|by| !asked && clock.computed_at <= *by);
    by.map_or_else(String::new, |by| format!(", say what is missing by {}", instant(by)))
}

fn no_clock(clock: &Clock, why: &NoClock) -> String {
    match why {
        NoClock::Missing(facts) => {
            let names: Vec<&str> = facts.iter().map(|fact| fact_name(*fact)).collect();
            let names = match names.as_slice() {
                [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
                names => names.concat(),
            };
            format!("Enter {names} to start the clock")
        }
        NoClock::NoRule => {
            "No rule gives a due date for this line of business, type, urgency and day of receipt: a department's file \
             can add one"
                .to_owned()
        }
        NoClock::NoPeriod => {
            let rules: Vec<String> =
                clock.undated.iter().filter(|rule| rule.binding).map(|rule| undated_rule(rule)).collect();
            format!("No due date. {}", rules.join(" "))
        }
        NoClock::OutOfRange => "A date that was entered is out of range: check it".to_owned(),
    }
}

fn fact_name(fact: Fact) -> &'static str {
    match fact {
        Fact::Line => "the line of business",
        Fact::Kind => "the type of request",
        Fact::Urgency => "the urgency",
        Fact::ReceivedAt => "when the request was received",
        Fact::CompleteAt => "since when the information is complete",
        Fact::Plan => "the class of the plan",
        Fact::Item => "the kind of item",
        Fact::UrgencyBasis => "the basis of the urgency",
    }
}

/// The two largest units, rounded down: "3 days 4 hours", "4 hours 5 minutes", "12 minutes", "less than a minute".
fn length(length: TimeDelta) -> String {
    let units = units(length).map(|(number, _, unit)| (number, unit));
    match units {
        [(0, _), (0, _), (0, _)] => "less than a minute".to_owned(),
        [(0, _), (0, _), minutes] => counted(minutes),
        [(0, _), hours, (0, _)] => counted(hours),
        [(0, _), hours, minutes] => format!("{} {}", counted(hours), counted(minutes)),
        [days, (0, _), _] => counted(days),
        [days, hours, _] => format!("{} {}", counted(days), counted(hours)),
    }
}

fn counted((number, unit): (i64, &str)) -> String {
    plural(u32::try_from(number).unwrap_or(u32::MAX), unit)
}

/// A length of time in short form: "2 d 4 h".
pub fn duration(length: TimeDelta) -> String {
    short(length)
}

/// Days with hours, or the largest unit below a day: "2 d 4 h", "3 h", "12 min".
fn short(length: TimeDelta) -> String {
    match units(length) {
        [(days, d, _), (hours, h, _), _] if days > 0 && hours > 0 => format!("{days} {d} {hours} {h}"),
        _ => largest(length),
    }
}

/// The largest unit alone: "12 d", "3 h", "12 min", "0 min".
fn largest(length: TimeDelta) -> String {
    let units = units(length);
    let (number, unit, _) = units.into_iter().find(|(number, ..)| *number > 0).unwrap_or(units[2]);
    format!("{number} {unit}")
}

/// Days, hours and minutes, rounded down; zero for a negative length.
fn units(length: TimeDelta) -> [(i64, &'static str, &'static str); 3] {
    let length = length.max(TimeDelta::zero());
    let (hours, minutes) = (length.num_hours(), length.num_minutes());
    [(hours / 24, "d", "day"), (hours % 24, "h", "hour"), (minutes % 60, "min", "minute")]
}
