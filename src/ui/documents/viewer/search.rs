//! Search for words in a document, page by page as the words arrive.
//!
//! Must not know: how words are read, or how a hit is shown.

use crate::case::Region;
use crate::chart::Word;
use crate::text::fold;

/// The most hits that are counted. A longer query is of more use than more hits.
const MOST_HITS: usize = 1000;

/// Occurrence of all searched words, one after the other.
#[derive(Clone, PartialEq)]
pub struct Hit {
    /// Page, from 0.
    pub page: u32,
    /// Bounding rectangle of the words.
    pub region: Region,
    /// Line that the words are in.
    pub passage: String,
}

/// Search in progress or finished.
#[derive(Default)]
pub struct Search {
    query: String,
    folded_words: Vec<String>,
    next_page: u32,
    hits: Vec<Hit>,
    /// Index of the selected hit.
    selected: Option<usize>,
    has_words: bool,
}

impl Search {
    /// Starts a search for the words of a query, without regard to case and accents.
    pub fn new(query: &str) -> Self {
        let folded_words = fold(query).split_whitespace().map(str::to_owned).collect();
        Self { query: query.to_owned(), folded_words, ..Self::default() }
    }

    /// Returns the query as it was typed.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Returns the page to search next; `None` once the search is finished.
    pub fn next_page(&self, page_count: u32) -> Option<u32> {
        let is_unfinished = !self.folded_words.is_empty() && self.next_page < page_count && self.hits.len() < MOST_HITS;
        is_unfinished.then_some(self.next_page)
    }

    /// True when a searched page had words. Scanned pages have none.
    pub fn has_words(&self) -> bool {
        self.has_words
    }

    /// Returns the hits so far, in the order of the pages.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Returns the selected hit and its number, from 1.
    pub fn selected_hit(&self) -> Option<(usize, &Hit)> {
        let index = self.selected?;
        Some((index + 1, self.hits.get(index)?))
    }

    /// Searches the words of a page.
    ///
    /// Ignores any page but the next one, so that hits stay in order.
    pub fn search_page(&mut self, page: u32, words: &[Word]) {
        if page != self.next_page {
            return;
        }
        self.next_page += 1;
        self.has_words |= !words.is_empty();
        let folded: Vec<String> = words.iter().map(|word| fold(&word.text)).collect();
        for (first, window) in folded.windows(self.folded_words.len().max(1)).enumerate() {
            let fits = window.iter().zip(&self.folded_words).all(|(word, searched)| word.contains(searched.as_str()));
            if let Some(found) =
                words.get(first..first + self.folded_words.len()).filter(|_| fits && self.hits.len() < MOST_HITS)
            {
                self.hits.extend(hit(page, found, words));
            }
        }
    }

    /// Selects the next or the previous hit, in a circle.
    ///
    /// Where none is selected yet, selects the first one from a page on.
    pub fn select_neighbor(&mut self, forward: bool, from_page: u32) -> Option<&Hit> {
        let count = self.hits.len();
        let index = match self.selected {
            Some(index) if forward => index + 1,
            Some(index) => index + count.saturating_sub(1),
            None => self.hits.iter().position(|hit| hit.page >= from_page).unwrap_or(0),
        };
        self.selected = index.checked_rem(count);
        self.hits.get(self.selected?)
    }
}

fn hit(page: u32, found: &[Word], words: &[Word]) -> Option<Hit> {
    let region = bounds(found)?;
    let line: Vec<&str> =
        words.iter().filter(|word| is_in_line(word.region, region)).map(|word| word.text.as_str()).collect();
    Some(Hit { page, region, passage: line.join(" ") })
}

/// True when the vertical center of a word lies within the height of a region.
fn is_in_line(word: Region, region: Region) -> bool {
    let center = word.top.midpoint(word.bottom);
    (region.top..=region.bottom).contains(&center)
}

/// Returns the bounding rectangle of words.
fn bounds(words: &[Word]) -> Option<Region> {
    words.iter().map(|word| word.region).reduce(|one, other| Region {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    })
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

    fn page() -> Vec<Word> {
        [words("Average Pain 8 of 10", 1000), words("Gabapentín stopped, pain stays", 1200)].concat()
    }

    #[test]
    fn words_are_found_as_they_follow_each_other_without_case_or_accents() {
        let mut search = Search::new("pain");
        search.search_page(0, &page());
        search.search_page(1, &[]);
        search.search_page(2, &page());
        let at: Vec<_> = search.hits().iter().map(|hit| (hit.page, hit.region.top)).collect();
        assert_eq!(at, [(0, 1000), (0, 1200), (2, 1000), (2, 1200)]);
        assert_eq!(search.hits()[0].passage, "Average Pain 8 of 10");
        for (query, count) in
            [("pain 8", 1), ("gabapentin STOPPED", 1), ("8 pain", 0), ("10 gaba", 1), ("x", 0), ("pa", 2)]
        {
            let mut search = Search::new(query);
            search.search_page(0, &page());
            assert_eq!(search.hits().len(), count, "{query}");
        }
    }

    #[test]
    fn hits_are_selected_in_a_circle_from_the_page_that_is_read() {
        let mut search = Search::new("pain");
        (0..3).for_each(|number| search.search_page(number, &page()));
        assert_eq!(search.next_page(3), None);
        let mut select = |forward| search.select_neighbor(forward, 1).map(|hit| (hit.page, hit.region.top));
        assert_eq!(select(true), Some((1, 1000)));
        let pages = [select(true), select(true), select(true), select(true)].map(Option::unwrap).map(|(page, _)| page);
        assert_eq!(pages, [1, 2, 2, 0]);
        assert_eq!(select(false), Some((2, 1200)));
        assert!(Search::new("x").select_neighbor(true, 0).is_none() && Search::new("").next_page(9).is_none());
    }

    #[test]
    fn only_the_next_page_is_searched() {
        let mut search = Search::new("pain");
        assert_eq!(search.next_page(2), Some(0));
        search.search_page(1, &page());
        assert_eq!((search.next_page(2), search.hits().len()), (Some(0), 0));
        search.search_page(0, &[]);
        assert!(search.next_page(2) == Some(1) && !search.has_words());
    }
}
