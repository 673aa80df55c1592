//! A passphrase in memory that is wiped; it is never displayed or stored.
//!
//! Must not know: where it was typed, or what it locks.

use std::fmt;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};
use zeroize::Zeroizing;

/// A passphrase in Unicode NFKC, so that every keyboard gives the same bytes. It cannot be copied, displayed or serialized.
pub struct Passphrase(Zeroizing<String>);

/// Reason why a passphrase is refused for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassphrase {
    /// Too short.
    #[error("the passphrase is too short: use twelve characters or more, preferably four unrelated words")]
    Short,
    /// It is the reviewer's name.
    #[error("the passphrase is the reviewer's name, which everyone knows: choose another one")]
    IsTheName,
    /// It is easy to guess.
    #[error(
        "the passphrase is easy to guess: use four unrelated words, without names, dates, keyboard patterns or repeated letters"
    )]
    Guessable,
}

impl Passphrase {
    /// Fewest characters of a passphrase for a new lock.
    pub const MIN_CHARACTERS: usize = 12;
    /// Number of characters that are rated: further ones cannot make it weaker, and rating time grows faster than the length.
    const RATED: usize = 64;

    /// Takes a typed text, which is wiped.
    pub fn new(typed: String) -> Self {
        let typed = Zeroizing::new(typed);
        if is_nfkc_quick(typed.chars()) == IsNormalized::Yes {
            return Self(typed);
        }
        // NFKC makes no text longer than eleven times, so the string never reallocates and leaves no copy behind.
        let mut normal = Zeroizing::new(String::with_capacity(11 * typed.len()));
        normal.extend(typed.nfkc());
        Self(normal)
    }

    /// Checks that it is strong enough for the key of a reviewer of this name.
    pub fn check(&self, name: &str) -> Result<(), WeakPassphrase> {
        if self.0.chars().count() < Self::MIN_CHARACTERS {
            return Err(WeakPassphrase::Short);
        }
        // Compared letter by letter, since a folded copy of the passphrase would have to be wiped too.
        let name: String = name.nfkc().collect();
        if letters(&self.0).eq(letters(&name)) {
            return Err(WeakPassphrase::IsTheName);
        }
        if self.is_guessable(&name) { Err(WeakPassphrase::Guessable) } else { Ok(()) }
    }

    /// True where fewer than 10^8 guesses find it (a zxcvbn score below 3 of 4), given the owner's name and this program's words.
    /// Only a new passphrase is rated, because zxcvbn leaves copies of its parts in freed memory: a workstation on which a
    /// passphrase was set may hold parts of it for a while, one on which it was only typed does not.
    fn is_guessable(&self, name: &str) -> bool {
        const KNOWN: [&str; 8] =
            ["mednec", "utilization", "review", "reviewer", "nurse", "physician", "department", "passphrase"];
        let known: Vec<&str> = [name].into_iter().chain(name.split_whitespace()).chain(KNOWN).collect();
        let end = self.0.char_indices().nth(Self::RATED).map_or(self.0.len(), |(at, _)| at);
        zxcvbn::zxcvbn(self.0.get(..end).unwrap_or_default(), &known).score() < zxcvbn::Score::Three
    }

    /// True where both are the same.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// The letters of a text in lower case, without spaces.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).filter(|letter| !letter.is_whitespace())
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}
