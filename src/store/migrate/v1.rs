//! Version 1, before identities were proved: no event named the one before it, nothing was signed, and nothing was
//! decided. Frozen: see `migrate`. Types that the current version still writes in the same way are shared; whoever
//! changes one copies it here first (the fixture of version 1 reveals it).
//!
//! Must not know: any version but its own and the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::v2;
use crate::case::{self, Answer, Change, Effect, Judged, PolicyPin, Reviewer, Row};
use crate::clock::Instant;
use crate::ids::{CaseId, CriterionId, DocumentId, JudgementId, PathwayId, QuestionId, RowId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) case: Case,
    pub(super) events: Vec<Event>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) id: CaseId,
    pub(super) policy: PolicyPin,
    pub(super) pathway: PathwayId,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) documents: BTreeMap<DocumentId, case::Document>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) answers: BTreeMap<QuestionId, Answer>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) rows: BTreeMap<QuestionId, BTreeMap<RowId, Row>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) notes: BTreeMap<CriterionId, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) judgements: BTreeMap<JudgementId, Judged>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    pub(super) sequence: u32,
    pub(super) at: Instant,
    pub(super) by: Reviewer,
    pub(super) program: String,
    #[serde(default, skip_serializing_if = "is_fresh")]
    pub(super) effect: Effect,
    pub(super) changes: Vec<Change>,
}

fn is_fresh(effect: &Effect) -> bool {
    *effect == Effect::Fresh
}

impl From<Document> for v2::Document {
    fn from(old: Document) -> Self {
        let case = case::Case {
            documents: old.case.documents,
            answers: old.case.answers,
            rows: old.case.rows,
            notes: old.case.notes,
            judgements: old.case.judgements,
            ..case::Case::opened(old.case.id, old.case.policy, old.case.pathway)
        };
        let unchained = |old: Event| case::Event {
            sequence: old.sequence,
            previous: None,
            at: old.at,
            by: old.by,
            station: None,
            program: old.program,
            effect: old.effect,
            changes: old.changes,
            proof: None,
        };
        let events = case::chained(old.events.into_iter().map(unchained).collect());
        let events = events.into_iter().map(v2::Event::from).collect();
        Self { format: old.format, version: 2, case, events }
    }
}
