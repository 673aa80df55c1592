//! Version 3: no document had a file, and no source a place on its page. Frozen: see `migrate`. Both are omitted today
//! where absent, so everything but the version number is shared.
//!
//! Must not know: any version but its own and the next.

use serde::{Deserialize, Serialize};

use super::v4;
use crate::case::{Case, Event};
use crate::ids::ContentHash;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) case: Case,
    pub(super) events: Vec<Event>,
    pub(super) head: ContentHash,
}

impl From<Document> for v4::Document {
    fn from(old: Document) -> Self {
        Self { format: old.format, version: 4, case: old.case, events: old.events, head: old.head }
    }
}
