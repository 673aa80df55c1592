//! Decides whether treatments cover the time asked for; see the readings on six months, on what a row may count and on
//! whether the list is complete.
//!
//! Must not know: any policy's figure; the rule is passed in.

use chrono::NaiveDate;

use super::courses::{CareSpan, Run, care_span, counted_stretch};
use super::facts::{CountedDay, counted_day};
use super::finding::{Need, OpenItem, OpenKind, Reason};
use super::rules::{Looking, Verdict};
use super::truth::Truth;
use crate::case::{Case, Course, Ended, ListState, Value};
use crate::policy::{CoursesCover, Method};

/// The verdict of a rule on treatments.
pub(super) fn courses_cover(looking: &Looking<'_>, rule: &CoursesCover) -> Verdict {
    let cap = counted_day(looking.policy, looking.case, &rule.until);
    let span = span_of(looking.case, rule, cap.on, rule.until_source);
    let covers = span.covers(rule.months, rule.days_with_gaps);
    let reason = Reason::Care { span, months: rule.months, days_with_gaps: rule.days_with_gaps };
    if covers {
        let open = may_be_capped(looking, &cap);
        let truth = if open.is_empty() { Truth::Met } else { Truth::Open };
        return Verdict { truth, reason, open };
    }
    let open = what_is_lacking(looking, rule, cap.on);
    if open.is_empty() { Verdict::decided(false, reason) } else { Verdict::open(reason, open) }
}

/// The methods of the treatments that count, each once, in the order of the rows.
pub(super) fn counted_methods(looking: &Looking<'_>, rule: &CoursesCover) -> Vec<Method> {
    let cap = counted_day(looking.policy, looking.case, &rule.until).on;
    let mut methods = Vec::new();
    for (_, course) in looking.case.courses(&rule.courses) {
        if stretch_of(rule, course, cap, rule.until_source).is_some() && !methods.contains(&course.method) {
            methods.push(course.method);
        }
    }
    methods
}

/// Time that is covered with a day of the cap still to come to light: up to an earlier day it would count too much.
fn may_be_capped(looking: &Looking<'_>, cap: &CountedDay<'_>) -> Vec<OpenItem> {
    let waiting = cap.unanswered.map(|question| looking.item(question, OpenKind::ToGo, Need::Answer));
    let missing = cap.undocumented.map(|question| looking.item(question, OpenKind::Missing, Need::Answer));
    waiting.into_iter().chain(missing).collect()
}

fn what_is_lacking(looking: &Looking<'_>, rule: &CoursesCover, cap: Option<NaiveDate>) -> Vec<OpenItem> {
    let state = match looking.case.value(&rule.courses) {
        Some(Value::Courses(state)) => *state,
        _ => ListState::StillEntering,
    };
    let mut open = Vec::new();
    match state {
        ListState::StillEntering => open.push(looking.item(&rule.courses, OpenKind::ToGo, Need::MoreCare)),
        ListState::AllEntered => open.push(looking.item(&rule.courses, OpenKind::Missing, Need::MoreCare)),
        ListState::NoMore => {}
    }
    open.extend(what_rows_lack(looking, rule, state, cap));
    let goes_on = |course: &Course| counts(rule, course) && course.ended == Some(Ended::Ongoing);
    if cap.is_none() && looking.case.courses(&rule.courses).any(|(_, course)| goes_on(course)) {
        // With no day to count up to, what goes on counts nothing yet; that is no failure.
        open.extend(looking.day_to_go(&rule.until).open);
    }
    open
}

/// What keeps rows that could count from counting.
fn what_rows_lack(
    looking: &Looking<'_>,
    rule: &CoursesCover,
    state: ListState,
    cap: Option<NaiveDate>,
) -> Vec<OpenItem> {
    let kind = if state == ListState::StillEntering { OpenKind::ToGo } else { OpenKind::Missing };
    // A source proves nothing after its own date: what comes after it is named where it would be enough.
    let later_would_do =
        rule.until_source && span_of(looking.case, rule, cap, false).covers(rule.months, rule.days_with_gaps);
    let mut lacking = Vec::new();
    for (row, course) in looking.case.courses(&rule.courses) {
        let could_count = !rule.without.contains(&course.method)
            && course.outcome.is_none_or(|outcome| rule.counting.contains(&outcome))
            && course.started_on.is_none_or(|start| cap.is_none_or(|cap| start < cap));
        if !could_count {
            continue;
        }
        let mut lacks = |absent: bool, kind: OpenKind, need: Need| {
            if absent {
                lacking.push(looking.item(&rule.courses, kind, need));
            }
        };
        lacks(course.started_on.is_none(), kind, Need::Start(row));
        lacks(course.ended.is_none(), kind, Need::End(row));
        lacks(course.outcome.is_none(), kind, Need::Outcome(row));
        lacks(course.citations.is_empty(), OpenKind::ToGo, Need::RowSource(row));
        if let Some(until) = documented_until(course).filter(|_| later_would_do)
            && stretch_of(rule, course, cap, true) != stretch_of(rule, course, cap, false)
        {
            lacks(true, kind, Need::LaterSource(row, until));
        }
    }
    lacking
}

/// The time that the rows that count document, as runs.
fn span_of(case: &Case, rule: &CoursesCover, cap: Option<NaiveDate>, until_source: bool) -> CareSpan {
    care_span(case.courses(&rule.courses).filter_map(|(_, course)| stretch_of(rule, course, cap, until_source)))
}

fn stretch_of(rule: &CoursesCover, course: &Course, cap: Option<NaiveDate>, until_source: bool) -> Option<Run> {
    let cited = documented_until(course).filter(|_| counts(rule, course))?;
    counted_stretch(course, cap, until_source.then_some(cited))
}

fn counts(rule: &CoursesCover, course: &Course) -> bool {
    !rule.without.contains(&course.method) && course.outcome.is_some_and(|outcome| rule.counting.contains(&outcome))
}

/// The date of the latest source of a treatment; none where it has no source.
fn documented_until(course: &Course) -> Option<NaiveDate> {
    course.citations.iter().map(|citation| citation.on).max()
}

/// The part of a treatment that no source proves: from the date of its latest source to its end, or to the cap. For drawing.
pub fn unproved_run(course: &Course, cap: Option<NaiveDate>) -> Option<Run> {
    let whole = counted_stretch(course, cap, None)?;
    let proved = documented_until(course)?;
    (proved < whole.end).then_some(Run { start: proved.max(whole.start), end: whole.end })
}
