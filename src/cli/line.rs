//! The line of JSON that `evaluate` prints for a case.
//!
//! Its names and sentences are those of the window.
//!
//! Must not know: where the case comes from, beyond the name of its file.

use serde::Serialize;

use crate::session::Session;
use crate::wording;

/// One case. The field names are a stable interface, described in the guide.
#[derive(Serialize)]
struct Line<'s> {
    file: &'s str,
    case: &'s str,
    policy: &'s str,
    pathway: &'s str,
    status: &'s str,
    reason: String,
    criteria: Vec<Criterion<'s>>,
    open: Vec<Open<'s>>,
    notices: Vec<String>,
}

#[derive(Serialize)]
struct Criterion<'s> {
    id: &'s str,
    result: &'s str,
    reason: String,
}

#[derive(Serialize)]
struct Open<'s> {
    criterion: &'s str,
    /// None for a judgement.
    question: Option<&'s str>,
    kind: &'s str,
    ask: String,
}

/// Returns the line of a case, with its line feed.
pub(super) fn line(session: &Session, file: &str) -> String {
    let (policy, case, evaluation) = (session.policy(), session.case(), session.evaluation());
    let criteria = evaluation.findings.iter().map(|finding| Criterion {
        id: finding.criterion.as_str(),
        result: finding.truth.name(),
        reason: wording::reason(policy, finding),
    });
    let open = evaluation.open.iter().map(|item| Open {
        criterion: item.criterion.as_str(),
        question: item.question.as_ref().map(|question| question.as_str()),
        kind: item.kind.name(),
        ask: wording::open_title(policy, case, item),
    });
    let line = Line {
        file,
        case: case.id.as_str(),
        policy: &case.policy.number,
        pathway: case.pathway.as_str(),
        status: evaluation.status.name(),
        reason: wording::status(policy, case, evaluation).sentence,
        criteria: criteria.collect(),
        open: open.collect(),
        notices: evaluation.notices.iter().map(wording::notice).chain(wording::diagnosis_notices(case)).collect(),
    };
    // Cannot fail: the line has only strings and lists.
    serde_json::to_string(&line).map(|line| line + "\n").unwrap_or_default()
}
