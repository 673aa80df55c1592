//! Holds each pathway to its steps: together they hold every criterion that is answered, each of them once.
//!
//! Must not know: what the rest of the file holds, beyond asking the checker.

use std::collections::BTreeSet;

use super::{At, Checker};
use crate::ids::CriterionId;
use crate::policy::model::Pathway;
use crate::policy::question::Kind;

impl<'d> Checker<'d> {
    pub(super) fn pathways(&mut self) {
        let draft = self.draft;
        if draft.pathways.is_empty() {
            self.say(("pathway", 0), "", "the file has no [[pathway]]");
        }
        for (index, pathway) in draft.pathways.iter().enumerate() {
            let at = ("pathway", index);
            self.use_criterion(at, &pathway.criterion);
            self.source_known(at, &pathway.source);
            match (&pathway.stage_question, pathway.stages.len()) {
                (_, 0) => self.say(at, "", "the pathway names no stage"),
                (None, 1) => {}
                (Some(question), 2..) => self.use_question(at, question, &[Kind::Choice]),
                _ => self.say(
                    at,
                    "",
                    "a pathway with several stages names the question that says which, and only such a one",
                ),
            }
            self.steps_hold_everything_once(at, pathway);
        }
    }

    /// A criterion that no step holds could never be answered; one that two hold would be asked twice.
    fn steps_hold_everything_once(&mut self, at: At, pathway: &'d Pathway) {
        let named = pathway.worked_through_in_steps();
        let wanted = self.leaves_under(&pathway.criterion, &BTreeSet::new());
        let mut held = Vec::new();
        for criterion in pathway.steps.iter().flat_map(|step| &step.criteria) {
            if self.criteria.contains_key(criterion) {
                held.extend(self.leaves_under(criterion, &named));
            } else {
                self.say(at, criterion.as_str(), format!("there is no criterion \"{criterion}\""));
            }
        }
        for leaf in &wanted {
            match held.iter().filter(|other| *other == leaf).count() {
                0 => self.say(at, "steps", format!("no step of \"{}\" holds criterion \"{leaf}\"", pathway.id)),
                1 => {}
                _ => self.say(at, "steps", format!("two steps of \"{}\" hold criterion \"{leaf}\"", pathway.id)),
            }
        }
        for extra in held.iter().filter(|leaf| !wanted.contains(leaf)) {
            self.say(
                at,
                "steps",
                format!("a step of \"{}\" holds \"{extra}\", which the pathway does not ask", pathway.id),
            );
        }
    }

    /// What is answered under a criterion, without what is worked through elsewhere.
    fn leaves_under(&self, root: &'d CriterionId, elsewhere: &BTreeSet<&CriterionId>) -> Vec<&'d CriterionId> {
        let mut leaves = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![root];
        while let Some(next) = waiting.pop() {
            let Some(criterion) = self.criteria.get(next).filter(|_| seen.insert(next)) else { continue };
            let parts = criterion.rule.parts();
            if parts.is_empty() {
                leaves.push(&criterion.id);
            }
            waiting.extend(parts.into_iter().filter(|part| !elsewhere.contains(*part)));
        }
        leaves
    }
}
