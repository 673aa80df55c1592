//! The choices of a policy that a signed case of the same member can answer, and what such a case has to be.
//!
//! Must not know: which cases there are.

use super::model::{Policy, Stage};
use super::rule::{Rule, WayMeans};
use crate::ids::{OptionId, PathwayId, QuestionId};

/// A way of a choice that rests on a linked case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linkable<'p> {
    /// The option that chooses the way.
    pub option: &'p OptionId,
    /// The pathways that the linked case has to be on.
    pub pathways: &'p [PathwayId],
    stages: &'p [Stage],
}

impl Policy {
    /// The way of a choice that rests on a linked case; `None` where no rule offers one for the question.
    pub fn linkable(&self, question: &QuestionId) -> Option<Linkable<'_>> {
        self.criteria().find_map(|criterion| match &criterion.rule {
            Rule::Established { by, ways } if by == question => ways.iter().find_map(|way| match &way.means {
                WayMeans::LinkedCase(pathways) => Some(Linkable { option: &way.option, pathways, stages: &way.stages }),
                WayMeans::ReviewedNow(_) | WayMeans::Shown(_) => None,
            }),
            _ => None,
        })
    }

    /// Whether a case on a pathway that was approved for these codes is of a stage that the way asks for. Only a pathway of
    /// several stages leaves that open.
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
