//! The end of a history: the last event has none after it that names it by its hash. The document does, from version 3 on, so
//! nothing of it can be changed and nothing be cut off, signed or not.
//!
//! Must not know: whoever makes every hash anew (that is `forging`).

use mednec::case::ReplayError;
use mednec::store::Problem;
use mednec::store::case_file::{self, CaseFileError};

use crate::store::mutations::{Original, canary};
use crate::store::mutations_corpus::hold;

/// Changes of a last event without a signature that only the stored head reveals.
const LOOSE: [(&str, &str, &str); 10] = [
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
];

/// Changes that are noticed in any last event.
const HELD: [(&str, &str, &str); 9] = [
    ("another text", "page 2/3", "page 4/3"),
    ("another place", r#""criterion":"pain-reduction""#, r#""criterion":"age""#),
    ("another value before", r#""before":null"#, r#""before":"""#),
    ("another number", r#""sequence":5"#, r#""sequence":6"#),
    ("another event before it", r#""previous":""#, r#""previous":"0"#),
    ("none before it", r#""previous":"#, r#""next":"#),
    // Of the row before, though what it does is add a note.
    ("as an undo of something else", r#""changes":"#, r#""effect":{"undoes":3},"changes":"#),
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
    let before = canary("the canary, before the note that was taken back", 3);
    let mut lines: Vec<&str> = undone.parsed.text.lines().collect();
    let close = lines.iter().rposition(|line| *line == "  ],").unwrap();
    let events = lines.drain(close - 2..close).collect::<Vec<_>>();
    assert!(events[0].contains("page 2/3") && events[1].contains("undoes"), "the note and the undo");
    lines[close - 3] = lines[close - 3].trim_end_matches(',');
    let cut = lines.join("\n") + "\n";
    hold(&undone, &[("note and undo cut off".to_owned(), cut.clone().into_bytes())], |read| {
        // Nothing else is wrong with it.
        read == Err(Problem::Damaged(CaseFileError::Replay(ReplayError::OtherHead)))
    });
    // With the hash of the event that is the last one now, it is the case as it once was: only what stands elsewhere, in
    // another copy or on a paper, can tell.
    let head = |original: &Original| original.history.head().to_string();
    let once = cut.replace(&head(&undone), &head(&before));
    hold(&undone, &[("the same, with its head".to_owned(), once.into_bytes())], |read| {
        read == Ok(before.history.clone())
    });
    let fresh = table(&undone, &[("a change of its own", r#""effect":{"undoes":5},"#, "")]);
    hold(&undone, &fresh, |read| read.is_err());
    assert_eq!(case_file::read(undone.parsed.text.as_bytes()), Ok(undone.history), "unharmed, it reads");
}

/// The hash guards against whoever does not make it anew. Nor does it against who takes it out and says that the document is of
/// the version that had none: those have to be read for ever. A signature, another copy or a paper tells.
#[test]
fn a_document_that_calls_itself_older_is_held_to_no_more_than_an_older_one() {
    let unsigned = canary("the canary", 4);
    let older = |text: &str| -> Vec<u8> {
        let end = text.rfind(",\n  \"head\"").unwrap();
        format!("{}\n}}\n", &text[..end]).replace("\"version\": 5", "\"version\": 2").into_bytes()
    };
    hold(&unsigned, &[("older".to_owned(), older(&unsigned.parsed.text))], |read| read == Ok(unsigned.history.clone()));
    for (what, changed) in table(&unsigned, &LOOSE) {
        let changed = older(std::str::from_utf8(&changed).unwrap());
        hold(&unsigned, &[(what, changed)], |read| read.is_ok_and(|read| read != unsigned.history));
    }
    let signed = canary("the canary, a signature last", 3);
    let changed = signed.parsed.text.replace("two days", "ten days");
    hold(&signed, &[("a signed text".to_owned(), older(&changed))], |read| read.is_err());
}
