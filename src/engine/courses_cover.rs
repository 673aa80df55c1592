//! Decides whether treatments cover the required time; see the readings on six months, on the time that a row counts, and on
//! complete lists.
//!
//! Must not know: the figures of any policy; the rule is passed in.

use chrono::NaiveDate;

use super::care_span::{CareSpan, Run, care_span, counted_stretch};
use super::context::{RuleContext, Verdict};
use super::facts::{CountedDay, counted_day};
use super::open_item::{Need, OpenItem, OpenKind};
use super::reason::Reason;
use super::truth::Truth;
use crate::case::{Case, Course, Ended, ListState, Value};
use crate::policy::{CoursesCover, Method};

/// Decides a rule on treatments.
pub(super) fn courses_cover(context: &RuleContext<'_>, rule: &CoursesCover) -> Verdict {
    let cap = counted_day(context.policy, context.case, &rule.until);
    let span = span_of(context.case, rule, cap.on, rule.until_source);
    let covers = span.covers(rule.months, rule.days_with_gaps);
    let reason = Reason::Care { span, months: rule.months, days_with_gaps: rule.days_with_gaps };
    if covers {
        let open = cap_items(context, &cap);
        let truth = if open.is_empty() { Truth::Met } else { Truth::Open };
        return Verdict { truth, reason, open };
    }
    let open = open_items(context, rule, cap.on);
    if open.is_empty() { Verdict::decided(false, reason) } else { Verdict::open(reason, open) }
}

/// The methods of the counting treatments, each once, in the order of the rows.
pub(super) fn counted_methods(context: &RuleContext<'_>, rule: &CoursesCover) -> Vec<Method> {
    let cap = counted_day(context.policy, context.case, &rule.until).on;
    let mut methods = Vec::new();
    for (_, course) in context.case.courses(&rule.courses) {
        if stretch_of(rule, course, cap, rule.until_source).is_some() && !methods.contains(&course.method) {
            methods.push(course.method);
        }
    }
    methods
}

/// The open items where the time is covered but the cap is not known: an earlier cap could make it too short.
fn cap_items(context: &RuleContext<'_>, cap: &CountedDay<'_>) -> Vec<OpenItem> {
    let waiting = cap.unanswered.map(|question| context.item(question, OpenKind::ToGo, Need::Answer));
    let missing = cap.undocumented.map(|question| context.item(question, OpenKind::Missing, Need::Answer));
    waiting.into_iter().chain(missing).collect()
}

fn open_items(context: &RuleContext<'_>, rule: &CoursesCover, cap: Option<NaiveDate>) -> Vec<OpenItem> {
    let state = match context.case.value(&rule.courses) {
        Some(Value::Courses(state)) => *state,
        Some(_) | None => ListState::StillEntering,
    };
    let mut open = Vec::new();
    match state {
        ListState::StillEntering => open.push(context.item(&rule.courses, OpenKind::ToGo, Need::MoreCare)),
        ListState::AllEntered => open.push(context.item(&rule.courses, OpenKind::Missing, Need::MoreCare)),
        ListState::NoMore => {}
    }
    open.extend(row_items(context, rule, state, cap));
    let is_ongoing = |course: &Course| counts(rule, course) && course.ended == Some(Ended::Ongoing);
    if cap.is_none() && context.case.courses(&rule.courses).any(|(_, course)| is_ongoing(course)) {
        // Without a cap an ongoing treatment does not count yet, which must not fail the criterion.
        open.extend(context.day_to_go(&rule.until).open);
    }
    open
}

/// The open items of rows that could count and do not.
fn row_items(
    context: &RuleContext<'_>,
    rule: &CoursesCover,
    state: ListState,
    cap: Option<NaiveDate>,
) -> Vec<OpenItem> {
    let kind = if state == ListState::StillEntering { OpenKind::ToGo } else { OpenKind::Missing };
    // A source documents nothing after its date. A later one is asked for where the whole treatments would be enough.
    let later_would_do =
        rule.until_source && span_of(context.case, rule, cap, false).covers(rule.months, rule.days_with_gaps);
    let mut lacking = Vec::new();
    for (row, course) in context.case.courses(&rule.courses) {
        let could_count = !rule.without.contains(&course.method)
            && course.outcome.is_none_or(|outcome| rule.counting.contains(&outcome))
            && course.started_on.is_none_or(|start| cap.is_none_or(|cap| start < cap));
        if !could_count {
            continue;
        }
        let mut lacks = |absent: bool, kind: OpenKind, need: Need| {
            if absent {
                lacking.push(context.item(&rule.courses, kind, need));
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

/// The time that the counting rows cover.
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

/// The date of a treatment's latest source; `None` where it has none.
fn documented_until(course: &Course) -> Option<NaiveDate> {
    course.citations.iter().map(|citation| citation.on).max()
}

/// The part of a treatment after the date of its latest source, up to its end or the cap; for drawings.
pub fn undocumented_run(course: &Course, cap: Option<NaiveDate>) -> Option<Run> {
    let whole = counted_stretch(course, cap, None)?;
    let documented = documented_until(course)?;
    (documented < whole.end).then_some(Run { start: documented.max(whole.start), end: whole.end })
}
