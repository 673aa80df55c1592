//! Finds the choices of a policy that a linked case can prove, and the requirements for that case.
//!
//! Must not know: any case.

use super::model::Policy;
use super::rule::Rule;
use super::rule_parameters::WayMeans;
use super::stage::Stage;
use crate::ids::{OptionId, PathwayId, QuestionId};

/// An option of a choice that a linked case proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linkable<'p> {
    /// The option.
    pub option: &'p OptionId,
    /// The pathways that the linked case can be on.
    pub pathways: &'p [PathwayId],
    stages: &'p [Stage],
}

impl Policy {
    /// The option of a question that a linked case proves; `None` where no rule offers one.
    pub fn linkable(&self, question: &QuestionId) -> Option<Linkable<'_>> {
        self.criteria().find_map(|criterion| {
            let Rule::Established { by, ways } = &criterion.rule else { return None };
            ways.iter().filter(|_| by == question).find_map(|way| match &way.means {
                WayMeans::LinkedCase(pathways) => Some(Linkable { option: &way.option, pathways, stages: &way.stages }),
                WayMeans::ReviewedNow(_) | WayMeans::Shown(_) => None,
            })
        })
    }

    /// True where a case that was approved for these codes is of a stage that the option needs. Only a case on a pathway of
    /// several stages can be of another stage.
    pub fn is_of_linkable_stage<'c>(
        &self,
        linkable: &Linkable<'_>,
        pathway: &PathwayId,
        mut approved: impl Iterator<Item = &'c str>,
    ) -> bool {
        let several = self.pathway(pathway).is_some_and(|pathway| pathway.stages.len() > 1);
        let of_stage = |cpt: &str| {
            self.code(cpt).is_some_and(|code| code.stages.iter().any(|stage| linkable.stages.contains(stage)))
        };
        linkable.stages.is_empty() || !several || approved.any(of_stage)
    }
}
