//! Words for the reason of a criterion's result, with its figures.
//!
//! Must not know: how the figures were computed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{count, option_label, plural, sentence};
use crate::amount::Amount;
use crate::engine::{CareSpan, Finding, Reason};
use crate::policy::{AgeBand, Policy, Rule};

/// The reason for a criterion's result, in one sentence without a period.
pub fn reason(policy: &Policy, finding: &Finding) -> String {
    let rule = policy.criterion(&finding.criterion).map(|criterion| &criterion.rule);
    worded(policy, rule, &finding.reason)
}

fn worded(policy: &Policy, rule: Option<&Rule>, reason: &Reason) -> String {
    match reason {
        Reason::Parts { met, not_met, open, any } => parts(*met, *not_met, *open, *any),
        Reason::Supported => "The record supports it".to_owned(),
        Reason::Contradicted => "The record says otherwise".to_owned(),
        Reason::NotDocumented => "Not in the record".to_owned(),
        Reason::NotReviewed => "Left to review".to_owned(),
        Reason::NotCited => "Answered, but no source is noted".to_owned(),
        Reason::Recorded => "Recorded".to_owned(),
        Reason::Chosen { question, option } => option_label(policy, question.as_str(), option.as_str()),
        Reason::Incomplete { question, option } => {
            let label = option_label(policy, question.as_str(), option.as_str());
            format!("{label}, but not everything that belongs to it is filled in")
        }
        Reason::Unsettled { question, option, contradicts } => {
            let label = option_label(policy, question.as_str(), option.as_str());
            if *contradicts { format!("{label}, which contradicts the other answers") } else { label }
        }
        Reason::RunsOut { question, option, from, until, days } => {
            let label = option_label(policy, question.as_str(), option.as_str());
            format!("{label}, {from}: about {} from then, until {until}", plural(*days, "day"))
        }
        Reason::Ended { ends_on, before, stated } => ended(*ends_on, *before, *stated),
        Reason::Age { years, on, asked, .. } => {
            format!("{} old on {on}; {}", plural(*years, "year"), age_asked(*asked))
        }
        Reason::Governed { on, first_on, by_service } => governed(*on, *first_on, *by_service),
        Reason::Care { span, months, days_with_gaps } => care(span, *months, *days_with_gaps),
        Reason::Reduction { baseline, during, percent, asked_percent } => {
            reduction(*baseline, *during, *percent, *asked_percent)
        }
        Reason::Stated { percent, at_least, asked_percent } => stated_reduction(*percent, *at_least, *asked_percent),
        Reason::NoPair => "No two scores are picked yet as the ones that count".to_owned(),
        Reason::NoWay => "No way is chosen yet to show it".to_owned(),
        Reason::WayClosed(option) => {
            format!("\"{}\" does not show it: choose another way", way(policy, rule, option.as_str()))
        }
        Reason::NotLinked => "No case is linked yet".to_owned(),
        Reason::Linked(link) => super::linked(policy, link),
        Reason::LinkFails { link, fault } => super::link_fails(policy, link, *fault),
        Reason::Way(option) => way(policy, rule, option.as_str()),
        Reason::Judged { judgement, accepts } => policy.judgement(judgement).map_or_else(String::new, |judgement| {
            let words = if *accepts { &judgement.accepts } else { &judgement.does_not_accept };
            format!("Physician's interpretation: {words}")
        }),
        Reason::Doubtful { judgement, lapsed, because } => {
            let asked = policy.judgement(judgement).map_or("", |judgement| judgement.question.as_str());
            let lapsed = if *lapsed { "The earlier interpretation lapsed, since its facts changed. " } else { "" };
            let because = worded(policy, rule, because);
            format!("{lapsed}{because}. For a physician: {asked}")
        }
    }
}

