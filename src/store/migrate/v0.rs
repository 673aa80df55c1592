//! Version 0, before the first release: answers only, with sources named by title. An event named its action and not
//! the program; a reviewer's identity was not recorded. Frozen: see `migrate`.
//!
//! Must not know: any version but its own and the next.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::v1;
use crate::case;
use crate::ids::{CaseId, ContentHash, OptionId, PathwayId, QuestionId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    format: String,
    version: u64,
    case: Case,
    events: Vec<Event>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: CaseId,
    policy: PolicyPin,
    pathway: PathwayId,
    answers: BTreeMap<QuestionId, Answer>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyPin {
    number: String,
    effective_on: NaiveDate,
    hash: ContentHash,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    citations: Vec<Citation>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Value {
    Supported,
    Contradicted,
    NotDocumented,
    Choice(OptionId),
    Date(NaiveDate),
    Text(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Citation {
    document: String,
    page: u32,
    on: NaiveDate,
    passage: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    sequence: u32,
    at: DateTime<FixedOffset>,
    by: Reviewer,
    action: Action,
    changes: Vec<Change>,
}

/// The requested action. Version 1 has no field for it: the changes say what was done.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Action {
    Open,
    ChoosePathway,
    Answer,
    Clear,
    Cite,
    Uncite,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reviewer {
    name: String,
    credential: String,
    role: Role,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Role {
    Nurse,
    Physician,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case", deny_unknown_fields)]
enum Change {
    Opening { case: CaseId, policy: PolicyPin, pathway: PathwayId },
    Pathway { before: PathwayId, after: PathwayId },
    Answer { question: QuestionId, before: Option<Answer>, after: Option<Answer> },
}

impl From<Document> for v1::Document {
    fn from(old: Document) -> Self {
        let case = v1::Case {
            id: old.case.id,
            policy: old.case.policy.into(),
            pathway: old.case.pathway,
            documents: BTreeMap::new(),
            answers: old.case.answers.into_iter().map(|(question, answer)| (question, answer.into())).collect(),
            rows: BTreeMap::new(),
            notes: BTreeMap::new(),
            judgements: BTreeMap::new(),
        };
        let events = old.events.into_iter().map(v1::Event::from).collect();
        Self { format: old.format, version: 1, case, events }
    }
}

impl From<PolicyPin> for case::PolicyPin {
    fn from(old: PolicyPin) -> Self {
        Self { number: old.number, effective_on: old.effective_on, hash: old.hash }
    }
}

impl From<Answer> for case::Answer {
    fn from(old: Answer) -> Self {
        let citations = old.citations.into_iter().map(|citation| case::Citation {
            region: None,
            document: case::CitedDocument::Titled(citation.document),
            page: citation.page,
            on: citation.on,
            passage: citation.passage,
        });
        Self { value: old.value.map(case::Value::from), citations: citations.collect(), set_aside: Vec::new() }
    }
}

impl From<Value> for case::Value {
    fn from(old: Value) -> Self {
        match old {
            Value::Supported => Self::Supported,
            Value::Contradicted => Self::Contradicted,
            Value::NotDocumented => Self::NotDocumented,
            Value::Choice(option) => Self::Choice(option),
            Value::Date(date) => Self::Date(date),
            Value::Text(text) => Self::Text(text),
        }
    }
}

impl From<Event> for v1::Event {
    fn from(old: Event) -> Self {
        let role = match old.by.role {
            Role::Nurse => case::Role::Nurse,
            Role::Physician => case::Role::Physician,
        };
        Self {
            sequence: old.sequence,
            at: old.at.into(),
            by: case::Reviewer {
                name: old.by.name,
                credential: old.by.credential,
                licence: None,
                role,
                known: case::Known::Unproved,
            },
            program: "mednec before 0.1".to_owned(),
            effect: case::Effect::Fresh,
            changes: old.changes.into_iter().map(case::Change::from).collect(),
        }
    }
}

impl From<Change> for case::Change {
    fn from(old: Change) -> Self {
        match old {
            Change::Opening { case, policy, pathway } => Self::Opening { case, policy: policy.into(), pathway },
            Change::Pathway { before, after } => Self::Pathway { before, after },
            Change::Answer { question, before, after } => {
                Self::Answer { question, before: before.map(Into::into), after: after.map(Into::into) }
            }
        }
    }
}
