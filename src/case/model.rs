//! A case: answers by question, never by pathway, so that switching the pathway keeps every one of them.
//!
//! Must not know: the events that led to it (that is `history`), or its result (that is `engine`).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::correspondence::{Contact, Extension, Hold};
use super::decision::{Addendum, Determination};
use super::document::{Citation, Document};
use super::linked_case::LinkedCase;
use super::policy_pin::PolicyPin;
use super::reviewer::Reviewer;
use super::rows::{Course, PainReading, Row};
use super::state::CaseState;
use super::value::Value;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash, CriterionId, DocumentId, JudgementId, OptionId, PathwayId, QuestionId, RowId};
use crate::policy::is_of_request_form;
use crate::redacted::redacted_debug;

redacted_debug!(Case, Judged);

/// The present state of a case. Only events change it: see `History`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its id, which says nothing about the member.
    pub id: CaseId,
    /// The policy that it is reviewed under.
    pub policy: PolicyPin,
    /// The pathway.
    pub pathway: PathwayId,
    /// The documents of the chart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documents: BTreeMap<DocumentId, Document>,
    /// The answers, by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<QuestionId, Answer>,
    /// The rows of list questions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<QuestionId, BTreeMap<RowId, Row>>,
    /// Notes on criteria.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<CriterionId, String>,
    /// Signed cases of the same member that prove a choice, by that choice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<QuestionId, Box<LinkedCase>>,
    /// Physicians' judgements.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub judgements: BTreeMap<JudgementId, Judged>,
    /// The latest decision; none while nobody has decided anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub determination: Option<Box<Determination>>,
    /// Requests for information.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holds: BTreeMap<RowId, Hold>,
    /// The extension of the time to decide, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// Calls, letters and conversations.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub contacts: BTreeMap<RowId, Contact>,
    /// Addenda to a decided case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addenda: BTreeMap<RowId, Addendum>,
}

/// A physician's judgement, bound to the facts that it was made on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// True where the physician accepts.
    pub accepts: bool,
    /// The reason.
    pub why: String,
    /// The physician.
    pub by: Reviewer,
    /// The time.
    pub at: Instant,
    /// Hash of the facts at that moment. Once the facts have another hash, the judgement has lapsed.
    pub facts: ContentHash,
}

impl Case {
    /// The first id of "d1", "d2" and so on that no document of the case has.
    pub fn free_document_id(&self) -> DocumentId {
        let free = (1..).map(|number: u32| DocumentId::new(format!("d{number}")));
        free.into_iter().find(|id| !self.documents.contains_key(id)).unwrap_or_else(|| DocumentId::new("d0"))
    }

    /// A new case without any answers.
    pub fn opened(id: CaseId, policy: PolicyPin, pathway: PathwayId) -> Self {
        Self {
            id,
            policy,
            pathway,
            documents: BTreeMap::new(),
            answers: BTreeMap::new(),
            rows: BTreeMap::new(),
            notes: BTreeMap::new(),
            links: BTreeMap::new(),
            judgements: BTreeMap::new(),
            determination: None,
            holds: BTreeMap::new(),
            extension: None,
            contacts: BTreeMap::new(),
            addenda: BTreeMap::new(),
        }
    }

    /// The state in the review. Before the first decision it is a draft until the checklist has an answer, and then in review, so
    /// that no reviewer has to set a state.
    pub fn state(&self) -> CaseState {
        match &self.determination {
            Some(determination) => determination.state,
            None => {
                let begun = self.answers.keys().chain(self.rows.keys()).any(|question| !is_of_request_form(question));
                if begun { CaseState::InReview } else { CaseState::Draft }
            }
        }
    }

    /// The newest request for information that has no answer yet.
    pub fn open_hold(&self) -> Option<(RowId, &Hold)> {
        self.holds.iter().rev().find(|(_, hold)| hold.received.is_none()).map(|(id, hold)| (*id, hold))
    }

    /// True where the time to decide was extended, by a separate notice or with a request for information.
    pub fn is_extended(&self) -> bool {
        self.extension.is_some() || self.holds.values().any(|hold| hold.extension_notice)
    }

    /// The value of an answer.
    pub fn value(&self, question: &QuestionId) -> Option<&Value> {
        self.answers.get(question)?.value.as_ref()
    }

    /// The chosen option of a choice.
    pub fn choice(&self, question: &QuestionId) -> Option<&OptionId> {
        match self.value(question)? {
            Value::Choice(option) => Some(option),
            _ => None,
        }
    }

    /// The date of an answer; for an instant, its date in the recorded zone.
    pub fn date(&self, question: &QuestionId) -> Option<NaiveDate> {
        match self.value(question)? {
            Value::Date(date) => Some(*date),
            Value::Instant(instant) => Some(instant.date_naive()),
            Value::Supported
            | Value::Contradicted
            | Value::NotDocumented
            | Value::Confirmed
            | Value::Choice(_)
            | Value::Text(_)
            | Value::Courses(_)
            | Value::Readings(_)
            | Value::StatedPercent(_)
            | Value::Codes(_)
            | Value::Diagnoses(_)
            | Value::Provider(_) => None,
        }
    }

    /// The sources of an answer.
    pub fn citations(&self, question: &QuestionId) -> &[Citation] {
        self.answers.get(question).map_or(&[], |answer| &answer.citations)
    }

    /// The treatments of a list, in the order of their ids.
    pub fn courses(&self, question: &QuestionId) -> impl Iterator<Item = (RowId, &Course)> {
        self.rows_of(question).filter_map(|(id, row)| match row {
            Row::Course(course) => Some((id, course)),
            Row::Reading(_) => None,
        })
    }

    /// The pain readings of a list, in the order of their ids.
    pub fn readings(&self, question: &QuestionId) -> impl Iterator<Item = (RowId, &PainReading)> {
        self.rows_of(question).filter_map(|(id, row)| match row {
            Row::Reading(reading) => Some((id, reading)),
            Row::Course(_) => None,
        })
    }

    /// The text of an answer; empty where there is none.
    pub fn text(&self, question: &QuestionId) -> &str {
        match self.value(question) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    fn rows_of(&self, question: &QuestionId) -> impl Iterator<Item = (RowId, &Row)> {
        self.rows.get(question).into_iter().flatten().map(|(id, row)| (*id, row))
    }
}
