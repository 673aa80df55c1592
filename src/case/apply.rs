//! What an action changes, or why it is refused. Impossible values, what a role may not do and what the policy does not
//! ask stop here, whether they come from the window or from a file.
//!
//! Must not know: how criteria are decided; no refusal repeats a value, since values are patients' data.

use chrono::{Datelike, NaiveDate};

use super::action::Action;
use super::change::Change;
use super::form::{self, FormError};
use super::model::*;
use super::record::Stamp;
use super::reviewer::Role;
use crate::amount::Amount;
use crate::ids::{ContentHash, JudgementId, QuestionId, RowId};
use crate::policy::{Kind, Policy, Question};

/// The longest text that an answer, a note or a passage holds, in bytes.
const LONGEST_TEXT: usize = 20_000;

/// Why an action was refused. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case does not exist yet, or already does.
    #[error("a case is opened once, by its first action: begin with \"open\" and a pathway, and only then")]
    NotOpen,
    /// The policy at hand is another one.
    #[error("the case is pinned to another policy text than the one at hand: open it with that one")]
    OtherPolicy,
    /// Unknown pathway.
    #[error("the policy has no pathway of this id")]
    NoSuchPathway,
    /// Unknown question.
    #[error("neither the policy nor the request has a question of this id")]
    NoSuchQuestion,
    /// Unknown criterion.
    #[error("the policy has no criterion of this id")]
    NoSuchCriterion,
    /// Unknown judgement.
    #[error("the policy has no judgement of this id")]
    NoSuchJudgement,
    /// Unknown option.
    #[error("the question has no such option")]
    NoSuchOption,
    /// Unknown row.
    #[error("the list has no such row")]
    NoSuchRow,
    /// Unknown document.
    #[error("the case's list has no such document")]
    NoSuchDocument,
    /// Unknown source.
    #[error("this source is not noted there")]
    NoSuchCitation,
    /// Value of another kind.
    #[error("the question takes another kind of answer")]
    WrongKind,
    /// A row where there is no list, or of another list.
    #[error("the question's list does not take rows of this kind")]
    WrongRow,
    /// "Not in the record" where that is no answer.
    #[error("this is a fact of the request: it can be left open, but it cannot be missing from the record")]
    NotUndocumentable,
    /// Blank or overlong text.
    #[error("the text is blank, too long (20,000 bytes) or holds control characters")]
    BadText,
    /// A date far outside.
    #[error("a date lies between 1900 and 2199")]
    BadDate,
    /// An end before its start.
    #[error("it ends before it starts: one of the two dates is wrong")]
    EndBeforeStart,
    /// Birth after something, or something before the start of what it belongs to.
    #[error("a date comes before one that it cannot precede: service or receipt before birth, an end before its start")]
    TooEarly,
    /// A treatment that starts after receipt.
    #[error("a treatment starts after the request was received: one of the two dates is wrong")]
    TooLate,
    /// A score off its scale.
    #[error("the score lies outside its scale: NRS is 0 to 10, whole except for an average; VAS is 0 to 100 mm, whole")]
    OffScale,
    /// A baseline of zero.
    #[error("a baseline of 0 leaves nothing to reduce: choose another score")]
    ZeroBaseline,
    /// Two readings that do not compare.
    #[error("the two scores must be different rows of one scale and one kind")]
    PairDoesNotCompare,
    /// A percentage beyond 100, or a range that runs backward.
    #[error("relief lies between 0 and 100 %, and a range runs upward")]
    BadPercent,
    /// No page, or one past the end.
    #[error("the page is counted from 1 and lies within the document")]
    BadPage,
    /// The same source again.
    #[error("this source is already noted there")]
    AlreadyCited,
    /// No units, or a code twice.
    #[error("each requested code stands once, with at least one unit")]
    BadUnits,
    /// A malformed code or number.
    #[error(transparent)]
    Form(#[from] FormError),
    /// A document that something cites.
    #[error("something cites this document: take those sources back first")]
    DocumentCited,
    /// Only a physician may.
    #[error("only a physician records or takes back a judgement: refer the case")]
    NeedsPhysician,
    /// Nothing left to undo.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Nothing left to redo.
    #[error("there is nothing to do again")]
    NothingToRedo,
    /// The history does not carry the change.
    #[error("the change does not fit the case's history; nothing was changed")]
    Unfoldable,
}

