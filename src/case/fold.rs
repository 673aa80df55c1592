//! Folds recorded changes into a case.
//!
//! Must not know: why a change was allowed (that is `authority`).

use std::collections::BTreeMap;

use super::change::Change;
use super::model::Case;

/// Error of a change whose value *before* is not the one that the case holds: history and case do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoesNotFit;

impl Change {
    /// Writes the recorded value into the case. Fails where the case does not hold the value that the change has as *before*.
    pub fn fold_into(&self, case: &mut Case) -> Result<(), DoesNotFit> {
        match self {
            Self::Opening { .. } => Err(DoesNotFit),
            Self::Pathway { before, after } if case.pathway == *before => {
                case.pathway = after.clone();
                Ok(())
            }
            Self::Pathway { .. } => Err(DoesNotFit),
            Self::Answer { question, before, after } => put(&mut case.answers, question, before, after),
            Self::Row { question, row, before, after } => {
                let rows = case.rows.entry(question.clone()).or_default();
                let outcome = put(rows, row, before, after);
                if rows.is_empty() {
                    case.rows.remove(question);
                }
                outcome
            }
            Self::Note { criterion, before, after } => put(&mut case.notes, criterion, before, after),
            Self::Document { document, before, after } => put(&mut case.documents, document, before, after),
            Self::Link { question, before, after, .. } => put(&mut case.links, question, before, after),
            Self::Judgement { judgement, before, after } => put(&mut case.judgements, judgement, before, after),
            Self::Determination { before, after } => replace(&mut case.determination, before, after),
            Self::Hold { hold, before, after } => put(&mut case.holds, hold, before, after),
            Self::Extension { before, after } => replace(&mut case.extension, before, after),
            Self::Contact { contact, before, after } => put(&mut case.contacts, contact, before, after),
            Self::Addendum { addendum, before, after } => put(&mut case.addenda, addendum, before, after),
        }
    }
}

fn replace<V: PartialEq + Clone>(
    value: &mut Option<V>,
    before: &Option<V>,
    after: &Option<V>,
) -> Result<(), DoesNotFit> {
    if value != before {
        return Err(DoesNotFit);
    }
    value.clone_from(after);
    Ok(())
}

fn put<K: Ord + Clone, V: PartialEq + Clone>(
    map: &mut BTreeMap<K, V>,
    key: &K,
    before: &Option<V>,
    after: &Option<V>,
) -> Result<(), DoesNotFit> {
    if map.get(key) != before.as_ref() {
        return Err(DoesNotFit);
    }
    match after {
        Some(value) => map.insert(key.clone(), value.clone()),
        None => map.remove(key),
    };
    Ok(())
}
