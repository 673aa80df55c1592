//! Documents damaged by the thousand: none of them harms the window's process or holds it up beyond the limits, and after each
//! the next one is drawn. `MEDNEC_LONG=1` makes it five thousand.
//!
//! Must not know: how a document is read.

#![allow(clippy::disallowed_methods, reason = "files that nobody's program wrote")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::{Duration, Instant};

use mednec::chart::{DocumentState, DrawingError, DrawingRequest, Limits};
use tempfile::TempDir;

use crate::chart::drawing::{LETTER, Reader, SHORT_FAX, TIFF, page, program};
use crate::random::Random;

const SEED: u64 = 20_261_123;
const LIMITS: Limits = Limits { open: Duration::from_secs(2), page: Duration::from_secs(2), memory_bytes: 1 << 30 };
/// Opening, a page, its words, and starting the process again for each: with room for a machine that does other things.
const LONGEST: Duration = Duration::from_secs(30);

/// Returns a file with the kinds of damage that a line, a disk or an attacker does to it.
fn damaged(original: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let Range { start, end } = random.stretch(bytes.len());
        match random.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(start..end)),
            2 => bytes[start..end].fill(0),
            3 => {
                let part = bytes[start..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, part);
            }
            4 => bytes[start..end].reverse(),
            5 => digits(&mut bytes, random),
            6 => {
                let keys: [&[u8]; 6] = [b"/Kids", b"/Length", b"/Parent", b"/Filter", b"0 R", b"/Count"];
                let key = keys[random.below(keys.len())];
                if let Some(found) = bytes.windows(key.len()).position(|window| window == key) {
                    bytes[found + key.len() - 1] = b'0' + random.below(10) as u8;
                }
            }
            _ => {
                for _ in 0..1 + random.below(30) {
                    let place = random.below(bytes.len());
                    if let Some(byte) = bytes.get_mut(place) {
                        *byte = random.next() as u8;
                    }
                }
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// Makes some number of the file another one: a size, a place, a count.
fn digits(bytes: &mut [u8], random: &mut Random) {
    let from = random.below(bytes.len());
    let Some(first) = bytes[from..].iter().position(u8::is_ascii_digit) else { return };
    let run = bytes[from + first..].iter_mut().take_while(|byte| byte.is_ascii_digit());
    run.for_each(|digit| *digit = b'0' + random.below(10) as u8);
}

/// Reads a document's first page and its words, and fails as that does.
fn comes_to(bytes: &[u8]) -> Result<(), DrawingError> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("document");
    std::fs::write(&path, bytes).unwrap();
    let reader = Reader::with(program(), &path, LIMITS);
    match reader.opening() {
        DocumentState::Failed(trouble) => Err(trouble),
        _ => {
            let drawn = reader.picture(0, 400).map(|_| ());
            let _ = reader.done(DrawingRequest::Words { page: 0 });
            drawn
        }
    }
}

#[test]
fn damaged_documents_end_in_a_picture_or_a_sentence() {
    let count = if std::env::var_os("MEDNEC_LONG").is_some() { 5000 } else { 60 };
    let text = b"BT /F1 24 Tf 72 700 Td (Average pain 8 of 10) Tj ET";
    let font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let fax = std::fs::read(&*SHORT_FAX).unwrap();
    let originals = [page(LETTER, font, text, &[]), fax[..60_000].to_vec(), fax, std::fs::read(&*TIFF).unwrap()];
    let (mut random, mut outcomes) = (Random::new(SEED), BTreeMap::new());
    for number in 0..count {
        let bytes = damaged(&originals[number % originals.len()], &mut random);
        let began = Instant::now();
        let outcome = comes_to(&bytes);
        assert!(began.elapsed() < LONGEST, "number {number} took {:?}", began.elapsed());
        *outcomes.entry(outcome.map_or_else(|trouble| format!("{trouble:?}"), |()| "drawn".to_owned())).or_insert(0) +=
            1;
    }
    assert!(outcomes.contains_key("drawn") && outcomes.contains_key("Unreadable"), "{outcomes:?}");
}
