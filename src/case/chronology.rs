//! Finds dates of a case that contradict each other, and dates of past events that lie in the future.
//!
//! An action is refused for the conflicts that it would add, whichever of two dates is entered last. A case that has a conflict
//! from before the rule existed stays editable.
//!
//! Must not know: the action that caused a conflict; which of two dates is wrong.

use chrono::NaiveDate;

use super::document::{Citation, CitedDocument};
use super::model::Case;
use super::refusal::Refusal;
use super::rows::{Ended, Row};
use super::value::Value;
use crate::clock::Instant;
use crate::ids::{DocumentId, QuestionId, RowId};
use crate::policy::{Policy, Question, request};

/// Two dates of a case that contradict each other, or one that contradicts the day of entry.
#[derive(PartialEq, Eq)]
struct Conflict {
    refusal: Refusal,
    place: DateLocation,
    against: Option<DateLocation>,
}

/// A date within a case.
#[derive(Clone, PartialEq, Eq)]
enum DateLocation {
    Answer(QuestionId),
    Start(QuestionId, RowId),
    End(QuestionId, RowId),
    /// A source of an answer or of a row, by its date and page.
    Source(QuestionId, Option<RowId>, NaiveDate, u32),
    DocumentDate(DocumentId),
    DocumentReceived(DocumentId),
}

/// Refuses `after` for conflicts of dates that `before` did not have. `entered_at` is the time of entry.
pub(super) fn check_chronology(
    before: &Case,
    after: &Case,
    policy: &Policy,
    entered_at: Instant,
) -> Result<(), Refusal> {
    let found = conflicts(after, policy, entered_at);
    if found.is_empty() {
        return Ok(());
    }
    let known = conflicts(before, policy, entered_at);
    let added = found.into_iter().filter(|conflict| !known.contains(conflict));
    // Of several conflicts the most obvious one is reported: before birth, before its own start, after its limit, in the future.
    let rank = |conflict: &Conflict| match conflict.refusal {
        Refusal::TooEarly => 0,
        Refusal::EndBeforeStart => 1,
        Refusal::TooLate => 2,
        _ => 3,
    };
    added.min_by_key(rank).map_or(Ok(()), |conflict| Err(conflict.refusal))
}

fn conflicts(case: &Case, policy: &Policy, entered_at: Instant) -> Vec<Conflict> {
    let mut found = Conflicts { case, entered_at, found: Vec::new() };
    for question in policy.questions() {
        found.find_in_question(question);
    }
    for (question, answer) in &case.answers {
        found.find_in_sources(question, None, &answer.citations);
    }
    for (question, rows) in &case.rows {
        for (row, content) in rows {
            found.find_in_sources(question, Some(*row), content.citations());
        }
    }
    found.find_in_documents();
    found.found
}

struct Conflicts<'c> {
    case: &'c Case,
    entered_at: Instant,
    found: Vec<Conflict>,
}

impl Conflicts<'_> {
    fn add(&mut self, refusal: Refusal, place: DateLocation, against: Option<DateLocation>) {
        self.found.push(Conflict { refusal, place, against });
    }

    fn find_in_question(&mut self, question: &Question) {
        let dates = self.dates_of(question);
        for first in &question.not_before {
            let Some(limit) = self.case.date(first) else { continue };
            for (place, _) in dates.iter().filter(|(_, on)| *on < limit) {
                self.add(Refusal::TooEarly, place.clone(), Some(DateLocation::Answer(first.clone())));
            }
        }
        for last in &question.not_after {
            let Some(limit) = self.case.date(last) else { continue };
            // A treatment may continue past the request, but not start after it.
            let starts = dates.iter().filter(|(place, on)| !matches!(place, DateLocation::End(..)) && *on > limit);
            for (place, _) in starts {
                self.add(Refusal::TooLate, place.clone(), Some(DateLocation::Answer(last.clone())));
            }
        }
        for (row, content) in self.case.rows.get(&question.id).into_iter().flatten() {
            if let Row::Course(course) = content
                && let (Some(start), Some(Ended::On(end))) = (course.started_on, course.ended)
                && end < start
            {
                self.add(Refusal::EndBeforeStart, DateLocation::End(question.id.clone(), *row), None);
            }
        }
        if question.in_past {
            self.find_in_future(&dates);
        }
    }

    fn find_in_future(&mut self, dates: &[(DateLocation, NaiveDate)]) {
        for (place, on) in dates {
            let today = match place {
                // A treatment may be planned to end later.
                DateLocation::End(..) => continue,
                DateLocation::Answer(question) => self.today_for(question),
                _ => self.today(),
            };
            if *on > today {
                self.add(Refusal::InFuture, place.clone(), None);
            }
        }
    }

    /// The day of entry, in the zone of the workstation.
    fn today(&self) -> NaiveDate {
        self.entered_at.date_naive()
    }

    /// The day of entry in the zone of an answered instant; for a date, in the zone of the workstation.
    fn today_for(&self, question: &QuestionId) -> NaiveDate {
        match self.case.value(question) {
            Some(Value::Instant(instant)) => self.entered_at.with_timezone(instant.offset()).date_naive(),
            _ => self.today(),
        }
    }

    /// Every date that a question holds: of its answer and of its rows.
    fn dates_of(&self, question: &Question) -> Vec<(DateLocation, NaiveDate)> {
        let id = &question.id;
        let mut dates: Vec<_> =
            self.case.date(id).map(|on| (DateLocation::Answer(id.clone()), on)).into_iter().collect();
        for (row, content) in self.case.rows.get(id).into_iter().flatten() {
            let (start, end) = match content {
                Row::Course(course) => (course.started_on, course.ended),
                Row::Reading(reading) => (reading.on, None),
            };
            dates.extend(start.map(|on| (DateLocation::Start(id.clone(), *row), on)));
            if let Some(Ended::On(on)) = end {
                dates.push((DateLocation::End(id.clone(), *row), on));
            }
        }
        dates
    }

    fn find_in_sources(&mut self, question: &QuestionId, row: Option<RowId>, citations: &[Citation]) {
        let born_on = self.case.date(&request::MEMBER_BORN_ON);
        for citation in citations {
            let place = DateLocation::Source(question.clone(), row, citation.on, citation.page);
            if citation.on > self.today() {
                self.add(Refusal::InFuture, place.clone(), None);
            }
            if born_on.is_some_and(|born_on| citation.on < born_on) {
                let born = DateLocation::Answer(request::MEMBER_BORN_ON.clone());
                self.add(Refusal::TooEarly, place.clone(), Some(born));
            }
            if let CitedDocument::Listed(document) = &citation.document
                && self.received_on(document).is_some_and(|received_on| citation.on > received_on)
            {
                self.add(Refusal::TooLate, place, Some(DateLocation::DocumentReceived(document.clone())));
            }
        }
    }

    fn received_on(&self, document: &DocumentId) -> Option<NaiveDate> {
        self.case.documents.get(document).and_then(|document| document.received_on)
    }

    fn find_in_documents(&mut self) {
        let today = self.today();
        for (id, document) in &self.case.documents {
            let (dated, received) =
                (DateLocation::DocumentDate(id.clone()), DateLocation::DocumentReceived(id.clone()));
            if document.dated_on.is_some_and(|on| on > today) {
                self.add(Refusal::InFuture, dated.clone(), None);
            }
            if document.received_on.is_some_and(|on| on > today) {
                self.add(Refusal::InFuture, received.clone(), None);
            }
            if document.dated_on.zip(document.received_on).is_some_and(|(dated, received)| dated > received) {
                self.add(Refusal::TooLate, dated, Some(received));
            }
        }
    }
}
