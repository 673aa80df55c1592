//! The walk over the criteria of a step, each before the criteria that it is made of.
//!
//! Must not know: the questions asked for a criterion, or the form in which it is shown.

use std::collections::BTreeSet;

use crate::case::Case;
use crate::engine::Evaluation;
use crate::ids::CriterionId;
use crate::policy::{Criterion, Pathway, Policy, Rule};
use crate::session::Session;

/// A criterion with a line of its own.
#[derive(Clone, Copy)]
pub struct Line<'p> {
    /// The criterion.
    pub criterion: &'p Criterion,
    /// The number of criteria above it in the step.
    pub depth: usize,
    /// True below a criterion that is reconsidered. The screen asks for all of it on that criterion's card, paper gives each
    /// part a line.
    pub is_reconsidered: bool,
}

/// Walks the criteria of a case's checklist. A criterion that a step names is a line of that step only.
pub struct Walk<'p> {
    policy: &'p Policy,
    in_steps: BTreeSet<&'p CriterionId>,
    reached: Option<Reached<'p>>,
}

/// The results and choices that decide which criteria are reached.
struct Reached<'p> {
    evaluation: &'p Evaluation,
    case: &'p Case,
}

impl<'p> Walk<'p> {
    /// A walk that visits what the rules reached in a case: criteria with a result, and of a choice the part that was chosen.
    pub fn reached(session: &'p Session) -> Self {
        Self {
            policy: session.policy(),
            in_steps: session.pathway().map(Pathway::step_criteria).unwrap_or_default(),
            reached: Some(Reached { evaluation: session.evaluation(), case: session.case() }),
        }
    }

    /// A walk that visits every criterion of a pathway, whatever a case says.
    pub fn whole(policy: &'p Policy, pathway: &'p Pathway) -> Self {
        Self { policy, in_steps: pathway.step_criteria(), reached: None }
    }

    /// The lines of a criterion: itself, then its parts. None where it is not reached.
    pub fn lines(&self, root: &'p CriterionId) -> Vec<Line<'p>> {
        let mut lines = Vec::new();
        self.add(&mut lines, root, 0, false);
        lines
    }

    fn add(&self, lines: &mut Vec<Line<'p>>, id: &'p CriterionId, depth: usize, is_reconsidered: bool) {
        let is_elsewhere = depth > 0 && self.in_steps.contains(id);
        let is_reached = self.reached.as_ref().is_none_or(|reached| reached.evaluation.finding(id).is_some());
        let Some(criterion) = self.policy.criterion(id).filter(|_| !is_elsewhere && is_reached) else { return };
        lines.push(Line { criterion, depth, is_reconsidered });
        let reconsiders = matches!(criterion.rule, Rule::Reconsider { .. });
        for part in self.parts(&criterion.rule) {
            self.add(lines, part, depth + 1, is_reconsidered || reconsiders);
        }
    }

    /// The parts that have a line of their own. The two criteria of a doubt have none: its line stands for both.
    fn parts(&self, rule: &'p Rule) -> Vec<&'p CriterionId> {
        match rule {
            Rule::Reconsider { criterion, .. } => {
                self.policy.criterion(criterion).map(|inner| self.parts(&inner.rule)).unwrap_or_default()
            }
            Rule::Established { by: question, .. } | Rule::DependsOn { question, .. } => match &self.reached {
                Some(reached) => {
                    reached.case.choice(question).and_then(|chosen| rule.part_for(chosen)).into_iter().collect()
                }
                None => rule.parts(),
            },
            Rule::AllOf(parts) | Rule::AnyOf(parts) => parts.iter().collect(),
            Rule::Answered(_)
            | Rule::Recorded(_)
            | Rule::ChoiceIn { .. }
            | Rule::RunsOut { .. }
            | Rule::EndedBefore { .. }
            | Rule::Age { .. }
            | Rule::GovernedFrom { .. }
            | Rule::CoursesCover(_)
            | Rule::ReductionAtLeast(_) => Vec::new(),
        }
    }
}

/// The criteria whose answers and notes are shown on one line: a criterion, and those that a doubt of it is about.
pub fn folded<'p>(policy: &'p Policy, id: &'p CriterionId) -> Vec<&'p CriterionId> {
    let mut all = vec![id];
    if let Some(Rule::Reconsider { criterion, when, .. }) = policy.criterion(id).map(|criterion| &criterion.rule) {
        all.extend(folded(policy, criterion));
        all.extend(folded(policy, when));
    }
    all
}
