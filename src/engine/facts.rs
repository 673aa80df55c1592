//! Maps an answer to given, undocumented or unanswered.
//!
//! Must not know: the rule that reads it.

use chrono::NaiveDate;

use crate::case::{Case, Value};
use crate::ids::{DayId, QuestionId};
use crate::policy::{OnlyWhen, Policy, Question, Rule};

/// An answer, as a rule reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact<T> {
    /// Answered.
    Given(T),
    /// The chart does not document it.
    Undocumented,
    /// There is no answer yet.
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

/// The date of an answer; for an instant, its date in the recorded zone.
pub(super) fn date(case: &Case, question: &QuestionId) -> Fact<NaiveDate> {
    match case.value(question) {
        Some(Value::NotDocumented) => Fact::Undocumented,
        Some(_) | None => case.date(question).map_or(Fact::Unanswered, Fact::Given),
    }
}

/// A day that rules count from, with a question that could still change it.
pub(super) struct CountedDay<'p> {
    /// The day by the present answers.
    pub(super) on: Option<NaiveDate>,
    /// A question without an answer that the reviewer has to answer and that could change the day.
    pub(super) unanswered: Option<&'p QuestionId>,
    /// A question that the chart does not answer and that could change the day.
    pub(super) undocumented: Option<&'p QuestionId>,
}

impl CountedDay<'_> {
    /// The day, once no outstanding answer can change it.
    pub(super) fn known(&self) -> Option<NaiveDate> {
        self.on.filter(|_| self.unanswered.is_none())
    }
}

/// The day as the case's pathway counts it. A fact of the request without an answer is skipped, as its reading says, unless every
/// case needs it; a fact of the chart has to be reviewed first.
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

/// The day as the case's pathway counts it, by the present answers; for drawings.
pub fn counted_until(policy: &Policy, case: &Case, id: &DayId) -> Option<NaiveDate> {
    counted_day(policy, case, id).on
}

/// True for the date of service of a request that was received before the version's first day: that date is then needed, and
/// receipt does not replace it.
fn version_waits_for(policy: &Policy, case: &Case, question: &QuestionId) -> bool {
    policy.criteria().any(|criterion| {
        let Rule::GovernedFrom { service, received, first_on } = &criterion.rule else { return false };
        service == question && case.date(received).is_some_and(|on| on < *first_on)
    })
}

/// True where a question is asked, given the answers to others.
pub fn is_asked(case: &Case, question: &Question) -> bool {
    question.only_when.as_ref().is_none_or(|condition| is_fulfilled(case, condition))
}

/// True where the chosen option fulfills a condition.
pub(super) fn is_fulfilled(case: &Case, condition: &OnlyWhen) -> bool {
    case.choice(&condition.question).is_some_and(|chosen| condition.is.contains(chosen))
}
