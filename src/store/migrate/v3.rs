//! Version 3: no document had a file, and no source a place on its page. Frozen: see `migrate`. Both are left out today where
//! there is none, so all that version 3 wrote is still written in the same way and shared; only its number is its own.
//!
//! Must not know: any version but its own and the next.

use serde::{Deserialize, Serialize};

use crate::case::{Case, Event};
use crate::ids::ContentHash;
use crate::store::case_file;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) case: Case,
    pub(super) events: Vec<Event>,
    pub(super) head: ContentHash,
}

impl From<Document> for case_file::Document {
    fn from(old: Document) -> Self {
        Self { format: old.format, version: case_file::VERSION, case: old.case, events: old.events, head: old.head }
    }
}
