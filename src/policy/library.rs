//! Reference material of a policy file: records to look for, background, literature. It decides nothing.
//!
//! Must not know: any rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{CriterionId, SourceId};

/// Reference material, which decides nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Records to look for.
    #[serde(default)]
    pub records: Vec<RecordWanted>,
    /// Facts and positions of the policy.
    #[serde(default)]
    pub background: Vec<Background>,
    /// The literature that the policy cites.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Other policies that it names.
    #[serde(default)]
    pub related: Vec<String>,
}

/// A kind of record to look for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordWanted {
    /// The record.
    pub what: String,
    /// The reason why it is on the list, as text for the screen.
    pub provenance: String,
    /// Its origin. Absent in policy texts of earlier versions; a letter then names no origin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<RecordOrigin>,
    /// True for a record that is listed on every pathway, whatever its criteria.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_pathway: bool,
    /// The criteria that it supports, with all their parts.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}

/// Origin of a record on the list. A letter says "the policy names" only of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordOrigin {
    /// The policy itself: its revision note names the record.
    RevisionNote,
    /// This project, from the wording of a criterion.
    Criterion,
    /// This project, from elsewhere.
    Project,
    /// A department, in its own policy file.
    Department,
}

/// A fact or a position that the policy reports.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// The topic.
    pub topic: String,
    /// The statement, paraphrased.
    pub says: String,
    /// The passage of the policy.
    pub source: SourceId,
    /// The criteria that it concerns.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}

/// A publication, as the policy cites it, without a DOI.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The authors, as cited.
    pub authors: String,
    /// The year, as the reference list gives it.
    pub year: u32,
    /// The title.
    pub title: String,
    /// Journal, volume and pages, or publisher.
    pub published: String,
    /// The policy's statement on it, paraphrased; empty where the policy only lists it.
    #[serde(default)]
    pub says: String,
    /// A difference between the policy's text and its list of references; empty where there is none.
    #[serde(default)]
    pub differs: String,
    /// The criteria that it concerns.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}
