//! Changes of answers, sources, rows, notes, documents, links and judgements, or the reason why one is refused.
//!
//! Must not know: how criteria are decided; no refusal repeats a value, since values are patients' data.

use super::action::Action;
use super::answer::Answer;
use super::change::Change;
use super::citations::cited_pages;
use super::document::{Citation, CitedDocument, Document};
use super::judgement_facts::facts_hash;
use super::link_changes::{link_changes, unlink_changes};
use super::model::{Case, Judged};
use super::refusal::Refusal;
use super::rows::Row;
use super::stamp::Stamp;
use super::validate::{validate_citation, validate_document, validate_row, validate_text, validate_value};
use super::value::{ListState, ReadingPair, ReadingsAnswer, Value};
use crate::amount::Amount;
use crate::ids::{CriterionId, DocumentId, JudgementId, PathwayId, QuestionId, RowId};
use crate::policy::{Policy, Question};

/// The changes that an action makes to the checklist, its documents or a judgement; empty where the case already is as it asks.
/// `None` for an action that changes nothing of these.
pub(super) fn edit_changes(
    case: &Case,
    policy: &Policy,
    action: &Action,
    stamp: &Stamp,
) -> Result<Option<Vec<Change>>, Refusal> {
    let changes = match action {
        Action::ChoosePathway { pathway } => choose_pathway(case, policy, pathway)?,
        Action::Answer { question, value } => {
            validate_value(case, policy, question, value)?;
            change_answer(case, question, |answer| answer.set_value(Some(value.clone())))
        }
        Action::Clear { question } => {
            find_question(policy, question)?;
            change_answer(case, question, |answer| answer.set_value(None))
        }
        Action::Cite { question, row, citation } => cite(case, policy, question, *row, citation)?,
        Action::Uncite { question, row, citation } => uncite(case, policy, question, *row, citation)?,
        Action::PutRow { question, row, content } => {
            validate_row(case, find_question(policy, question)?, content)?;
            put_row(case, question, *row, content)?
        }
        Action::RemoveRow { question, row } => remove_row(case, policy, question, *row)?,
        Action::Note { criterion, text } => note(case, policy, criterion, text)?,
        Action::PutDocument { document, content } => put_document(case, document, content)?,
        Action::RemoveDocument { document } => remove_document(case, document)?,
        Action::Link { question, case: linked, found } => {
            link_changes(case, policy, question, linked, found.as_deref())?
        }
        Action::Unlink { question } => unlink_changes(case, question)?,
        Action::Judge { judgement, accepts, why } => judge(case, policy, judgement, *accepts, why, stamp)?,
        Action::TakeBackJudgement { judgement } => take_back_judgement(case, judgement)?,
        Action::Open { .. }
        | Action::Pend { .. }
        | Action::Receive { .. }
        | Action::Extend { .. }
        | Action::Refer { .. }
        | Action::Return { .. }
        | Action::Approve { .. }
        | Action::ApproveInPart { .. }
        | Action::Deny { .. }
        | Action::Withdraw { .. }
        | Action::Close { .. }
        | Action::Reopen { .. }
        | Action::AddAddendum { .. }
        | Action::LogContact { .. }
        | Action::Undo
        | Action::Redo => return Ok(None),
    };
    Ok(Some(changes.into_iter().filter(|change| change.reversed().as_ref() != Some(change)).collect()))
}

fn find_question<'p>(policy: &'p Policy, question: &QuestionId) -> Result<&'p Question, Refusal> {
    policy.question(question).ok_or(Refusal::NoSuchQuestion)
}

fn choose_pathway(case: &Case, policy: &Policy, pathway: &PathwayId) -> Result<Vec<Change>, Refusal> {
    policy.pathway(pathway).ok_or(Refusal::NoSuchPathway)?;
    Ok(vec![Change::Pathway { before: case.pathway.clone(), after: pathway.clone() }])
}

fn change_answer(case: &Case, question: &QuestionId, change: impl FnOnce(&mut Answer)) -> Vec<Change> {
    let before = case.answers.get(question).cloned();
    let mut after = before.clone().unwrap_or_else(Answer::empty);
    change(&mut after);
    let after = Some(after).filter(|after| !after.is_empty());
    vec![Change::Answer { question: question.clone(), before, after }]
}

fn cite(
    case: &Case,
    policy: &Policy,
    question: &QuestionId,
    row: Option<RowId>,
    citation: &Citation,
) -> Result<Vec<Change>, Refusal> {
    validate_citation(case, citation)?;
    change_sources(case, policy, question, row, |sources| {
        if sources.contains(citation) {
            return Err(Refusal::AlreadyCited);
        }
        sources.push(citation.clone());
        Ok(())
    })
}

fn uncite(
    case: &Case,
    policy: &Policy,
    question: &QuestionId,
    row: Option<RowId>,
    citation: &Citation,
) -> Result<Vec<Change>, Refusal> {
    change_sources(case, policy, question, row, |sources| {
        let place = sources.iter().position(|source| source == citation).ok_or(Refusal::NoSuchCitation)?;
        sources.remove(place);
        Ok(())
    })
}

