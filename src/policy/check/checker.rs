//! The state of a check: indexes of the draft, what was used so far, the problems found, and checks of single references.
//!
//! Must not know: any section of the file beyond its ids.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{CriterionId, DayId, JudgementId, OptionId, PathwayId, QuestionId, ReadingId, SourceId};
use crate::policy::draft::{Draft, Places};
use crate::policy::problems::Problems;
use crate::policy::question::{Kind, OnlyWhen, Question};
use crate::policy::request_form;
use crate::policy::sections::Criterion;

/// A check in progress.
pub(super) struct Checker<'d> {
    pub(super) draft: &'d Draft,
    pub(super) places: &'d Places<'d>,
    pub(super) problems: Problems,
    pub(super) questions: BTreeMap<&'d QuestionId, &'d Question>,
    pub(super) criteria: BTreeMap<&'d CriterionId, &'d Criterion>,
    pub(super) days: BTreeSet<&'d DayId>,
    pub(super) judgements: BTreeSet<&'d JudgementId>,
    pub(super) pathways: BTreeSet<&'d PathwayId>,
    pub(super) readings: BTreeSet<&'d ReadingId>,
    pub(super) sources: BTreeSet<&'d SourceId>,
    pub(super) codes: BTreeSet<&'d str>,
    pub(super) used_questions: BTreeSet<&'d QuestionId>,
    pub(super) used_criteria: BTreeSet<&'d CriterionId>,
    pub(super) used_days: BTreeSet<&'d DayId>,
    pub(super) used_readings: BTreeSet<&'d ReadingId>,
    pub(super) judgement_uses: BTreeMap<&'d JudgementId, usize>,
    /// Criteria that were found to depend on no exception.
    pub(super) without_exception: BTreeSet<&'d CriterionId>,
    /// The number of criteria and their parts together.
    pub(super) all_parts: usize,
}

/// An entry: its section and its number in it.
pub(super) type At = (&'static str, usize);

impl<'d> Checker<'d> {
    pub(super) fn new(draft: &'d Draft, places: &'d Places<'d>) -> Self {
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

    /// Reports a problem of an entry, at the first place where `word` is quoted in it.
    pub(super) fn say(&mut self, at: At, word: &str, says: impl Into<String>) {
        self.problems.add(|| self.places.problem(at.0, at.1, word, says.into()));
    }

    pub(super) fn check_condition(&mut self, at: At, condition: &'d OnlyWhen) {
        self.use_question(at, &condition.question, &[Kind::Choice]);
        self.check_options_exist(at, &condition.question, condition.is.iter(), "the condition names no option");
    }

    /// Marks a criterion as used and checks that it exists.
    pub(super) fn use_criterion(&mut self, at: At, id: &'d CriterionId) {
        self.used_criteria.insert(id);
        if !self.criteria.contains_key(id) {
            self.say(at, id.as_str(), format!("there is no criterion \"{id}\""));
        }
    }

    /// Marks a question as used and checks that it exists and is of one of the kinds.
    pub(super) fn use_question(&mut self, at: At, id: &'d QuestionId, kinds: &[Kind]) {
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

    /// Marks a day as used and checks that it exists.
    pub(super) fn use_day(&mut self, at: At, id: &'d DayId) {
        self.used_days.insert(id);
        if !self.days.contains(id) {
            self.say(at, id.as_str(), format!("there is no day \"{id}\""));
        }
    }

    /// Marks a reading as used and checks that it exists.
    pub(super) fn use_reading(&mut self, at: At, id: &'d ReadingId) {
        self.used_readings.insert(id);
        if !self.readings.contains(id) {
            self.say(at, id.as_str(), format!("there is no reading \"{id}\""));
        }
    }

    pub(super) fn check_source_exists(&mut self, at: At, id: &SourceId) {
        if !self.sources.contains(id) {
            self.say(at, id.as_str(), format!("there is no source \"{id}\""));
        }
    }

    pub(super) fn check_pathway_exists(&mut self, at: At, id: &PathwayId) {
        if !self.pathways.contains(id) {
            self.say(at, id.as_str(), format!("there is no pathway \"{id}\""));
        }
    }

    /// Checks that a question has these options. `none` is the problem where there is no option.
    pub(super) fn check_options_exist<'o>(
        &mut self,
        at: At,
        id: &QuestionId,
        options: impl Iterator<Item = &'o OptionId>,
        none: &str,
    ) {
        let mut any = false;
        let known = self.questions.get(id).map(|question| question.options.iter().map(|known| &known.id).collect());
        let known: Option<BTreeSet<&OptionId>> = known;
        for option in options {
            any = true;
            if known.as_ref().is_some_and(|known| !known.contains(option)) {
                self.say(at, option.as_str(), format!("question \"{id}\" has no option \"{option}\""));
            }
        }
        if !any {
            self.say(at, "", none);
        }
    }
}
