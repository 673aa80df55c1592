//! Walks a policy's criteria for a case and says where the case stands. Depends on the two alone; nothing is cached between
//! calls, so an evaluation cannot be stale.
//!
//! Must not know: how any one rule is decided (that is `rules`).

use std::collections::{BTreeMap, BTreeSet};

use super::care::courses_cover;
use super::ended::ended_before;
use super::finding::{Evaluation, Finding, OpenItem, OpenKind, Reason, Status};
use super::notices::notices;
use super::reduction::reduction;
use super::reliance::relied_on;
use super::rules::{Looking, Verdict};
use super::truth::Truth;
use crate::case::Case;
use crate::ids::{CriterionId, JudgementId, OptionId, PathwayId, QuestionId, ReadingId};
use crate::policy::{Branch, Policy, Rule, Way, WayMeans};

/// Why a case cannot be judged by a policy. There is no fallback: another policy would be another answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unevaluable {
    /// The policy is not the pinned one.
    #[error("the case is pinned to another policy text than the one at hand")]
    OtherPolicy,
    /// The pathway is not in the policy.
    #[error("the policy has no pathway {0}")]
    NoSuchPathway(PathwayId),
}

/// Judges a case by the policy that it is pinned to.
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
        open = each_once(parts.iter().flat_map(|part| walk.finding(part)).flat_map(|finding| &finding.open));
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

/// The same need of the same question is one item, whichever criteria wait for it.
fn each_once<'i>(items: impl Iterator<Item = &'i OpenItem>) -> Vec<OpenItem> {
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
    /// The first way in which the case is outside, with its sentence, its criterion and its reading.
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

    /// The truth of a criterion; looked at once. Parents take their place before their parts.
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
        let looking = Looking { policy: self.policy, case: self.case, criterion: id };
        let Some(criterion) = self.policy.criterion(id) else {
            return Verdict::open(Reason::NotReviewed, Vec::new());
        };
        match &criterion.rule {
            Rule::AllOf(parts) => self.group(parts, false),
            Rule::AnyOf(parts) => self.group(parts, true),
            Rule::Answered(question) => looking.answered(question),
            Rule::Recorded(question) => looking.recorded(question),
            Rule::ChoiceIn { question, values, with, unsettled } => {
                looking.choice_in(question, values, with, unsettled)
            }
            Rule::RunsOut { question, value, from, days } => looking.runs_out(question, value, from, *days),
            Rule::EndedBefore { ends_on, stated, on, disagreement } => {
                ended_before(&looking, ends_on, stated, on, disagreement)
            }
            Rule::Age { born, on, years, except } => {
                match except.as_ref().filter(|it| looking.is_excepted(it, born, on)) {
                    Some(except) => self.verdict_of(&except.judged_by),
                    None => looking.age(born, on, *years),
                }
            }
            Rule::GovernedFrom { service, received, first_on } => looking.governed_from(service, received, *first_on),
            Rule::Reconsider { criterion, when, judgement, while_open } => {
                self.reconsider(&looking, (criterion, when), judgement, *while_open)
            }
            Rule::Established { by, ways } => self.established(&looking, by, ways),
            Rule::DependsOn { question, cases } => match looking.chosen(question) {
                Ok(option) => self.depending(&looking, question, cases, option),
                Err(open) => open,
            },
            Rule::CoursesCover(rule) => courses_cover(&looking, rule),
            Rule::ReductionAtLeast(rule) => reduction(&looking, rule),
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
            open = each_once(parts.iter().filter_map(|part| self.finding(part)).flat_map(|finding| &finding.open));
        }
        Verdict { truth, reason, open }
    }

    /// A criterion that stays as it is unless it fails; then, under its condition, a physician decides. With `while_open`
    /// the condition is looked at while the criterion is open too, and a doubt that is not accepted leaves it as it is.
    ///
    /// | criterion | condition | result                                                                          |
    /// |-----------|-----------|---------------------------------------------------------------------------------|
    /// | met       | any       | met                                                                             |
    /// | open      | any       | open; `while_open`: as the condition says                                       |
    /// | not met   | not met   | not met                                                                         |
    /// | not met   | open      | open, with what the condition waits for                                         |
    /// | not met   | met       | the judgement: accepted is met, not accepted the criterion, none is open        |
    fn reconsider(
        &mut self,
        looking: &Looking<'a>,
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
            // The condition's figures say what the doubt is about: the day until which something holds, the time with the
            // treatments that are in doubt.
            Truth::Met if while_open || matches!(condition.reason, Reason::RunsOut { .. }) => {
                match looking.doubtful(judgement, condition.reason) {
                    judged if judged.truth == Truth::NotMet => Verdict { reason: judged.reason, ..verdict },
                    judged => judged,
                }
            }
            Truth::Met => looking.doubtful(judgement, verdict.reason),
        }
    }

    /// The result of the criterion that an answer leads to, once the answer has its source.
    fn depending(
        &mut self,
        looking: &Looking<'a>,
        question: &QuestionId,
        cases: &'a [Branch],
        chosen: OptionId,
    ) -> Verdict {
        let Some(branch) = cases.iter().find(|branch| branch.option == chosen) else {
            return Verdict::open(Reason::NotReviewed, Vec::new());
        };
        let verdict = self.verdict_of(&branch.criterion);
        match looking.lacks_source(question) {
            Some(item) => Verdict::open(Reason::NotCited, [vec![item], verdict.open].concat()),
            None => {
                let reason = Reason::Chosen { question: question.clone(), option: chosen };
                Verdict { reason, ..verdict }
            }
        }
    }

    fn established(&mut self, looking: &Looking<'a>, by: &'a QuestionId, ways: &'a [Way]) -> Verdict {
        let chosen: OptionId = match looking.chosen_way(by) {
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
                let finds_nothing =
                    verdict.truth == Truth::NotMet || verdict.open.iter().any(|item| item.kind == OpenKind::Missing);
                if finds_nothing {
                    looking.way_closed(by, chosen)
                } else {
                    Verdict { reason: Reason::Way(chosen), ..verdict }
                }
            }
            Some(WayMeans::LinkedCase(_)) => looking.linked(by, chosen),
            None => looking.way_closed(by, chosen),
        }
    }
}
