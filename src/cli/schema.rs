//! `schema`: JSON Schemas of inputs and outputs.
//!
//! They are made from the types that read them.
//!
//! Must not know: any rule beyond a value's form; what a policy or a case may say is checked where it is read.

use schemars::{JsonSchema, Schema, schema_for};
use serde::Deserialize;

use super::args::SchemaOf;
use crate::case::{Action, Case, Event};
use crate::ids::ContentHash;
use crate::policy::{
    Code, Criterion, Day, Head, Judgement, Library, NoticeRule, Outside, Pathway, Question, Reading, Scope, Source,
};

/// A case document: the case for people to read, and the events that give it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "its schema is what it is for")]
struct CaseDocument {
    /// `mednec-case`.
    format: String,
    /// The version of the format.
    version: u64,
    /// The case as it stands.
    case: Case,
    /// Everything that happened to it.
    events: Vec<Event>,
    /// Hash of the last event.
    head: ContentHash,
}

/// A policy file, as TOML lays it out.
#[derive(Deserialize, JsonSchema)]
#[expect(dead_code, reason = "its schema is what it is for")]
struct PolicyFile {
    #[serde(flatten)]
    head: Head,
    /// Places in the policy's text.
    source: Vec<Source>,
    /// The ways in which a case falls outside, in the order in which they are looked at.
    #[serde(default)]
    outside: Vec<Outside>,
    /// Criteria of every pathway.
    scope: Scope,
    /// Days that rules count from.
    #[serde(default)]
    day: Vec<Day>,
    /// The checklists.
    pathway: Vec<Pathway>,
    /// Criteria: conditions of coverage.
    criterion: Vec<Criterion>,
    /// Doubts that only a physician settles.
    #[serde(default)]
    judgement: Vec<Judgement>,
    /// Readings of the policy where its text is silent or at odds.
    #[serde(default)]
    reading: Vec<Reading>,
    /// Questions of the policy, in addition to those of every request.
    #[serde(default)]
    question: Vec<Question>,
    /// Listed codes.
    #[serde(default)]
    code: Vec<Code>,
    /// Remarks on combinations of codes.
    #[serde(default)]
    notice: Vec<NoticeRule>,
    /// Publications that a reviewer can look up.
    #[serde(default)]
    library: Library,
}

/// The schema, as JSON.
pub(super) fn schema(of: SchemaOf) -> String {
    let schema: Schema = match of {
        SchemaOf::Case => schema_for!(CaseDocument),
        SchemaOf::Action => schema_for!(Action),
        SchemaOf::Policy => schema_for!(PolicyFile),
    };
    // A JSON value: nothing in it can fail to serialise.
    serde_json::to_string_pretty(&schema).map(|text| text + "\n").unwrap_or_default()
}
