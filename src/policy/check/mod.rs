//! Holds a policy file to what the engine relies on: every id resolves and is used, kinds fit their rules, no rule leads
//! back to itself, no group is empty, every leaf has a source. Finds everything, not the first thing.
//!
//! Must not know: whether what the policy says is right; that is for the people who sign it off.

mod cycles;
mod pathways;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use super::load::{Draft, Places};
use super::model::*;
use super::problems::Problems;
use super::question::{Kind, OnlyWhen, Question};
use super::request_form;
use super::rule::Rule;
use crate::ids::{CriterionId, DayId, JudgementId, PathwayId, QuestionId, ReadingId, SourceId};

/// Every problem of a file that read well.
pub(super) fn check(draft: &Draft, places: &Places<'_>) -> Problems {
    let mut checker = Checker::new(draft, places);
    checker.head_and_codes();
    checker.ids_stand_once();
    checker.outside_and_scope();
    checker.days();
    checker.pathways();
    for (index, criterion) in draft.criteria.iter().enumerate() {
        checker.criterion(index, criterion);
    }
    checker.judgements_and_readings();
    checker.questions();
    checker.library();
    checker.cycles();
    checker.everything_is_used();
    checker.problems
}

struct Checker<'d> {
    draft: &'d Draft,
    places: &'d Places<'d>,
    problems: Problems,
    questions: BTreeMap<&'d QuestionId, &'d Question>,
    criteria: BTreeMap<&'d CriterionId, &'d Criterion>,
    days: BTreeSet<&'d DayId>,
    judgements: BTreeSet<&'d JudgementId>,
    pathways: BTreeSet<&'d PathwayId>,
    readings: BTreeSet<&'d ReadingId>,
    sources: BTreeSet<&'d SourceId>,
    codes: BTreeSet<&'d str>,
    used_questions: BTreeSet<&'d QuestionId>,
    used_criteria: BTreeSet<&'d CriterionId>,
    used_days: BTreeSet<&'d DayId>,
    used_readings: BTreeSet<&'d ReadingId>,
    judgement_uses: BTreeMap<&'d JudgementId, usize>,
    /// Criteria that rest on no exception, as far as that was looked up.
    without_exception: BTreeSet<&'d CriterionId>,
    /// The number of criteria and of their parts.
    all_parts: usize,
}

