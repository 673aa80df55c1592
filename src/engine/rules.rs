//! How each kind of rule is decided. One function a rule, each a verdict: a truth, a typed reason, and what is open.
//!
//! Must not know: in which order criteria are visited, or what the verdicts add up to (that is `evaluate`).

use chrono::{Days, NaiveDate};

use super::facts::{self, Fact, counted_day};
use super::finding::{Need, OpenItem, OpenKind, Reason};
use super::truth::Truth;
use crate::case::{Case, Known, Value, facts_hash};
use crate::ids::{CriterionId, DayId, JudgementId, OptionId, QuestionId};
use crate::policy::{AgeBand, AgeException, Policy, Unsettled};

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) truth: Truth,
    pub(super) reason: Reason,
    pub(super) open: Vec<OpenItem>,
}

/// A criterion being looked at in a case.
pub(super) struct Looking<'a> {
    pub(super) policy: &'a Policy,
    pub(super) case: &'a Case,
    pub(super) criterion: &'a CriterionId,
}

impl Verdict {
    pub(super) fn decided(met: bool, reason: Reason) -> Self {
        Self { truth: Truth::decided(met), reason, open: Vec::new() }
    }

    pub(super) fn open(reason: Reason, open: Vec<OpenItem>) -> Self {
        Self { truth: Truth::Open, reason, open }
    }
}

impl<'a> Looking<'a> {
    /// An open item of this criterion.
    pub(super) fn item(&self, question: &QuestionId, kind: OpenKind, need: Need) -> OpenItem {
        OpenItem { criterion: self.criterion.clone(), question: Some(question.clone()), kind, need }
    }

    fn to_go(&self, question: &QuestionId) -> Verdict {
        Verdict::open(Reason::NotReviewed, vec![self.item(question, OpenKind::ToGo, Need::Answer)])
    }

    fn missing(&self, question: &QuestionId) -> Verdict {
        Verdict::open(Reason::NotDocumented, vec![self.item(question, OpenKind::Missing, Need::Answer)])
    }

    /// Decided, once it is cited where it has to be.
    fn cited(&self, question: &QuestionId, met: bool, reason: Reason) -> Verdict {
        match self.lacks_source(question) {
            Some(item) => Verdict::open(Reason::NotCited, vec![item]),
            None => Verdict::decided(met, reason),
        }
    }

    /// The source that an answer has to have and has not.
    pub(super) fn lacks_source(&self, question: &QuestionId) -> Option<OpenItem> {
        let has_to_be = self.policy.question(question).is_some_and(|question| question.cited);
        let lacks = has_to_be && self.case.citations(question).is_empty();
        lacks.then(|| self.item(question, OpenKind::ToGo, Need::Source))
    }

    pub(super) fn answered(&self, question: &QuestionId) -> Verdict {
        match self.case.value(question) {
            Some(Value::Supported) => self.cited(question, true, Reason::Supported),
            Some(Value::Contradicted) => self.cited(question, false, Reason::Contradicted),
            Some(Value::NotDocumented) => self.missing(question),
            _ => self.to_go(question),
        }
    }

    pub(super) fn recorded(&self, question: &QuestionId) -> Verdict {
        match self.case.value(question) {
            None | Some(Value::NotDocumented) => self.to_go(question),
            Some(_) => Verdict::decided(true, Reason::Recorded),
        }
    }

