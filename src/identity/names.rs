//! Validates, normalizes and compares names: invisible characters, mixed scripts, letters that look alike (UTS 39).
//!
//! Must not know: whose name it is. The rules against look-alikes apply to new entries alone, or a roster from before them could
//! not be read.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_security::{MixedScript as _, skeleton};

use crate::text::is_bidi_control;

/// Most characters of a name that are compared; a name on a roster has at most 100.
const COMPARED: usize = 400;

/// Reason why a text is not a valid name or license. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Blank or too long.
    #[error("a reviewer's name or license has 1 to 100 characters")]
    Length,
    /// Invisible characters.
    #[error(
        "a reviewer's name or license has an invisible character, or one that changes the direction of the text: type it again"
    )]
    Unseen,
    /// A word with letters of two scripts.
    #[error(
        "a word of a reviewer's name or license mixes letters of two scripts, which may look like another name: type it in one \
         script"
    )]
    MixedScripts,
}

/// Checks a typed name of a reviewer: its length, and that it has no invisible characters.
pub fn check_name(text: &str) -> Result<(), BadName> {
    tidy_name(text).map(drop)
}

/// The canonical form of a name or license: NFC with single spaces. Fails for invisible characters and a wrong length.
pub(super) fn tidy_name(text: &str) -> Result<String, BadName> {
    let invisible = |letter: char| {
        letter.is_control()
            || is_bidi_control(letter)
            || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
    if text.chars().any(invisible) {
        return Err(BadName::Unseen);
    }
    if (1..=100).contains(&text.chars().count()) { Ok(text) } else { Err(BadName::Length) }
}

/// Folds a name for comparison: letter case, spacing and compatibility forms do not matter.
pub(super) fn fold_name(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.nfkc().collect::<String>().to_lowercase().nfkc().collect()
}

/// True where two names look alike: they differ only in confusable letters, letter case, spacing, hyphens, dots or apostrophes.
/// Names that differ by an accent do not look alike.
pub fn looks_like(one: &str, other: &str) -> bool {
    let (one, other) = (visible_part(one), visible_part(other));
    let unchanged = |text: &str| shape(&skeleton(text).collect::<String>());
    let in_capitals = |text: &str| skeleton(&text.to_uppercase()).collect::<String>();
    fold_name(&one) == fold_name(&other)
        || unchanged(&one) == unchanged(&other)
        || shape(&one) == shape(&other)
        // `IRlS` with a small letter among capitals.
        || skeleton(&one).eq(in_capitals(&other).chars())
        || skeleton(&other).eq(in_capitals(&one).chars())
}

/// Refuses invisible characters and words with letters of two scripts in a new name or license. Scripts that are written
/// together, such as those of Japanese, count as one.
pub(super) fn check_new_name(text: &str) -> Result<(), BadName> {
    if text.chars().any(is_invisible) {
        return Err(BadName::Unseen);
    }
    let mut words = text.split(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter));
    if words.all(|word| word.is_single_script()) { Ok(()) } else { Err(BadName::MixedScripts) }
}

/// A text without invisible characters, in compatibility form.
fn visible_part(text: &str) -> String {
    text.chars().filter(|letter| !is_invisible(*letter)).take(COMPARED).nfkc().collect()
}

/// A text in which letters that look alike are the same. Letters look alike in one case and not in the other, so callers compare
/// the text unchanged and in lower case: `I` looks like `l`, and `i` does not.
fn shape(text: &str) -> String {
    let letter = |letter: &char| letter.is_alphanumeric() || is_combining_mark(*letter);
    skeleton(&text.to_lowercase()).flat_map(char::to_lowercase).filter(letter).collect()
}

/// True for characters without a visible form: default-ignorable ones (Unicode's DerivedCoreProperties), private ones, blank ones
/// that are no space, and controls of annotations.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
        || letter.is_control()
}