/// The entry that is being checked.
type At = (&'static str, usize);

impl<'d> Checker<'d> {
    fn new(draft: &'d Draft, places: &'d Places<'d>) -> Self {
        let questions = request_form::questions().iter().chain(&draft.questions);
        Self {
            draft,
            places,
            problems: Problems::default(),
            questions: questions.map(|question| (&question.id, question)).collect(),
            criteria: draft.criteria.iter().map(|criterion| (&criterion.id, criterion)).collect(),
            days: draft.days.iter().map(|day| &day.id).collect(),
            judgements: draft.judgements.iter().map(|judgement| &judgement.id).collect(),
            pathways: draft.pathways.iter().map(|pathway| &pathway.id).collect(),
            readings: draft.readings.iter().map(|reading| &reading.id).collect(),
            sources: draft.sources.iter().map(|source| &source.id).collect(),
            codes: draft.codes.iter().map(|code| code.cpt.as_str()).collect(),
            used_questions: BTreeSet::new(),
            used_criteria: BTreeSet::new(),
            used_days: BTreeSet::new(),
            used_readings: BTreeSet::new(),
            judgement_uses: BTreeMap::new(),
            without_exception: BTreeSet::new(),
            all_parts: draft.criteria.iter().map(|criterion| 1 + criterion.rule.parts().len()).sum(),
        }
    }

    fn say(&mut self, at: At, word: &str, says: impl Into<String>) {
        self.problems.add(|| self.places.problem(at.0, at.1, word, says.into()));
    }

    fn head_and_codes(&mut self) {
        if self.draft.head.as_ref().is_some_and(|head| head.format != 1) {
            self.say(("head", 0), "", "this program reads policy files of format 1");
        }
        // Letters of other scripts can look like those of a bundled policy's number.
        let is_plain = |number: &str| number.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if self.draft.head.as_ref().is_some_and(|head| !is_plain(&head.number)) {
            self.say(("head", 0), "", "a policy's number is written in ASCII letters, digits and signs");
        }
        let stages_of = |code: &Code| code.stages.is_empty();
        for (index, code) in self.draft.codes.iter().enumerate() {
            if stages_of(code) {
                self.say(("code", index), "", format!("code {} names no stage", code.cpt));
            }
        }
        for (index, notice) in self.draft.notices.iter().enumerate() {
            for pathway in &notice.pathways {
                self.pathway_known(("notice", index), pathway);
            }
            let always = notice.only_codes.is_empty()
                && notice.several_of.is_empty()
                && notice.single_method.is_empty()
                && notice.when.is_empty();
            if always {
                let keys = "`only_codes`, `several_of`, `single_method` or `when`";
                self.say(("notice", index), "", format!("the notice would always be shown: name {keys}"));
            }
            for criterion in &notice.single_method {
                self.on_treatments(("notice", index), criterion);
            }
            if notice.several_of.len() == 1 {
                self.say(("notice", index), "", "`several_of` names at least two codes");
            }
            for condition in notice.when.iter().chain(&notice.unless) {
                self.condition(("notice", index), condition);
            }
            for code in notice.only_codes.iter().chain(&notice.several_of) {
                if !self.codes.contains(code.as_str()) {
                    self.say(("notice", index), code, format!("code {code} is not in the list of codes"));
                }
            }
        }
    }

    /// A criterion whose rule is on treatments.
    fn on_treatments(&mut self, at: At, id: &'d CriterionId) {
        match self.criteria.get(id).map(|criterion| &criterion.rule) {
            Some(Rule::CoursesCover(_)) => {}
            Some(_) => self.say(at, id.as_str(), format!("criterion \"{id}\" is not one on treatments")),
            None => self.say(at, id.as_str(), format!("there is no criterion \"{id}\"")),
        }
    }

    fn ids_stand_once(&mut self) {
        let draft = self.draft;
        let asked_of_every_request: Vec<&str> =
            request_form::questions().iter().map(|question| question.id.as_str()).collect();
        self.once("criterion", draft.criteria.iter().map(|entry| entry.id.as_str()), &[]);
        self.once("question", draft.questions.iter().map(|entry| entry.id.as_str()), &asked_of_every_request);
        self.once("judgement", draft.judgements.iter().map(|entry| entry.id.as_str()), &[]);
        self.once("reading", draft.readings.iter().map(|entry| entry.id.as_str()), &[]);
        self.once("source", draft.sources.iter().map(|entry| entry.id.as_str()), &[]);
        self.once("pathway", draft.pathways.iter().map(|entry| entry.id.as_str()), &[]);
        self.once("day", draft.days.iter().map(|entry| entry.id.as_str()), &[]);
        self.once("code", draft.codes.iter().map(|entry| entry.cpt.as_str()), &[]);
    }

    fn once<'a>(&mut self, section: &'static str, ids: impl Iterator<Item = &'a str>, taken: &[&str]) {
        let mut seen: BTreeSet<&str> = taken.iter().copied().collect();
        for (index, id) in ids.enumerate() {
            let formed = id.starts_with(|c: char| c.is_ascii_alphanumeric())
                && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
            if !formed {
                self.say((section, index), id, "an id is letters, digits, '-', '.' and '_', and begins with no sign");
            }
            if !seen.insert(id) {
                self.say((section, index), id, format!("{section} \"{id}\" stands twice: each id is given once"));
            }
        }
    }

    fn outside_and_scope(&mut self) {
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

    fn days(&mut self) {
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
                self.pathway_known(at, pathway);
            }
        }
    }

    fn judgements_and_readings(&mut self) {
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
            self.source_known(("reading", index), &reading.source);
        }
    }

    fn questions(&mut self) {
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
                self.condition(at, condition);
            }
            for other in question.not_before.iter().chain(&question.not_after) {
                self.use_question(at, other, &[Kind::Date, Kind::Instant]);
            }
        }
    }

    fn condition(&mut self, at: At, condition: &'d OnlyWhen) {
        self.use_question(at, &condition.question, &[Kind::Choice]);
        self.options_known(at, &condition.question, condition.is.iter(), "the condition names no option");
    }

    fn library(&mut self) {
        let library = &self.draft.library;
        let named = library.records.iter().flat_map(|entry| &entry.criteria);
        let named = named.chain(library.background.iter().flat_map(|entry| &entry.criteria));
        for criterion in named.chain(library.evidence.iter().flat_map(|entry| &entry.criteria)) {
            if !self.criteria.contains_key(criterion) {
                self.say(("library", 0), criterion.as_str(), format!("there is no criterion \"{criterion}\""));
            }
        }
        for entry in &library.background {
            self.source_known(("library", 0), &entry.source);
        }
    }

    fn everything_is_used(&mut self) {
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

    fn use_criterion(&mut self, at: At, id: &'d CriterionId) {
        self.used_criteria.insert(id);
        if !self.criteria.contains_key(id) {
            self.say(at, id.as_str(), format!("there is no criterion \"{id}\""));
        }
    }

    fn use_question(&mut self, at: At, id: &'d QuestionId, kinds: &[Kind]) {
        self.used_questions.insert(id);
        match self.questions.get(id) {
            None => self.say(at, id.as_str(), format!("there is no question \"{id}\"")),
            Some(question) if !kinds.contains(&question.kind) => {
                let says = format!("question \"{id}\" is of a kind that does not fit here; it has to be {kinds:?}");
                self.say(at, id.as_str(), says);
            }
            Some(_) => {}
        }
    }

    fn use_day(&mut self, at: At, id: &'d DayId) {
        self.used_days.insert(id);
        if !self.days.contains(id) {
            self.say(at, id.as_str(), format!("there is no day \"{id}\""));
        }
    }

    fn use_reading(&mut self, at: At, id: &'d ReadingId) {
        self.used_readings.insert(id);
        if !self.readings.contains(id) {
            self.say(at, id.as_str(), format!("there is no reading \"{id}\""));
        }
    }

    fn source_known(&mut self, at: At, id: &SourceId) {
        if !self.sources.contains(id) {
            self.say(at, id.as_str(), format!("there is no source \"{id}\""));
        }
    }

    fn pathway_known(&mut self, at: At, id: &PathwayId) {
        if !self.pathways.contains(id) {
            self.say(at, id.as_str(), format!("there is no pathway \"{id}\""));
        }
    }
}
