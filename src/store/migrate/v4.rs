//! Version 4: a request for information named neither its addressee nor an extension notice, an extension had no
//! ground, no answer set sources aside, no case was linked, and no decision said why it was late or for other dates.
//! Frozen: see `migrate`. These fields are omitted today where absent, so the types are shared; a file that has them is
//! refused. Absent fields keep the meaning of version 4: the request holds the clock, and the extension counts.
//!
//! Must not know: any version but its own and the next.

use serde::{Deserialize, Serialize};

use crate::case::{Answer, Case, Change, Determination, Event, Extension, Hold};
use crate::ids::ContentHash;
use crate::store::case_document::{self, CaseFileError};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) case: Case,
    pub(super) events: Vec<Event>,
    pub(super) head: ContentHash,
}

impl TryFrom<Document> for case_document::Document {
    type Error = CaseFileError;

    /// Fails where the file holds something that version 4 could not: then no program wrote it.
    fn try_from(old: Document) -> Result<Self, CaseFileError> {
        let changes = old.events.iter().flat_map(|event| &event.changes);
        let of_case = old.case.holds.values().any(is_newer_hold)
            || old.case.extension.as_ref().is_some_and(is_newer)
            || old.case.answers.values().any(is_newer_answer)
            || old.case.determination.as_deref().is_some_and(is_newer_determination)
            || !old.case.links.is_empty();
        if of_case || changes.into_iter().any(is_newer_change) {
            return Err(CaseFileError::NotAsWritten);
        }
        let version = case_document::VERSION;
        Ok(Self { format: old.format, version, case: old.case, events: old.events, head: old.head })
    }
}

fn is_newer_hold(lock_named: &Hold) -> bool {
    lock_named.asked_of.is_some() || lock_named.extension_notice
}

fn is_newer_answer(answer: &Answer) -> bool {
    !answer.set_aside.is_empty()
}

fn is_newer_determination(determination: &Determination) -> bool {
    determination.late_because.is_some() || determination.dates_because.is_some()
}

fn is_newer(extension: &Extension) -> bool {
    extension.ground.is_some()
}

fn is_newer_change(change: &Change) -> bool {
    match change {
        Change::Hold { before, after, .. } => before.iter().chain(after).any(is_newer_hold),
        Change::Extension { before, after } => before.iter().chain(after).any(is_newer),
        Change::Answer { before, after, .. } => before.iter().chain(after).any(is_newer_answer),
        Change::Determination { before, after } => {
            before.iter().chain(after).any(|determination| is_newer_determination(determination))
        }
        Change::Link { .. } => true,
        Change::Opening { .. }
        | Change::Pathway { .. }
        | Change::Row { .. }
        | Change::Note { .. }
        | Change::Document { .. }
        | Change::Judgement { .. }
        | Change::Contact { .. }
        | Change::Addendum { .. } => false,
    }
}
