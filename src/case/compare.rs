//! Compares two states of one case, and turns a difference into the actions that adopt it.
//!
//! Must not know: why there are two states, or which of them is right.

use std::collections::{BTreeMap, BTreeSet};

use super::action::Action;
use super::answer::Answer;
use super::change::Change;
use super::document::Citation;
use super::model::Case;

/// The changes that would turn a case into the other one: edits first, then signed changes. In each change `before` is the value
/// of this case and `after` that of the other.
pub fn differences(case: &Case, other: &Case) -> Vec<Change> {
    let mut found = Vec::new();
    if case.pathway != other.pathway {
        found.push(Change::Pathway { before: case.pathway.clone(), after: other.pathway.clone() });
    }
    each(&case.documents, &other.documents, |id, before, after| {
        found.push(Change::Document { document: id.clone(), before, after });
    });
    each(&case.answers, &other.answers, |id, before, after| {
        found.push(Change::Answer { question: id.clone(), before, after });
    });
    let lists: BTreeSet<_> = case.rows.keys().chain(other.rows.keys()).collect();
    for question in lists {
        let none = BTreeMap::new();
        let (here, there) = (case.rows.get(question).unwrap_or(&none), other.rows.get(question).unwrap_or(&none));
        each(here, there, |row, before, after| {
            found.push(Change::Row { question: question.clone(), row: *row, before, after });
        });
    }
    each(&case.notes, &other.notes, |id, before, after| {
        found.push(Change::Note { criterion: id.clone(), before, after });
    });
    each(&case.links, &other.links, |id, before, after| {
        found.push(Change::Link { question: id.clone(), before, after, evidence: Vec::new() });
    });
    each(&case.judgements, &other.judgements, |id, before, after| {
        found.push(Change::Judgement { judgement: id.clone(), before, after });
    });
    each(&case.holds, &other.holds, |id, before, after| found.push(Change::Hold { hold: *id, before, after }));
    each(&case.contacts, &other.contacts, |id, before, after| {
        found.push(Change::Contact { contact: *id, before, after });
    });
    each(&case.addenda, &other.addenda, |id, before, after| {
        found.push(Change::Addendum { addendum: *id, before, after });
    });
    if case.extension != other.extension {
        found.push(Change::Extension { before: case.extension.clone(), after: other.extension.clone() });
    }
    if case.determination != other.determination {
        let (before, after) = (case.determination.clone(), other.determination.clone());
        found.push(Change::Determination { before, after });
    }
    found
}

/// The differences in values that the other case changed since `base`, the last state that both share.
pub fn differences_since(base: &Case, case: &Case, other: &Case) -> Vec<Change> {
    let touched: BTreeSet<String> = differences(base, other).iter().map(Change::target).collect();
    differences(case, other).into_iter().filter(|change| touched.contains(&change.target())).collect()
}

/// Calls `differs` for each key whose values differ.
fn each<K: Ord + Clone, V: PartialEq + Clone>(
    here: &BTreeMap<K, V>,
    there: &BTreeMap<K, V>,
    mut differs: impl FnMut(&K, Option<V>, Option<V>),
) {
    let keys: BTreeSet<&K> = here.keys().chain(there.keys()).collect();
    for key in keys {
        let (before, after) = (here.get(key), there.get(key));
        if before != after {
            differs(key, before.cloned(), after.cloned());
        }
    }
}

impl Change {
    /// The value that it changes.
    fn target(&self) -> String {
        match self {
            Self::Opening { .. } => "opening".to_owned(),
            Self::Pathway { .. } => "pathway".to_owned(),
            Self::Answer { question, .. } => format!("answer {question}"),
            Self::Row { question, row, .. } => format!("row {question} {row}"),
            Self::Note { criterion, .. } => format!("note {criterion}"),
            Self::Document { document, .. } => format!("document {document}"),
            Self::Link { question, .. } => format!("link {question}"),
            Self::Judgement { judgement, .. } => format!("judgement {judgement}"),
            Self::Determination { .. } => "determination".to_owned(),
            Self::Hold { hold, .. } => format!("hold {hold}"),
            Self::Extension { .. } => "extension".to_owned(),
            Self::Contact { contact, .. } => format!("contact {contact}"),
            Self::Addendum { addendum, .. } => format!("addendum {addendum}"),
        }
    }

    /// The actions that make this change in the case. `None` for a signed change: it has to be made and signed again.
    pub fn to_actions(&self) -> Option<Vec<Action>> {
        Some(match self {
            Self::Pathway { after, .. } => vec![Action::ChoosePathway { pathway: after.clone() }],
            Self::Answer { question, before, after } => {
                let question = || question.clone();
                let value = after.as_ref().and_then(|answer| answer.value.clone());
                // A change of the value moves sources by itself, so only the remaining differences become actions.
                let mut answered = before.clone().unwrap_or_else(Answer::empty);
                answered.set_value(value.clone());
                let (sources, wanted) = (&answered.citations, sources(after.as_ref()));
                let value = match value {
                    Some(value) => vec![Action::Answer { question: question(), value }],
                    None if before.as_ref().is_some_and(|answer| answer.value.is_some()) => {
                        vec![Action::Clear { question: question() }]
                    }
                    None => Vec::new(),
                };
                let gone = sources.iter().filter(|source| !wanted.contains(source));
                let gone =
                    gone.map(|source| Action::Uncite { question: question(), row: None, citation: source.clone() });
                let new = wanted.iter().filter(|source| !sources.contains(source));
                let new = new.map(|source| Action::Cite { question: question(), row: None, citation: source.clone() });
                value.into_iter().chain(gone).chain(new).collect()
            }
            Self::Row { question, row, after, .. } => vec![match after {
                Some(content) => Action::PutRow { question: question.clone(), row: *row, content: content.clone() },
                None => Action::RemoveRow { question: question.clone(), row: *row },
            }],
            Self::Note { criterion, after, .. } => {
                vec![Action::Note { criterion: criterion.clone(), text: after.clone().unwrap_or_default() }]
            }
            Self::Document { document, after, .. } => vec![match after {
                Some(content) => Action::PutDocument { document: document.clone(), content: content.clone() },
                None => Action::RemoveDocument { document: document.clone() },
            }],
            // The case is looked up again, because the state in the folder counts.
            Self::Link { question, after, .. } => vec![match after {
                Some(link) => Action::Link { question: question.clone(), case: link.case.clone(), found: None },
                None => Action::Unlink { question: question.clone() },
            }],
            Self::Opening { .. }
            | Self::Judgement { .. }
            | Self::Determination { .. }
            | Self::Hold { .. }
            | Self::Extension { .. }
            | Self::Contact { .. }
            | Self::Addendum { .. } => return None,
        })
    }
}

fn sources(answer: Option<&Answer>) -> &[Citation] {
    answer.map_or(&[], |answer| &answer.citations)
}
