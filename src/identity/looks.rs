//! Names that a reader takes for one another: letters that look alike (UTS 39), letters that cannot be seen, words of two scripts.
//!
//! Must not know: whose a name is. Entries that are in a roster already are not judged by these rules, or a roster that was
//! written before them could not be read.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_security::{MixedScript as _, skeleton};

use super::person::{BadName, folded};

/// The most characters of a name that are compared; a name on a roster has at most 100.
const COMPARED: usize = 400;

/// Returns whether two names look alike: the same after confusable letters, letter case, spacing, hyphens, dots and apostrophes
/// are set aside. Names that differ by an accent do not.
pub fn looks_like(one: &str, other: &str) -> bool {
    let (one, other) = (seen(one), seen(other));
    let as_it_stands = |text: &str| shape(&skeleton(text).collect::<String>());
    let in_capitals = |text: &str| skeleton(&text.to_uppercase()).collect::<String>();
    folded(&one) == folded(&other)
        || as_it_stands(&one) == as_it_stands(&other)
        || shape(&one) == shape(&other)
        // `IRlS` with a small letter among capitals.
        || skeleton(&one).eq(in_capitals(&other).chars())
        || skeleton(&other).eq(in_capitals(&one).chars())
}

/// Refuses what a new name or licence may not hold: characters that cannot be seen, and a word with letters of two scripts.
/// Scripts that are written together, such as those of Japanese, count as one.
pub(super) fn check_new(text: &str) -> Result<(), BadName> {
    if text.chars().any(is_unseen) {
        return Err(BadName::Unseen);
    }
    let mut words = text.split(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter));
    if words.all(|word| word.is_single_script()) { Ok(()) } else { Err(BadName::MixedScripts) }
}

/// A text without what cannot be seen, in compatibility form.
fn seen(text: &str) -> String {
    text.chars().filter(|letter| !is_unseen(*letter)).take(COMPARED).nfkc().collect()
}

/// A text in which letters that look alike are one. Both letter cases have look-alikes, so the text is compared
/// as it stands and in small letters: `I` is taken for `l`, and `i` is not.
fn shape(text: &str) -> String {
    let letter = |letter: &char| letter.is_alphanumeric() || is_combining_mark(*letter);
    skeleton(&text.to_lowercase()).flat_map(char::to_lowercase).filter(letter).collect()
}

/// Characters without a form of their own: default-ignorable ones (Unicode's DerivedCoreProperties), private ones, blank ones that
/// are no space, and controls of annotations.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
        || letter.is_control()
}
