//! Loads a policy file: reads it, checks it, and builds the policy where there is no problem.
//!
//! Must not know: where the file came from, or whether anyone signed it off (that is `catalog`).

use super::check::check;
use super::draft::Draft;
use super::model::Policy;
use super::problems::{Problem, too_large};
use super::question::Question;
use super::read::Reader;
use super::request_form;
use super::sections::{Head, Scope};
use crate::ids::ContentHash;

/// Problems of a policy file, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the policy file has {} problem(s), the first at {}", .problems.len(), .problems.first().map(ToString::to_string).unwrap_or_default())]
pub struct PolicyError {
    /// The problems, at least one.
    pub problems: Vec<Problem>,
}

impl Policy {
    /// Reads and checks a file.
    pub fn load(text: &str) -> Result<Self, PolicyError> {
        if let Some(problem) = too_large(text) {
            return Err(PolicyError { problems: vec![problem] });
        }
        let mut reader = Reader::new(text);
        let draft = reader.read_file();
        let Reader { places, mut problems, lost, .. } = reader;
        if !lost {
            problems.append(check(&draft, &places));
        }
        match (draft.head.clone(), draft.scope.clone()) {
            (Some(head), Some(scope)) if problems.is_empty() => Ok(assemble(text, head, scope, draft)),
            _ => Err(PolicyError { problems: problems.into_list() }),
        }
    }
}

fn assemble(text: &str, head: Head, scope: Scope, draft: Draft) -> Policy {
    let questions: Vec<Question> = request_form::questions().iter().cloned().chain(draft.questions).collect();
    Policy {
        hash: ContentHash::of(text.as_bytes()),
        text: text.to_owned(),
        head,
        scope,
        outside: draft.outside,
        days: draft.days.into_iter().map(|day| (day.id.clone(), day)).collect(),
        pathways: draft.pathways,
        criteria: draft.criteria.into_iter().map(|criterion| (criterion.id.clone(), criterion)).collect(),
        judgements: draft.judgements.into_iter().map(|judgement| (judgement.id.clone(), judgement)).collect(),
        readings: draft.readings,
        question_order: questions.iter().map(|question| question.id.clone()).collect(),
        questions: questions.into_iter().map(|question| (question.id.clone(), question)).collect(),
        sources: draft.sources.into_iter().map(|source| (source.id.clone(), source)).collect(),
        codes: draft.codes,
        notices: draft.notices,
        library: draft.library,
    }
}
