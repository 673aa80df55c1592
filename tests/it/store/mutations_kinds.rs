//! The ways in which a case file is damaged: by a disk, on its way, in an editor, by somebody who means it. Each is made
//! from chance with a number for a seed, so the number names it for ever.
//!
//! Must not know: what the program makes of any of them.

use std::ops::Range;

use crate::random::Random;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Object,
    List,
    Key,
    Text,
    Number,
    Word,
}

/// A document and where its parts stand.
pub(crate) struct Parsed {
    pub(crate) text: String,
    parts: Vec<(Part, Range<usize>)>,
}

impl Parsed {
    /// Of a text that is JSON.
    pub(crate) fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let (mut parts, mut open, mut at) = (Vec::new(), Vec::new(), 0);
        while at < bytes.len() {
            let mut end = at + 1;
            match bytes[at] {
                b'{' | b'[' => open.push(at),
                b'}' => parts.push((Part::Object, open.pop().unwrap()..end)),
                b']' => parts.push((Part::List, open.pop().unwrap()..end)),
                b'"' => {
                    while bytes[end] != b'"' {
                        end += if bytes[end] == b'\\' { 2 } else { 1 };
                    }
                    end += 1;
                    let key = text[end..].trim_start().starts_with(':');
                    parts.push((if key { Part::Key } else { Part::Text }, at..end));
                }
                b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                    while !matches!(bytes[end], b',' | b'}' | b']' | b' ' | b'\n' | b'\r') {
                        end += 1;
                    }
                    let word = bytes[at].is_ascii_alphabetic();
                    parts.push((if word { Part::Word } else { Part::Number }, at..end));
                }
                _ => {}
            }
            at = end;
        }
        Self { text, parts }
    }

    fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    fn any(&self, random: &mut Random, wanted: &[Part]) -> Range<usize> {
        let fitting: Vec<_> = self.parts.iter().filter(|(part, _)| wanted.contains(part)).collect();
        fitting[random.below(fitting.len())].1.clone()
    }

    fn with(&self, place: Range<usize>, instead: &[u8]) -> Vec<u8> {
        [&self.bytes()[..place.start], instead, &self.bytes()[place.end..]].concat()
    }

    fn lines(&self) -> Vec<&[u8]> {
        self.bytes().split_inclusive(|byte| *byte == b'\n').collect()
    }
}

const VALUES: [Part; 5] = [Part::Object, Part::List, Part::Text, Part::Number, Part::Word];

const NUMBERS: [&str; 24] = [
    "-1",
    "1.0",
    "1e999",
    "-1e999",
    "18446744073709551616",
    "18446744073709551615",
    "9223372036854775808",
    "4294967296",
    "4294967297",
    "9007199254740993",
    "00",
    "01",
    "1e0",
    "10e-1",
    "-0",
    "0.0",
    "0x1",
    "+1",
    ".5",
    "1.",
    "NaN",
    "-Infinity",
    "\"1\"",
    "null",
];

const TEXTS: [&[u8]; 22] = [
    br#""\ud800""#,
    br#""\udc00""#,
    br#""\ud800\ud800""#,
    br#""\ud83e\u0041""#,
    br#""\u0000""#,
    br#""\u00""#,
    br#""\x41""#,
    br#""\""#,
    br#"'single'"#,
    b"\"\0\"",
    b"\"\x01\"",
    b"\"\n\"",
    b"\"\t\"",
    b"\"\x7f\"",
    b"\"\xff\"",
    b"\"\xc0\x80\"",
    b"\"\xed\xa0\x80\"",
    b"\"\xf5\x80\x80\x80\"",
    "\"\u{202e}\u{2028}\"".as_bytes(),
    b"\"\"",
    b"\"",
    b"7",
];

type Make = fn(&mut Random, &Parsed, &Parsed) -> Vec<u8>;

