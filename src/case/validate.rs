//! Validates the kind and range of a value. The order of dates is checked by `chronology`.
//!
//! Must not know: what a value means for a criterion; no refusal repeats one, since values are patients' data.

use chrono::{Datelike, NaiveDate};

use super::attached_file::{AttachedFile, shown_name};
use super::citations::cited_pages;
use super::code_format::{FormatError, is_diagnosis_code, is_npi, is_procedure_code};
use super::document::{Citation, CitedDocument, Document};
use super::model::Case;
use super::refusal::Refusal;
use super::rows::{Course, Ended, PainKind, PainReading, Row, Scale};
use super::value::{Provider, ReadingPair, RequestedCode, StatedAs, StatedPercent, Value};
use crate::amount::Amount;
use crate::ids::{DocumentId, QuestionId, RowId};
use crate::policy::{Kind, Policy, Question};

/// The longest text that an answer, a note or a passage holds, in bytes.
const LONGEST_TEXT: usize = 20_000;

/// Trims a text that is neither blank nor too long and has no control character but line breaks and tabs.
pub(super) fn validate_text(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let bad = text.is_empty() || text.len() > LONGEST_TEXT || text.chars().any(control);
    if bad { Err(Refusal::BadText) } else { Ok(text.to_owned()) }
}

fn validate_line(text: &str, may_be_blank: bool) -> Result<(), Refusal> {
    if may_be_blank && text.is_empty() { Ok(()) } else { validate_text(text).map(|_| ()) }
}

pub(super) fn validate_date(date: NaiveDate) -> Result<(), Refusal> {
    if (1900..=2199).contains(&date.year()) { Ok(()) } else { Err(Refusal::BadDate) }
}

pub(super) fn validate_value(case: &Case, policy: &Policy, id: &QuestionId, value: &Value) -> Result<(), Refusal> {
    let question = policy.question(id).ok_or(Refusal::NoSuchQuestion)?;
    if *value == Value::NotDocumented {
        let may = question.kind == Kind::Item || question.may_be_undocumented;
        return if may { Ok(()) } else { Err(Refusal::NotUndocumentable) };
    }
    match (question.kind, value) {
        (Kind::Item, Value::Supported | Value::Contradicted) => Ok(()),
        (Kind::Choice, Value::Choice(chosen)) => {
            question.options.iter().find(|option| option.id == *chosen).map(|_| ()).ok_or(Refusal::NoSuchOption)
        }
        (Kind::Confirmation, Value::Confirmed) => Ok(()),
        (Kind::Date, Value::Date(date)) => validate_date(*date),
        (Kind::Instant, Value::Instant(instant)) => validate_date(instant.date_naive()),
        (Kind::Text | Kind::Passage, Value::Text(text)) => validate_line(text, false),
        (Kind::Courses, Value::Courses(_)) => Ok(()),
        (Kind::Readings, Value::Readings(answer)) => {
            answer.pair.as_ref().map_or(Ok(()), |pair| validate_pair(case, id, pair))
        }
        (Kind::StatedPercent, Value::StatedPercent(stated)) => validate_percent(stated),
        (Kind::Codes, Value::Codes(codes)) => validate_codes(codes),
        (Kind::Diagnoses, Value::Diagnoses(codes)) => {
            let formed = codes.iter().all(|code| is_diagnosis_code(code));
            if formed { Ok(()) } else { Err(FormatError::Diagnosis.into()) }
        }
        (Kind::Provider, Value::Provider(provider)) => validate_provider(provider),
        (
            Kind::Item
            | Kind::Choice
            | Kind::Confirmation
            | Kind::Date
            | Kind::Instant
            | Kind::Text
            | Kind::Passage
            | Kind::Courses
            | Kind::Readings
            | Kind::StatedPercent
            | Kind::Codes
            | Kind::Diagnoses
            | Kind::Provider,
            Value::Supported
            | Value::Contradicted
            | Value::NotDocumented
            | Value::Confirmed
            | Value::Choice(_)
            | Value::Date(_)
            | Value::Instant(_)
            | Value::Text(_)
            | Value::Courses(_)
            | Value::Readings(_)
            | Value::StatedPercent(_)
            | Value::Codes(_)
            | Value::Diagnoses(_)
            | Value::Provider(_),
        ) => Err(Refusal::WrongKind),
    }
}

fn validate_provider(provider: &Provider) -> Result<(), Refusal> {
    validate_line(&provider.name, false)?;
    let fits = provider.npi.is_empty() || is_npi(&provider.npi);
    if fits { Ok(()) } else { Err(FormatError::Npi.into()) }
}

