//! Words for events: time, person, workstation, and every value before and after.
//!
//! Must not know: where they are displayed.

use crate::case::{
    Answer, Case, Change, Citation, Determination, Document, Effect, Event, Extension, Judged, LinkedCase, Row, Value,
};
use crate::ids::{JudgementId, QuestionId};
use crate::policy::Policy;

/// An event in words.
#[derive(Clone, PartialEq, Eq)]
pub struct EventWords {
    /// Its number.
    pub sequence: u32,
    /// The time to the second, with its zone.
    pub at: String,
    /// The person, with the proof of identity.
    pub by: String,
    /// The workstation, where it has a name.
    pub station: Option<String>,
    /// Its relation to an earlier event: "undoes 7".
    pub effect: Option<String>,
    /// The values that it changed.
    pub changes: Vec<ChangeWords>,
}

/// A changed value in words.
#[derive(Clone, PartialEq, Eq)]
pub struct ChangeWords {
    /// The name of the value.
    pub what: String,
    /// The value before; none where there was none.
    pub before: Option<String>,
    /// The value after; none where there is none.
    pub after: Option<String>,
}

/// The words for an event.
pub fn event(policy: &Policy, case: &Case, event: &Event) -> EventWords {
    EventWords {
        sequence: event.sequence,
        at: event.at.format("%Y-%m-%d %H:%M:%S %:z").to_string(),
        by: super::reviewer(&event.by),
        station: event.station.clone(),
        effect: match event.effect {
            Effect::Fresh => None,
            Effect::Undoes(sequence) => Some(format!("undoes {sequence}")),
            Effect::Redoes(sequence) => Some(format!("redoes {sequence}")),
        },
        changes: event.changes.iter().map(|it| change(policy, case, it)).collect(),
    }
}

/// The words for a changed value. Documents have the titles that they have in this case.
pub fn change(policy: &Policy, case: &Case, change: &Change) -> ChangeWords {
    let criterion = |id| policy.criterion(id).map_or_else(|| id.to_string(), |criterion| criterion.label.clone());
    match change {
        Change::Opening { case, policy, pathway } => {
            let opened = format!("{case} on {pathway}, policy {} ({})", policy.number, policy.hash.short());
            step("case opened", None, Some(opened))
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
        Change::Link { question, before, after, .. } => {
            let words = |link: &Option<Box<LinkedCase>>| link.as_ref().map(|link| super::linked(policy, link));
            step(&format!("linked case, {}", prompt(policy, question)), words(before), words(after))
        }
        Change::Judgement { judgement, before, after } => {
            let asked = policy.judgement(judgement).map_or(judgement.as_str(), |judgement| &judgement.question);
            let words = |judged: &Option<Judged>| judged.as_ref().map(|judged| judged_words(policy, judgement, judged));
            step(asked, words(before), words(after))
        }
        Change::Determination { before, after } => {
            let words = |it: &Option<Box<Determination>>| it.as_ref().map(|it| super::determination(policy, it));
            step("determination", words(before), words(after))
        }
        Change::Hold { before, after, .. } => {
            step("request for information", before.as_ref().map(super::hold), after.as_ref().map(super::hold))
        }
        Change::Extension { before, after } => {
            let words = |it: &Option<Extension>| it.as_ref().map(super::extension);
            step("extension", words(before), words(after))
        }
        Change::Contact { before, after, .. } => {
            step("contact", before.as_ref().map(super::contact), after.as_ref().map(super::contact))
        }
        Change::Addendum { before, after, .. } => {
            step("addendum", before.as_ref().map(super::addendum), after.as_ref().map(super::addendum))
        }
    }
}

fn step(what: &str, before: Option<String>, after: Option<String>) -> ChangeWords {
    let flat = |value: Option<String>| value.map(|value| value.replace('\n', " "));
    ChangeWords { what: what.replace('\n', " "), before: flat(before), after: flat(after) }
}

fn prompt(policy: &Policy, question: &QuestionId) -> String {
    policy.question(question).map_or_else(|| question.to_string(), |question| question.prompt.clone())
}

fn answer_words(policy: &Policy, case: &Case, question: &QuestionId, answer: &Answer) -> String {
    let value = answer.value.as_ref().map(|value| super::value(policy, question, value));
    let pair = match &answer.value {
        Some(Value::Readings(answer)) => answer.pair.as_ref(),
        _ => None,
    };
    let pair = pair.map(|pair| format!("rows {} and {} count: {}", pair.baseline, pair.during, pair.why));
    value.into_iter().chain(pair).chain(sources(case, &answer.citations)).collect::<Vec<_>>().join("; ")
}

fn row_words(case: &Case, row: &Row) -> String {
    let words = match row {
        Row::Course(course) => super::course(course),
        Row::Reading(reading) => super::reading(reading),
    };
    std::iter::once(words).chain(sources(case, row.citations())).collect::<Vec<_>>().join("; ")
}

/// Sources, with the present titles of their documents.
fn sources(case: &Case, citations: &[Citation]) -> impl Iterator<Item = String> {
    citations.iter().map(|citation| format!("source {}", super::citation(case, citation)))
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
