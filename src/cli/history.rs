//! A case's events in words: when, who, and every value before and after.
//!
//! Must not know: where they are printed.

use crate::case::{Answer, Case, Change, Citation, Determination, Document, Effect, Event, Extension, Judged, Row};
use crate::ids::{JudgementId, QuestionId};
use crate::policy::Policy;
use crate::session::Session;
use crate::wording;

/// An event: a line with its number, time and author, then a line for every value.
pub(super) fn event(session: &Session, event: &Event) -> String {
    let effect = match event.effect {
        Effect::Fresh => String::new(),
        Effect::Undoes(sequence) => format!(", takes back {sequence}"),
        Effect::Redoes(sequence) => format!(", does {sequence} again"),
    };
    let at = event.at.format("%Y-%m-%d %H:%M:%S %:z");
    let mut out = format!("{} {at} {}{effect}\n", event.sequence, wording::reviewer(&event.by));
    for change in &event.changes {
        out += &format!("    {}\n", in_words(session.policy(), session.case(), change));
    }
    out
}

fn in_words(policy: &Policy, case: &Case, change: &Change) -> String {
    let criterion = |id| policy.criterion(id).map_or_else(|| id.to_string(), |criterion| criterion.label.clone());
    match change {
        Change::Opening { case, policy, pathway } => {
            format!("case {case} opened on {pathway}, policy {} ({})", policy.number, policy.hash.short())
        }
        Change::Pathway { before, after } => step("pathway", Some(before.to_string()), Some(after.to_string())),
        Change::Answer { question, before, after } => {
            let words = |answer: &Option<Answer>| answer.as_ref().map(|it| answer_words(policy, case, question, it));
            step(&prompt(policy, question), words(before), words(after))
        }
        Change::Row { question, row, before, after } => {
            let words = |row: &Option<Row>| row.as_ref().map(|row| row_words(case, row));
            step(&format!("{}, row {row}", prompt(policy, question)), words(before), words(after))
        }
        Change::Note { criterion: id, before, after } => {
            step(&format!("note on {}", criterion(id)), before.clone(), after.clone())
        }
        Change::Document { document, before, after } => {
            let words = |document: &Option<Document>| document.as_ref().map(document_words);
            step(&format!("document {document}"), words(before), words(after))
        }
        Change::Judgement { judgement, before, after } => {
            let asked = policy.judgement(judgement).map_or(judgement.as_str(), |judgement| &judgement.question);
            let words = |judged: &Option<Judged>| judged.as_ref().map(|judged| judged_words(policy, judgement, judged));
            step(asked, words(before), words(after))
        }
        Change::Determination { before, after } => {
            let words = |it: &Option<Box<Determination>>| it.as_ref().map(|it| wording::determination(policy, it));
            step("determination", words(before), words(after))
        }
        Change::Hold { before, after, .. } => {
            step("request for information", before.as_ref().map(wording::hold), after.as_ref().map(wording::hold))
        }
        Change::Extension { before, after } => {
            let words = |it: &Option<Extension>| it.as_ref().map(wording::extension);
            step("extension", words(before), words(after))
        }
        Change::Contact { before, after, .. } => {
            step("contact", before.as_ref().map(wording::contact), after.as_ref().map(wording::contact))
        }
        Change::Addendum { before, after, .. } => {
            step("addendum", before.as_ref().map(wording::addendum), after.as_ref().map(wording::addendum))
        }
    }
}

fn step(what: &str, before: Option<String>, after: Option<String>) -> String {
    let words = |value: Option<String>| value.map_or_else(|| "nothing".to_owned(), |value| format!("\"{value}\""));
    format!("{what}: {} -> {}", words(before), words(after)).replace('\n', " ")
}

fn prompt(policy: &Policy, question: &QuestionId) -> String {
    policy.question(question).map_or_else(|| question.to_string(), |question| question.prompt.clone())
}

fn answer_words(policy: &Policy, case: &Case, question: &QuestionId, answer: &Answer) -> String {
    let value = answer.value.as_ref().map(|value| wording::value(policy, question, value));
    let pair = match &answer.value {
        Some(crate::case::Value::Readings(answer)) => answer.pair.as_ref(),
        _ => None,
    };
    let pair = pair.map(|pair| format!("rows {} and {} count: {}", pair.baseline, pair.during, pair.why));
    value.into_iter().chain(pair).chain(sources(case, &answer.citations)).collect::<Vec<_>>().join("; ")
}

fn row_words(case: &Case, row: &Row) -> String {
    let words = match row {
        Row::Course(course) => wording::course(course),
        Row::Reading(reading) => wording::reading(reading),
    };
    std::iter::once(words).chain(sources(case, row.citations())).collect::<Vec<_>>().join("; ")
}

/// Sources, with documents by the titles that they have now.
fn sources(case: &Case, citations: &[Citation]) -> impl Iterator<Item = String> {
    citations.iter().map(|citation| format!("source {}", wording::citation(case, citation)))
}

fn document_words(document: &Document) -> String {
    let dated = document.dated_on.map(|on| format!("dated {on}"));
    let received = document.received_on.map(|on| format!("received {on}"));
    let pages = document.pages.map(|pages| format!("{pages} pages"));
    let kind = Some(document.kind.clone()).filter(|kind| !kind.is_empty());
    let parts = [Some(document.title.clone()), kind, dated, received, pages];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn judged_words(policy: &Policy, id: &JudgementId, judged: &Judged) -> String {
    let decision = policy
        .judgement(id)
        .map(|judgement| if judged.accepts { judgement.accepts.as_str() } else { judgement.does_not_accept.as_str() });
    format!("{}: {}", decision.unwrap_or_default(), judged.why)
}
