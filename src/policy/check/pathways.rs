//! Checks pathways and their steps: together the steps contain every criterion that is answered, each of them once.
//!
//! Must not know: the other sections of the file, beyond the checker's indexes.

use std::collections::{BTreeMap, BTreeSet};

use super::checker::{At, Checker};
use crate::ids::CriterionId;
use crate::policy::question::Kind;
use crate::policy::sections::Pathway;

impl<'d> Checker<'d> {
    pub(super) fn check_pathways(&mut self) {
        let draft = self.draft;
        if draft.pathways.is_empty() {
            self.say(("pathway", 0), "", "the file has no [[pathway]]");
        }
        for (index, pathway) in draft.pathways.iter().enumerate() {
            let at = ("pathway", index);
            self.use_criterion(at, &pathway.criterion);
            self.check_source_exists(at, &pathway.source);
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
            self.check_steps(at, pathway);
        }
    }

    /// Checks the steps: a criterion in no step could never be answered, and one in two steps would be asked twice.
    fn check_steps(&mut self, at: At, pathway: &'d Pathway) {
        let named = pathway.step_criteria();
        let (wanted, _) = self.leaves_under(&pathway.criterion, &BTreeSet::new());
        let mut held: BTreeMap<&CriterionId, usize> = BTreeMap::new();
        let mut visits = 0;
        for criterion in pathway.steps.iter().flat_map(|step| &step.criteria) {
            if !self.criteria.contains_key(criterion) {
                self.say(at, criterion.as_str(), format!("there is no criterion \"{criterion}\""));
                continue;
            }
            let (leaves, visited) = self.leaves_under(criterion, &named);
            leaves.into_iter().for_each(|leaf| *held.entry(leaf).or_default() += 1);
            visits += visited;
            // Each step visits a criterion once, so more visits than criteria mean that several steps visit the same.
            if visits > 2 * self.all_parts {
                let says = format!("the steps of \"{}\" hold criteria more than once", pathway.id);
                self.say(at, "steps", says);
                return;
            }
        }
        for leaf in &wanted {
            match held.get(leaf) {
                None => self.say(at, "steps", format!("no step of \"{}\" holds criterion \"{leaf}\"", pathway.id)),
                Some(1) => {}
                Some(_) => self.say(at, "steps", format!("two steps of \"{}\" hold criterion \"{leaf}\"", pathway.id)),
            }
        }
        for extra in held.keys().filter(|leaf| !wanted.contains(*leaf)) {
            self.say(
                at,
                "steps",
                format!("a step of \"{}\" holds \"{extra}\", which the pathway does not ask", pathway.id),
            );
        }
    }

    /// The leaves under a criterion, without those that belong to another step, and the number of visited parts.
    fn leaves_under(
        &self,
        root: &'d CriterionId,
        elsewhere: &BTreeSet<&CriterionId>,
    ) -> (BTreeSet<&'d CriterionId>, usize) {
        let mut leaves = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![root];
        let mut visited = 0;
        while let Some(next) = waiting.pop() {
            visited += 1;
            let Some(criterion) = self.criteria.get(next).filter(|_| seen.insert(next)) else { continue };
            let parts = criterion.rule.parts();
            if parts.is_empty() {
                leaves.insert(&criterion.id);
            }
            waiting.extend(parts.into_iter().filter(|part| !elsewhere.contains(*part)));
        }
        (leaves, visited)
    }
}
