//! Cache of the words of pages, bounded in words whatever the number of pages.
//!
//! Must not know: how words are read, or what is searched for.

use std::collections::BTreeMap;

use crate::case::Region;
use crate::chart::{DrawingError, Word};

/// The most words that are kept.
///
/// Beyond it all pages are discarded and read again when needed.
const MOST_WORDS: usize = 200_000;

/// Cache of the words of pages.
#[derive(Default)]
pub(super) struct PageWords {
    pages: BTreeMap<u32, Vec<Word>>,
}

impl PageWords {
    /// Returns the words of a page once they were read; none where reading failed.
    pub(super) fn get(&self, page: u32) -> Option<&[Word]> {
        self.pages.get(&page).map(Vec::as_slice)
    }

    /// True when the words of a page were not read.
    ///
    /// A failed page counts as read, so that it is not requested again and again.
    pub(super) fn is_missing(&self, page: u32) -> bool {
        !self.pages.contains_key(&page)
    }

    /// Stores the words of a page. May discard those of all others.
    pub(super) fn insert(&mut self, page: u32, words: Result<Vec<Word>, DrawingError>) {
        let words = words.unwrap_or_default();
        // A page without words takes memory too.
        let cost = |words: &Vec<Word>| words.len() + 1;
        let kept: usize = self.pages.values().map(cost).sum();
        if kept + cost(&words) > MOST_WORDS {
            self.pages.clear();
        }
        self.pages.insert(page, words);
    }
}

/// Joins the words whose center lies in a region, in the order of the file.
pub(super) fn text_in(region: Region, words: &[Word]) -> String {
    let is_inside = |word: &&Word| {
        let (x, y) = (word.region.left.midpoint(word.region.right), word.region.top.midpoint(word.region.bottom));
        (region.left..=region.right).contains(&x) && (region.top..=region.bottom).contains(&y)
    };
    words.iter().filter(is_inside).map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, top: u16) -> Vec<Word> {
        let word = |(place, text): (usize, &str)| {
            let left = place as u16 * 1000;
            let region = Region { left, top, right: left + 900, bottom: top + 100 };
            Word { text: text.to_owned(), region }
        };
        text.split_whitespace().enumerate().map(word).collect()
    }

    #[test]
    fn a_region_holds_the_words_whose_center_is_inside() {
        let page = [words("Average Pain 8 of 10", 1000), words("Gabapentín stopped, pain stays", 1200)].concat();
        let region = Region { left: 900, top: 900, right: 3000, bottom: 1290 };
        assert_eq!(text_in(region, &page), "Pain 8 stopped, pain");
        assert_eq!(text_in(Region { left: 0, top: 0, right: 9, bottom: 9 }, &page), "");
    }
}