/// What an action changes in a case; empty when the case already stands so.
pub(super) fn changes_for(
    case: &Case,
    policy: &Policy,
    action: &Action,
    stamp: &Stamp,
) -> Result<Vec<Change>, Refusal> {
    let changes = match action {
        Action::Open { .. } | Action::Undo | Action::Redo => return Err(Refusal::NotOpen),
        Action::ChoosePathway { pathway } => {
            policy.pathway(pathway).ok_or(Refusal::NoSuchPathway)?;
            vec![Change::Pathway { before: case.pathway.clone(), after: pathway.clone() }]
        }
        Action::Answer { question, value } => {
            value_fits(case, policy, question, value)?;
            answer_becomes(case, question, |answer| answer.value = Some(value.clone()))
        }
        Action::Clear { question } => {
            known(policy, question)?;
            answer_becomes(case, question, |answer| answer.value = None)
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
            row_becomes(case, question, *row, Some(content.clone()))
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
            vec![Change::Document { document: document.clone(), before, after: Some(content.clone()) }]
        }
        Action::RemoveDocument { document } => {
            let before = Some(case.documents.get(document).ok_or(Refusal::NoSuchDocument)?.clone());
            if cited_pages(case, document).next().is_some() {
                return Err(Refusal::DocumentCited);
            }
            vec![Change::Document { document: document.clone(), before, after: None }]
        }
        Action::Judge { judgement, accepts, why } => judging(case, policy, judgement, *accepts, why, stamp)?,
    };
    Ok(changes.into_iter().filter(|change| change.reversed().as_ref() != Some(change)).collect())
}

fn known<'p>(policy: &'p Policy, question: &QuestionId) -> Result<&'p Question, Refusal> {
    policy.question(question).ok_or(Refusal::NoSuchQuestion)
}

fn answer_becomes(case: &Case, question: &QuestionId, change: impl FnOnce(&mut Answer)) -> Vec<Change> {
    let before = case.answers.get(question).cloned();
    let mut after = before.clone().unwrap_or(Answer { value: None, citations: Vec::new() });
    change(&mut after);
    let after = (after.value.is_some() || !after.citations.is_empty()).then_some(after);
    vec![Change::Answer { question: question.clone(), before, after }]
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
    if let Some(Value::Readings(ReadingsAnswer { state, pair: Some(pair) })) = case.value(question)
        && (pair.baseline == row || pair.during == row)
    {
        let value = Value::Readings(ReadingsAnswer { state: *state, pair: None });
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
    if stamp.by.role != Role::Physician {
        return Err(Refusal::NeedsPhysician);
    }
    let facts = facts_hash(case, policy, judgement).ok_or(Refusal::NoSuchJudgement)?;
    let why = checked_text(why)?;
    let after = Some(Judged { accepts, why, by: stamp.by.clone(), at: stamp.at, facts });
    let before = case.judgements.get(judgement).cloned();
    Ok(vec![Change::Judgement { judgement: judgement.clone(), before, after }])
}

/// SHA-256 of everything that a judgement rests on, on the case's pathway: answers, rows and sources of each question
/// that its criterion reads, also through its days, and the documents that those sources name. `None` when the policy has
/// no such judgement.
pub fn facts_hash(case: &Case, policy: &Policy, judgement: &JudgementId) -> Option<ContentHash> {
    let questions = policy.facts_of(judgement, &case.pathway)?;
    let facts: Vec<_> = questions
        .into_iter()
        .map(|question| {
            let documents: Vec<_> = sources_of(case, question)
                .filter_map(|citation| match &citation.document {
                    CitedDocument::Listed(id) => case.documents.get(id),
                    CitedDocument::Titled(_) => None,
                })
                .collect();
            (question, case.answers.get(question), case.rows.get(question), documents)
        })
        .collect();
    // Ids, strings and decimals only: nothing here can fail to serialise.
    serde_json::to_vec(&facts).ok().map(|bytes| ContentHash::of(&bytes))
}

/// Every source noted for a question: of its answer and of its rows.
fn sources_of<'c>(case: &'c Case, question: &QuestionId) -> impl Iterator<Item = &'c Citation> {
    let rows = case.rows.get(question).into_iter().flat_map(|rows| rows.values());
    case.citations(question).iter().chain(rows.flat_map(Row::citations))
}

