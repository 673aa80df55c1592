//! Checks criteria and their rules: parts and questions exist, kinds fit, no group is empty, thresholds are possible.
//!
//! Must not know: the other sections of the file, beyond the checker's indexes.

use std::collections::{BTreeMap, BTreeSet};

use super::checker::{At, Checker};
use crate::ids::{CriterionId, OptionId, QuestionId};
use crate::policy::question::Kind;
use crate::policy::rule::Rule;
use crate::policy::rule_parameters::{CoursesCover, ReductionAtLeast, Unsettled, Way, WayMeans};
use crate::policy::sections::Criterion;

impl<'d> Checker<'d> {
    pub(super) fn check_criterion(&mut self, index: usize, criterion: &'d Criterion) {
        let at = ("criterion", index);
        for part in criterion.rule.parts() {
            self.use_criterion(at, part);
        }
        if let Some(day) = criterion.rule.day() {
            self.use_day(at, day);
        }
        if let Some(judgement) = criterion.rule.judgement() {
            *self.judgement_uses.entry(judgement).or_default() += 1;
            if !self.judgements.contains(judgement) {
                self.say(at, judgement.as_str(), format!("there is no judgement \"{judgement}\""));
            }
        }
        for reading in &criterion.readings {
            self.use_reading(at, reading);
        }
        for question in &criterion.also_asks {
            // It is asked for people to read, so no rule has to use it.
            self.used_questions.insert(question);
            if !self.questions.contains_key(question) {
                self.say(at, question.as_str(), format!("there is no question \"{question}\""));
            }
        }
        match &criterion.source {
            Some(source) => self.check_source_exists(at, source),
            None if criterion.rule.parts().is_empty() => {
                self.say(at, criterion.id.as_str(), format!("criterion \"{}\" names no source", criterion.id));
            }
            None => {}
        }
        if criterion.label.trim().is_empty() {
            self.say(at, criterion.id.as_str(), format!("criterion \"{}\" has no label", criterion.id));
        }
        self.check_rule(at, &criterion.rule);
    }

    fn check_rule(&mut self, at: At, rule: &'d Rule) {
        match rule {
            Rule::AllOf(parts) | Rule::AnyOf(parts) if parts.is_empty() => {
                self.say(at, "", "the group is empty: it would never be met or always be");
            }
            Rule::AllOf(_) | Rule::AnyOf(_) | Rule::Reconsider { .. } => {}
            Rule::Answered(question) => self.use_question(at, question, &[Kind::Item]),
            Rule::Recorded(question) => {
                self.use_question(at, question, &[Kind::Date, Kind::Instant, Kind::Text, Kind::Choice]);
            }
            Rule::ChoiceIn { question, values, with, unsettled } => {
                self.check_choice_in(at, question, values, unsettled);
                for fact in with {
                    self.use_question(at, fact, &[Kind::Date, Kind::Text, Kind::Choice]);
                }
            }
            Rule::RunsOut { question, value, from, days } => {
                self.use_question(at, question, &[Kind::Choice]);
                self.check_options_exist(at, question, std::iter::once(value), "the rule names no option");
                self.use_question(at, from, &[Kind::Date]);
                if *days == 0 {
                    self.say(at, "", "the days that remain are at least one");
                }
            }
            Rule::EndedBefore { ends_on, stated, .. } => {
                self.use_question(at, ends_on, &[Kind::Date]);
                self.use_question(at, stated, &[Kind::Item]);
            }
            Rule::Age { born, except, .. } => {
                self.use_question(at, born, &[Kind::Date]);
                if let Some(except) = except {
                    self.check_pathway_exists(at, &except.in_pathway);
                    self.check_judges_without_exception(at, &except.judged_by);
                }
            }
            Rule::GovernedFrom { service, received, .. } => {
                self.use_question(at, service, &[Kind::Date]);
                self.use_question(at, received, &[Kind::Date, Kind::Instant]);
            }
            Rule::Established { by, ways } => self.check_ways(at, by, ways),
            Rule::DependsOn { question, cases } => self.check_branches(at, question, cases.iter().map(|it| &it.option)),
            Rule::CoursesCover(rule) => self.check_courses_cover(at, rule),
            Rule::ReductionAtLeast(rule) => self.check_reduction(at, rule),
        }
    }