/// The evidence on the end of something: a date, a statement, or both.
fn ended(ends_on: Option<NaiveDate>, before: Option<NaiveDate>, stated: Option<bool>) -> String {
    let by_date = ends_on.zip(before).map(|(ends_on, before)| {
        if ends_on < before {
            (true, format!("It ended on {ends_on}, before {before}"))
        } else {
            (false, format!("It runs until {ends_on}, not before {before}"))
        }
    });
    let states = |has: bool| if has { "has ended" } else { "has not ended" };
    match (by_date, stated) {
        (Some((date, words)), Some(stated)) => {
            format!(
                "{words}; {} the record states that it {}",
                if date == stated { "and" } else { "but" },
                states(stated)
            )
        }
        (Some((_, words)), None) => words,
        (None, Some(stated)) => format!("The record states that it {}", states(stated)),
        (None, None) => "Left to review".to_owned(),
    }
}

fn governed(on: NaiveDate, first_on: NaiveDate, by_service: bool) -> String {
    let what = if by_service { "Service" } else { "Received" };
    let when = if on >= first_on { "in force from" } else { "before" };
    format!("{what} on {on}, {when} {first_on}")
}

fn reduction(baseline: Amount, during: Amount, percent: Decimal, asked_percent: u32) -> String {
    let asked = format!("the policy asks for at least {asked_percent} %");
    if percent.is_sign_negative() && !percent.is_zero() {
        format!("Pain rose, {baseline} to {during}; {asked}")
    } else {
        format!("{percent} % reduction, {baseline} to {during}; {asked}")
    }
}

fn stated_reduction(percent: Amount, at_least: bool, asked_percent: u32) -> String {
    let bound = if at_least { " or more" } else { "" };
    format!("{percent} %{bound} as the record states it, not computed; the policy asks for at least {asked_percent} %")
}

fn parts(met: usize, not_met: usize, open: usize, any: bool) -> String {
    let all = met + not_met + open;
    match (any, met, not_met, open) {
        (true, 1.., ..) => "One of them is met, which is enough".to_owned(),
        (true, 0, _, 0) => "None of them is met".to_owned(),
        (true, ..) => format!("One of {} is needed; {} open", count(all), still(open)),
        (false, _, 1.., _) => sentence(&format!("{} of {} not met", count(not_met), count(all))),
        (false, 2, 0, 0) => "Both met".to_owned(),
        (false, _, 0, 0) => format!("All {} met", count(all)),
        (false, ..) => sentence(&format!("{} of {} met, {} open", count(met), count(all), still(open))),
    }
}

fn still(open: usize) -> String {
    if open == 1 { "one is".to_owned() } else { format!("{} are", count(open)) }
}

fn way(policy: &Policy, rule: Option<&Rule>, option: &str) -> String {
    let by = rule.and_then(Rule::choice);
    by.map_or_else(|| option.to_owned(), |by| option_label(policy, by.as_str(), option))
}

/// The documented care compared with the required time, to the day.
pub fn care(span: &CareSpan, months: u32, days_with_gaps: u32) -> String {
    let Some(longest) = span.longest() else {
        return format!("None of the {months} months asked for is documented");
    };
    let (whole, days) = longest.months_and_days();
    let length = match (whole, days) {
        (0, days) => plural(days, "day"),
        (whole, 0) => plural(whole, "month"),
        (whole, days) => format!("{} {}", plural(whole, "month"), plural(days, "day")),
    };
    let asked = format!("the policy asks for at least {months} months");
    match (span.covers(months, days_with_gaps), span.runs.len()) {
        (true, _) if whole >= months => format!("{length} documented; {asked}"),
        (true, runs) => format!(
            "{} documented in {} stretches with gaps; {asked}, {days_with_gaps} days where there are gaps",
            plural(span.total_days(), "day"),
            count(runs)
        ),
        (false, 1) => format!("{length} documented of the {months} months asked for"),
        (false, runs) => format!(
            "{length} documented without a gap, of the {months} months asked for; {} documented in {} stretches, of the \
             {days_with_gaps} days asked for where there are gaps",
            plural(span.total_days(), "day"),
            count(runs)
        ),
    }
}

fn age_asked(asked: AgeBand) -> String {
    match asked {
        AgeBand::Over(years) => format!("the policy asks for an age over {years}"),
        AgeBand::Exactly(years) => format!("the question arises at exactly {years}"),
        AgeBand::AtLeast(years) | AgeBand::Under(years) => {
            format!("the policy does not address those younger than {years}")
        }
    }
}
