//! How an answer reads to a rule: there, missing from the record, or not there yet.
//!
//! Must not know: what any rule makes of it.

use chrono::NaiveDate;

use crate::case::{Case, Value};
use crate::ids::{DayId, QuestionId};
use crate::policy::{OnlyWhen, Policy, Question, Rule};

/// An answer as a rule reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact<T> {
    /// Answered.
    Given(T),
    /// The record does not hold it.
    Undocumented,
    /// Nobody has answered it.
    Unanswered,
}

impl<T> Fact<T> {
    pub(super) fn given(self) -> Option<T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Undocumented | Self::Unanswered => None,
        }
    }
}

/// A date, or the date of an instant.
pub(super) fn date(case: &Case, question: &QuestionId) -> Fact<NaiveDate> {
    match case.value(question) {
        Some(Value::NotDocumented) => Fact::Undocumented,
        _ => case.date(question).map_or(Fact::Unanswered, Fact::Given),
    }
}

/// A day that rules count from, with the question that still stands in the way of knowing it.
pub(super) struct CountedDay<'p> {
    /// The day by what is known.
    pub(super) on: Option<NaiveDate>,
    /// A question that nobody has answered, that is to go, and that would change the day.
    pub(super) unanswered: Option<&'p QuestionId>,
    /// A question of the record that the record does not answer and that would change the day.
    pub(super) undocumented: Option<&'p QuestionId>,
}

impl CountedDay<'_> {
    /// The day, once no answer that is to go can change it.
    pub(super) fn known(&self) -> Option<NaiveDate> {
        self.on.filter(|_| self.unanswered.is_none())
    }
}

/// The day as this pathway counts it. A fact of the request that is not given is passed over, as its reading says, unless
/// it is to go for the whole case; a fact of the record has to be looked for first.
pub(super) fn counted_day<'p>(policy: &'p Policy, case: &Case, id: &DayId) -> CountedDay<'p> {
    let mut counted = CountedDay { on: None, unanswered: None, undocumented: None };
    let Some(day) = policy.day(id) else { return counted };
    let first_counts = !day.first_of.is_empty();
    for question in day.questions_in(&case.pathway) {
        let from_record = policy.question(question).is_some_and(|question| question.may_be_undocumented);
        let to_go = policy.requires_recorded(question) || (first_counts && version_waits_for(policy, case, question));
        match date(case, question) {
            Fact::Given(on) => counted.on = Some(counted.on.map_or(on, |earlier| earlier.min(on))),
            Fact::Undocumented => counted.undocumented = counted.undocumented.or(Some(question)),
            Fact::Unanswered if from_record || to_go => counted.unanswered = counted.unanswered.or(Some(question)),
            Fact::Unanswered => {}
        }
        if first_counts && counted.on.is_some() {
            break;
        }
    }
    counted
}

/// The day as a pathway counts it, by what is known; for drawing.
pub fn counted_until(policy: &Policy, case: &Case, id: &DayId) -> Option<NaiveDate> {
    counted_day(policy, case, id).on
}

/// Whether this is the date of service of a request that was received before the version's first day: then that date is to
/// go, and receipt does not stand in for it.
fn version_waits_for(policy: &Policy, case: &Case, question: &QuestionId) -> bool {
    policy.criteria().any(|criterion| match &criterion.rule {
        Rule::GovernedFrom { service, received, first_on } => {
            service == question && case.date(received).is_some_and(|on| on < *first_on)
        }
        _ => false,
    })
}

/// Whether a question is asked at all, given the others' answers.
pub fn is_asked(case: &Case, question: &Question) -> bool {
    question.only_when.as_ref().is_none_or(|condition| holds(case, condition))
}

/// Whether a choice is made as a condition names it.
pub(super) fn holds(case: &Case, condition: &OnlyWhen) -> bool {
    case.choice(&condition.question).is_some_and(|chosen| condition.is.contains(chosen))
}
