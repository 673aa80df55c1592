//! The entries of a step's page: headings over groups, and a card for every criterion that someone answers.
//!
//! Must not know: the results of criteria; egui.

use std::collections::BTreeSet;

use super::walk::{Line, Walk, folded};
use crate::case::Case;
use crate::engine::{OpenItem, is_asked};
use crate::ids::{CriterionId, JudgementId, QuestionId};
use crate::policy::{Criterion, Pathway, Policy, Rule};
use crate::session::Session;

/// One thing on a step's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepEntry {
    /// A heading over criteria that belong together.
    Group {
        /// The criterion that is made of them.
        criterion: CriterionId,
        /// The number of groups around it.
        depth: usize,
    },
    /// A criterion with the questions asked for it.
    Card(Card),
}

/// A criterion with the questions asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The criterion whose result the card shows.
    pub criterion: CriterionId,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<QuestionId>,
    /// The doubts that may be put to a physician here, each with the criterion that it belongs to.
    pub judgements: Vec<(CriterionId, JudgementId)>,
    /// The number of groups around it.
    pub depth: usize,
}

impl StepEntry {
    /// The criterion of the heading or the card.
    pub fn criterion(&self) -> &CriterionId {
        match self {
            Self::Group { criterion, .. } => criterion,
            Self::Card(card) => &card.criterion,
        }
    }

    /// The number of groups around it.
    pub fn depth(&self) -> usize {
        match self {
            Self::Group { depth, .. } => *depth,
            Self::Card(card) => card.depth,
        }
    }
}

impl Card {
    /// True if an open item is worked on here.
    pub fn holds(&self, item: &OpenItem) -> bool {
        match &item.question {
            Some(question) => self.questions.contains(question),
            None => {
                self.criterion == item.criterion
                    || self.judgements.iter().any(|(criterion, _)| *criterion == item.criterion)
            }
        }
    }
}

fn is_group(line: &Line<'_>) -> bool {
    matches!(line.criterion.rule, Rule::AllOf(_) | Rule::AnyOf(_))
}

/// Makes entries of the criteria of a step.
pub(super) struct Entries<'s> {
    policy: &'s Policy,
    case: &'s Case,
    walk: Walk<'s>,
    /// Questions that some criterion asks together with its own; no other card repeats them.
    together: BTreeSet<&'s QuestionId>,
}

impl<'s> Entries<'s> {
    pub(super) fn of(session: &'s Session, pathway: &'s Pathway) -> Self {
        let policy = session.policy();
        let together = policy.asked_together(pathway);
        Self { policy, case: session.case(), walk: Walk::reached(session), together }
    }

    /// The entries of some criteria with all their parts.
    pub(super) fn under(&self, criteria: &'s [CriterionId]) -> Vec<StepEntry> {
        criteria.iter().flat_map(|criterion| self.entries(&self.walk.lines(criterion))).collect()
    }

    fn entries(&self, lines: &[Line<'s>]) -> Vec<StepEntry> {
        let mut entries = Vec::new();
        for (place, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_reconsidered) {
            let depth = line.depth;
            if is_group(line) {
                // A group whose parts all have steps of their own would be a heading over nothing.
                let mut below = lines.iter().skip(place + 1).take_while(|next| next.depth > depth);
                if below.any(|next| !is_group(next)) {
                    entries.push(StepEntry::Group { criterion: line.criterion.id.clone(), depth });
                }
            } else {
                entries.push(StepEntry::Card(self.card(line.criterion, depth)));
            }
        }
        entries
    }

    fn card(&self, criterion: &'s Criterion, depth: usize) -> Card {
        let is_asked = |question: &QuestionId| {
            self.policy.question(question).is_some_and(|question| is_asked(self.case, question))
        };
        let questions = self.own_questions(criterion).into_iter().chain(&criterion.also_asks);
        Card {
            criterion: criterion.id.clone(),
            questions: questions.filter(|question| is_asked(question)).cloned().collect(),
            judgements: self.judgements(criterion),
            depth,
        }
    }

    /// The questions of a criterion's rule; of one that is reconsidered, those of every criterion below it.
    fn own_questions(&self, criterion: &'s Criterion) -> Vec<&'s QuestionId> {
        let rules = match &criterion.rule {
            Rule::Reconsider { criterion, .. } => {
                let under = self.policy.criteria_under(criterion).into_iter();
                under.filter_map(|id| Some(&self.policy.criterion(id)?.rule)).collect()
            }
            Rule::Established { by, .. } | Rule::DependsOn { question: by, .. } => return vec![by],
            Rule::Answered(_)
            | Rule::Recorded(_)
            | Rule::ChoiceIn { .. }
            | Rule::RunsOut { .. }
            | Rule::EndedBefore { .. }
            | Rule::Age { .. }
            | Rule::GovernedFrom { .. }
            | Rule::AllOf(_)
            | Rule::AnyOf(_)
            | Rule::CoursesCover(_)
            | Rule::ReductionAtLeast(_) => vec![&criterion.rule],
        };
        let mut questions = Vec::new();
        for rule in rules {
            let own = rule.questions().into_iter();
            let own: Vec<_> = own.filter(|id| !self.together.contains(id) && !questions.contains(id)).collect();
            questions.extend(own);
        }
        questions
    }

    /// The doubts that are settled on a criterion's card: its own, and those of the criteria that it is about. A choice shows
    /// them on the card of the chosen part.
    fn judgements(&self, criterion: &'s Criterion) -> Vec<(CriterionId, JudgementId)> {
        if criterion.rule.choice().is_some() {
            return Vec::new();
        }
        let folded = folded(self.policy, &criterion.id).into_iter();
        folded.filter_map(|id| Some((id.clone(), self.policy.criterion(id)?.rule.judgement()?.clone()))).collect()
    }
}