    fn check_choice_in(&mut self, at: At, question: &'d QuestionId, values: &[OptionId], unsettled: &'d [Unsettled]) {
        self.use_question(at, question, &[Kind::Choice]);
        self.check_options_exist(at, question, values.iter(), "the rule names no option");
        if !unsettled.is_empty() {
            self.check_options_exist(at, question, unsettled.iter().map(|it| &it.option), "");
        }
        for lacks in unsettled.iter().filter_map(|it| it.lacks.as_ref()) {
            self.use_question(at, lacks, &[Kind::Text, Kind::Passage]);
        }
        let meeting: BTreeSet<&OptionId> = values.iter().collect();
        if let Some(both) = unsettled.iter().find(|it| meeting.contains(&it.option)) {
            let says = format!("option \"{}\" meets the rule and leaves it open", both.option);
            self.say(at, both.option.as_str(), says);
        }
    }

    fn check_courses_cover(&mut self, at: At, rule: &'d CoursesCover) {
        self.use_question(at, &rule.courses, &[Kind::Courses]);
        if rule.months == 0 || rule.days_with_gaps == 0 || rule.counting.is_empty() {
            self.say(at, "", "months, days_with_gaps and the counting outcomes are each at least one");
        }
    }

    fn check_reduction(&mut self, at: At, rule: &'d ReductionAtLeast) {
        self.use_question(at, &rule.readings, &[Kind::Readings]);
        self.use_question(at, &rule.stated, &[Kind::StatedPercent]);
        self.use_question(at, &rule.from, &[Kind::Date]);
        self.use_question(at, &rule.to, &[Kind::Date]);
        for reading in rule.computed_by.iter().chain(&rule.stated_by) {
            self.use_reading(at, reading);
        }
        if !(1..=100).contains(&rule.percent) {
            self.say(at, "", "a reduction is between 1 and 100 percent");
        }
    }

    /// Checks that the criterion that judges an exception exists and depends on no other exception, which could lead back to this
    /// one.
    fn check_judges_without_exception(&mut self, at: At, judged_by: &'d CriterionId) {
        self.use_criterion(at, judged_by);
        let mut seen = BTreeSet::new();
        let mut waiting = vec![judged_by];
        while let Some(next) = waiting.pop() {
            if self.without_exception.contains(next) || !seen.insert(next) {
                continue;
            }
            let Some(criterion) = self.criteria.get(next) else { continue };
            if matches!(&criterion.rule, Rule::Age { except: Some(_), .. }) {
                let says = format!("\"{judged_by}\" judges an exception and rests on another one, \"{next}\"");
                self.say(at, judged_by.as_str(), says);
                return;
            }
            waiting.extend(criterion.rule.parts());
        }
        self.without_exception.extend(seen);
    }

    fn check_ways(&mut self, at: At, by: &'d QuestionId, ways: &'d [Way]) {
        self.check_branches(at, by, ways.iter().map(|way| &way.option));
        for way in ways {
            if let WayMeans::LinkedCase(pathways) = &way.means {
                for pathway in pathways {
                    self.check_pathway_exists(at, pathway);
                }
            } else if !way.stages.is_empty() {
                self.say(at, by.as_str(), "\"stages\" belongs to a way that rests on a linked case");
            }
        }
    }

    /// Checks that each option of a choice leads to exactly one part, and nothing else does.
    fn check_branches<'o>(&mut self, at: At, by: &'d QuestionId, leading: impl Iterator<Item = &'o OptionId> + Clone) {
        self.use_question(at, by, &[Kind::Choice]);
        self.check_options_exist(at, by, leading.clone(), "the rule leads nowhere");
        let offered = self.questions.get(by).map(|question| question.options.as_slice()).unwrap_or_default();
        let mut times: BTreeMap<&OptionId, usize> = BTreeMap::new();
        leading.for_each(|led| *times.entry(led).or_default() += 1);
        for option in offered {
            if times.get(&option.id) != Some(&1) {
                let says = format!("option \"{}\" of \"{by}\" has to lead to exactly one place", option.id);
                self.say(at, by.as_str(), says);
            }
        }
    }
}
