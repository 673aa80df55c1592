//! Normalizes codes and words for comparison: points, capitals, accents and simple plurals do not matter.
//!
//! Must not know: any list of codes.

use crate::text::fold;

/// A code without its point, padded with zero bytes. These sort like the codes, each before those that begin with it.
pub(super) type Characters = [u8; 7];

/// Position of the point in a code.
const POINT: usize = 3;

/// The characters of a code or of its beginning; `None` for any other text.
pub(super) fn characters(text: &str) -> Option<Characters> {
    let text = text.trim().as_bytes();
    let (head, tail) = text.split_at_checked(POINT).unwrap_or((text, &[]));
    let tail = tail.strip_prefix(b".").unwrap_or(tail);
    let mut characters = Characters::default();
    let length = head.len() + tail.len();
    let given = characters.get_mut(..length)?;
    for (place, byte) in given.iter_mut().zip(head.iter().chain(tail)) {
        *place = byte.is_ascii_alphanumeric().then(|| byte.to_ascii_uppercase())?;
    }
    (length > 0).then_some(characters)
}

/// The characters without the padding.
pub(super) fn trimmed(characters: &Characters) -> &[u8] {
    let length = characters.iter().position(|byte| *byte == 0).unwrap_or(characters.len());
    characters.get(..length).unwrap_or_default()
}

/// The code with its point.
pub(super) fn pointed(characters: &Characters) -> String {
    let mut code: String = trimmed(characters).iter().map(|byte| char::from(*byte)).collect();
    if code.len() > POINT {
        code.insert(POINT, '.');
    }
    code
}

/// Writes a code in capitals with its point: "g9050" becomes "G90.50". Any other text stays unchanged.
pub fn with_point(text: &str) -> String {
    characters(text).map_or_else(|| text.to_owned(), |characters| pointed(&characters))
}

/// True for a text that begins like a code, with a letter and a digit (or two letters and a digit, as in "QA0"), and has only
/// characters of codes.
pub fn is_number(text: &str) -> bool {
    let Some(characters) = characters(text) else { return false };
    let [first, second, third, ..] = characters;
    first.is_ascii_alphabetic() && (second.is_ascii_digit() || second.is_ascii_alphabetic() && third.is_ascii_digit())
}

/// The words of a text in lowercase, without accents and apostrophes.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut spelled = fold(text);
    spelled.retain(|letter| !matches!(letter, '\'' | '\u{2019}'));
    spelled.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A word of a description, normalized like [`words`]; empty for punctuation.
pub(super) fn folded(word: &str) -> Box<str> {
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    words(word).concat().into()
}

/// The beginnings by which a typed word is searched: without the ending of a plural, so that "fractures" finds "fracture".
pub(super) fn beginnings(word: &str) -> Vec<String> {
    let without = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.chars().count() > 2);
    if let Some(rest) = without("ies") {
        // "neuropathies", but also "series".
        return vec![word.to_owned(), format!("{rest}y")];
    }
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let singular = if ends_with(&["sses", "xes", "ches", "shes"]) {
        without("es")
    } else if ends_with(&["ss", "us", "is"]) {
        None
    } else {
        without("s")
    };
    vec![singular.unwrap_or(word).to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_same_with_and_without_point_and_capitals() {
        for text in ["G90.50", "G9050", "g90.50", " g9050 "] {
            assert_eq!(with_point(text), "G90.50");
            assert!(is_number(text), "{text}");
        }
        assert_eq!((with_point("m96"), with_point("t85610a")), ("M96".to_owned(), "T85.610A".to_owned()));
        assert!(is_number("M9") && is_number("C7A.09") && is_number("QA0.01"));
        for text in ["", "G", "G9.050", "G90..5", "G90.50000", "G90 50", "pain", "QA", "9G0", "G9Ä"] {
            assert!(!is_number(text), "{text}");
        }
        assert_eq!(with_point("no code at all"), "no code at all");
    }

    #[test]
    fn words_are_compared_without_accents_apostrophes_and_capitals() {
        assert_eq!(words("Ménière's disease, (left) ear-canal"), ["menieres", "disease", "left", "ear", "canal"]);
        assert_eq!(words("Me\u{301}nie\u{300}re\u{2019}s"), ["menieres"]);
        assert_eq!((&*folded("Ménière's"), &*folded("Pain"), &*folded(" (")), ("menieres", "pain", ""));
    }

    #[test]
    fn plurals_are_kept_simple() {
        for (typed, looked_for) in [
            ("fractures", &["fracture"][..]),
            ("neuropathies", &["neuropathies", "neuropathy"]),
            ("abscesses", &["abscess"]),
            ("reflexes", &["reflex"]),
            ("sclerosis", &["sclerosis"]),
            ("thrombus", &["thrombus"]),
            ("abscess", &["abscess"]),
            ("gas", &["gas"]),
            ("ies", &["ies"]),
            ("xes", &["xes"]),
        ] {
            assert_eq!(beginnings(typed), looked_for);
        }
    }
}
