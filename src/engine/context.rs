//! The context in which a rule is decided, its verdict, and steps that several rules share.
//!
//! Must not know: any one rule, or the order in which criteria are visited.

use chrono::NaiveDate;

use super::facts::counted_day;
use super::open_item::{Need, OpenItem, OpenKind};
use super::reason::Reason;
use super::truth::Truth;
use crate::case::{Case, Known, Value, facts_hash};
use crate::ids::{CriterionId, DayId, JudgementId, OptionId, QuestionId};
use crate::policy::Policy;

/// The result of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) truth: Truth,
    pub(super) reason: Reason,
    pub(super) open: Vec<OpenItem>,
}

/// A criterion that is being decided in a case.
pub(super) struct RuleContext<'a> {
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

impl<'a> RuleContext<'a> {
    /// An open item of this criterion.
    pub(super) fn item(&self, question: &QuestionId, kind: OpenKind, need: Need) -> OpenItem {
        OpenItem { criterion: self.criterion.clone(), question: Some(question.clone()), kind, need }
    }

    /// Open, until the reviewer answers the question.
    pub(super) fn to_go(&self, question: &QuestionId) -> Verdict {
        Verdict::open(Reason::NotReviewed, vec![self.item(question, OpenKind::ToGo, Need::Answer)])
    }

    /// Open, since the chart does not document the answer.
    pub(super) fn missing(&self, question: &QuestionId) -> Verdict {
        Verdict::open(Reason::NotDocumented, vec![self.item(question, OpenKind::Missing, Need::Answer)])
    }

    /// The decided verdict, or open where the answer needs a source and has none.
    pub(super) fn cited(&self, question: &QuestionId, met: bool, reason: Reason) -> Verdict {
        match self.missing_source(question) {
            Some(item) => Verdict::open(Reason::NotCited, vec![item]),
            None => Verdict::decided(met, reason),
        }
    }

    /// The open item of an answer that needs a source and has none.
    pub(super) fn missing_source(&self, question: &QuestionId) -> Option<OpenItem> {
        let has_to_be = self.policy.question(question).is_some_and(|question| question.cited);
        let lacks = has_to_be && self.case.citations(question).is_empty();
        lacks.then(|| self.item(question, OpenKind::ToGo, Need::Source))
    }

    /// The completed years on a day, with the day. An open verdict while either date is not known.
    pub(super) fn years(&self, born: &QuestionId, day: &DayId) -> Result<(u32, NaiveDate), Verdict> {
        let Some(born_on) = self.case.date(born) else { return Err(self.to_go(born)) };
        let counted = counted_day(self.policy, self.case, day);
        if let Some(question) = counted.unanswered {
            return Err(self.to_go(question));
        }
        let Some(on) = counted.on else { return Err(self.day_to_go(day)) };
        // `chronology` refuses a birth date after such a day.
        Ok((on.years_since(born_on).unwrap_or(0), on))
    }
    /// Open, since none of a day's questions has an answer. Asks for the question that every case needs, else for the last one,
    /// which is the fallback of the others.
    pub(super) fn day_to_go(&self, day: &DayId) -> Verdict {
        let questions = self.policy.day(day).map_or(&[][..], |day| day.questions_in(&self.case.pathway));
        let required = questions.iter().find(|question| self.policy.requires_recorded(question));
        required
            .or(questions.last())
            .map_or(Verdict::open(Reason::NotReviewed, Vec::new()), |question| self.to_go(question))
    }
    /// The physician's judgement on the present facts, or open until there is one. A judgement on other facts has lapsed, and one
    /// without a signature does not count.
    pub(super) fn ask_physician(&self, judgement: &JudgementId, because: Reason) -> Verdict {
        let judged = self.case.judgements.get(judgement).filter(|judged| judged.by.known != Known::Unproved);
        let is_current =
            judged.is_some_and(|judged| facts_hash(self.case, self.policy, judgement).as_ref() == Some(&judged.facts));
        if let Some(judged) = judged.filter(|_| is_current) {
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

    /// The chosen option of a choice. An open verdict where there is none.
    pub(super) fn chosen(&self, question: &QuestionId) -> Result<OptionId, Verdict> {
        match self.case.value(question) {
            Some(Value::Choice(chosen)) => Ok(chosen.clone()),
            Some(Value::NotDocumented) => Err(self.missing(question)),
            _ => Err(self.to_go(question)),
        }
    }

    /// The chosen way. An open verdict where there is none.
    pub(super) fn chosen_way(&self, by: &QuestionId) -> Result<OptionId, Verdict> {
        match self.case.value(by) {
            Some(Value::Choice(chosen)) => Ok(chosen.clone()),
            _ => Err(Verdict::open(Reason::NoWay, vec![self.item(by, OpenKind::ToGo, Need::Way)])),
        }
    }

    /// Open, since the chosen way does not show the criterion and the reviewer has to choose another.
    pub(super) fn way_fails(&self, by: &QuestionId, option: OptionId) -> Verdict {
        Verdict::open(Reason::WayClosed(option), vec![self.item(by, OpenKind::ToGo, Need::Way)])
    }
}
