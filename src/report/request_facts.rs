//! The facts of a request, and the words of an answer.
//!
//! Must not know: any format, or how anything was decided.

use super::field::Field;
use crate::case::{Case, Value};
use crate::ids::QuestionId;
use crate::policy::Policy;
use crate::wording;

/// True if a question belongs to the request: it is of the request form, or of the scope and of no pathway.
pub(super) fn is_request_fact(policy: &Policy, id: &QuestionId) -> bool {
    let on_a_pathway = || {
        let roots = policy.pathways().iter().map(|pathway| &pathway.criterion);
        let mut criteria = roots.flat_map(|root| policy.criteria_under(root)).filter_map(|id| policy.criterion(id));
        criteria.any(|criterion| criterion.rule.questions().contains(&id) || criterion.also_asks.contains(id))
    };
    policy.is_of_request_form(id) || !on_a_pathway()
}

pub(super) fn request_facts(policy: &Policy, case: &Case) -> Vec<Field> {
    let confirmations = &policy.scope().confirmations;
    let facts = policy.questions().filter(|question| is_request_fact(policy, &question.id));
    facts
        .filter_map(|question| {
            let value = case.value(&question.id).map(|value| wording::value(policy, &question.id, value));
            let value = value.or_else(|| confirmations.contains(&question.id).then(|| "not confirmed".to_owned()))?;
            Some(Field { label: question.prompt.clone(), value })
        })
        .collect()
}

/// Words an answer; for a pair of scores, with the reason why it counts.
pub(super) fn answer_in_words(policy: &Policy, id: &QuestionId, value: &Value) -> String {
    let words = wording::value(policy, id, value);
    match value {
        Value::Readings(answer) => match &answer.pair {
            Some(pair) => format!("{words}; this pair counts because: {}", pair.why),
            None => words,
        },
        _ => words,
    }
}
