//! Checks questions, days and conditions, and that ids are unique.
//!
//! Must not know: the rules that read an answer.

use std::collections::BTreeSet;

use super::checker::Checker;
use crate::policy::question::Kind;
use crate::policy::request_form;

impl Checker<'_> {
    pub(super) fn check_ids_are_unique(&mut self) {
        let draft = self.draft;
        let asked_of_every_request: Vec<&str> =
            request_form::questions().iter().map(|question| question.id.as_str()).collect();
        self.check_unique("criterion", draft.criteria.iter().map(|entry| entry.id.as_str()), &[]);
        self.check_unique("question", draft.questions.iter().map(|entry| entry.id.as_str()), &asked_of_every_request);
        self.check_unique("judgement", draft.judgements.iter().map(|entry| entry.id.as_str()), &[]);
        self.check_unique("reading", draft.readings.iter().map(|entry| entry.id.as_str()), &[]);
        self.check_unique("source", draft.sources.iter().map(|entry| entry.id.as_str()), &[]);
        self.check_unique("pathway", draft.pathways.iter().map(|entry| entry.id.as_str()), &[]);
        self.check_unique("day", draft.days.iter().map(|entry| entry.id.as_str()), &[]);
        self.check_unique("code", draft.codes.iter().map(|entry| entry.cpt.as_str()), &[]);
    }

    pub(super) fn check_unique<'a>(
        &mut self,
        section: &'static str,
        ids: impl Iterator<Item = &'a str>,
        taken: &[&str],
    ) {
        let mut seen: BTreeSet<&str> = taken.iter().copied().collect();
        for (index, id) in ids.enumerate() {
            let formed = id.starts_with(|c: char| c.is_ascii_alphanumeric())
                && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
            if !formed {
                self.say((section, index), id, "an id is letters, digits, '-', '.' and '_', and begins with no sign");
            }
            if !seen.insert(id) {
                self.say((section, index), id, format!("{section} \"{id}\" appears twice: each id is given once"));
            }
        }
    }
    pub(super) fn check_days(&mut self) {
        let draft = self.draft;
        for (index, day) in draft.days.iter().enumerate() {
            let at = ("day", index);
            if day.first_of.is_empty() == day.earliest_of.is_empty() {
                self.say(
                    at,
                    "",
                    "[[day]] gives exactly one of `first_of` and `earliest_of`, with at least one question",
                );
            }
            let questions = day.first_of.iter().chain(&day.earliest_of).chain(day.in_pathway.values().flatten());
            for question in questions {
                self.use_question(at, question, &[Kind::Date, Kind::Instant]);
            }
            for pathway in day.in_pathway.keys() {
                self.check_pathway_exists(at, pathway);
            }
        }
    }
    pub(super) fn check_questions(&mut self) {
        let draft = self.draft;
        for (index, question) in draft.questions.iter().enumerate() {
            let at = ("question", index);
            let id = question.id.as_str();
            if question.prompt.trim().is_empty() {
                self.say(at, id, format!("question \"{id}\" has no prompt"));
            }
            let from_record = question.may_be_undocumented
                || matches!(question.kind, Kind::Item | Kind::Courses | Kind::Readings | Kind::StatedPercent);
            if from_record && question.ask.is_none() {
                let says =
                    format!("question \"{id}\" is answered from the record: say in `ask` what the provider can send");
                self.say(at, id, says);
            }
            if (question.kind == Kind::Choice) == question.options.is_empty() {
                self.say(at, id, format!("question \"{id}\": a choice has options, and only a choice"));
            }
            if question.kind == Kind::Item && !question.cited {
                self.say(at, id, format!("question \"{id}\": an item of the record is `cited = true`"));
            }
            if let Some(condition) = &question.only_when {
                self.check_condition(at, condition);
            }
            for other in question.not_before.iter().chain(&question.not_after) {
                self.use_question(at, other, &[Kind::Date, Kind::Instant]);
            }
        }
    }
}