fn validate_pair(case: &Case, question: &QuestionId, pair: &ReadingPair) -> Result<(), Refusal> {
    validate_line(&pair.why, false)?;
    let reading = |wanted: RowId| {
        case.readings(question).find(|(row, _)| *row == wanted).map(|(_, reading)| reading).ok_or(Refusal::NoSuchRow)
    };
    let (baseline, during) = (reading(pair.baseline)?, reading(pair.during)?);
    if pair.baseline == pair.during || baseline.scale != during.scale || baseline.kind != during.kind {
        return Err(Refusal::PairDoesNotCompare);
    }
    if baseline.score == Amount::ZERO { Err(Refusal::ZeroBaseline) } else { Ok(()) }
}

fn validate_percent(stated: &StatedPercent) -> Result<(), Refusal> {
    let highest = Amount::whole(100);
    let upward = match stated.stated_as {
        StatedAs::UpTo(upper) => stated.percent <= upper && upper <= highest,
        StatedAs::Exactly | StatedAs::AtLeast => true,
    };
    if stated.percent <= highest && upward { Ok(()) } else { Err(Refusal::BadPercent) }
}

fn validate_codes(codes: &[RequestedCode]) -> Result<(), Refusal> {
    for (place, code) in codes.iter().enumerate() {
        if !is_procedure_code(&code.cpt) {
            return Err(FormatError::Procedure.into());
        }
        if code.units == 0 || codes.iter().skip(place + 1).any(|other| other.cpt == code.cpt) {
            return Err(Refusal::BadUnits);
        }
    }
    Ok(())
}

pub(super) fn validate_row(case: &Case, question: &Question, row: &Row) -> Result<(), Refusal> {
    match (question.kind, row) {
        (Kind::Courses, Row::Course(course)) => validate_course(course),
        (Kind::Readings, Row::Reading(reading)) => validate_reading(reading),
        (
            Kind::Item
            | Kind::Choice
            | Kind::Confirmation
            | Kind::Date
            | Kind::Instant
            | Kind::Text
            | Kind::Passage
            | Kind::Courses
            | Kind::Readings
            | Kind::StatedPercent
            | Kind::Codes
            | Kind::Diagnoses
            | Kind::Provider,
            Row::Course(_) | Row::Reading(_),
        ) => Err(Refusal::WrongRow),
    }?;
    row.citations().iter().try_for_each(|citation| validate_citation(case, citation))
}

fn validate_reading(reading: &PainReading) -> Result<(), Refusal> {
    validate_line(&reading.drug, true)?;
    validate_line(&reading.dose, true)?;
    reading.on.map_or(Ok(()), validate_date)?;
    let whole_only = reading.scale == Scale::Vas || reading.kind != PainKind::Average;
    let off = reading.score > Amount::whole(reading.scale.highest()) || (whole_only && !reading.score.is_whole());
    if off { Err(Refusal::OffScale) } else { Ok(()) }
}

fn validate_course(course: &Course) -> Result<(), Refusal> {
    validate_line(&course.treatment, false)?;
    validate_line(&course.reason_stopped, true)?;
    if let Some(Ended::On(end)) = course.ended {
        validate_date(end)?;
    }
    course.started_on.map_or(Ok(()), validate_date)
}

pub(super) fn validate_citation(case: &Case, citation: &Citation) -> Result<(), Refusal> {
    validate_line(&citation.passage, false)?;
    validate_date(citation.on)?;
    if citation.region.is_some_and(|region| !region.is_on_a_page()) {
        return Err(Refusal::BadRegion);
    }
    let pages = match &citation.document {
        CitedDocument::Titled(title) => validate_line(title, false).map(|()| None)?,
        CitedDocument::Listed(id) => case.documents.get(id).ok_or(Refusal::NoSuchDocument)?.pages,
    };
    let within = citation.page >= 1 && pages.is_none_or(|pages| citation.page <= pages);
    if within { Ok(()) } else { Err(Refusal::BadPage) }
}

pub(super) fn validate_document(case: &Case, id: &DocumentId, document: &Document) -> Result<(), Refusal> {
    if !case.documents.contains_key(id) && !id.is_plain() {
        return Err(Refusal::BadDocumentId);
    }
    validate_line(&document.title, false)?;
    validate_line(&document.kind, true)?;
    document.dated_on.map_or(Ok(()), validate_date)?;
    document.received_on.map_or(Ok(()), validate_date)?;
    document.file.as_ref().map_or(Ok(()), validate_file)?;
    let last_cited = cited_pages(case, id).max();
    // A citation of a page in one file says nothing about the same page of another file.
    let file_before = case.documents.get(id).and_then(|before| before.file.as_ref());
    if last_cited.is_some() && file_before.is_some() && file_before != document.file.as_ref() {
        return Err(Refusal::FileCited);
    }
    let last_cited = last_cited.unwrap_or(1);
    if document.pages.is_none_or(|pages| pages >= last_cited) { Ok(()) } else { Err(Refusal::BadPage) }
}

fn validate_file(file: &AttachedFile) -> Result<(), Refusal> {
    if file.hash.is_valid() && file.bytes > 0 && shown_name(&file.name) == file.name {
        Ok(())
    } else {
        Err(Refusal::BadFile)
    }
}
