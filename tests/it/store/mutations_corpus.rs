//! Small texts, each with what comes of it: which spellings of a case are read, and which only look like one.
//!
//! Must not know: where in the program a text is refused, or with what words.

use mednec::case::History;
use mednec::store::{CaseStore, Problem};

use crate::store::mutations::{Original, canary, opened};

// The form of the tables: a place in the canary's document, with what is replaced there in «»; below it what is put in its
// stead, parted by ¦. Between ‹ and › stand bytes in hex digits.

/// Other spellings of the same case.
const READ: &str = r#"
"«Qux»
\u0051ux ¦ \u0051\u0075\u0078

«ê»mthykk
\u00ea ¦ \u00EA

thykk «🩺»
\ud83e\ude7a ¦ \uD83E\uDE7A ¦ ‹f09fa9ba›

«\"five\"» doses
\u0022five\u0022

doses «\\» two
\u005c ¦ \u005C

days«\n»line
\u000a ¦ \u000A

«page 2/3»
page 2\/3 ¦ page 2\u002f3 ¦ \u0070age 2/3

«"id":»
"\u0069d": ¦ "id"‹090d0a20›: ¦ ‹0a0a›"id":‹09›

«{‹0a›  "format"»
‹efbbbf›{"format" ¦ ‹20090d0a›{‹0d›"format" ¦ {"format" ¦ {"\u0066ormat"

«‹0a›}‹0a›»
} ¦ ‹0a›} ¦ ‹0a0a0a›}‹200a0a090d0a›
"#;

/// Documents that look like a case and are none, or another one.
const REFUSED: &str = r#"
«{»‹0a›  "format"
‹› ¦ {, ¦ {{ ¦ [{ ¦ "{ ¦ {}{ ¦ ({ ¦ ‹efbbbfefbbbf›{ ¦ {‹efbbbf› ¦ ‹e281a0›{ ¦ {‹00› ¦ ‹00›{ ¦ ‹1b›{ ¦ ‹fffe›{
// a case‹0a›{ ¦ /* a */{ ¦ #‹0a›{ ¦ {‹c2a0› ¦ {‹0c› ¦ {‹0b› ¦ {‹e280a8› ¦ {‹e38080› ¦ )]}'‹0a›{ ¦ ‹1f8b08›{

«"format":»
"format" ¦ "format":: ¦ "format"= ¦ format: ¦ 'format': ¦ "Format": ¦ 1: ¦ null: ¦ "format"‹00›: ¦ "format‹20›":

"format": "mednec-case"«,»
,, ¦ ‹› ¦ ; ¦ ,"", ¦ ,"x":1, ¦ ,"":1, ¦ , "format": "mednec-case",

"format": «"mednec-case"»
"mednec" ¦ "mednec-case2" ¦ "Mednec-case" ¦ "mednec‹00›-case" ¦ ["mednec-case"] ¦ null ¦ ‹› ¦ mednec-case

«‹0a›}‹0a›»
‹› ¦ ‹0a› ¦ ] ¦ }} ¦ }, ¦ ,} ¦ }{} ¦ }1 ¦ }null ¦ }‹00› ¦ };‹0a› ¦ }‹efbbbf› ¦ }// ¦ }‹0c› ¦ }‹1a› ¦ }"

«  ],»‹0a›  "head"
,], ¦ }], ¦ ] ¦ } ¦ ]], ¦ ,{}], ¦ ,null], ¦ ;], ¦ ],"events":[], ¦ ],,

"head": «"»
‹› ¦ null,"head":" ¦ [" ¦ "0 ¦ "\u0030 ¦ 1" ¦ {"" ¦ "head":"

