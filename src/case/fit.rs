//! Validates the kind and range of a value. The order of dates is checked by `chronology`.
//!
//! Must not know: what any value amounts to; no refusal repeats one, since values are patients' data.

use chrono::{Datelike, NaiveDate};

use super::apply::cited_pages;
use super::attached::file_fits;
use super::form::{self, FormError};
use super::model::*;
use super::refusal::Refusal;
use super::rows::*;
use crate::amount::Amount;
use crate::ids::{DocumentId, QuestionId, RowId};
use crate::policy::{Kind, Policy, Question};

/// The longest text that an answer, a note or a passage holds, in bytes.
const LONGEST_TEXT: usize = 20_000;

pub(super) fn checked_text(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let bad = text.is_empty() || text.len() > LONGEST_TEXT || text.chars().any(control);
    if bad { Err(Refusal::BadText) } else { Ok(text.to_owned()) }
}

fn text_fits(text: &str, may_be_blank: bool) -> Result<(), Refusal> {
    if may_be_blank && text.is_empty() { Ok(()) } else { checked_text(text).map(|_| ()) }
}

pub(super) fn date_fits(date: NaiveDate) -> Result<(), Refusal> {
    if (1900..=2199).contains(&date.year()) { Ok(()) } else { Err(Refusal::BadDate) }
}

pub(super) fn value_fits(case: &Case, policy: &Policy, id: &QuestionId, value: &Value) -> Result<(), Refusal> {
    let question = policy.question(id).ok_or(Refusal::NoSuchQuestion)?;
    match (question.kind, value) {
        (Kind::Item, Value::Supported | Value::Contradicted | Value::NotDocumented) => Ok(()),
        (_, Value::NotDocumented) if question.may_be_undocumented => Ok(()),
        (_, Value::NotDocumented) => Err(Refusal::NotUndocumentable),
        (Kind::Choice, Value::Choice(chosen)) => {
            question.options.iter().find(|option| option.id == *chosen).map(|_| ()).ok_or(Refusal::NoSuchOption)
        }
        (Kind::Confirmation, Value::Confirmed) => Ok(()),
        (Kind::Date, Value::Date(date)) => date_fits(*date),
        (Kind::Instant, Value::Instant(instant)) => date_fits(instant.date_naive()),
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

pub(super) fn row_fits(case: &Case, question: &Question, row: &Row) -> Result<(), Refusal> {
    match (question.kind, row) {
        (Kind::Courses, Row::Course(course)) => course_fits(course),
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

fn course_fits(course: &Course) -> Result<(), Refusal> {
    text_fits(&course.treatment, false)?;
    text_fits(&course.reason_stopped, true)?;
    if let Some(Ended::On(end)) = course.ended {
        date_fits(end)?;
    }
    course.started_on.map_or(Ok(()), date_fits)
}

pub(super) fn citation_fits(case: &Case, citation: &Citation) -> Result<(), Refusal> {
    text_fits(&citation.passage, false)?;
    date_fits(citation.on)?;
    if citation.region.is_some_and(|region| !region.is_on_a_page()) {
        return Err(Refusal::BadRegion);
    }
    let pages = match &citation.document {
        CitedDocument::Titled(title) => text_fits(title, false).map(|()| None)?,
        CitedDocument::Listed(id) => case.documents.get(id).ok_or(Refusal::NoSuchDocument)?.pages,
    };
    let within = citation.page >= 1 && pages.is_none_or(|pages| citation.page <= pages);
    if within { Ok(()) } else { Err(Refusal::BadPage) }
}

pub(super) fn document_fits(case: &Case, id: &DocumentId, document: &Document) -> Result<(), Refusal> {
    if !case.documents.contains_key(id) && !id.is_plain() {
        return Err(Refusal::BadDocumentId);
    }
    text_fits(&document.title, false)?;
    text_fits(&document.kind, true)?;
    document.dated_on.map_or(Ok(()), date_fits)?;
    document.received_on.map_or(Ok(()), date_fits)?;
    document.file.as_ref().map_or(Ok(()), file_fits)?;
    let last_cited = cited_pages(case, id).max();
    // What was cited on a page of one file stands on no page of another.
    let file_before = case.documents.get(id).and_then(|before| before.file.as_ref());
    if last_cited.is_some() && file_before.is_some() && file_before != document.file.as_ref() {
        return Err(Refusal::FileCited);
    }
    let last_cited = last_cited.unwrap_or(1);
    if document.pages.is_none_or(|pages| pages >= last_cited) { Ok(()) } else { Err(Refusal::BadPage) }
}
