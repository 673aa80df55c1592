//! Whether something has ended: by a cited date, by a cited statement, or by a physician where the two disagree.
//!
//! Must not know: what it is that ends; the rule is passed in.

use chrono::NaiveDate;

use super::facts::{self, CountedDay, Fact, counted_day};
use super::finding::{Need, OpenItem, OpenKind, Reason};
use super::rules::{Looking, Verdict};
use super::truth::Truth;
use crate::case::Value;
use crate::ids::{DayId, JudgementId, QuestionId};

/// What one of the two sources shows.
enum Side {
    /// Cited: it has ended, or it has not.
    Shows(bool),
    /// Given, and something is still to go before it counts; what it would show, where that is known already.
    Waits(Vec<OpenItem>, Option<bool>),
    /// Still to be looked for.
    ToGo(OpenItem),
    /// The record does not hold it.
    Undocumented(OpenItem),
}

/// The verdict. Either source that shows the end is enough. One that shows the opposite decides only when the other has been
/// looked for; both cited and on different sides are a physician's. A source that is given and may lie on the other side is
/// not passed over.
pub(super) fn ended_before(
    looking: &Looking<'_>,
    ends_on: &QuestionId,
    stated: &QuestionId,
    day: &DayId,
    disagreement: &JudgementId,
) -> Verdict {
    use Side::{Shows, ToGo, Undocumented, Waits};
    let counted = counted_day(looking.policy, looking.case, day);
    let shown = shown(looking, ends_on, stated, counted.known());
    let decided = |ended: bool| Verdict { truth: Truth::decided(ended), reason: shown.clone(), open: Vec::new() };
    let unknown = |would: Option<bool>| if would.is_some() { Reason::NotCited } else { Reason::NotReviewed };
    let open = Verdict::open;
    match (date_side(looking, ends_on, day, &counted), statement_side(looking, stated)) {
        (Shows(one), Shows(other)) if one != other => looking.doubtful(disagreement, shown),
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
        // Either would do, so one is asked for.
        (Undocumented(item), Undocumented(_)) => open(Reason::NotDocumented, vec![item]),
    }
}

fn date_side(looking: &Looking<'_>, ends_on: &QuestionId, day: &DayId, counted: &CountedDay<'_>) -> Side {
    let day_item = || match counted.unanswered {
        Some(question) => vec![looking.item(question, OpenKind::ToGo, Need::Answer)],
        None => looking.day_to_go(day).open,
    };
    match facts::date(looking.case, ends_on) {
        Fact::Given(date) => given(looking, ends_on, counted.known().map(|before| date < before), day_item),
        Fact::Undocumented => Side::Undocumented(looking.item(ends_on, OpenKind::Missing, Need::Answer)),
        Fact::Unanswered => Side::ToGo(looking.item(ends_on, OpenKind::ToGo, Need::Answer)),
    }
}

fn statement_side(looking: &Looking<'_>, stated: &QuestionId) -> Side {
    match looking.case.value(stated) {
        Some(Value::Supported) => given(looking, stated, Some(true), Vec::new),
        Some(Value::Contradicted) => given(looking, stated, Some(false), Vec::new),
        Some(Value::NotDocumented) => Side::Undocumented(looking.item(stated, OpenKind::Missing, Need::Answer)),
        _ => Side::ToGo(looking.item(stated, OpenKind::ToGo, Need::Answer)),
    }
}

/// A source that is given counts once it is cited and what it shows is known.
fn given(
    looking: &Looking<'_>,
    question: &QuestionId,
    shows: Option<bool>,
    unknown_for: impl FnOnce() -> Vec<OpenItem>,
) -> Side {
    let uncited = looking.case.citations(question).is_empty();
    match shows {
        Some(shows) if !uncited => Side::Shows(shows),
        _ => {
            let mut items = if shows.is_none() { unknown_for() } else { Vec::new() };
            items.extend(uncited.then(|| looking.item(question, OpenKind::ToGo, Need::Source)));
            Side::Waits(items, shows)
        }
    }
}

/// What the two sources say, where they are cited.
fn shown(looking: &Looking<'_>, ends_on: &QuestionId, stated: &QuestionId, before: Option<NaiveDate>) -> Reason {
    let cited = |question: &QuestionId| !looking.case.citations(question).is_empty();
    let by_statement = match looking.case.value(stated) {
        Some(Value::Supported) if cited(stated) => Some(true),
        Some(Value::Contradicted) if cited(stated) => Some(false),
        _ => None,
    };
    let by_date = looking.case.date(ends_on).filter(|_| cited(ends_on) && before.is_some());
    Reason::Ended { ends_on: by_date, before, stated: by_statement }
}
