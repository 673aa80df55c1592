//! Selects the records to look for on a pathway or for a criterion.
//!
//! Must not know: any case.

use super::library::{RecordOrigin, RecordWanted};
use super::model::Policy;
use super::sections::Pathway;
use crate::ids::CriterionId;

impl Policy {
    /// Records to look for on a pathway, in the order of the policy file.
    pub fn records_on(&self, pathway: &Pathway) -> Vec<&RecordWanted> {
        let under = self.criteria_under(&pathway.criterion);
        let concerns = |record: &&RecordWanted| {
            let linked = record.criteria.iter().any(|criterion| under.contains(&criterion));
            record.every_pathway || record.criteria.is_empty() || linked
        };
        self.library().records.iter().filter(concerns).collect()
    }

    /// Records that support a criterion: those for it or for a criterion that it is a part of. Records that the policy itself
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
