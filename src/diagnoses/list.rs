//! A list of diagnosis codes in memory, and look-ups by code.
//!
//! Must not know: the files of a list, or how it is searched.

use std::ops::Range;

use super::spelling::{Characters, characters, pointed, trimmed};

/// One release of ICD-10-CM. Other releases, which apply to other dates of service, have other codes.
#[derive(Default)]
pub struct Diagnoses {
    pub(super) release: String,
    /// Sorted by folded form, so that words with the same beginning are neighbors.
    pub(super) words: Vec<Word>,
    /// Sorted, so that a code comes directly before all codes that begin with it.
    pub(super) codes: Vec<Code>,
    /// All descriptions in a row, as indexes in `words`.
    pub(super) tokens: Vec<u16>,
    /// Sorted by index.
    pub(super) frequent: Vec<Frequent>,
}

/// A word of a description, or the text between two words where that is not a single space.
pub(super) struct Word {
    pub(super) text: Box<str>,
    /// Its form for comparison; empty for text between words.
    pub(super) folded: Box<str>,
}

/// A code of the release.
pub(super) struct Code {
    pub(super) characters: Characters,
    pub(super) is_billable: bool,
    pub(super) is_frequent: bool,
    /// End of its description in `tokens`; it begins at the end of the previous one.
    pub(super) end: u32,
}

/// A code with a short label.
pub(super) struct Frequent {
    /// Its index in `codes`.
    pub(super) place: usize,
    pub(super) label: &'static str,
    /// The folded words of label and description.
    pub(super) words: Vec<String>,
}

/// A code of the release with its description.
#[derive(Clone)]
pub struct Diagnosis {
    /// The code with its point: "G90.50".
    pub code: String,
    /// The official description.
    pub description: String,
    /// The short label of a frequent code.
    pub label: Option<&'static str>,
    /// True where it can be billed. Otherwise it is a header, and a claim needs a code with more characters.
    pub is_billable: bool,
}

impl Diagnosis {
    /// The short label of a frequent code; the official description of any other.
    pub fn name(&self) -> &str {
        self.label.unwrap_or(&self.description)
    }
}

/// Validity of a well-formed code in the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Listed and complete.
    Billable,
    /// Listed as a header: a claim needs one of the longer codes under it.
    Header,
    /// Not listed; it may belong to another release.
    Unlisted,
}

impl Diagnoses {
    /// The name of the release: "April 2026".
    pub fn release(&self) -> &str {
        &self.release
    }

    /// All codes in order.
    pub fn all(&self) -> impl Iterator<Item = Diagnosis> {
        (0..self.codes.len()).filter_map(|place| self.at(place))
    }

    /// Finds a code, with or without its point, in upper or lower case.
    pub fn find(&self, code: &str) -> Option<Diagnosis> {
        self.at(self.place(code)?)
    }

    /// The validity of a code in this release; `None` for an empty list.
    pub fn validity(&self, code: &str) -> Option<Validity> {
        if self.codes.is_empty() {
            return None;
        }
        let code = self.place(code).and_then(|place| self.codes.get(place));
        Some(match code {
            Some(code) if code.is_billable => Validity::Billable,
            Some(_) => Validity::Header,
            None => Validity::Unlisted,
        })
    }

    /// The codes directly under a header, in order; none for any other code.
    pub fn children(&self, code: &str) -> Vec<Diagnosis> {
        let Some(place) = self.place(code) else { return Vec::new() };
        let below = self.beginning_with(code).skip_while(|other| *other <= place);
        let mut children: Vec<usize> = Vec::new();
        for other in below {
            let is_deeper = children.last().is_some_and(|child| self.is_below(other, *child));
            if !is_deeper {
                children.push(other);
            }
        }
        children.into_iter().filter_map(|child| self.at(child)).collect()
    }

    fn is_below(&self, place: usize, header: usize) -> bool {
        let of = |place: usize| self.codes.get(place).map(|code| trimmed(&code.characters));
        matches!((of(place), of(header)), (Some(code), Some(header)) if code.starts_with(header))
    }

    /// The indexes of the codes that begin with this text.
    pub(super) fn beginning_with(&self, number: &str) -> Range<usize> {
        let Some(wanted) = characters(number) else { return 0..0 };
        let prefix = trimmed(&wanted);
        let start = self.codes.partition_point(|code| code.characters < wanted);
        let rest = self.codes.get(start..).unwrap_or_default();
        start..start + rest.partition_point(|code| code.characters.starts_with(prefix))
    }

    pub(super) fn place(&self, code: &str) -> Option<usize> {
        let wanted = characters(code)?;
        self.codes.binary_search_by(|listed| listed.characters.cmp(&wanted)).ok()
    }

    /// The indexes of a description's words.
    fn tokens_of(&self, place: usize) -> &[u16] {
        let end = |place: usize| self.codes.get(place).map_or(0, |code| code.end as usize);
        let start = place.checked_sub(1).map_or(0, end);
        self.tokens.get(start..end(place)).unwrap_or_default()
    }

    pub(super) fn at(&self, place: usize) -> Option<Diagnosis> {
        let code = self.codes.get(place)?;
        let mut description = String::new();
        let mut after_word = false;
        for word in self.tokens_of(place).iter().filter_map(|token| self.words.get(usize::from(*token))) {
            let is_word = !word.folded.is_empty();
            if after_word && is_word {
                description.push(' ');
            }
            description.push_str(&word.text);
            after_word = is_word;
        }
        let frequent = self.frequent.binary_search_by_key(&place, |frequent| frequent.place).ok();
        let label = frequent.and_then(|at| self.frequent.get(at)).map(|frequent| frequent.label);
        Some(Diagnosis { code: pointed(&code.characters), description, label, is_billable: code.is_billable })
    }
}
