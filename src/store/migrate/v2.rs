//! Version 2: events name the one before them and are signed where they must be, but nothing names the last one, and no
//! event names its station. Frozen: see `migrate`. Types that the current version still writes in the same way are
//! shared.
//!
//! Must not know: any version but its own and the next.

use serde::{Deserialize, Serialize};

use super::v3;
use crate::case::{self, Change, Effect, Proof, Reviewer};
use crate::clock::Instant;
use crate::ids::ContentHash;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) case: case::Case,
    pub(super) events: Vec<Event>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    pub(super) sequence: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) previous: Option<ContentHash>,
    pub(super) at: Instant,
    pub(super) by: Reviewer,
    pub(super) program: String,
    #[serde(default, skip_serializing_if = "is_fresh")]
    pub(super) effect: Effect,
    pub(super) changes: Vec<Change>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) proof: Option<Proof>,
}

fn is_fresh(effect: &Effect) -> bool {
    *effect == Effect::Fresh
}

impl From<Event> for case::Event {
    /// An event without a station is written unchanged, so its hash and its signature stay valid.
    fn from(old: Event) -> Self {
        Self {
            sequence: old.sequence,
            previous: old.previous,
            at: old.at,
            by: old.by,
            station: None,
            program: old.program,
            effect: old.effect,
            changes: old.changes,
            proof: old.proof,
        }
    }
}

impl From<case::Event> for Event {
    fn from(event: case::Event) -> Self {
        Self {
            sequence: event.sequence,
            previous: event.previous,
            at: event.at,
            by: event.by,
            program: event.program,
            effect: event.effect,
            changes: event.changes,
            proof: event.proof,
        }
    }
}

impl From<Document> for v3::Document {
    fn from(old: Document) -> Self {
        let events: Vec<case::Event> = old.events.into_iter().map(case::Event::from).collect();
        let head = events.last().map_or_else(|| ContentHash::of(b""), case::Event::hash);
        Self { format: old.format, version: 3, case: old.case, events, head }
    }
}