fn change_sources(
    case: &Case,
    policy: &Policy,
    question: &QuestionId,
    row: Option<RowId>,
    change: impl FnOnce(&mut Vec<Citation>) -> Result<(), Refusal>,
) -> Result<Vec<Change>, Refusal> {
    let asked = find_question(policy, question)?;
    let Some(row) = row else {
        if !asked.cited {
            return Err(Refusal::WrongKind);
        }
        let mut citations = case.citations(question).to_vec();
        let before = citations.len();
        change(&mut citations)?;
        if case.value(question) == Some(&Value::NotDocumented) && citations.len() > before {
            return Err(Refusal::CitesNotDocumented);
        }
        return Ok(change_answer(case, question, |answer| answer.citations = citations));
    };
    let mut content = case.rows.get(question).and_then(|rows| rows.get(&row)).cloned().ok_or(Refusal::NoSuchRow)?;
    change(content.citations_mut())?;
    Ok(change_row(case, question, row, Some(content)))
}

/// Adds or changes a row. A score of the pair that counts keeps its place in the pair when it changes its scale or kind: the pair
/// counts again once the other score follows. The pair's baseline stays above zero.
fn put_row(case: &Case, question: &QuestionId, row: RowId, content: &Row) -> Result<Vec<Change>, Refusal> {
    let last = case.rows.get(question).and_then(|rows| rows.keys().next_back()).map_or(0, |last| last.0);
    if row.0 == 0 || row.0 > last.saturating_add(1) {
        return Err(Refusal::RowLeavesGap);
    }
    if let (Some((_, pair)), Row::Reading(reading)) = (picked_pair(case, question), content)
        && pair.baseline == row
        && reading.score == Amount::ZERO
    {
        return Err(Refusal::ZeroBaseline);
    }
    Ok(change_row(case, question, row, Some(content.clone())))
}

/// The state of a list of scores and the pair that counts, where one is picked.
fn picked_pair<'c>(case: &'c Case, question: &QuestionId) -> Option<(ListState, &'c ReadingPair)> {
    match case.value(question)? {
        Value::Readings(ReadingsAnswer { state, pair: Some(pair) }) => Some((*state, pair)),
        _ => None,
    }
}

fn change_row(case: &Case, question: &QuestionId, row: RowId, after: Option<Row>) -> Vec<Change> {
    let before = case.rows.get(question).and_then(|rows| rows.get(&row)).cloned();
    vec![Change::Row { question: question.clone(), row, before, after }]
}

/// Removes a row, and with it the pair that counts where the row is one of its two scores: a later row of the same number must
/// not become part of the pair.
fn remove_row(case: &Case, policy: &Policy, question: &QuestionId, row: RowId) -> Result<Vec<Change>, Refusal> {
    find_question(policy, question)?;
    case.rows.get(question).and_then(|rows| rows.get(&row)).ok_or(Refusal::NoSuchRow)?;
    let mut changes = change_row(case, question, row, None);
    if let Some((state, _)) = picked_pair(case, question).filter(|(_, pair)| pair.baseline == row || pair.during == row)
    {
        let value = Value::Readings(ReadingsAnswer { state, pair: None });
        changes.extend(change_answer(case, question, |answer| answer.value = Some(value)));
    }
    Ok(changes)
}

fn note(case: &Case, policy: &Policy, criterion: &CriterionId, text: &str) -> Result<Vec<Change>, Refusal> {
    policy.criterion(criterion).ok_or(Refusal::NoSuchCriterion)?;
    let after = if text.trim().is_empty() { None } else { Some(validate_text(text)?) };
    Ok(vec![Change::Note { criterion: criterion.clone(), before: case.notes.get(criterion).cloned(), after }])
}

fn put_document(case: &Case, document: &DocumentId, content: &Document) -> Result<Vec<Change>, Refusal> {
    validate_document(case, document, content)?;
    let before = case.documents.get(document).cloned();
    let other_file = before.as_ref().is_some_and(|before| before.file.is_some() && before.file != content.file);
    let mut changes = if other_file { drop_sources_set_aside(case, document) } else { Vec::new() };
    changes.push(Change::Document { document: document.clone(), before, after: Some(content.clone()) });
    Ok(changes)
}

fn remove_document(case: &Case, document: &DocumentId) -> Result<Vec<Change>, Refusal> {
    let before = Some(case.documents.get(document).ok_or(Refusal::NoSuchDocument)?.clone());
    if cited_pages(case, document).next().is_some() {
        return Err(Refusal::DocumentCited);
    }
    let mut changes = drop_sources_set_aside(case, document);
    changes.push(Change::Document { document: document.clone(), before, after: None });
    Ok(changes)
}

/// Drops the sources set aside that name a document: their pages are those of the file that the document had.
fn drop_sources_set_aside(case: &Case, document: &DocumentId) -> Vec<Change> {
    let named = CitedDocument::Listed(document.clone());
    let concerned = case.answers.iter().filter(|(_, answer)| answer.sets_aside(&named));
    concerned.flat_map(|(question, _)| change_answer(case, question, |answer| answer.forget(document))).collect()
}

fn judge(
    case: &Case,
    policy: &Policy,
    judgement: &JudgementId,
    accepts: bool,
    why: &str,
    stamp: &Stamp,
) -> Result<Vec<Change>, Refusal> {
    let facts = facts_hash(case, policy, judgement).ok_or(Refusal::NoSuchJudgement)?;
    let why = validate_text(why)?;
    let after = Some(Judged { accepts, why, by: stamp.signer(), at: stamp.at(), facts });
    let before = case.judgements.get(judgement).cloned();
    Ok(vec![Change::Judgement { judgement: judgement.clone(), before, after }])
}

fn take_back_judgement(case: &Case, judgement: &JudgementId) -> Result<Vec<Change>, Refusal> {
    let before = Some(case.judgements.get(judgement).ok_or(Refusal::NoSuchJudgement)?.clone());
    Ok(vec![Change::Judgement { judgement: judgement.clone(), before, after: None }])
}
