//! Two states of one case side by side: what differs, and how what stands in the other is taken over.
//!
//! Must not know: why there are two, or which of them is right.

use std::collections::{BTreeMap, BTreeSet};

use super::action::Action;
use super::change::Change;
use super::model::{Answer, Case};

/// What would have to change in a case for it to stand as the other one does: what is filled in, then what is signed. In each
/// change `before` is this case's and `after` the other's.
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

/// The same, but only where the other one has moved on from what both began with: what it did not touch, it has no word on.
pub fn differences_since(base: &Case, case: &Case, other: &Case) -> Vec<Change> {
    let touched: BTreeSet<String> = differences(base, other).iter().map(Change::place).collect();
    differences(case, other).into_iter().filter(|change| touched.contains(&change.place())).collect()
}

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
    /// What it is a change of.
    fn place(&self) -> String {
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

    /// The actions that bring it about, for whoever takes it over; none where it was signed: that is made anew by whoever
    /// signs it.
    pub fn to_take_over(&self) -> Option<Vec<Action>> {
        Some(match self {
            Self::Pathway { after, .. } => vec![Action::ChoosePathway { pathway: after.clone() }],
            Self::Answer { question, before, after } => {
                let question = || question.clone();
                let value = after.as_ref().and_then(|answer| answer.value.clone());
                // A change of the value moves sources: what is left to note or take back is what it does not bring about.
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
            // Looked up again: the folder's case is what counts.
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

fn sources(answer: Option<&Answer>) -> &[super::model::Citation] {
    answer.map_or(&[], |answer| &answer.citations)
}
