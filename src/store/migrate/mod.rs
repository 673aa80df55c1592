//! Converts case files of older versions: each version's types are frozen here, and converted one version at a time.
//!
//! To introduce a new version N + 1, whenever the written form of a case or an event changes:
//! 1. copy every type of `case` whose written form changes, with its serde attributes and `Document`, into
//!    `migrate/vN.rs`, less what the conversion does not need: enough to read and write that version exactly. Nothing
//!    there ever changes again. Types that are still written as they were, and the forms of ids, dates and instants,
//!    are shared with the current version until one of them changes; then it is copied into every version that shares
//!    it;
//! 2. let `v(N-1)` convert into `vN` instead of into the current types, and `vN` into those;
//! 3. raise `case_document::VERSION` and add a line to `read_older`;
//! 4. save a case with the old program as `tests/fixtures/case-vN.json`, and add it to the test in
//!    `tests/it/store/saving.rs`.
//!
//! An event keeps its number, its time and its author. A value that the new version cannot hold is an error, never
//! dropped.
//!
//! Must not know: the current rules. History is converted, not judged.

mod v0;
mod v1;
mod v2;
mod v3;
mod v4;

use serde_json::Value;

use super::case_document::{CaseFileError, Document, exactly};

/// Reads a case file of an older version. `value` is its text as a value.
pub(super) fn read_older(version: u64, text: &str, said: &Value) -> Result<Document, CaseFileError> {
    let old: v4::Document = match version {
        0 => from_v2(v1::Document::from(exactly::<v0::Document>(text, said)?).into()),
        1 => from_v2(exactly::<v1::Document>(text, said)?.into()),
        2 => from_v2(exactly::<v2::Document>(text, said)?),
        3 => exactly::<v3::Document>(text, said)?.into(),
        4 => exactly::<v4::Document>(text, said)?,
        _ => return Err(CaseFileError::NotACase),
    };
    old.try_into()
}

fn from_v2(old: v2::Document) -> v4::Document {
    v3::Document::from(old).into()
}
