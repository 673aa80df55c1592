//! What an action changes, or why it is refused. Impossible values (`fit`), what a role may not do and what the policy does
//! not ask stop here, whether they come from the window or from a file.
//!
//! Must not know: how criteria are decided; no refusal repeats a value, since values are patients' data.

use super::action::Action;
use super::authority::allowed;
use super::change::Change;
use super::decide::Deciding;
use super::decision::Basis;
use super::fit::{checked_text, citation_fits, document_fits, row_fits, value_fits};
use super::link::{linking, unlinking};
use super::model::*;
use super::refusal::Refusal;
use super::rows::Row;
use super::stamp::Stamp;
use crate::amount::Amount;
use crate::ids::{ContentHash, DocumentId, JudgementId, QuestionId, RowId};
use crate::policy::{Policy, Question};

/// Whether whoever acts may do this to the case as it stands, and has proved who they are where that is needed.
pub(super) fn may(case: &Case, action: &Action, stamp: &Stamp) -> Result<(), Refusal> {
    let act = action.act();
    allowed(act, case.state(), stamp.by().role)?;
    if act.needs_proof() && stamp.proof().is_none() { Err(Refusal::NeedsProof) } else { Ok(()) }
}

/// What an action changes in a case; empty when the case already stands so. The right to do it was asked before.
pub(super) fn changes_for(
    case: &Case,
    policy: &Policy,
    action: &Action,
    stamp: &Stamp,
    basis: &Basis,
) -> Result<Vec<Change>, Refusal> {
    if let Some(changes) = (Deciding { case, policy, stamp, basis }).changes(action)? {
        return Ok(changes);
    }
    let changes = match action {
        Action::ChoosePathway { pathway } => {
            policy.pathway(pathway).ok_or(Refusal::NoSuchPathway)?;
            vec![Change::Pathway { before: case.pathway.clone(), after: pathway.clone() }]
        }
        Action::Answer { question, value } => {
            value_fits(case, policy, question, value)?;
            answer_becomes(case, question, |answer| answer.set_value(Some(value.clone())))
        }
        Action::Clear { question } => {
            known(policy, question)?;
            answer_becomes(case, question, |answer| answer.set_value(None))
        }
        Action::Cite { question, row, citation } => {
            citation_fits(case, citation)?;
            sources_become(case, policy, question, *row, |sources| {
                if sources.contains(citation) {
                    return Err(Refusal::AlreadyCited);
                }
                sources.push(citation.clone());
                Ok(())
            })?
        }
        Action::Uncite { question, row, citation } => sources_become(case, policy, question, *row, |sources| {
            let place = sources.iter().position(|source| source == citation).ok_or(Refusal::NoSuchCitation)?;
            sources.remove(place);
            Ok(())
        })?,
        Action::PutRow { question, row, content } => {
            row_fits(case, known(policy, question)?, content)?;
            putting_row(case, question, *row, content)?
        }
        Action::RemoveRow { question, row } => removing_row(case, policy, question, *row)?,
        Action::Note { criterion, text } => {
            policy.criterion(criterion).ok_or(Refusal::NoSuchCriterion)?;
            let after = if text.trim().is_empty() { None } else { Some(checked_text(text)?) };
            vec![Change::Note { criterion: criterion.clone(), before: case.notes.get(criterion).cloned(), after }]
        }
        Action::PutDocument { document, content } => {
            document_fits(case, document, content)?;
            let before = case.documents.get(document).cloned();
            let other_file = before.as_ref().is_some_and(|before| before.file.is_some() && before.file != content.file);
            let mut changes = if other_file { forgotten(case, document) } else { Vec::new() };
            changes.push(Change::Document { document: document.clone(), before, after: Some(content.clone()) });
            changes
        }
        Action::RemoveDocument { document } => {
            let before = Some(case.documents.get(document).ok_or(Refusal::NoSuchDocument)?.clone());
            if cited_pages(case, document).next().is_some() {
                return Err(Refusal::DocumentCited);
            }
            let mut changes = forgotten(case, document);
            changes.push(Change::Document { document: document.clone(), before, after: None });
            changes
        }
        Action::Link { question, case: linked, found } => linking(case, policy, question, linked, found.as_deref())?,
        Action::Unlink { question } => unlinking(case, question)?,
        Action::Judge { judgement, accepts, why } => judging(case, policy, judgement, *accepts, why, stamp)?,
        Action::TakeBackJudgement { judgement } => {
            let before = Some(case.judgements.get(judgement).ok_or(Refusal::NoSuchJudgement)?.clone());
            vec![Change::Judgement { judgement: judgement.clone(), before, after: None }]
        }
        // A case is opened once; undo and redo are the record's.
        _ => return Err(Refusal::NotOpen),
    };
    Ok(changes.into_iter().filter(|change| change.reversed().as_ref() != Some(change)).collect())
}