/// Each kind: its name, whether it leaves what the document says as it was, and how it is made of a document and another.
pub(crate) const KINDS: [(&str, bool, Make); 31] = [
    ("bits flipped", false, bits_flipped),
    ("a byte replaced", false, |random, it, _| {
        let (place, byte) = (random.below(it.text.len()), random.next() as u8);
        it.with(place..place + 1, &[byte])
    }),
    ("a byte replaced by another of the document", false, |random, it, _| {
        let (place, byte) = (random.below(it.text.len()), random.of(it.bytes()));
        it.with(place..place + 1, &[byte])
    }),
    ("a stretch left out", false, |random, it, _| it.with(random.stretch(it.text.len()), b"")),
    ("bytes put in", false, |random, it, _| {
        let place = random.below(it.text.len());
        let bytes: Vec<u8> = (0..=random.below(8)).map(|_| random.next() as u8).collect();
        it.with(place..place, &bytes)
    }),
    ("a mark of JSON put in", false, |random, it, _| {
        let place = random.below(it.text.len());
        it.with(place..place, &[random.of(b"{}[],:\"\\0-e. \n")])
    }),
    ("a stretch twice", false, |random, it, _| {
        let stretch = random.stretch(it.text.len());
        it.with(stretch.end..stretch.end, &it.bytes()[stretch])
    }),
    ("a stretch copied elsewhere", false, |random, it, _| {
        let (stretch, place) = (random.stretch(it.text.len()), random.below(it.text.len()));
        it.with(place..place, &it.bytes()[stretch])
    }),
    ("a stretch over another one", false, |random, it, _| {
        let (from, to) = (random.stretch(it.text.len()), random.stretch(it.text.len()));
        it.with(to, &it.bytes()[from])
    }),
    ("one document's head, another one's tail", false, |random, it, other| {
        let (head, tail) = (random.below(it.text.len()), random.below(other.text.len()));
        [&it.bytes()[..head], &other.bytes()[tail..]].concat()
    }),
    ("another document's line", false, |random, it, other| {
        let (mut lines, theirs) = (it.lines(), other.lines());
        let place = random.below(lines.len());
        lines[place] = random.of(&theirs);
        lines.concat()
    }),
    ("two lines swapped", false, |random, it, _| {
        let mut lines = it.lines();
        let (one, two) = (random.below(lines.len()), random.below(lines.len()));
        lines.swap(one, two);
        lines.concat()
    }),
    ("a line twice", false, |random, it, _| {
        let mut lines = it.lines();
        let place = random.below(lines.len());
        lines.insert(place, lines[place]);
        lines.concat()
    }),
    ("a line left out", false, |random, it, _| {
        let mut lines = it.lines();
        lines.remove(random.below(lines.len()));
        lines.concat()
    }),
    ("the last events left out", false, last_events_left_out),
    ("another number", false, |random, it, _| it.with(it.any(random, &[Part::Number]), random.of(&NUMBERS).as_bytes())),
    ("another text", false, |random, it, _| it.with(it.any(random, &[Part::Text]), random.of(&TEXTS))),
    ("something inside a text", false, |random, it, _| {
        let text = it.any(random, &[Part::Text, Part::Key]);
        let inside = random.of(&TEXTS);
        let place = text.start + 1 + random.below(text.len() - 1);
        it.with(place..place, inside.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(inside))
    }),
    ("another value of the document", false, |random, it, other| {
        let value = other.any(random, &VALUES);
        it.with(it.any(random, &VALUES), &other.bytes()[value])
    }),
    ("another key", false, |random, it, other| {
        let key = other.any(random, &[Part::Key]);
        it.with(it.any(random, &[Part::Key]), &other.bytes()[key])
    }),
    ("a key twice", false, key_twice),
    ("a list for an object", false, list_for_object),
    ("something empty", false, |random, it, _| {
        it.with(it.any(random, &VALUES), random.of(&["{}", "[]", "\"\"", "null", "0", ""]).as_bytes())
    }),
    ("something deep", false, |random, it, _| {
        let depth = random.of(&[100, 126, 127, 128, 129, 1000, 100_000]);
        let (open, close) = random.of(&[("[", "]"), ("[", ""), ("{\"a\":", "}"), ("[{\"a\":[", "]}]")]);
        let (opened, closed) = (open.repeat(depth), close.repeat(depth));
        it.with(it.any(random, &VALUES), [opened, "1".to_owned(), closed].concat().as_bytes())
    }),
    ("nothing but brackets", false, |random, _, _| {
        random.of(&["[", "{\"a\":", "[]", "{}"]).repeat(100_000).into_bytes()
    }),
    ("a tail of zeros", false, |random, it, _| {
        let written = random.below(it.text.len()) / 512 * 512;
        [&it.bytes()[..written], &vec![0; it.text.len() - written]].concat()
    }),
    ("zeros behind", false, |random, it, _| [it.bytes(), &vec![0; 1 + random.below(600)]].concat()),
    ("something before or behind", false, around),
    ("a byte order mark", true, |_, it, _| [b"\xef\xbb\xbf", it.bytes()].concat()),
    ("white space between the parts", true, |random, it, _| {
        let place = it.any(random, &[Part::Key, Part::Text, Part::Number, Part::Word]).start;
        it.with(place..place, random.of(&[" ", "\n", "\t\t", "\r\n", "\r"]).as_bytes())
    }),
    ("a text in escapes", true, |random, it, _| {
        let place = it.any(random, &[Part::Text, Part::Key]);
        let text: String = serde_json::from_str(&it.text[place.clone()]).unwrap();
        // A key that is a row's number is read as digits only: see the corpus.
        if text.parse::<u32>().is_ok() {
            return it.bytes().to_vec();
        }
        let escapes: String = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
        it.with(place, format!("\"{escapes}\"").as_bytes())
    }),
];

