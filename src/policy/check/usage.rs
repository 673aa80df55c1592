//! Checks scope, judgements, readings and the library, and that every entry of the file is used.
//!
//! Must not know: how a rule is decided.

use super::checker::Checker;
use crate::policy::question::Kind;

impl Checker<'_> {
    pub(super) fn check_outside_and_scope(&mut self) {
        let draft = self.draft;
        for (index, outside) in draft.outside.iter().enumerate() {
            let at = ("outside", index);
            match (&outside.when, &outside.unless) {
                (Some(criterion), None) | (None, Some(criterion)) => self.use_criterion(at, criterion),
                _ => self.say(at, "", "[[outside]] names exactly one of `when` and `unless`"),
            }
            if let Some(reading) = &outside.reading {
                self.use_reading(at, reading);
            }
        }
        let Some(scope) = &draft.scope else { return };
        let at = ("scope", 0);
        for criterion in &scope.requires {
            self.use_criterion(at, criterion);
        }
        for question in &scope.confirmations {
            self.use_question(at, question, &[Kind::Confirmation]);
        }
        for question in &scope.details {
            self.use_question(at, question, &[Kind::Text, Kind::Passage]);
        }
        for question in &scope.with_request {
            self.use_question(at, question, &[Kind::Choice, Kind::Text, Kind::Passage, Kind::Date]);
        }
        if let Some(question) = &scope.verified_until {
            self.use_question(at, question, &[Kind::Date]);
        }
    }
    pub(super) fn check_judgements_and_readings(&mut self) {
        let draft = self.draft;
        for (index, judgement) in draft.judgements.iter().enumerate() {
            let at = ("judgement", index);
            self.use_reading(at, &judgement.reading);
            if !judgement.rests_on.is_empty() && !judgement.rests_only_on.is_empty() {
                self.say(at, judgement.id.as_str(), "a judgement names `rests_on` or `rests_only_on`, not both");
            }
            let named = judgement.rests_on.iter().chain(&judgement.rests_only_on);
            for question in named.filter(|id| !self.questions.contains_key(id)).collect::<Vec<_>>() {
                self.say(at, question.as_str(), format!("there is no question \"{question}\""));
            }
            if self.judgement_uses.get(&judgement.id).copied().unwrap_or_default() != 1 {
                let says = format!("judgement \"{}\" belongs to exactly one criterion's rule", judgement.id);
                self.say(at, judgement.id.as_str(), says);
            }
        }
        for (index, reading) in draft.readings.iter().enumerate() {
            self.check_source_exists(("reading", index), &reading.source);
        }
    }
    pub(super) fn check_library(&mut self) {
        let library = &self.draft.library;
        let named = library.records.iter().flat_map(|entry| &entry.criteria);
        let named = named.chain(library.background.iter().flat_map(|entry| &entry.criteria));
        for criterion in named.chain(library.evidence.iter().flat_map(|entry| &entry.criteria)) {
            if !self.criteria.contains_key(criterion) {
                self.say(("library", 0), criterion.as_str(), format!("there is no criterion \"{criterion}\""));
            }
        }
        for entry in &library.background {
            self.check_source_exists(("library", 0), &entry.source);
        }
    }

    pub(super) fn check_everything_is_used(&mut self) {
        let draft = self.draft;
        for (index, question) in draft.questions.iter().enumerate() {
            if !self.used_questions.contains(&question.id) {
                let says = format!("no rule uses question \"{}\", and no card asks it", question.id);
                self.say(("question", index), question.id.as_str(), says);
            }
        }
        for (index, criterion) in draft.criteria.iter().enumerate() {
            if !self.used_criteria.contains(&criterion.id) {
                let says = format!("neither a pathway nor another criterion uses criterion \"{}\"", criterion.id);
                self.say(("criterion", index), criterion.id.as_str(), says);
            }
        }
        for (index, day) in draft.days.iter().enumerate() {
            if !self.used_days.contains(&day.id) {
                self.say(("day", index), day.id.as_str(), format!("no rule counts from day \"{}\"", day.id));
            }
        }
        for (index, reading) in draft.readings.iter().enumerate() {
            if !self.used_readings.contains(&reading.id) {
                let says = format!("nothing rests on reading \"{}\"", reading.id);
                self.say(("reading", index), reading.id.as_str(), says);
            }
        }
    }
}
