//! Evaluates a case under its policy. The result depends on these two alone, and nothing is cached between calls, so it is never
//! stale.
//!
//! Must not know: how any one rule is decided (that is `rules`).

use std::collections::{BTreeMap, BTreeSet};

use super::context::{RuleContext, Verdict};
use super::courses_cover::courses_cover;
use super::deciding_criteria::relied_on;
use super::ended_before::ended_before;
use super::evaluation::{Evaluation, Finding, Status};
use super::notices::notices;
use super::open_item::{OpenItem, OpenKind};
use super::reason::Reason;
use super::reduction::reduction;
use super::truth::Truth;
use crate::case::Case;
use crate::ids::{CriterionId, JudgementId, OptionId, PathwayId, QuestionId, ReadingId};
use crate::policy::{Branch, Policy, Rule, Way, WayMeans};

/// Reason why a case cannot be evaluated under a policy. There is no fallback, since another policy would give another result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unevaluable {
    /// The policy is not the pinned one.
    #[error("the case is bound to another policy text than this one")]
    OtherPolicy,
    /// The pathway is not in the policy.
    #[error("the policy has no pathway {0}")]
    NoSuchPathway(PathwayId),
}

/// Evaluates a case under the policy that it is pinned to.
pub fn evaluate(policy: &Policy, case: &Case) -> Result<Evaluation, Unevaluable> {
    if *policy.hash() != case.policy.hash {
        return Err(Unevaluable::OtherPolicy);
    }
    let pathway = policy.pathway(&case.pathway).ok_or_else(|| Unevaluable::NoSuchPathway(case.pathway.clone()))?;
    let mut walk = Walk { policy, case, findings: Vec::new(), by_id: BTreeMap::new() };
    let outside = walk.outside();
    let parts: Vec<&CriterionId> = policy.scope().requires.iter().chain([&pathway.criterion]).collect();
    let truth = Truth::all(parts.iter().map(|part| walk.find(part)).collect::<Vec<_>>());
    let mut open = Vec::new();
    if outside.is_none() && truth == Truth::Open {
        open = without_repeats(parts.iter().flat_map(|part| walk.finding(part)).flat_map(|finding| &finding.open));
    }
    let status = match outside.clone() {
        Some((why, criterion, _)) => Status::Outside { why, criterion },
        None => status_of(truth, &open),
    };
    let (findings, by_id) = (walk.findings, walk.by_id);
    let mut evaluation =
        Evaluation { status, truth, findings, open, relied_on: Vec::new(), notices: Vec::new(), by_id };
    evaluation.notices = notices(policy, case, pathway, &evaluation);
    evaluation.relied_on = match outside {
        Some((_, criterion, reading)) => relied_on(policy, case, &evaluation, &[&criterion], reading),
        None => relied_on(policy, case, &evaluation, &parts, None),
    };
    Ok(evaluation)
}

fn status_of(truth: Truth, open: &[OpenItem]) -> Status {
    let any = |kind| open.iter().any(|item| item.kind == kind);
    match truth {
        Truth::NotMet => Status::NotMet,
        Truth::Met => Status::Met,
        Truth::Open if any(OpenKind::ToGo) => Status::InReview,
        Truth::Open if any(OpenKind::Missing) => Status::DocumentationMissing,
        Truth::Open => Status::JudgementNeeded,
    }
}

/// Keeps each need of a question once, even where several criteria have it.
fn without_repeats<'i>(items: impl Iterator<Item = &'i OpenItem>) -> Vec<OpenItem> {
    let mut seen = BTreeSet::new();
    items.filter(|item| seen.insert((&item.question, &item.need, item.kind))).cloned().collect()
}

struct Walk<'a> {
    policy: &'a Policy,
    case: &'a Case,
    findings: Vec<Finding>,
    by_id: BTreeMap<CriterionId, usize>,
}