/// Where a document is cited: the pages, once for each citation.
pub fn cited_pages<'c>(case: &'c Case, document: &crate::ids::DocumentId) -> impl Iterator<Item = u32> + 'c {
    let wanted = CitedDocument::Listed(document.clone());
    let answers = case.answers.values().flat_map(|answer| &answer.citations);
    let rows = case.rows.values().flat_map(|rows| rows.values()).flat_map(Row::citations);
    answers.chain(rows).filter(move |citation| citation.document == wanted).map(|citation| citation.page)
}

fn checked_text(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let bad = text.is_empty() || text.len() > LONGEST_TEXT || text.chars().any(control);
    if bad { Err(Refusal::BadText) } else { Ok(text.to_owned()) }
}

fn text_fits(text: &str, may_be_blank: bool) -> Result<(), Refusal> {
    if may_be_blank && text.is_empty() { Ok(()) } else { checked_text(text).map(|_| ()) }
}

fn date_fits(date: NaiveDate) -> Result<(), Refusal> {
    if (1900..=2199).contains(&date.year()) { Ok(()) } else { Err(Refusal::BadDate) }
}

fn value_fits(case: &Case, policy: &Policy, id: &QuestionId, value: &Value) -> Result<(), Refusal> {
    let question = known(policy, id)?;
    match (question.kind, value) {
        (Kind::Item, Value::Supported | Value::Contradicted | Value::NotDocumented) => Ok(()),
        (_, Value::NotDocumented) if question.may_be_undocumented => Ok(()),
        (_, Value::NotDocumented) => Err(Refusal::NotUndocumentable),
        (Kind::Choice, Value::Choice(chosen)) => {
            question.options.iter().find(|option| option.id == *chosen).map(|_| ()).ok_or(Refusal::NoSuchOption)
        }
        (Kind::Confirmation, Value::Confirmed) => Ok(()),
        (Kind::Date, Value::Date(date)) => dates_fit(case, policy, question, *date),
        (Kind::Instant, Value::Instant(instant)) => dates_fit(case, policy, question, instant.date_naive()),
        (Kind::Text | Kind::Passage, Value::Text(text)) => text_fits(text, false),
        (Kind::Courses, Value::Courses(_)) => Ok(()),
        (Kind::Readings, Value::Readings(answer)) => {
            answer.pair.as_ref().map_or(Ok(()), |pair| pair_fits(case, id, pair))
        }
        (Kind::StatedPercent, Value::StatedPercent(stated)) => percent_fits(stated),
        (Kind::Codes, Value::Codes(codes)) => codes_fit(codes),
        (Kind::Diagnoses, Value::Diagnoses(codes)) => {
            let formed = codes.iter().all(|code| form::diagnosis_is_formed(code));
            if formed { Ok(()) } else { Err(FormError::Diagnosis.into()) }
        }
        (Kind::Provider, Value::Provider(provider)) => {
            text_fits(&provider.name, false)?;
            let fits = provider.npi.is_empty() || form::npi_is_valid(&provider.npi);
            if fits { Ok(()) } else { Err(FormError::Npi.into()) }
        }
        _ => Err(Refusal::WrongKind),
    }
}

/// A date holds against the one that it cannot precede, and against every date and row that cannot precede or follow it.
fn dates_fit(case: &Case, policy: &Policy, question: &Question, date: NaiveDate) -> Result<(), Refusal> {
    date_fits(date)?;
    if question.not_before.as_ref().and_then(|first| case.date(first)).is_some_and(|first| date < first) {
        return Err(Refusal::TooEarly);
    }
    for other in policy.questions() {
        if other.not_before.as_ref() == Some(&question.id) {
            let starts = case.courses(&other.id).filter_map(|(_, course)| course.started_on);
            if case.date(&other.id).into_iter().chain(starts).any(|later| later < date) {
                return Err(Refusal::TooEarly);
            }
        }
        if other.not_after.as_ref() == Some(&question.id)
            && case.courses(&other.id).any(|(_, course)| course.started_on.is_some_and(|start| start > date))
        {
            return Err(Refusal::TooLate);
        }
    }
    Ok(())
}