fn bits_flipped(random: &mut Random, it: &Parsed, _: &Parsed) -> Vec<u8> {
    let mut bytes = it.bytes().to_vec();
    for _ in 0..random.of(&[1, 1, 1, 2, 5]) {
        let place = random.below(bytes.len());
        bytes[place] ^= 1 << random.below(8);
    }
    bytes
}

/// The document ends as a whole one does, only earlier.
fn last_events_left_out(random: &mut Random, it: &Parsed, _: &Parsed) -> Vec<u8> {
    let mut lines = it.lines();
    let events = lines.iter().filter(|line| line.starts_with(b"    {\"sequence\"")).count();
    let end = lines.split_off(lines.iter().rposition(|line| line.starts_with(b"  ]")).unwrap());
    lines.truncate(lines.len() - (1 + random.below(events)));
    let kept = lines.concat();
    let kept = kept.strip_suffix(b",\n").unwrap_or(&kept);
    [kept, b"\n", &end.concat()].concat()
}

fn key_twice(random: &mut Random, it: &Parsed, _: &Parsed) -> Vec<u8> {
    let key = it.any(random, &[Part::Key]);
    let value = it.any(random, &VALUES);
    let again = [&it.bytes()[key.clone()], b":", &it.bytes()[value], b","].concat();
    it.with(key.start..key.start, &again)
}

fn list_for_object(random: &mut Random, it: &Parsed, _: &Parsed) -> Vec<u8> {
    let place = it.any(random, &[Part::Object]);
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&it.text[place.clone()]).unwrap();
    let values: serde_json::Value = object.into_iter().map(|(_, value)| value).collect();
    it.with(place, values.to_string().as_bytes())
}

fn around(random: &mut Random, it: &Parsed, other: &Parsed) -> Vec<u8> {
    let text = it.bytes();
    let sixteen = |bytes: fn(u16) -> [u8; 2]| it.text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    match random.below(9) {
        0 => [text, other.bytes()].concat(),
        1 => [text, b","].concat(),
        2 => [b"\xef\xbb\xbf\xef\xbb\xbf", text].concat(),
        3 => [text, b"\xef\xbb\xbf"].concat(),
        4 => [b"\xff\xfe".as_slice(), &sixteen(u16::to_le_bytes)].concat(),
        5 => [b"\xfe\xff".as_slice(), &sixteen(u16::to_be_bytes)].concat(),
        6 => sixteen(u16::to_le_bytes),
        7 => random.of(&["", " ", "\n\n", "\u{feff}", "\0"]).as_bytes().to_vec(),
        _ => [b"// a case\n", text].concat(),
    }
}