impl<'a> Walk<'a> {
    /// The first condition under which the case is outside the policy: its sentence, criterion and reading.
    fn outside(&mut self) -> Option<(String, CriterionId, Option<ReadingId>)> {
        let policy = self.policy;
        policy.outside().iter().find_map(|outside| {
            let (criterion, takes_outside) = match (&outside.when, &outside.unless) {
                (Some(criterion), _) => (criterion, Truth::Met),
                (None, Some(criterion)) => (criterion, Truth::NotMet),
                (None, None) => return None,
            };
            let holds = self.find(criterion) == takes_outside;
            holds.then(|| (outside.why.clone(), criterion.clone(), outside.reading.clone()))
        })
    }

    fn finding(&self, id: &CriterionId) -> Option<&Finding> {
        self.findings.get(*self.by_id.get(id)?)
    }

    /// Decides a criterion, once, and returns its truth. Findings of parents precede those of their parts.
    fn find(&mut self, id: &'a CriterionId) -> Truth {
        if let Some(finding) = self.finding(id) {
            return finding.truth;
        }
        let place = self.findings.len();
        self.by_id.insert(id.clone(), place);
        self.findings.push(Finding {
            criterion: id.clone(),
            truth: Truth::Open,
            reason: Reason::NotReviewed,
            open: Vec::new(),
        });
        let verdict = self.decide(id);
        let truth = verdict.truth;
        if let Some(finding) = self.findings.get_mut(place) {
            finding.truth = verdict.truth;
            finding.reason = verdict.reason;
            finding.open = verdict.open;
        }
        truth
    }

    fn decide(&mut self, id: &'a CriterionId) -> Verdict {
        let context = RuleContext { policy: self.policy, case: self.case, criterion: id };
        let Some(criterion) = self.policy.criterion(id) else {
            return Verdict::open(Reason::NotReviewed, Vec::new());
        };
        match &criterion.rule {
            Rule::AllOf(parts) => self.group(parts, false),
            Rule::AnyOf(parts) => self.group(parts, true),
            Rule::Answered(question) => context.answered(question),
            Rule::Recorded(question) => context.recorded(question),
            Rule::ChoiceIn { question, values, with, unsettled } => {
                context.choice_in(question, values, with, unsettled)
            }
            Rule::RunsOut { question, value, from, days } => context.runs_out(question, value, from, *days),
            Rule::EndedBefore { ends_on, stated, on, disagreement } => {
                ended_before(&context, ends_on, stated, on, disagreement)
            }
            Rule::Age { born, on, years, except } => {
                match except.as_ref().filter(|it| context.is_excepted(it, born, on)) {
                    Some(except) => self.verdict_of(&except.judged_by),
                    None => context.age(born, on, *years),
                }
            }
            Rule::GovernedFrom { service, received, first_on } => context.governed_from(service, received, *first_on),
            Rule::Reconsider { criterion, when, judgement, while_open } => {
                self.reconsider(&context, (criterion, when), judgement, *while_open)
            }
            Rule::Established { by, ways } => self.established(&context, by, ways),
            Rule::DependsOn { question, cases } => match context.chosen(question) {
                Ok(option) => self.depending(&context, question, cases, option),
                Err(open) => open,
            },
            Rule::CoursesCover(rule) => courses_cover(&context, rule),
            Rule::ReductionAtLeast(rule) => reduction(&context, rule),
        }
    }

    fn verdict_of(&mut self, id: &'a CriterionId) -> Verdict {
        self.find(id);
        match self.finding(id) {
            Some(finding) => {
                Verdict { truth: finding.truth, reason: finding.reason.clone(), open: finding.open.clone() }
            }
            None => Verdict::open(Reason::NotReviewed, Vec::new()),
        }
    }

