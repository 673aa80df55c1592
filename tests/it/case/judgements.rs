//! The facts that a judgement is bound to, down to the document that a source names.
//!
//! Must not know: what any judgement amounts to (that is `scenarios`).

use mednec::case::{Action, Basis, CriteriaResult, History, Reviewer, Stamp, facts_hash};
use mednec::ids::CaseId;
use mednec::policy::Catalog;

/// A basis without findings: a checklist's answers do not depend on them.
pub(crate) fn nothing_known() -> Basis {
    Basis { result: CriteriaResult::InReview, unmet: Vec::new(), due_at: None }
}

#[test]
fn a_cited_document_that_is_replaced_is_another_fact() {
    let policy = Catalog::bundled().unwrap().entries()[0].policy.clone();
    let stamp = Stamp::named(
        "2026-03-02T09:00:00-05:00".parse().unwrap(),
        Reviewer::unproved("Sample Reviewer", "RN").unwrap(),
    );
    let action = |json: &str| serde_json::from_str::<Action>(json).unwrap();
    let opening = action(r#"{"do": "open", "pathway": "nonmalignant-pump"}"#);
    let mut history = History::open(CaseId::parse("c-1").unwrap(), &policy, &opening, &stamp).unwrap();
    let hash = |history: &History| facts_hash(history.case(), &policy, &"bolus-only".into()).unwrap();
    let mut seen = vec![hash(&history)];
    for json in [
        r#"{"do": "answer", "question": "trial.technique", "value": {"choice": "bolus-only"}}"#,
        r#"{"do": "answer", "question": "trial.completed", "value": "supported"}"#,
        r#"{"do": "put-document", "document": "d1", "content": {"title": "Procedure note"}}"#,
        r#"{"do": "cite", "question": "trial.completed", "citation":
            {"document": {"listed": "d1"}, "page": 2, "on": "2026-02-03", "passage": "Single bolus."}}"#,
        r#"{"do": "put-document", "document": "d1", "content": {"title": "Another hospital's note"}}"#,
    ] {
        history.apply(&policy, &action(json), &stamp, &nothing_known()).unwrap();
        seen.push(hash(&history));
    }
    // Only the document that nothing cites yet leaves the facts as they were.
    let changed: Vec<bool> = seen.windows(2).map(|pair| pair[0] != pair[1]).collect();
    assert_eq!(changed, [true, true, false, true, true]);
}
