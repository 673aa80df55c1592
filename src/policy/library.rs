//! What a reviewer may look up beside the rules: records wanted, background, literature. It decides nothing.
//!
//! Must not know: any rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{Pathway, Policy};
use crate::ids::{CriterionId, SourceId};

/// What a reviewer may look up: it decides nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Records to look for, each with its origin.
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

/// A kind of record that the policy, this project or the department asks for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordWanted {
    /// What is wanted.
    pub what: String,
    /// Why it is on the list, in words for the screen.
    pub provenance: String,
    /// Who put it on the list. Policy texts of earlier versions do not say: a letter then attributes the item to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<RecordOrigin>,
    /// Listed on every pathway, whatever criteria it is linked to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_pathway: bool,
    /// The criteria that it bears on; it is offered for their parts too.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
}

/// Who put a record on the list. A letter says "the policy names" of the first alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordOrigin {
    /// The policy itself: its revision note names the record.
    RevisionNote,
    /// This project, from the wording of a criterion.
    Criterion,
    /// This project, from elsewhere.
    Project,
    /// A department, in a policy file of its own.
    Department,
}

impl Policy {
    /// Records to look for on a pathway, in the order of the policy file.
    pub fn records_on(&self, pathway: &Pathway) -> Vec<&RecordWanted> {
        let under = self.criteria_under(&pathway.criterion);
        let bears = |record: &&RecordWanted| {
            let linked = record.criteria.iter().any(|criterion| under.contains(&criterion));
            record.every_pathway || record.criteria.is_empty() || linked
        };
        self.library().records.iter().filter(bears).collect()
    }

    /// Records that show a criterion: those linked to it or to a criterion that it is a part of. Those that the policy itself
    /// names come first.
    pub fn records_for(&self, criterion: &CriterionId) -> Vec<&RecordWanted> {
        let mut whole = vec![criterion];
        let mut reached = 0;
        while let Some(part) = whole.get(reached).copied() {
            let above = self.criteria().filter(|other| other.rule.is_made_of(part)).map(|other| &other.id);
            let new: Vec<&CriterionId> = above.filter(|id| !whole.contains(id)).collect();
            whole.extend(new);
            reached += 1;
        }
        let linked = |record: &&RecordWanted| record.criteria.iter().any(|id| whole.contains(&id));
        let mut records: Vec<&RecordWanted> = self.library().records.iter().filter(linked).collect();
        records.sort_by_key(|record| record.from != Some(RecordOrigin::RevisionNote));
        records
    }
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
