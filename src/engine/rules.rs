//! Decides the rules that need a single step each. Every function returns a verdict: a truth, a typed reason, and what is open.
//!
//! Must not know: the order in which criteria are visited, or the result of the whole (that is `evaluate`).

use chrono::{Days, NaiveDate};

use super::context::{RuleContext, Verdict};
use super::facts::{self, Fact};
use super::open_item::{Need, OpenItem, OpenKind};
use super::reason::Reason;
use super::truth::Truth;
use crate::case::Value;
use crate::ids::{DayId, OptionId, QuestionId};
use crate::policy::{AgeBand, AgeException, Unsettled};

impl RuleContext<'_> {
    /// An item of the chart, decided by its cited answer.
    pub(super) fn answered(&self, question: &QuestionId) -> Verdict {
        match self.case.value(question) {
            Some(Value::Supported) => self.cited(question, true, Reason::Supported),
            Some(Value::Contradicted) => self.cited(question, false, Reason::Contradicted),
            Some(Value::NotDocumented) => self.missing(question),
            None
            | Some(
                Value::Confirmed
                | Value::Choice(_)
                | Value::Date(_)
                | Value::Instant(_)
                | Value::Text(_)
                | Value::Courses(_)
                | Value::Readings(_)
                | Value::StatedPercent(_)
                | Value::Codes(_)
                | Value::Diagnoses(_)
                | Value::Provider(_),
            ) => self.to_go(question),
        }
    }

    /// A fact of the request, met once it is filled in.
    pub(super) fn recorded(&self, question: &QuestionId) -> Verdict {
        match self.case.value(question) {
            None | Some(Value::NotDocumented) => self.to_go(question),
            Some(_) => Verdict::decided(true, Reason::Recorded),
        }
    }

    /// A choice, decided once the facts that belong to it are filled in.
    pub(super) fn choice_in(
        &self,
        question: &QuestionId,
        values: &[OptionId],
        with: &[QuestionId],
        unsettled: &[Unsettled],
    ) -> Verdict {
        match self.case.value(question) {
            Some(Value::Choice(chosen)) => {
                if let Some(unsettled) = unsettled.iter().find(|unsettled| unsettled.option == *chosen) {
                    return self.unsettled(question, unsettled);
                }
                let reason = Reason::Chosen { question: question.clone(), option: chosen.clone() };
                let verdict = self.cited(question, values.contains(chosen), reason);
                let missing_facts: Vec<OpenItem> = with.iter().filter_map(|fact| self.missing_fact(fact)).collect();
                if missing_facts.is_empty() {
                    return verdict;
                }
                let open = verdict.open.into_iter().chain(missing_facts).collect();
                Verdict::open(Reason::Incomplete { question: question.clone(), option: chosen.clone() }, open)
            }
            Some(Value::NotDocumented) => self.missing(question),
            _ => self.to_go(question),
        }
    }

    /// An option that leaves the criterion open. It is missing documentation, in the reviewer's words; without those words, or
    /// where the option contradicts other answers, the reviewer has to act.
    fn unsettled(&self, question: &QuestionId, unsettled: &Unsettled) -> Verdict {
        let contradicts = unsettled.lacks.is_none();
        let reason = Reason::Unsettled { question: question.clone(), option: unsettled.option.clone(), contradicts };
        let item = match &unsettled.lacks {
            None => self.item(question, OpenKind::ToGo, Need::Answer),
            Some(lacks) if self.case.text(lacks).is_empty() => self.item(lacks, OpenKind::ToGo, Need::Answer),
            Some(lacks) => self.item(lacks, OpenKind::Missing, Need::AsWritten),
        };
        Verdict::open(reason, vec![item])
    }

    /// The open item of a fact that has to be filled in and is not.
    fn missing_fact(&self, question: &QuestionId) -> Option<OpenItem> {
        match self.case.value(question) {
            None => Some(self.item(question, OpenKind::ToGo, Need::Answer)),
            Some(Value::NotDocumented) => Some(self.item(question, OpenKind::Missing, Need::Answer)),
            Some(_) => None,
        }
    }

    /// An option that is valid for a number of days; see the reading on a pump at its elective replacement indicator.
    pub(super) fn runs_out(&self, question: &QuestionId, value: &OptionId, from: &QuestionId, days: u32) -> Verdict {
        let chosen = self.choice_in(question, std::slice::from_ref(value), &[], &[]);
        if chosen.truth != Truth::Met {
            return chosen;
        }
        match facts::date(self.case, from) {
            Fact::Unanswered => self.to_go(from),
            Fact::Undocumented => self.missing(from),
            // Dates of a case lie between 1900 and 2199, so the addition never fails.
            Fact::Given(day) => {
                let until = day.checked_add_days(Days::new(days.into())).unwrap_or(day);
                let (question, option) = (question.clone(), value.clone());
                Verdict::decided(true, Reason::RunsOut { question, option, from: day, until, days })
            }
        }
    }
    /// True where another criterion counts for this member's age.
    pub(super) fn is_excepted(&self, except: &AgeException, born: &QuestionId, day: &DayId) -> bool {
        self.case.pathway == except.in_pathway && self.years(born, day).is_ok_and(|(years, _)| years < except.under)
    }

    /// Age in completed years; see the readings on age and on which date counts.
    pub(super) fn age(&self, born: &QuestionId, day: &DayId, asked: AgeBand) -> Verdict {
        let (years, on) = match self.years(born, day) {
            Ok(known) => known,
            Err(open) => return open,
        };
        let met = match asked {
            AgeBand::Over(limit) => years > limit,
            AgeBand::AtLeast(limit) => years >= limit,
            AgeBand::Exactly(limit) => years == limit,
            AgeBand::Under(limit) => years < limit,
        };
        Verdict::decided(met, Reason::Age { years, on, day: day.clone(), asked })
    }
    /// Decides by the date of service whether the version applies, else by receipt. A receipt before the first day decides
    /// nothing.
    pub(super) fn governed_from(&self, service: &QuestionId, received: &QuestionId, first_on: NaiveDate) -> Verdict {
        if let Some(on) = self.case.date(service) {
            return Verdict::decided(on >= first_on, Reason::Governed { on, first_on, by_service: true });
        }
        match self.case.date(received) {
            Some(on) if on >= first_on => Verdict::decided(true, Reason::Governed { on, first_on, by_service: false }),
            Some(_) => self.to_go(service),
            None => self.to_go(received),
        }
    }
}
