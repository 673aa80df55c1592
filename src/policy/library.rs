//! What a reviewer may look up beside the rules: records wanted, background, literature. It decides nothing.
//!
//! Must not know: any rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{CriterionId, SourceId};

/// What a reviewer may look up: it decides nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Records that the policy names, with provenance.
    #[serde(default)]
    pub records: Vec<RecordWanted>,
    /// Facts and positions, each with its place in the source.
    #[serde(default)]
    pub background: Vec<Background>,
    /// The literature that the policy cites.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Policies that it names beside itself.
    #[serde(default)]
    pub related: Vec<String>,
}

/// A kind of record that the policy or the department asks for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordWanted {
    /// What is wanted.
    pub what: String,
    /// Why it is on the list: a criterion, a revision note, the department's own.
    pub provenance: String,
    /// The criteria that it bears on.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}

/// A fact or a position that the policy reports.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// What it is about.
    pub topic: String,
    /// What is said, paraphrased.
    pub says: String,
    /// Where.
    pub source: SourceId,
    /// The criteria that it bears on.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}

/// A work that the policy cites, by author, year, title and journal as cited there; it gives no DOI.
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
    /// What the policy says of it, in a sentence of ours; empty where it is listed and not discussed.
    #[serde(default)]
    pub says: String,
    /// Where the policy's text and its list differ.
    #[serde(default)]
    pub differs: String,
    /// The criteria that it bears on.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}
