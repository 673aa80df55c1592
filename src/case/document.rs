//! Documents of a case's chart, and citations of passages in them.
//!
//! Must not know: the answer that a citation supports, or where a document's file is stored.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::attached_file::{AttachedFile, Region};
use crate::ids::DocumentId;
use crate::redacted::redacted_debug;

redacted_debug!(Citation, CitedDocument, Document);

/// A citation of a passage in the chart.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The document.
    pub document: CitedDocument,
    /// The page, from 1.
    pub page: u32,
    /// The date of the cited note or report.
    pub on: NaiveDate,
    /// The passage, quoted or summarized.
    pub passage: String,
    /// The region on the page, where one was marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// The document of a citation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CitedDocument {
    /// A document on the case's list.
    Listed(DocumentId),
    /// A document by its title, which is not on the list.
    Titled(String),
}

/// A document of the chart.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// The kind of document, in the reviewer's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The date of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated_on: Option<NaiveDate>,
    /// The day on which it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// The number of pages, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The attached file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<AttachedFile>,
}

impl Document {
    /// A document with a title and no other details.
    pub fn titled(title: &str) -> Self {
        let title = title.trim().to_owned();
        Self { title, kind: String::new(), dated_on: None, received_on: None, pages: None, file: None }
    }
}
