//! Finds codes as they are typed: by the beginning of a number, or by words.
//!
//! Must not know: where the text was typed, or how a match is displayed.

use std::ops::Range;

use super::list::{Diagnoses, Diagnosis};
use super::spelling::{beginnings, is_number, words};

/// Most characters and words of a typed text that are searched, so that a page pasted by mistake takes no longer than a line.
const CHARACTERS: usize = 200;
const WORDS: usize = Bits::BITS as usize - 4;

/// A bit for each typed word.
type Bits = u16;

/// Codes that match a typed text.
#[derive(Clone, Default)]
pub struct Matches {
    /// The first matches: frequent codes, then billable codes, then headers.
    pub first: Vec<Diagnosis>,
    /// The number of all matches.
    pub total: usize,
}

/// Order of matches: frequent, billable, header; then by length of the description, since short ones are more general; then by
/// code.
type Rank = (u8, usize, usize);

/// A typed word.
struct Wanted {
    /// Beginnings of which any one matches.
    beginnings: Vec<String>,
    /// The ranges of matching words in `words`.
    ranges: Vec<Range<usize>>,
}

impl Wanted {
    fn fits_word(&self, word: &str) -> bool {
        self.beginnings.iter().any(|beginning| word.starts_with(beginning.as_str()))
    }
}

impl Diagnoses {
    /// Finds the codes that match a typed text, the first `at_most` of them with their descriptions. A text in the format of a
    /// code matches codes with that beginning. Any other text, or one without such a code, is words: a code matches if its
    /// description or short label has, for each of them, a word with that beginning. An empty text matches nothing.
    pub fn search(&self, typed: &str, at_most: usize) -> Matches {
        let mut best = Best { ranks: Vec::new(), at_most, total: 0 };
        if is_number(typed) {
            self.search_number(typed, &mut best);
        }
        if best.total == 0 {
            self.search_words(typed, &mut best);
        }
        let first = best.ranks.iter().filter_map(|(_, _, place)| self.at(*place)).collect();
        Matches { first, total: best.total }
    }

    fn search_number(&self, typed: &str, best: &mut Best) {
        for place in self.beginning_with(typed) {
            best.add((self.class(place), 0, place));
        }
    }

    fn search_words(&self, typed: &str, best: &mut Best) {
        let wanted = self.wanted(typed);
        if wanted.is_empty() {
            return;
        }
        for frequent in &self.frequent {
            if wanted.iter().all(|wanted| frequent.words.iter().any(|word| wanted.fits_word(word))) {
                best.add((self.class(frequent.place), 0, frequent.place));
            }
        }
        if wanted.iter().any(|wanted| wanted.ranges.is_empty()) {
            return;
        }
        let fits = self.fits(&wanted);
        let all = (1 << wanted.len()) - 1;
        let mut start = 0;
        for (place, code) in self.codes.iter().enumerate() {
            let end = code.end as usize;
            let tokens = self.tokens.get(start..end).unwrap_or_default();
            start = end;
            let fit = |token: &u16| fits.get(usize::from(*token)).copied().unwrap_or_default();
            let fitted = tokens.iter().fold(0, |fitted, token| fitted | fit(token));
            if fitted == all && !code.is_frequent {
                best.add((self.class(place), tokens.len(), place));
            }
        }
    }

    /// For each word of the list, one bit for each typed word that it matches, so that each word is compared only once.
    fn fits(&self, wanted: &[Wanted]) -> Vec<Bits> {
        let mut fits = vec![0; self.words.len()];
        for (number, wanted) in wanted.iter().enumerate() {
            for range in &wanted.ranges {
                fits.get_mut(range.clone()).unwrap_or_default().iter_mut().for_each(|bits| *bits |= 1 << number);
            }
        }
        fits
    }

    /// The typed words, each once. "The" is left out where there are other words, since it matches too much.
    fn wanted(&self, typed: &str) -> Vec<Wanted> {
        let typed: String = typed.chars().take(CHARACTERS).collect();
        let mut typed = words(&typed);
        typed.sort();
        typed.dedup();
        if typed.len() > 1 {
            typed.retain(|word| word != "the");
        }
        typed.iter().take(WORDS).map(|word| self.looked_for(word)).collect()
    }

    fn looked_for(&self, word: &str) -> Wanted {
        let beginnings = beginnings(word);
        let range = |beginning: &String| {
            let start = self.words.partition_point(|word| *word.folded < **beginning);
            let rest = self.words.get(start..).unwrap_or_default();
            let end = start + rest.partition_point(|word| word.folded.starts_with(beginning.as_str()));
            (start < end).then_some(start..end)
        };
        let ranges = beginnings.iter().filter_map(range).collect();
        Wanted { beginnings, ranges }
    }

    fn class(&self, place: usize) -> u8 {
        match self.codes.get(place) {
            Some(code) if code.is_frequent => 0,
            Some(code) if code.is_billable => 1,
            Some(_) | None => 2,
        }
    }
}

/// The best matches so far.
struct Best {
    /// In order, at most `at_most`.
    ranks: Vec<Rank>,
    at_most: usize,
    total: usize,
}

impl Best {
    fn add(&mut self, rank: Rank) {
        self.total += 1;
        if self.ranks.len() == self.at_most && self.ranks.last().is_none_or(|last| *last < rank) {
            return;
        }
        let place = self.ranks.partition_point(|other| *other < rank);
        self.ranks.insert(place, rank);
        self.ranks.truncate(self.at_most);
    }
}