    /// A choice, once the facts that belong to it are filled in.
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
                let wanting: Vec<OpenItem> = with.iter().filter_map(|fact| self.wanting(fact)).collect();
                if wanting.is_empty() {
                    return verdict;
                }
                let open = verdict.open.into_iter().chain(wanting).collect();
                Verdict::open(Reason::Incomplete { question: question.clone(), option: chosen.clone() }, open)
            }
            Some(Value::NotDocumented) => self.missing(question),
            _ => self.to_go(question),
        }
    }

    /// An option that leaves the criterion open: missing, in the reviewer's words for what the record lacks; to go while
    /// those words are not written, or where the option contradicts other answers.
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

    /// What an answer that has to be filled in still lacks.
    fn wanting(&self, question: &QuestionId) -> Option<OpenItem> {
        match self.case.value(question) {
            None => Some(self.item(question, OpenKind::ToGo, Need::Answer)),
            Some(Value::NotDocumented) => Some(self.item(question, OpenKind::Missing, Need::Answer)),
            Some(_) => None,
        }
    }

    /// An option that holds for some days more; see the reading on a pump at its elective replacement indicator.
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

    /// Completed years on a day, with the day; open while either date is not known.
    pub(super) fn years(&self, born: &QuestionId, day: &DayId) -> Result<(u32, NaiveDate), Verdict> {
        let Some(born_on) = self.case.date(born) else { return Err(self.to_go(born)) };
        let counted = counted_day(self.policy, self.case, day);
        if let Some(question) = counted.unanswered {
            return Err(self.to_go(question));
        }
        let Some(on) = counted.on else { return Err(self.day_to_go(day)) };
        // Birth never lies after the day: `apply` refuses it.
        Ok((on.years_since(born_on).unwrap_or(0), on))
    }

    /// True where another criterion judges this member's age.
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

    /// None of a day's questions is answered: the one that every case needs is to go, else the last one, on which the others
    /// fall back.
    pub(super) fn day_to_go(&self, day: &DayId) -> Verdict {
        let questions = self.policy.day(day).map_or(&[][..], |day| day.questions_in(&self.case.pathway));
        let required = questions.iter().find(|question| self.policy.requires_recorded(question));
        required
            .or(questions.last())
            .map_or(Verdict::open(Reason::NotReviewed, Vec::new()), |question| self.to_go(question))
    }

    /// The version governs by the date of service, else by receipt; a receipt before its first day decides nothing.
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

    /// What a physician decided on these facts, or that one is asked. A judgement on other facts has lapsed; one that nobody
    /// signed was never made.
    pub(super) fn doubtful(&self, judgement: &JudgementId, because: Reason) -> Verdict {
        let judged = self.case.judgements.get(judgement).filter(|judged| judged.by.known != Known::Unproved);
        let holds =
            judged.is_some_and(|judged| facts_hash(self.case, self.policy, judgement).as_ref() == Some(&judged.facts));
        if let Some(judged) = judged.filter(|_| holds) {
            let reason = Reason::Judged { judgement: judgement.clone(), accepts: judged.accepts };
            return Verdict::decided(judged.accepts, reason);
        }
        let reason =
            Reason::Doubtful { judgement: judgement.clone(), lapsed: judged.is_some(), because: Box::new(because) };
        let item = OpenItem {
            criterion: self.criterion.clone(),
            question: None,
            kind: OpenKind::Judgement,
            need: Need::Judgement(judgement.clone()),
        };
        Verdict::open(reason, vec![item])
    }

    /// The chosen option of a choice that leads on.
    pub(super) fn chosen(&self, question: &QuestionId) -> Result<OptionId, Verdict> {
        match self.case.value(question) {
            Some(Value::Choice(chosen)) => Ok(chosen.clone()),
            Some(Value::NotDocumented) => Err(self.missing(question)),
            _ => Err(self.to_go(question)),
        }
    }

    /// The way that a reviewer chose, if one is chosen.
    pub(super) fn chosen_way(&self, by: &QuestionId) -> Result<OptionId, Verdict> {
        match self.case.value(by) {
            Some(Value::Choice(chosen)) => Ok(chosen.clone()),
            _ => Err(Verdict::open(Reason::NoWay, vec![self.item(by, OpenKind::ToGo, Need::Way)])),
        }
    }

    /// A way that found nothing: the reviewer chooses another.
    pub(super) fn way_closed(&self, by: &QuestionId, option: OptionId) -> Verdict {
        Verdict::open(Reason::WayClosed(option), vec![self.item(by, OpenKind::ToGo, Need::Way)])
    }
}
