//! The codes and stages that a case requests, and the confirmations that it still needs.
//!
//! Must not know: what is decided on a code.

use super::model::Case;
use super::value::{RequestedCode, Value};
use crate::policy::{Policy, Stage, request};

/// The requested codes.
pub fn requested_codes(case: &Case) -> &[RequestedCode] {
    match case.value(&request::CODES) {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    }
}

/// The requested stages: those of the pathway, or the one of them that the case names.
pub fn requested_stages(policy: &Policy, case: &Case) -> Vec<Stage> {
    let Some(pathway) = policy.pathway(&case.pathway) else { return Vec::new() };
    let named = pathway.stage_question.as_ref().and_then(|question| case.choice(question));
    let is_named = |stage: &Stage| named.is_some_and(|named| stage.name() == named.as_str());
    let one: Vec<Stage> = pathway.stages.iter().copied().filter(is_named).collect();
    if one.is_empty() { pathway.stages.clone() } else { one }
}

/// True where the policy lists the code, and only for stages that are not requested.
pub fn is_of_other_stage(policy: &Policy, case: &Case, cpt: &str) -> bool {
    let stages = requested_stages(policy, case);
    policy.code(cpt).is_some_and(|listed| !listed.stages.iter().any(|stage| stages.contains(stage)))
}

/// The number of missing confirmations that a decision on the merits needs.
pub fn missing_confirmations(policy: &Policy, case: &Case) -> usize {
    policy.scope().confirmations.iter().filter(|question| case.value(question) != Some(&Value::Confirmed)).count()
}
