//! The end of a history: the last event has none after it that names it by its hash. The document does, from version 3 on, so
//! nothing of it can be changed and nothing be cut off, signed or not.
//!
//! Must not know: whoever makes every hash anew (that is `forging`).

use mednec::store::case_file;

use crate::mutations::{Original, canary};
use crate::mutations_corpus::hold;

/// What only the stored head holds in a last event without a signature.
const LOOSE: [(&str, &str, &str); 11] = [
    ("a second later", "09:05:07-05:00", "09:05:08-05:00"),
    ("years earlier", "2026-01-14T09", "1999-01-14T09"),
    ("the same time in another zone", "2026-01-14T09:05:07-05:00", "2026-01-14T14:05:07Z"),
    ("another name", "Vrnk Sample", "Else Sample"),
    ("another credential", r#""credential":"MD""#, r#""credential":"RN""#),
    ("a credential that is none", r#""credential":"MD""#, r#""credential":"""#),
    ("another role", r#""role":"physician""#, r#""role":"nurse""#),
    ("a licence", r#""role":"physician""#, r#""licence":"XX 1","role":"physician""#),
    ("no longer signed in", r#"{"signed-in":"r-m245cs7pqa"}"#, r#""unproved""#),
    ("another program", "mednec 0.", "mednec 9."),
    // Of the row before, though what it does is add a note: an undo's changes are held against no event's.
    ("as an undo of something else", r#""changes":"#, r#""effect":{"undoes":3},"changes":"#),
];

/// What is noticed in any last event.
const HELD: [(&str, &str, &str); 8] = [
    ("another text", "page 2/3", "page 4/3"),
    ("another place", r#""criterion":"pain-reduction""#, r#""criterion":"age""#),
    ("another value before", r#""before":null"#, r#""before":"""#),
    ("another number", r#""sequence":5"#, r#""sequence":6"#),
    ("another event before it", r#""previous":""#, r#""previous":"0"#),
    ("none before it", r#""previous":"#, r#""next":"#),
    ("as an undo of what was signed", r#""changes":"#, r#""effect":{"undoes":4},"changes":"#),
    ("claiming a signature", r#""signed-in""#, r#""signed""#),
];

/// The document with something of its last event changed.
fn at_the_end(original: &Original, from: &str, to: &str) -> Vec<u8> {
    let text = &original.parsed.text;
    let last = text.rfind("    {\"sequence\"").unwrap();
    assert!(text[last..].contains(from), "the last event has {from}");
    [&text[..last], &text[last..].replacen(from, to, 1)].concat().into_bytes()
}

fn table(original: &Original, changes: &[(&str, &str, &str)]) -> Vec<(String, Vec<u8>)> {
    changes.iter().map(|(what, from, to)| ((*what).to_owned(), at_the_end(original, from, to))).collect()
}

#[test]
fn what_a_last_event_says_of_itself_is_held_by_a_signature_or_by_the_stored_head() {
    let (unsigned, signed) = (canary("the canary", 4), canary("the canary, a signature last", 3));
    hold(&unsigned, &table(&unsigned, &HELD), |read| read.is_err());
    hold(&unsigned, &table(&unsigned, &LOOSE), |read| read.is_err());
    let both = unsigned.parsed.text.replace("page 2/3", "page 4/3").into_bytes();
    hold(&unsigned, &[("another text, in the stored case too".to_owned(), both)], |read| read.is_err());
    let known = ("signed by another", "r-m245cs7pqa", "r-aaaaaaaaaa");
    let held = LOOSE.iter().filter(|(_, from, _)| !from.contains("signed-in")).chain([&known]);
    hold(&signed, &table(&signed, &held.copied().collect::<Vec<_>>()), |read| read.is_err());
}

#[test]
fn an_undo_at_the_end_can_neither_be_cut_off_nor_become_a_change() {
    let undone = canary("the canary, an undo last", 5);
    let mut lines: Vec<&str> = undone.parsed.text.lines().collect();
    // The note, the undo and the two lines that close the document.
    let end = lines.split_off(lines.len() - 4);
    let cut = format!("{}\n{}\n", lines.join("\n").trim_end_matches(','), end[2..].join("\n"));
    let cut = ("note and undo cut off".to_owned(), cut.into_bytes());
    hold(&undone, &[cut], |read| read.is_err());
    let fresh = table(&undone, &[("a change of its own", r#""effect":{"undoes":5},"#, "")]);
    hold(&undone, &fresh, |read| read.is_err());
    assert_eq!(case_file::read(undone.parsed.text.as_bytes()), Ok(undone.record), "unharmed, it reads");
}
