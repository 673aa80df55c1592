//! The invented name that is sought, and the forms in which it may stand in a file.
//!
//! Must not know: where it is sought.

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
