//! Finds the questions that a criterion or a judgement depends on, through rules, days and parts.
//!
//! Must not know: any answer.

use std::collections::BTreeSet;

use super::model::Policy;
use super::question::Question;
use super::request_form;
use super::rule::Rule;
use super::sections::Pathway;
use crate::ids::{CriterionId, JudgementId, PathwayId, QuestionId};

impl Policy {
    /// The questions that a judgement depends on: those that its criterion reads on a pathway and those that it names, or only
    /// those that it names exclusively. `None` where no rule uses the judgement.
    pub fn facts_of(&self, judgement: &JudgementId, pathway: &PathwayId) -> Option<BTreeSet<&QuestionId>> {
        let user = self.criteria.values().find(|criterion| criterion.rule.judgement() == Some(judgement))?;
        let judgement = self.judgement(judgement)?;
        if !judgement.rests_only_on.is_empty() {
            return Some(judgement.rests_only_on.iter().collect());
        }
        let mut questions = self.questions_under(&user.id, pathway);
        questions.extend(&judgement.rests_on);
        Some(questions)
    }

    /// The questions that a criterion reads on a pathway, directly, through its days and through its parts.
    pub fn questions_under(&self, criterion: &CriterionId, pathway: &PathwayId) -> BTreeSet<&QuestionId> {
        let mut questions = BTreeSet::new();
        for criterion in self.criteria_under(criterion) {
            let Some(rule) = self.criterion(criterion).map(|criterion| &criterion.rule) else { continue };
            questions.extend(rule.questions());
            if let Some(day) = rule.day().and_then(|day| self.day(day)) {
                questions.extend(day.questions_in(pathway));
            }
        }
        questions
    }

    /// True for a question of the request form, and for one that this policy adds to it.
    pub fn is_of_request_form(&self, question: &QuestionId) -> bool {
        request_form::is_of_request_form(question) || self.scope.with_request.contains(question)
    }

    /// True where every case needs this fact of the request.
    pub fn requires_recorded(&self, question: &QuestionId) -> bool {
        let required = self.scope.requires.iter().filter_map(|id| self.criterion(id));
        required.into_iter().any(|criterion| criterion.rule == Rule::Recorded(question.clone()))
    }

    /// A criterion and all its parts, parents first, each once.
    pub fn criteria_under<'p>(&'p self, criterion: &'p CriterionId) -> Vec<&'p CriterionId> {
        let mut found = Vec::new();
        let mut waiting = vec![criterion];
        while let Some(next) = waiting.pop() {
            if !found.contains(&next) {
                found.push(next);
                let parts = self.criterion(next).map(|criterion| criterion.rule.parts()).unwrap_or_default();
                waiting.extend(parts.into_iter().rev());
            }
        }
        found
    }

    /// Questions that a criterion of a pathway asks in addition to its own, so that no other one asks them again.
    pub fn asked_together(&self, pathway: &Pathway) -> BTreeSet<&QuestionId> {
        let under = self.criteria_under(&pathway.criterion).into_iter().filter_map(|id| self.criterion(id));
        under.flat_map(|criterion| &criterion.also_asks).collect()
    }

    /// The questions that a rule reads directly, without those of its days and parts.
    pub fn card_questions(&self, rule: &Rule) -> Vec<&Question> {
        rule.questions().into_iter().filter_map(|id| self.question(id)).collect()
    }
}
