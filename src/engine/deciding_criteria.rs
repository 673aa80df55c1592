//! Finds the criteria that decide a result, down to the leaves, and the readings of the policy behind them.
//!
//! Must not know: how a criterion was decided.

use std::collections::BTreeSet;

use super::evaluation::Evaluation;
use super::reason::Reason;
use super::truth::Truth;
use crate::case::{Basis, Case};
use crate::ids::{CriterionId, ReadingId};
use crate::policy::{Policy, Rule};

/// The parts of a criterion that decide its result: the met parts of an *any* that is met, the failed parts of an *all* that is
/// not met, the chosen one of several ways, else all parts.
pub fn deciding_parts<'p>(
    policy: &'p Policy,
    case: &Case,
    evaluation: &Evaluation,
    id: &CriterionId,
) -> Vec<&'p CriterionId> {
    let truth_of = |id: &CriterionId| evaluation.finding(id).map(|finding| finding.truth);
    let (Some(criterion), Some(truth)) = (policy.criterion(id), truth_of(id)) else { return Vec::new() };
    match &criterion.rule {
        Rule::AllOf(_) if truth == Truth::NotMet => failed(criterion.rule.parts(), truth_of),
        Rule::AnyOf(parts) if truth == Truth::Met => {
            parts.iter().filter(|part| truth_of(part) == Some(Truth::Met)).collect()
        }
        Rule::Reconsider { criterion, judgement, .. }
            if truth_of(criterion) != Some(Truth::NotMet)
                && evaluation.finding(id).and_then(|finding| finding.reason.judgement()) != Some(judgement) =>
        {
            vec![criterion]
        }
        Rule::Established { .. } | Rule::DependsOn { .. } => {
            let chosen = criterion.rule.choice().and_then(|by| case.choice(by));
            chosen.and_then(|option| criterion.rule.part_for(option)).into_iter().collect()
        }
        Rule::AllOf(_)
        | Rule::AnyOf(_)
        | Rule::Answered(_)
        | Rule::Recorded(_)
        | Rule::ChoiceIn { .. }
        | Rule::RunsOut { .. }
        | Rule::EndedBefore { .. }
        | Rule::Age { .. }
        | Rule::GovernedFrom { .. }
        | Rule::Reconsider { .. }
        | Rule::CoursesCover(_)
        | Rule::ReductionAtLeast(_) => criterion.rule.parts(),
    }
}

/// The leaves by which a criterion fails, in the policy's order, without conditions that only make a failure doubtful.
pub fn failed_leaves<'p>(
    policy: &'p Policy,
    case: &Case,
    evaluation: &Evaluation,
    id: &'p CriterionId,
) -> Vec<&'p CriterionId> {
    let failed_here = evaluation.finding(id).is_some_and(|finding| finding.truth == Truth::NotMet);
    let Some(criterion) = policy.criterion(id).filter(|_| failed_here) else { return Vec::new() };
    let mut parts = deciding_parts(policy, case, evaluation, id);
    if let Rule::Reconsider { when, .. } = &criterion.rule {
        parts.retain(|part| *part != when);
    }
    if parts.is_empty() {
        return vec![id];
    }
    parts.into_iter().flat_map(|part| failed_leaves(policy, case, evaluation, part)).collect()
}

/// The basis of a decision: the result, and the criteria that are not met or still open, each once, in the policy's order. It has
/// no due date, which the caller takes from the clock.
pub fn basis(policy: &Policy, case: &Case, evaluation: &Evaluation) -> Basis {
    let pathway = policy.pathway(&case.pathway).map(|pathway| &pathway.criterion);
    let roots = policy.scope().requires.iter().chain(pathway);
    let waiting = evaluation.open.iter().map(|item| &item.criterion);
    let mut unmet: Vec<CriterionId> = Vec::new();
    for id in roots.flat_map(|root| failed_leaves(policy, case, evaluation, root)).chain(waiting) {
        if !unmet.contains(id) {
            unmet.push(id.clone());
        }
    }
    Basis { result: evaluation.status.result(), unmet, due_at: None }
}

fn failed(parts: Vec<&CriterionId>, truth_of: impl Fn(&CriterionId) -> Option<Truth>) -> Vec<&CriterionId> {
    parts.into_iter().filter(|part| truth_of(part) == Some(Truth::NotMet)).collect()
}

/// The readings behind a result, in the order in which their criteria were reached. The reading behind a judgement counts only
/// where the judgement was made or is needed.
pub(super) fn relied_on(
    policy: &Policy,
    case: &Case,
    evaluation: &Evaluation,
    roots: &[&CriterionId],
    outside: Option<ReadingId>,
) -> Vec<ReadingId> {
    let mut deciding = BTreeSet::new();
    let mut waiting: Vec<&CriterionId> = match (evaluation.truth, outside.is_some()) {
        (Truth::NotMet, false) => failed(roots.to_vec(), |id| evaluation.finding(id).map(|finding| finding.truth)),
        _ => roots.to_vec(),
    };
    while let Some(id) = waiting.pop() {
        if deciding.insert(id) {
            waiting.extend(deciding_parts(policy, case, evaluation, id));
        }
    }
    let mut readings: Vec<ReadingId> = outside.into_iter().collect();
    for finding in evaluation.findings.iter().filter(|finding| deciding.contains(&finding.criterion)) {
        let Some(criterion) = policy.criterion(&finding.criterion) else { continue };
        let asked = criterion.rule.judgement();
        let doubt = asked.and_then(|id| policy.judgement(id)).map(|it| &it.reading);
        let arose = asked.is_some() && finding.reason.judgement() == asked;
        if finding.truth == Truth::Open && !arose {
            continue;
        }
        let by_reason: &[ReadingId] = match &criterion.rule {
            Rule::ReductionAtLeast(rule) if matches!(finding.reason, Reason::Stated { .. }) => &rule.stated_by,
            Rule::ReductionAtLeast(rule) => &rule.computed_by,
            Rule::AllOf(_)
            | Rule::AnyOf(_)
            | Rule::Answered(_)
            | Rule::Recorded(_)
            | Rule::ChoiceIn { .. }
            | Rule::RunsOut { .. }
            | Rule::EndedBefore { .. }
            | Rule::Age { .. }
            | Rule::GovernedFrom { .. }
            | Rule::Reconsider { .. }
            | Rule::Established { .. }
            | Rule::DependsOn { .. }
            | Rule::CoursesCover(_) => &[],
        };
        for reading in criterion.readings.iter().filter(|id| arose || Some(*id) != doubt).chain(by_reason) {
            if !readings.contains(reading) {
                readings.push(reading.clone());
            }
        }
    }
    readings
}