"events": «[»
{ ¦ [[ ¦ [null, ¦ [{}, ¦ [[], ¦ [],"events":[ ¦ (

"sequence":«2»,
2.0 ¦ 2e0 ¦ 20e-1 ¦ 02 ¦ +2 ¦ -2 ¦ 0x2 ¦ 2. ¦ .2 ¦ 2e ¦ 2e+ ¦ "2" ¦ [2] ¦ {} ¦ null ¦ true ¦ 1e999 ¦ -1e999 ¦ NaN ¦ Infinity
٢ ¦ ２ ¦ 2 2 ¦ 2_ ¦ 4294967298 ¦ 18446744073709551618 ¦ 340282366920938463463374607431768211458 ¦ -0 ¦ 3 ¦ ‹› ¦ 2,"sequence":2

"score": «"3.5"»
3.5 ¦ "3.50" ¦ "03.5" ¦ "+3.5" ¦ "-3.5" ¦ "3,5" ¦ ".5" ¦ "3." ¦ "35e-1" ¦ "3.5‹20›" ¦ "٣.٥" ¦ "3.6" ¦ "" ¦ "12345" ¦ "NaN"

«"1"»: {
"\u0031" ¦ "01" ¦ "+1" ¦ "‹20›1" ¦ "1.0" ¦ "-1" ¦ "1e0" ¦ "4294967297" ¦ "2" ¦ "" ¦ 1 ¦ "1": {}, "1"

thykk «🩺»
\ud83e ¦ \ude7a ¦ \ude7a\ud83e ¦ \ud83e\ud83e ¦ \ud83e\u0041 ¦ \ud83e\ ¦ \ud83e\ude7 ¦ \u{1fa7a} ¦ \ud83e‹20›\ude7a ¦ \U0001fa7a
🩺‹e2808d› ¦ 🩺‹20› ¦ 🩺‹00› ¦ 🩺\u0000 ¦ 🩺‹0a› ¦ 🩺‹09› ¦ 🩺‹0d0a› ¦ ‹1f› ¦ ‹7f› ¦ ? ¦ ‹› ¦ ‹efbfbd› ¦ ‹e280ae›🩺
‹ff› ¦ ‹fe› ¦ ‹80› ¦ ‹c080› ¦ ‹c3› ¦ ‹eda080› ¦ ‹eda0beedb9ba› ¦ ‹f09fa9› ¦ ‹f0829482› ¦ ‹f4908080› ¦ ‹f888808080›

"«Qux»
\x51ux ¦ \Qux ¦ \u51ux ¦ \u+051ux ¦ \u 051ux ¦ \'Qux ¦ \0Qux ¦ \‹0a›Qux ¦ qux ¦ "Qux ¦ ‹efbca3›ux ¦ \

«ê»mthykk
e‹cc82› ¦ ê‹efb88f› ¦ E ¦ ‹ea›

"id": «"2026-0001"»
"2026-0002" ¦ "../2026-0001" ¦ "" ¦ null ¦ ["2026-0001"] ¦ 2026 ¦ '2026-0001' ¦ "2026-0001 ¦ "2026-0001","id":"2026-0001"
"2026-0001","\u0069d":"2026-0001" ¦ "2026-0001","later":1 ¦ "2026-0001","":1 ¦ {"":"2026-0001"} ¦ "２026-0001"

«"id"»: "2026
"ID" ¦ "id‹00›" ¦ "і‹00›d" ¦ "" ¦ "case"

"at": "«2026-01-14T09:05:07-05:00»"
2026-01-14T09:05:07 ¦ 2026-02-30T09:05:07-05:00 ¦ 0000-01-14T09:05:07-05:00 ¦ 2026-01-14 09:05:07-05:00 ¦ 2026-01-14
2026-01-14t09:05:07-05:00 ¦ 2026-01-14T09:05:60-05:00 ¦ 2026-01-14T09:05:07.0-05:00 ¦ 2026-1-14T09:05:07-05:00
2026-01-14T09:05:07-0500 ¦ 2026-01-14T09:05:07-05 ¦ 2026-01-14T09:05-05:00 ¦ 2026-01-14T24:05:07-05:00 ¦ ‹›
2026-01-14T14:05:07Z ¦ 2026-01-15T00:05:07+10:00
2026-01-14T09:05:07+24:00 ¦ +12026-01-14T09:05:07-05:00 ¦ 2026-01-14T09:05:08-05:00 ¦ 2026-01-14T09:05:07‹e28892›05:00

"effective_on": "«2025-09-01»"
2025-9-1 ¦ 2025-09-31 ¦ 20250901 ¦ 2025-09-01T00:00:00Z ¦ 2025-09-02 ¦ 02025-09-01 ¦ -2025-09-01 ¦ 2025-244 ¦ ‹20›2025-09-01

«"pain-reduction"»: "Qux
"pain-reduction": "another", "pain-reduction" ¦ "pain\u002dreduction": "another", "pain-reduction" ¦ "another": "", "pain-reduction"

"accepts": «true»
True ¦ TRUE ¦ 1 ¦ "true" ¦ tru ¦ truee ¦ yes ¦ false ¦ null ¦ [true] ¦ !0 ¦ ‹›

"role": «"physician"»
"Physician" ¦ "owner" ¦ {"physician":null} ¦ 1 ¦ "nurse" ¦ null ¦ ["physician"]

«"pathway"»: "nonmalignant-pump",
"documents": {}, "pathway" ¦ "documents": null, "pathway" ¦ "determination": null, "pathway" ¦ "Pathway" ¦ "version"

"before":«null»
{} ¦ [] ¦ "" ¦ {"value":null} ¦ NULL ¦ nul ¦ undefined ¦ ‹›
"#;

/// Whole texts that are no case; the last ones are as deep or as long as they are wide here.
const NO_CASE: &str = r#"
‹› ¦ ‹20› ¦ ‹0a› ¦ ‹efbbbf› ¦ ‹efbbbf20› ¦ ‹00› ¦ ‹0000000000000000› ¦ ‹fffe› ¦ ‹ff› ¦ null ¦ true ¦ 1 ¦ - ¦ "" ¦ "mednec-case"
{} ¦ [] ¦ [{}] ¦ { ¦ [ ¦ } ¦ {] ¦ {" ¦ {"format" ¦ {"format": ¦ {"format":"mednec-case"} ¦ {"format":"mednec-case","version":1}
{"format":"mednec-case","version":2,"case":{},"events":[]} ¦ ["mednec-case",2,{},[]] ¦ {"format":"mednec-handover","version":1}
{"format":"mednec-case","version":99} ¦ {"format":"mednec-case","version":18446744073709551615} ¦ {"version":1e999}
PK‹0304› ¦ %PDF-1.7 ¦ <?xml version="1.0"?> ¦ format = "mednec-case" ¦ ‹7b0022006600›
"#;

/// Bytes in hex digits between ‹ and ›, all else as it is.
fn bytes(text: &str) -> Vec<u8> {
    let hex = |digits: &str| -> Vec<u8> {
        let pairs = digits.as_bytes().chunks(2);
        pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
    };
    let mut pieces = text.split('‹');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_once('›').unwrap();
        bytes.extend(hex(digits));
        bytes.extend(rest.as_bytes());
    }
    bytes
}

fn alternatives(lines: &str) -> impl Iterator<Item = &str> {
    lines.lines().flat_map(|line| line.split(" ¦ ")).map(str::trim).filter(|text| !text.is_empty())
}

/// Every text of a table, with what it is.
fn texts(original: &Original, table: &str) -> Vec<(String, Vec<u8>)> {
    let document = original.parsed.text.as_bytes();
    let mut texts = Vec::new();
    for block in table.trim().split("\n\n") {
        let (place, instead) = block.split_once('\n').unwrap();
        let (before, rest) = place.split_once('«').unwrap();
        let (replaced, after) = rest.split_once('»').unwrap();
        let [before, replaced, after] = [before, replaced, after].map(bytes);
        let sought = [before.as_slice(), &replaced, &after].concat();
        let at = document.windows(sought.len()).position(|found| found == sought);
        let at = at.unwrap_or_else(|| panic!("the document has {place}")) + before.len();
        for text in alternatives(instead) {
            let damaged = [&document[..at], &bytes(text), &document[at + replaced.len()..]].concat();
            texts.push((format!("{text} in {place}"), damaged));
        }
    }
    texts
}

/// Opens every text and names those of which something else comes than should.
pub(crate) fn hold(
    original: &Original,
    texts: &[(String, Vec<u8>)],
    is_right: impl Fn(Result<History, Problem>) -> bool,
) {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path()).unwrap();
    let wrong = texts.iter().filter_map(|(what, bytes)| match opened(&store, original, bytes) {
        Ok(read) => (!is_right(read.clone())).then(|| format!("{what}: {:?}", read.map(|_| "read"))),
        Err(why) => Some(format!("{what}: {why}")),
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), texts.len(), wrong.join("\n"));
}

#[test]
fn other_spellings_of_a_case_are_read_and_nothing_else_is() {
    let original = canary("the canary", 4);
    let is_the_case = |read: Result<History, Problem>| read.as_ref() == Ok(&original.history);
    let refused = |read: Result<History, Problem>| matches!(read, Err(Problem::Damaged(_)));
    let (read, not_read) = (texts(&original, READ), texts(&original, REFUSED));
    assert!(read.len() >= 20 && not_read.len() >= 200, "{} and {}", read.len(), not_read.len());
    hold(&original, &read, is_the_case);
    hold(&original, &not_read, refused);
    let mut whole: Vec<_> = alternatives(NO_CASE).map(|text| (text.to_owned(), bytes(text))).collect();
    assert!(whole.len() >= 30);
    for open in ["[", "{\"a\":", "[[]", "\"", "\\", "1", " ", "\u{feff}", "\0"] {
        whole.push((format!("{open:?} a hundred thousand times"), open.repeat(100_000).into_bytes()));
    }
    hold(&original, &whole, refused);
}

/// Compact, indented, with sorted keys or other line ends: white space and the order of keys are free.
#[test]
fn the_whole_laid_out_otherwise_is_read() {
    let original = canary("the canary", 4);
    let text = &original.parsed.text;
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let layouts = [
        serde_json::to_string(&value).unwrap(),
        serde_json::to_string_pretty(&value).unwrap(),
        text.replace('\n', "\r\n"),
        text.replace("  ", "\t"),
    ];
    hold(&original, &layouts.map(|text| (text.chars().take(40).collect(), text.into_bytes())), |read| {
        read.as_ref() == Ok(&original.history)
    });
}
