//! A case of somebody who cannot exist, filled wherever anything can be typed with the name that is sought.
//!
//! Must not know: where the name is looked for.

use mednec::case::{Action, CodeDecision, CodeOutcome};
use mednec::session::Session;
use serde_json::{Value, json};

use crate::case::decisions::{md, not_met, rn, unmet};
use crate::sought::NAME;

/// The same actions with the name in everything that somebody types.
pub(crate) fn filled(actions: &mut Value) {
    const TYPED: [&str; 14] = [
        "text",
        "name",
        "passage",
        "titled",
        "title",
        "treatment",
        "reason_stopped",
        "drug",
        "dose",
        "why",
        "what",
        "to",
        "with",
        "note",
    ];
    match actions {
        Value::Array(items) => items.iter_mut().for_each(filled),
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if TYPED.contains(&key.as_str()) => *text = format!("{NAME}, {text}"),
                    value => filled(value),
                }
            }
        }
        _ => {}
    }
}

/// Returns the acts that fill a case which has nothing signed yet.
pub(crate) fn typed() -> Vec<Value> {
    let source = json!({"document": {"titled": "Letter"}, "page": 1, "on": "2025-08-20", "passage": "As written."});
    let mut actions = json!([
        {"do": "put-document", "document": "letter", "content": {"title": "Letter", "kind": NAME, "pages": 2}},
        {"do": "answer", "question": "member.name", "value": {"text": "Member"}},
        {"do": "answer", "question": "member.plan", "value": {"text": "Plan"}},
        {"do": "answer", "question": "request.reference", "value": {"text": "R"}},
        {"do": "answer", "question": "request.facility", "value": {"text": "F"}},
        {"do": "answer", "question": "request.requesting_provider", "value": {"provider": {"name": "Dr."}}},
        {"do": "note", "criterion": "pain-reduction", "text": "Read."},
        {"do": "cite", "question": "pain.readings", "row": 1, "citation": source},
        {"do": "put-row", "question": "care.treatments", "row": 1, "content": {"course": {"treatment": "Drug",
            "method": "other", "reason_stopped": "none", "citations": [source]}}},
        {"do": "put-row", "question": "pain.readings", "row": 3, "content": {"reading": {"scale": "nrs",
            "kind": "average", "score": "8", "drug": "Drug", "dose": "1 mg", "citations": [source]}}},
        {"do": "remove-row", "question": "pain.readings", "row": 3},
        {"do": "undo"},
        {"do": "redo"},
    ]);
    filled(&mut actions);
    actions.as_array().unwrap().clone()
}

/// Returns the signed acts after it, each by a nurse (`n`) or a physician (`p`).
pub(crate) fn signed(session: &Session) -> Vec<(char, Value)> {
    let at = "2025-10-08T11:00:00-05:00";
    let codes: Vec<CodeOutcome> =
        ["62350", "62362"].map(|cpt| CodeOutcome { cpt: cpt.to_owned(), outcome: CodeDecision::NotApproved }).into();
    let mut actions = json!([
        ["n", {"do": "pend", "sent_at": at, "how": "fax", "to": "Clinic", "asked_of": "provider", "supply_by": "2025-10-20T11:00:00-05:00"}],
        ["n", {"do": "receive", "at": "2025-10-08T12:00:00-05:00", "what": "Letter"}],
        ["n", {"do": "extend", "notified_at": at, "why": "More time."}],
        ["n", {"do": "log-contact", "contact": {"at": at, "kind": "call", "with": "Clinic", "note": "Said."}}],
        ["n", {"do": "refer", "question": NAME, "to": "Dr."}],
        ["p", {"do": "judge", "judgement": "age-18", "accepts": true, "why": "It is so."}],
        ["p", {"do": "return", "answer": NAME}],
        ["n", {"do": "refer", "question": NAME}],
        ["p", {"do": "deny", "codes": codes, "criteria": unmet(session),
            "why": "the pain fell by a quarter during the trial, and a half was needed for this."}],
        ["n", {"do": "add-addendum", "text": "Added."}],
        ["p", {"do": "reopen", "why": "Again."}],
        ["n", {"do": "withdraw", "why": "Taken back."}],
    ]);
    filled(&mut actions);
    let pairs = actions.as_array().unwrap().iter();
    pairs.map(|pair| (pair[0].as_str().unwrap().chars().next().unwrap(), pair[1].clone())).collect()
}

/// The case, and the actions that filled it.
pub(crate) fn case() -> (Session, Vec<Action>) {
    let mut session = not_met();
    let mut all = Vec::new();
    let typed = typed().into_iter().map(|action| ('n', action)).collect();
    let mut take = |session: &mut Session, actions: Vec<(char, Value)>| {
        for (who, action) in actions {
            let action: Action = serde_json::from_value(action).unwrap();
            let stamp = if who == 'n' { rn() } else { md() };
            assert_eq!(session.dispatch(&action, &stamp), Ok(true), "{}", serde_json::to_string(&action).unwrap());
            all.push(action);
        }
    };
    take(&mut session, typed);
    let signed = signed(&session);
    take(&mut session, signed);
    (session, all)
}
