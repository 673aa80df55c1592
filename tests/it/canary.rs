//! A case of somebody who cannot exist, filled wherever anything can be typed with a name that stands nowhere else.
//!
//! Must not know: where the name is looked for.

use mednec::case::{Action, CodeDecision, CodeOutcome};
use mednec::session::Session;
use serde_json::{Value, json};

use crate::decisions::{md, not_met, rn, unmet};

/// The invented name.
pub(crate) const NAME: &str = "Zquixel Vornbask";
/// Its pieces, lower-cased: either one gives the patient away.
const PIECES: [&str; 2] = ["zquixel", "vornbask"];

/// The form in which the name stands in some bytes, whatever case its letters have: as text, in UTF-16, in base64.
pub(crate) fn found_in(bytes: &[u8]) -> Option<String> {
    let folded = bytes.to_ascii_lowercase();
    let has = |bytes: &[u8], piece: &[u8]| bytes.windows(piece.len()).any(|window| window == piece);
    for piece in PIECES {
        let wide = |order: fn(u16) -> [u8; 2]| piece.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let forms =
            [("text", piece.into()), ("UTF-16LE", wide(u16::to_le_bytes)), ("UTF-16BE", wide(u16::to_be_bytes))];
        if let Some((form, _)) = forms.into_iter().find(|(_, form)| has(&folded, form)) {
            return Some(format!("{piece} as {form}"));
        }
    }
    // In base64 the case of a letter counts, and there are three ways in which it can lie.
    let words = NAME.split(' ').flat_map(|word| (0..3).map(move |shift| in_base64(word, shift)));
    words.into_iter().find(|word| has(bytes, word.as_bytes())).map(|word| format!("{word}, base64"))
}

/// The letters that a word gives in base64 wherever it begins `shift` bytes after a multiple of three.
fn in_base64(word: &str, shift: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes: Vec<u8> = std::iter::repeat_n(0, shift).chain(word.bytes()).collect();
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    let letters = bits.chunks_exact(6).skip((shift * 8).div_ceil(6));
    let number = |six: &[u8]| six.iter().fold(0, |number, bit| number << 1 | usize::from(*bit));
    letters.map(|six| char::from(LETTERS[number(six)])).collect()
}

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

/// What fills a case that has nothing signed yet.
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

/// What is signed after it, by a nurse (`n`) or a physician (`p`).
pub(crate) fn signed(session: &Session) -> Vec<(char, Value)> {
    let at = "2025-10-08T11:00:00-05:00";
    let codes: Vec<CodeOutcome> =
        ["62350", "62362"].map(|cpt| CodeOutcome { cpt: cpt.to_owned(), outcome: CodeDecision::NotApproved }).into();
    let mut actions = json!([
        ["n", {"do": "pend", "sent_at": at, "how": "fax", "to": "Clinic", "supply_by": "2025-10-20T11:00:00-05:00"}],
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

#[test]
fn the_name_is_found_in_every_form() {
    let wide = |order: fn(u16) -> [u8; 2]| NAME.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for bytes in [b"...ZQUIXEL...".to_vec(), b"vornbask".to_vec(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
        assert!(found_in(&bytes).is_some());
    }
    // "name: Zquixel Vornbask." with nothing, one and two letters before it, by another program.
    for text in
        ["bmFtZTogWnF1aXhlbCBWb3JuYmFzay4=", "eG5hbWU6IFpxdWl4ZWwgVm9ybmJhc2su", "eHhuYW1lOiBacXVpeGVsIFZvcm5iYXNrLg=="]
    {
        assert!(found_in(text.as_bytes()).is_some(), "{text}");
    }
    assert_eq!(found_in(b"Somebody else, bmFtZTogU29tZWJvZHk="), None);
}