fn known<'p>(policy: &'p Policy, question: &QuestionId) -> Result<&'p Question, Refusal> {
    policy.question(question).ok_or(Refusal::NoSuchQuestion)
}

fn answer_becomes(case: &Case, question: &QuestionId, change: impl FnOnce(&mut Answer)) -> Vec<Change> {
    let before = case.answers.get(question).cloned();
    let mut after = before.clone().unwrap_or_else(Answer::empty);
    change(&mut after);
    let after = Some(after).filter(|after| !after.is_empty());
    vec![Change::Answer { question: question.clone(), before, after }]
}

/// Sources set aside that name a document: they go with it, or with the file whose pages they count.
fn forgotten(case: &Case, document: &DocumentId) -> Vec<Change> {
    let named = CitedDocument::Listed(document.clone());
    let concerned = case.answers.iter().filter(|(_, answer)| answer.sets_aside(&named));
    concerned.flat_map(|(question, _)| answer_becomes(case, question, |answer| answer.forget(document))).collect()
}

/// A row added or changed. The baseline of the pair that counts stays above zero. A score of the pair that changes its scale or
/// kind stays picked: the pair counts again once the other one follows.
fn putting_row(case: &Case, question: &QuestionId, row: RowId, content: &Row) -> Result<Vec<Change>, Refusal> {
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
    Ok(row_becomes(case, question, row, Some(content.clone())))
}

/// The state of a list of scores and the pair that counts, where one is picked.
fn picked_pair<'c>(case: &'c Case, question: &QuestionId) -> Option<(ListState, &'c ReadingPair)> {
    match case.value(question)? {
        Value::Readings(ReadingsAnswer { state, pair: Some(pair) }) => Some((*state, pair)),
        _ => None,
    }
}

fn row_becomes(case: &Case, question: &QuestionId, row: RowId, after: Option<Row>) -> Vec<Change> {
    let before = case.rows.get(question).and_then(|rows| rows.get(&row)).cloned();
    vec![Change::Row { question: question.clone(), row, before, after }]
}

fn sources_become(
    case: &Case,
    policy: &Policy,
    question: &QuestionId,
    row: Option<RowId>,
    change: impl FnOnce(&mut Vec<Citation>) -> Result<(), Refusal>,
) -> Result<Vec<Change>, Refusal> {
    let asked = known(policy, question)?;
    match row {
        None if !asked.cited => Err(Refusal::WrongKind),
        None if case.value(question) == Some(&Value::NotDocumented) => {
            let mut citations = case.citations(question).to_vec();
            let before = citations.len();
            change(&mut citations)?;
            if citations.len() > before {
                return Err(Refusal::CitesNotDocumented);
            }
            Ok(answer_becomes(case, question, |answer| answer.citations = citations))
        }
        None => {
            let mut citations = case.citations(question).to_vec();
            change(&mut citations)?;
            Ok(answer_becomes(case, question, |answer| answer.citations = citations))
        }
        Some(row) => {
            let mut content =
                case.rows.get(question).and_then(|rows| rows.get(&row)).cloned().ok_or(Refusal::NoSuchRow)?;
            change(content.citations_mut())?;
            Ok(row_becomes(case, question, row, Some(content)))
        }
    }
}

/// Taking out a row that counts in the chosen pair takes the pair back with it: a later row of the same number must
/// not slip into its place.
fn removing_row(case: &Case, policy: &Policy, question: &QuestionId, row: RowId) -> Result<Vec<Change>, Refusal> {
    known(policy, question)?;
    case.rows.get(question).and_then(|rows| rows.get(&row)).ok_or(Refusal::NoSuchRow)?;
    let mut changes = row_becomes(case, question, row, None);
    if let Some((state, _)) = picked_pair(case, question).filter(|(_, pair)| pair.baseline == row || pair.during == row)
    {
        let value = Value::Readings(ReadingsAnswer { state, pair: None });
        changes.extend(answer_becomes(case, question, |answer| answer.value = Some(value)));
    }
    Ok(changes)
}

