//! Finds the remarks on codes, answers and the policy version. None of them changes a status.
//!
//! Must not know: how a criterion is decided, beyond its finding.

use super::context::RuleContext;
use super::courses_cover::counted_methods;
use super::evaluation::Evaluation;
use super::facts::is_fulfilled;
use super::notice::Notice;
use super::truth::Truth;
use crate::case::{Case, RequestedCode, Value, requested_stages};
use crate::ids::CriterionId;
use crate::policy::{NoticeRule, Pathway, Policy, Rule, request};

/// The remarks on a case, in the order of the requested codes and then of the policy file.
pub(super) fn notices(policy: &Policy, case: &Case, pathway: &Pathway, evaluation: &Evaluation) -> Vec<Notice> {
    let mut notices = Vec::new();
    let codes: &[_] = match case.value(&request::CODES) {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    };
    let stages = requested_stages(policy, case);
    for code in codes {
        match policy.code(&code.cpt) {
            None => notices.push(Notice::UnlistedCode(code.cpt.clone())),
            Some(listed) if !listed.stages.iter().any(|stage| stages.contains(stage)) => {
                notices.push(Notice::OtherStage { cpt: code.cpt.clone(), stages: listed.stages.clone() });
            }
            Some(_) => {}
        }
    }
    for rule in policy.notices().iter().filter(|rule| rule.pathways.contains(&pathway.id)) {
        let by_answers = rule.when.iter().all(|condition| is_fulfilled(case, condition));
        let excepted = rule.unless.as_ref().is_some_and(|condition| is_fulfilled(case, condition));
        let by_method = rule.single_method.is_empty()
            || rule.single_method.iter().any(|id| is_of_one_method(policy, case, evaluation, id));
        if by_codes(policy, rule, codes) && by_answers && by_method && !excepted {
            notices.push(Notice::Said(rule.says.clone()));
        }
    }
    let verified = policy.scope().verified_until.as_ref().and_then(|question| case.date(question));
    let service = case.date(&request::SERVICE_ON).or_else(|| case.date(&request::RECEIVED_AT));
    if let (Some(on), Some(until)) = (service, verified)
        && on > until
    {
        notices.push(Notice::NotVerifiedFor { on, until });
    }
    notices
}

/// True where the requested codes fulfill the conditions of a remark. Codes that the policy does not list have no effect.
fn by_codes(policy: &Policy, rule: &NoticeRule, codes: &[RequestedCode]) -> bool {
    let mut listed = codes.iter().filter(|code| policy.code(&code.cpt).is_some()).peekable();
    let only = rule.only_codes.is_empty()
        || (listed.peek().is_some() && listed.all(|code| rule.only_codes.contains(&code.cpt)));
    let several = codes.iter().filter(|code| rule.several_of.contains(&code.cpt)).count();
    only && (rule.several_of.is_empty() || several >= 2)
}

/// True where a criterion on treatments is met by treatments of one method alone.
fn is_of_one_method(policy: &Policy, case: &Case, evaluation: &Evaluation, criterion: &CriterionId) -> bool {
    let met = evaluation.finding(criterion).is_some_and(|finding| finding.truth == Truth::Met);
    let Some(Rule::CoursesCover(rule)) = policy.criterion(criterion).map(|criterion| &criterion.rule) else {
        return false;
    };
    met && counted_methods(&RuleContext { policy, case, criterion }, rule).len() == 1
}
