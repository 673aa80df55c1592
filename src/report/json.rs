//! Writes a paper as JSON for other programs: its blocks, and the whole view model behind it.
//!
//! Must not know: the case behind it.

use serde::Serialize;

use super::document::Document;
use super::error::ReportError;
use super::format::{Format, Writes, Written};
use super::papers::Paper;
use super::summary::Summary;
use crate::text::visible_json;

pub(super) const FORMAT: Format =
    Format { name: "json", extension: "json", label: "JSON", writes: Writes::Data(write) };

#[derive(Serialize)]
struct Content<'w> {
    paper: &'w str,
    #[serde(flatten)]
    summary: &'w Summary,
    document: &'w Document,
}

fn write(paper: &Paper, document: &Document, summary: &Summary) -> Result<Written, ReportError> {
    // Strings, lists and booleans only, which cannot fail to serialize.
    let text = serde_json::to_string_pretty(&Content { paper: paper.name, summary, document }).unwrap_or_default();
    Ok(Written::text(visible_json(&text).into_owned() + "\n"))
}
