//! Checks that a rationale is in plain language: it explains every abbreviation and code, and gives a reason for this
//! member (NCQA UM 7).
//!
//! Must not know: the case, or what the rationale explains.

use std::collections::BTreeSet;

use crate::redacted::redacted_debug;

redacted_debug!(NotPlain);

/// The least number of words of a reason.
const FEWEST_WORDS: usize = 8;

/// A fault of plain language. Its message names the position and not the word, since errors are printed and logged.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPlain {
    /// An unexplained abbreviation: its position among the words, from 1, and the word.
    #[error("word {0} is an abbreviation: write it out once, with the abbreviation in brackets after it")]
    Abbreviation(usize, String),
    /// An unexplained code: its position and the word.
    #[error("word {0} is a code: say what it is, with the code in brackets after it")]
    Code(usize, String),
    /// Too short for a reason.
    #[error("the reason is too short to be specific to this member: say what the record shows and what is needed")]
    TooShort,
}

impl NotPlain {
    /// Returns the message with the word itself, for the page on which it was typed and nowhere else.
    pub fn with_its_word(&self) -> String {
        match self {
            Self::Abbreviation(place, word) | Self::Code(place, word) => {
                self.to_string().replacen(&format!("word {place}"), &format!("\"{word}\""), 1)
            }
            Self::TooShort => self.to_string(),
        }
    }

    fn word(&self) -> Option<&str> {
        match self {
            Self::Abbreviation(_, word) | Self::Code(_, word) => Some(word),
            Self::TooShort => None,
        }
    }
}

/// Returns every fault once, in the order of the text. A word in brackets after other words is explained by them, and
/// so wherever it appears again.
pub fn not_plain(text: &str) -> Vec<NotPlain> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let explained: BTreeSet<&str> =
        words.iter().skip(1).filter(|word| word.starts_with('(') && closes(word)).map(|word| bare(word)).collect();
    let mut found = Vec::new();
    if words.iter().filter(|word| word.chars().any(char::is_alphabetic)).count() < FEWEST_WORDS {
        found.push(NotPlain::TooShort);
    }
    for (place, word) in (1..).zip(words.iter().map(|word| bare(word))) {
        if explained.contains(word) || found.iter().any(|fault| fault.word() == Some(word)) {
            continue;
        }
        match word {
            word if is_code(word) => found.push(NotPlain::Code(place, word.to_owned())),
            word if is_abbreviation(word) => found.push(NotPlain::Abbreviation(place, word.to_owned())),
            _ => {}
        }
    }
    found
}

/// Returns the word without punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn closes(word: &str) -> bool {
    word.trim_end_matches(['.', ',', ';', ':']).ends_with(')')
}

/// True for two or more adjacent capitals: NRS, CRPS, MRIs, but not T-score or Roman numerals.
fn is_abbreviation(word: &str) -> bool {
    let letters: Vec<char> = word.chars().take_while(|c| c.is_alphanumeric()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let small = letters.iter().filter(|c| c.is_lowercase()).count();
    let roman = letters.iter().all(|c| matches!(c, 'I' | 'V' | 'X'));
    (2..=6).contains(&capitals) && small <= 1 && !roman
}

/// True for a procedure code (five digits, or four and a letter) or a diagnosis code (a letter, a digit, and so on).
fn is_code(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let procedure = word.len() == 5
        && word.chars().take(4).all(|c| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    let mut chars = word.chars();
    let diagnosis = chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.next().is_some_and(|c| c.is_ascii_digit())
        && digits >= 2
        && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '.');
    procedure || diagnosis
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "Your pain fell by a quarter during the trial, and the policy asks for a half.";

    #[test]
    fn plain_words_are_plain() {
        for text in [
            PLAIN,
            "Your Numeric Rating Scale (NRS) score fell from 8 to 6; an NRS score of 4 was needed.",
            "The implantable pump (62362) is not approved, since Part II of the trial in 2025 was not finished.",
            "The pain of your lower back (M54.50) was 7.5 before and 6 during the trial, as Dr. O'Neill wrote.",
        ] {
            assert!(not_plain(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn abbreviations_and_codes_are_named_once() {
        let text = format!("{PLAIN} The NRS, the NRS again, MRIs, CRPS, 62362, 0275T and G89.4 are not explained.");
        let said = not_plain(&text);
        let code = |place, text: &str| NotPlain::Code(place, text.to_owned());
        let abbreviation = |place, text: &str| NotPlain::Abbreviation(place, text.to_owned());
        let all = [
            abbreviation(18, "NRS"),
            abbreviation(22, "MRIs"),
            abbreviation(23, "CRPS"),
            code(24, "62362"),
            code(25, "0275T"),
            code(27, "G89.4"),
        ];
        assert!(said == all, "{:?}", said.iter().map(NotPlain::with_its_word).collect::<Vec<_>>());
    }

    #[test]
    fn a_few_words_are_no_reason() {
        for text in ["", "Not met.", "Criteria not met: 50 %.", "(NRS)"] {
            assert!(not_plain(text).contains(&NotPlain::TooShort), "{text}");
        }
        assert!(not_plain("(NRS) stands at the beginning and explains nothing to anyone here.").len() == 1);
    }
}