fn judging(
    case: &Case,
    policy: &Policy,
    judgement: &JudgementId,
    accepts: bool,
    why: &str,
    stamp: &Stamp,
) -> Result<Vec<Change>, Refusal> {
    let facts = facts_hash(case, policy, judgement).ok_or(Refusal::NoSuchJudgement)?;
    let why = checked_text(why)?;
    let after = Some(Judged { accepts, why, by: stamp.signer(), at: stamp.at(), facts });
    let before = case.judgements.get(judgement).cloned();
    Ok(vec![Change::Judgement { judgement: judgement.clone(), before, after }])
}

/// SHA-256 of everything that a judgement rests on, on the case's pathway: answers, rows and sources of each question
/// that its criterion reads, also through its days, and the documents that those sources name, and the cases that are linked
/// there. `None` when the policy has no such judgement.
pub fn facts_hash(case: &Case, policy: &Policy, judgement: &JudgementId) -> Option<ContentHash> {
    let questions = policy.facts_of(judgement, &case.pathway)?;
    let links: Vec<_> = questions.iter().filter_map(|question| case.links.get_key_value(*question)).collect();
    let facts: Vec<_> = questions
        .into_iter()
        .map(|question| {
            let documents: Vec<_> = sources_of(case, question)
                .filter_map(|citation| match &citation.document {
                    CitedDocument::Listed(id) => case.documents.get(id),
                    CitedDocument::Titled(_) => None,
                })
                .collect();
            // Sources that are set aside prove nothing.
            let answer = case.answers.get(question).map(|answer| Answer { set_aside: Vec::new(), ..answer.clone() });
            (question, answer.filter(|answer| !answer.is_empty()), case.rows.get(question), documents)
        })
        .collect();
    // Ids, strings and decimals only: nothing here can fail to serialise.
    let pathway = policy.judgement(judgement).filter(|it| it.rests_on_pathway).map(|_| &case.pathway);
    // As before there were links, and without the pathway, where neither bears on it: a judgement made then holds.
    let bytes = match (links.is_empty(), pathway) {
        (true, None) => serde_json::to_vec(&facts),
        (false, None) => serde_json::to_vec(&(&facts, &links)),
        (true, Some(pathway)) => serde_json::to_vec(&(&facts, pathway)),
        (false, Some(pathway)) => serde_json::to_vec(&(&facts, &links, pathway)),
    };
    bytes.ok().map(|bytes| ContentHash::of(&bytes))
}

/// Every source noted for a question: of its answer and of its rows.
fn sources_of<'c>(case: &'c Case, question: &QuestionId) -> impl Iterator<Item = &'c Citation> {
    let rows = case.rows.get(question).into_iter().flat_map(|rows| rows.values());
    case.citations(question).iter().chain(rows.flat_map(Row::citations))
}

/// Where a document is cited: the answer or the row of it, and the citation.
pub fn citing<'c>(
    case: &'c Case,
    document: &DocumentId,
) -> impl Iterator<Item = (&'c QuestionId, Option<RowId>, &'c Citation)> + use<'c> {
    let wanted = CitedDocument::Listed(document.clone());
    let of_answers = case
        .answers
        .iter()
        .flat_map(|(question, answer)| answer.citations.iter().map(move |citation| (question, None, citation)));
    let of_rows = case.rows.iter().flat_map(|(question, rows)| {
        rows.iter().flat_map(move |(id, row)| {
            let row_id = *id;
            row.citations().iter().map(move |citation| (question, Some(row_id), citation))
        })
    });
    of_answers.chain(of_rows).filter(move |(_, _, citation)| citation.document == wanted)
}

/// The pages on which a document is cited, once for each citation.
pub fn cited_pages<'c>(case: &'c Case, document: &DocumentId) -> impl Iterator<Item = u32> + use<'c> {
    citing(case, document).map(|(_, _, citation)| citation.page)
}