    fn group(&mut self, parts: &'a [CriterionId], any: bool) -> Verdict {
        let truths: Vec<Truth> = parts.iter().map(|part| self.find(part)).collect();
        let count = |wanted: Truth| truths.iter().filter(|truth| **truth == wanted).count();
        let reason =
            Reason::Parts { met: count(Truth::Met), not_met: count(Truth::NotMet), open: count(Truth::Open), any };
        let truth = if any { Truth::any(truths) } else { Truth::all(truths) };
        let mut open = Vec::new();
        if truth == Truth::Open {
            open =
                without_repeats(parts.iter().filter_map(|part| self.finding(part)).flat_map(|finding| &finding.open));
        }
        Verdict { truth, reason, open }
    }

    /// A criterion whose failure a physician reconsiders under a condition. With `while_open` this also applies while the
    /// criterion is open, and a judgement that does not accept then leaves it open.
    ///
    /// | criterion | condition | result                                                                          |
    /// |-----------|-----------|---------------------------------------------------------------------------------|
    /// | met       | any       | met                                                                             |
    /// | open      | any       | open; with `while_open` as for "not met"                                        |
    /// | not met   | not met   | not met                                                                         |
    /// | not met   | open      | open, with the items of the condition                                           |
    /// | not met   | met       | met where the judgement accepts, else as the criterion; open without a judgement |
    fn reconsider(
        &mut self,
        context: &RuleContext<'a>,
        (criterion, when): (&'a CriterionId, &'a CriterionId),
        judgement: &JudgementId,
        while_open: bool,
    ) -> Verdict {
        let verdict = self.verdict_of(criterion);
        if verdict.truth == Truth::Met || (verdict.truth == Truth::Open && !while_open) {
            return verdict;
        }
        let condition = self.verdict_of(when);
        match condition.truth {
            Truth::NotMet => verdict,
            Truth::Open if while_open => Verdict::open(condition.reason, condition.open),
            Truth::Open => Verdict::open(verdict.reason, condition.open),
            // The physician needs the condition's figures: the last day of an option, or the time with the treatments in doubt.
            Truth::Met if while_open || matches!(condition.reason, Reason::RunsOut { .. }) => {
                match context.ask_physician(judgement, condition.reason) {
                    judged if judged.truth == Truth::NotMet => Verdict { reason: judged.reason, ..verdict },
                    judged => judged,
                }
            }
            Truth::Met => context.ask_physician(judgement, verdict.reason),
        }
    }

    /// The result of the criterion that the chosen option leads to, once the choice has its source.
    fn depending(
        &mut self,
        context: &RuleContext<'a>,
        question: &QuestionId,
        cases: &'a [Branch],
        chosen: OptionId,
    ) -> Verdict {
        let Some(branch) = cases.iter().find(|branch| branch.option == chosen) else {
            return Verdict::open(Reason::NotReviewed, Vec::new());
        };
        let verdict = self.verdict_of(&branch.criterion);
        match context.missing_source(question) {
            Some(item) => Verdict::open(Reason::NotCited, [vec![item], verdict.open].concat()),
            None => {
                let reason = Reason::Chosen { question: question.clone(), option: chosen };
                Verdict { reason, ..verdict }
            }
        }
    }

    fn established(&mut self, context: &RuleContext<'a>, by: &'a QuestionId, ways: &'a [Way]) -> Verdict {
        let chosen: OptionId = match context.chosen_way(by) {
            Ok(chosen) => chosen,
            Err(none_chosen) => return none_chosen,
        };
        match ways.iter().find(|way| way.option == chosen).map(|way| &way.means) {
            Some(WayMeans::ReviewedNow(criterion)) => {
                let verdict = self.verdict_of(criterion);
                Verdict { reason: Reason::Way(chosen), ..verdict }
            }
            Some(WayMeans::Shown(criterion)) => {
                let verdict = self.verdict_of(criterion);
                let fails =
                    verdict.truth == Truth::NotMet || verdict.open.iter().any(|item| item.kind == OpenKind::Missing);
                if fails { context.way_fails(by, chosen) } else { Verdict { reason: Reason::Way(chosen), ..verdict } }
            }
            Some(WayMeans::LinkedCase(_)) => context.linked(by, chosen),
            None => context.way_fails(by, chosen),
        }
    }
}