fn pair_fits(case: &Case, question: &QuestionId, pair: &ReadingPair) -> Result<(), Refusal> {
    text_fits(&pair.why, false)?;
    let reading = |wanted: RowId| {
        case.readings(question).find(|(row, _)| *row == wanted).map(|(_, reading)| reading).ok_or(Refusal::NoSuchRow)
    };
    let (baseline, during) = (reading(pair.baseline)?, reading(pair.during)?);
    if pair.baseline == pair.during || baseline.scale != during.scale || baseline.kind != during.kind {
        return Err(Refusal::PairDoesNotCompare);
    }
    if baseline.score == Amount::ZERO { Err(Refusal::ZeroBaseline) } else { Ok(()) }
}

fn percent_fits(stated: &StatedPercent) -> Result<(), Refusal> {
    let highest = Amount::whole(100);
    let upward = match stated.stated_as {
        StatedAs::UpTo(upper) => stated.percent <= upper && upper <= highest,
        StatedAs::Exactly | StatedAs::AtLeast => true,
    };
    if stated.percent <= highest && upward { Ok(()) } else { Err(Refusal::BadPercent) }
}

fn codes_fit(codes: &[RequestedCode]) -> Result<(), Refusal> {
    for (place, code) in codes.iter().enumerate() {
        if !form::procedure_is_formed(&code.cpt) {
            return Err(FormError::Procedure.into());
        }
        if code.units == 0 || codes.iter().skip(place + 1).any(|other| other.cpt == code.cpt) {
            return Err(Refusal::BadUnits);
        }
    }
    Ok(())
}

fn row_fits(case: &Case, question: &Question, row: &Row) -> Result<(), Refusal> {
    match (question.kind, row) {
        (Kind::Courses, Row::Course(course)) => course_fits(case, question, course),
        (Kind::Readings, Row::Reading(reading)) => {
            text_fits(&reading.drug, true)?;
            text_fits(&reading.dose, true)?;
            reading.on.map_or(Ok(()), date_fits)?;
            let whole_only = reading.scale == Scale::Vas || reading.kind != PainKind::Average;
            let off =
                reading.score > Amount::whole(reading.scale.highest()) || (whole_only && !reading.score.is_whole());
            if off { Err(Refusal::OffScale) } else { Ok(()) }
        }
        _ => Err(Refusal::WrongRow),
    }?;
    row.citations().iter().try_for_each(|citation| citation_fits(case, citation))
}

fn course_fits(case: &Case, question: &Question, course: &Course) -> Result<(), Refusal> {
    text_fits(&course.treatment, false)?;
    text_fits(&course.reason_stopped, true)?;
    if let Some(Ended::On(end)) = course.ended {
        date_fits(end)?;
        if course.started_on.is_some_and(|start| end < start) {
            return Err(Refusal::EndBeforeStart);
        }
    }
    let Some(start) = course.started_on else { return Ok(()) };
    date_fits(start)?;
    let limit = |id: &Option<QuestionId>| id.as_ref().and_then(|id| case.date(id));
    if limit(&question.not_before).is_some_and(|first| start < first) {
        return Err(Refusal::TooEarly);
    }
    if limit(&question.not_after).is_some_and(|last| start > last) { Err(Refusal::TooLate) } else { Ok(()) }
}

fn citation_fits(case: &Case, citation: &Citation) -> Result<(), Refusal> {
    text_fits(&citation.passage, false)?;
    date_fits(citation.on)?;
    let pages = match &citation.document {
        CitedDocument::Titled(title) => text_fits(title, false).map(|()| None)?,
        CitedDocument::Listed(id) => case.documents.get(id).ok_or(Refusal::NoSuchDocument)?.pages,
    };
    let within = citation.page >= 1 && pages.is_none_or(|pages| citation.page <= pages);
    if within { Ok(()) } else { Err(Refusal::BadPage) }
}

fn document_fits(case: &Case, id: &crate::ids::DocumentId, document: &Document) -> Result<(), Refusal> {
    text_fits(id.as_str(), false)?;
    text_fits(&document.title, false)?;
    text_fits(&document.kind, true)?;
    document.dated_on.map_or(Ok(()), date_fits)?;
    document.received_on.map_or(Ok(()), date_fits)?;
    let last_cited = cited_pages(case, id).max().unwrap_or(1);
    if document.pages.is_none_or(|pages| pages >= last_cited) { Ok(()) } else { Err(Refusal::BadPage) }
}
