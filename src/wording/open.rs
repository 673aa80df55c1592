//! Words for open items: what the provider can send, what the reviewer has to do, and the question to a physician.
//!
//! Must not know: how an item came to be open.

use super::answers::reading;
use super::treatment;
use crate::case::Case;
use crate::engine::{Need, OpenItem, OpenKind};
use crate::ids::{QuestionId, RowId};
use crate::policy::Policy;

/// The name of a kind of open items.
pub fn open_kind(kind: OpenKind) -> &'static str {
    match kind {
        OpenKind::ToGo => "left to review",
        OpenKind::Missing => "missing from the record",
        OpenKind::Judgement => "physician's interpretation",
    }
}

/// The heading of a list of open items.
pub fn open_kind_short(kind: OpenKind) -> &'static str {
    match kind {
        OpenKind::ToGo => "Left to review",
        OpenKind::Missing => "Missing from the record",
        OpenKind::Judgement => "For a physician",
    }
}

/// The title of an open item: what the provider can send, or what the reviewer has to do.
pub fn open_title(policy: &Policy, case: &Case, item: &OpenItem) -> String {
    let question = item.question.as_ref();
    let provider = item.kind == OpenKind::Missing;
    let pick = |missing: String, to_go: String| if provider { missing } else { to_go };
    match &item.need {
        Need::Answer => pick(ask(policy, item), format!("Answer: {}", prompt(policy, question))),
        Need::AsWritten => question.map_or_else(String::new, |question| in_one_line(case.text(question))),
        Need::Source => format!("Note the source of the answer to: {}", prompt(policy, question)),
        Need::RowSource(row) => format!("Note the source of {}", row_name(case, question, *row)),
        Need::Start(row) => {
            let name = row_name(case, question, *row);
            pick(format!("The start date of {name}"), format!("Enter the start date of {name}"))
        }
        Need::End(row) => {
            let name = row_name(case, question, *row);
            pick(
                format!("The end date of {name}, or that it is ongoing"),
                format!("Enter the end date of {name}, or that it is ongoing"),
            )
        }
        Need::Outcome(row) => {
            let name = row_name(case, question, *row);
            pick(format!("How {name} ended and why it was stopped"), format!("Enter how {name} ended"))
        }
        Need::LaterSource(row, until) => {
            let name = row_name(case, question, *row);
            pick(
                format!("Records of {name} from after {until} to its end: it is documented only up to {until}"),
                format!("Note a later source of {name}: it is documented up to {until}"),
            )
        }
        Need::MoreCare => pick(
            ask(policy, item),
            "Enter the rest of the treatments, or say that all in the record is entered".to_owned(),
        ),
        Need::AllEntered => "Enter the scores from the record, or say that all in the record is entered".to_owned(),
        Need::Baseline => "A pain score from before the trial, with scale and date".to_owned(),
        Need::During => "A pain score during the trial, with scale and date".to_owned(),
        Need::ReadingDate(row) => {
            let name = row_name(case, question, *row);
            pick(format!("The date of {name}"), format!("Enter the date of {name}"))
        }
        Need::Pair => "Pick the score before and the score during the trial that count, and say why".to_owned(),
        Need::Way => format!("Choose a way: {}", prompt(policy, question)),
        Need::LinkedCase => {
            format!("Link a signed case, or choose another way: {}", prompt(policy, question))
        }
        Need::Judgement(judgement) => {
            policy.judgement(judgement).map_or_else(String::new, |judgement| judgement.question.clone())
        }
    }
}

/// The documentation to send, by the policy file: for more care the text of the criterion, else that of the question.
fn ask(policy: &Policy, item: &OpenItem) -> String {
    let of_question = item.question.as_ref().and_then(|id| policy.question(id)).and_then(|it| it.ask.clone());
    let of_criterion = policy.criterion(&item.criterion).and_then(|it| it.ask.clone());
    of_criterion.filter(|_| item.need == Need::MoreCare).or(of_question).unwrap_or_default()
}

/// A text of several lines as one, for a list.
fn in_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

fn prompt(policy: &Policy, question: Option<&QuestionId>) -> String {
    question.and_then(|id| policy.question(id)).map_or_else(String::new, |question| question.prompt.clone())
}

fn row_name(case: &Case, question: Option<&QuestionId>, row: RowId) -> String {
    let Some(question) = question else { return format!("row {row}") };
    match case.readings(question).find(|(id, _)| *id == row) {
        Some((_, found)) => format!("the score {}", reading(found)),
        None => treatment(case, question, row),
    }
}
