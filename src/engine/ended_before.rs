//! Decides whether something has ended: by a cited date, by a cited statement, or by a physician where the two disagree.
//!
//! Must not know: what ends; the rule is passed in.

use chrono::NaiveDate;

use super::context::{RuleContext, Verdict};
use super::facts::{self, CountedDay, Fact, counted_day};
use super::open_item::{Need, OpenItem, OpenKind};
use super::reason::Reason;
use super::truth::Truth;
use crate::case::Value;
use crate::ids::{DayId, JudgementId, QuestionId};

/// State of one of the two pieces of evidence.
enum Side {
    /// Cited: true where it has ended.
    Shows(bool),
    /// Given, but not counting before these items; with what it would show, where that is known.
    Waits(Vec<OpenItem>, Option<bool>),
    /// Not reviewed yet.
    ToGo(OpenItem),
    /// The chart does not document it.
    Undocumented(OpenItem),
}

/// Decides the rule. One piece of evidence that shows the end is enough. One that shows the opposite decides only when the other
/// has been reviewed. Where both are cited and disagree, a physician decides. Evidence that is given and could disagree is never
/// skipped.
pub(super) fn ended_before(
    context: &RuleContext<'_>,
    ends_on: &QuestionId,
    stated: &QuestionId,
    day: &DayId,
    disagreement: &JudgementId,
) -> Verdict {
    use Side::{Shows, ToGo, Undocumented, Waits};
    let counted = counted_day(context.policy, context.case, day);
    let shown = shown(context, ends_on, stated, counted.known());
    let decided = |ended: bool| Verdict { truth: Truth::decided(ended), reason: shown.clone(), open: Vec::new() };
    let unknown = |would: Option<bool>| if would.is_some() { Reason::NotCited } else { Reason::NotReviewed };
    let open = Verdict::open;
    match (date_side(context, ends_on, day, &counted), statement_side(context, stated)) {
        (Shows(one), Shows(other)) if one != other => context.ask_physician(disagreement, shown),
        (Shows(one), Waits(items, would)) | (Waits(items, would), Shows(one)) if would != Some(one) => {
            open(would.map_or(shown, |_| Reason::NotCited), items)
        }
        (Shows(true), _) | (_, Shows(true)) => decided(true),
        (Shows(false), ToGo(item)) | (ToGo(item), Shows(false)) => open(shown, vec![item]),
        (Shows(false), _) | (_, Shows(false)) => decided(false),
        (Waits(one, would), Waits(other, also)) => open(unknown(would.or(also)), [one, other].concat()),
        (Waits(items, would), ToGo(item)) | (ToGo(item), Waits(items, would)) => {
            open(unknown(would), items.into_iter().chain([item]).collect())
        }
        (Waits(items, would), Undocumented(_)) | (Undocumented(_), Waits(items, would)) => open(unknown(would), items),
        (ToGo(one), ToGo(other) | Undocumented(other)) | (Undocumented(one), ToGo(other)) => {
            open(Reason::NotReviewed, vec![one, other])
        }
        // Either is enough, so only one is asked for.
        (Undocumented(item), Undocumented(_)) => open(Reason::NotDocumented, vec![item]),
    }
}

fn date_side(context: &RuleContext<'_>, ends_on: &QuestionId, day: &DayId, counted: &CountedDay<'_>) -> Side {
    let day_item = || match counted.unanswered {
        Some(question) => vec![context.item(question, OpenKind::ToGo, Need::Answer)],
        None => context.day_to_go(day).open,
    };
    match facts::date(context.case, ends_on) {
        Fact::Given(date) => given(context, ends_on, counted.known().map(|before| date < before), day_item),
        Fact::Undocumented => Side::Undocumented(context.item(ends_on, OpenKind::Missing, Need::Answer)),
        Fact::Unanswered => Side::ToGo(context.item(ends_on, OpenKind::ToGo, Need::Answer)),
    }
}

fn statement_side(context: &RuleContext<'_>, stated: &QuestionId) -> Side {
    match context.case.value(stated) {
        Some(Value::Supported) => given(context, stated, Some(true), Vec::new),
        Some(Value::Contradicted) => given(context, stated, Some(false), Vec::new),
        Some(Value::NotDocumented) => Side::Undocumented(context.item(stated, OpenKind::Missing, Need::Answer)),
        _ => Side::ToGo(context.item(stated, OpenKind::ToGo, Need::Answer)),
    }
}

/// Given evidence counts once it is cited and what it shows is known.
fn given(
    context: &RuleContext<'_>,
    question: &QuestionId,
    shows: Option<bool>,
    unknown_for: impl FnOnce() -> Vec<OpenItem>,
) -> Side {
    let uncited = context.case.citations(question).is_empty();
    match shows {
        Some(shows) if !uncited => Side::Shows(shows),
        _ => {
            let mut items = if shows.is_none() { unknown_for() } else { Vec::new() };
            items.extend(uncited.then(|| context.item(question, OpenKind::ToGo, Need::Source)));
            Side::Waits(items, shows)
        }
    }
}

/// The reason with what the two pieces of evidence show, where they are cited.
fn shown(context: &RuleContext<'_>, ends_on: &QuestionId, stated: &QuestionId, before: Option<NaiveDate>) -> Reason {
    let cited = |question: &QuestionId| !context.case.citations(question).is_empty();
    let by_statement = match context.case.value(stated) {
        Some(Value::Supported) if cited(stated) => Some(true),
        Some(Value::Contradicted) if cited(stated) => Some(false),
        _ => None,
    };
    let by_date = context.case.date(ends_on).filter(|_| cited(ends_on) && before.is_some());
    Reason::Ended { ends_on: by_date, before, stated: by_statement }
}
