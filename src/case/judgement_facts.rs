//! Binds a physician's judgement to the facts that it rests on.
//!
//! Must not know: how a judgement turns out.

use super::answer::Answer;
use super::document::{Citation, CitedDocument};
use super::model::Case;
use super::rows::Row;
use crate::ids::{ContentHash, JudgementId, QuestionId};
use crate::policy::Policy;

/// SHA-256 of the facts that a judgement rests on, on the case's pathway: answers, rows and sources of each question that its
/// criterion reads, directly or through a day, with the cited documents and the linked cases. `None` where the policy has no such
/// judgement.
pub fn facts_hash(case: &Case, policy: &Policy, judgement: &JudgementId) -> Option<ContentHash> {
    let questions = policy.facts_of(judgement, &case.pathway)?;
    let links: Vec<_> = questions.iter().filter_map(|question| case.links.get_key_value(*question)).collect();
    let facts: Vec<_> = questions
        .into_iter()
        .map(|question| {
            let documents: Vec<_> = sources_of(case, question)
                .filter_map(|citation| match &citation.document {
                    CitedDocument::Listed(id) => case.documents.get(id),
                    CitedDocument::Titled(_) => None,
                })
                .collect();
            // Sources that are set aside support nothing.
            let answer = case.answers.get(question).map(|answer| Answer { set_aside: Vec::new(), ..answer.clone() });
            (question, answer.filter(|answer| !answer.is_empty()), case.rows.get(question), documents)
        })
        .collect();
    // Ids, strings and decimals only: nothing here can fail to serialize.
    let pathway = policy.judgement(judgement).filter(|it| it.rests_on_pathway).map(|_| &case.pathway);
    // Links and pathway are left out where they have no effect, so that judgements from before they were hashed stay valid.
    let bytes = match (links.is_empty(), pathway) {
        (true, None) => serde_json::to_vec(&facts),
        (false, None) => serde_json::to_vec(&(&facts, &links)),
        (true, Some(pathway)) => serde_json::to_vec(&(&facts, pathway)),
        (false, Some(pathway)) => serde_json::to_vec(&(&facts, &links, pathway)),
    };
    bytes.ok().map(|bytes| ContentHash::of(&bytes))
}

/// Every source of a question: of its answer and of its rows.
fn sources_of<'c>(case: &'c Case, question: &QuestionId) -> impl Iterator<Item = &'c Citation> {
    let rows = case.rows.get(question).into_iter().flat_map(|rows| rows.values());
    case.citations(question).iter().chain(rows.flat_map(Row::citations))
}
