//! A passphrase: held in memory that is wiped, shown by nothing, written nowhere.
//!
//! Must not know: where it was typed, or what it locks.

use std::fmt;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};
use zeroize::Zeroizing;

/// A passphrase, in the one form that every keyboard gives (Unicode NFKC). Neither copied, displayed nor serialised.
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase may not lock a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassphrase {
    /// Too short.
    #[error("the passphrase is too short: twelve characters or more, better four words that do not belong together")]
    Short,
    /// The name itself.
    #[error("the passphrase is the reviewer's name, which everyone knows: choose another one")]
    IsTheName,
    /// Found early by whoever guesses.
    #[error(
        "the passphrase is easy to guess: use four words that do not belong together, without names, dates, rows of keys or \
         repeated letters"
    )]
    Guessable,
}

impl Passphrase {
    /// The fewest characters of a passphrase that may lock a key.
    pub const FEWEST: usize = 12;
    /// The number of characters that are rated: what follows cannot make it weaker, and rating takes longer than in proportion.
    const RATED: usize = 64;

    /// What somebody typed, without the line's end. The text handed in is wiped.
    pub fn new(typed: String) -> Self {
        let typed = Zeroizing::new(typed);
        if is_nfkc_quick(typed.chars()) == IsNormalized::Yes {
            return Self(typed);
        }
        // No text grows more than elevenfold, so the string never moves and leaves nothing behind.
        let mut normal = Zeroizing::new(String::with_capacity(11 * typed.len()));
        normal.extend(typed.nfkc());
        Self(normal)
    }

    /// Whether it may lock the key of someone of this name.
    pub fn check(&self, name: &str) -> Result<(), WeakPassphrase> {
        if self.0.chars().count() < Self::FEWEST {
            return Err(WeakPassphrase::Short);
        }
        // Letter by letter: a copy of the passphrase would have to be wiped too.
        let name: String = name.nfkc().collect();
        if letters(&self.0).eq(letters(&name)) {
            return Err(WeakPassphrase::IsTheName);
        }
        if self.is_guessable(&name) { Err(WeakPassphrase::Guessable) } else { Ok(()) }
    }

    /// True where guessing it takes fewer than 10^8 attempts (a score below 3 of 4), by somebody who knows the owner's name and
    /// this program. Only a new passphrase is rated: zxcvbn copies parts of it, which it does not wipe, into memory that is
    /// freed. So a workstation that a passphrase was set at may hold pieces of it until that memory is used again; one that it is
    /// merely typed at does not.
    fn is_guessable(&self, name: &str) -> bool {
        const KNOWN: [&str; 8] =
            ["mednec", "utilization", "review", "reviewer", "nurse", "physician", "department", "passphrase"];
        let known: Vec<&str> = [name].into_iter().chain(name.split_whitespace()).chain(KNOWN).collect();
        let end = self.0.char_indices().nth(Self::RATED).map_or(self.0.len(), |(at, _)| at);
        zxcvbn::zxcvbn(self.0.get(..end).unwrap_or_default(), &known).score() < zxcvbn::Score::Three
    }

    /// Whether the same was typed twice.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// The letters of a text in small, without spaces.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).filter(|letter| !letter.is_whitespace())
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}
