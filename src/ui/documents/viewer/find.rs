//! Looking for words in a document, page by page as its words arrive.
//!
//! Must not know: how words are read, or how a find is shown.

use crate::case::Region;
use crate::chart::Word;
use crate::text::fold;

/// The most finds that are counted: who sees more types another word.
const MOST_HITS: usize = 1000;

/// A place where all the words stand, one after the other.
#[derive(Clone, PartialEq)]
pub struct Hit {
    /// The page, from 0.
    pub page: u32,
    /// Around the words.
    pub region: Region,
    /// The line that they stand in.
    pub passage: String,
}

/// A search that is under way or done.
#[derive(Default)]
pub struct Find {
    typed: String,
    wanted: Vec<String>,
    /// The page that is looked at next.
    next: u32,
    /// What was found so far, in the order of the pages.
    hits: Vec<Hit>,
    /// Which of them is shown.
    at: Option<usize>,
    /// Whether any page had words.
    any_words: bool,
}

impl Find {
    /// Begins to look for this.
    pub fn of(typed: &str) -> Self {
        let wanted = fold(typed).split_whitespace().map(str::to_owned).collect();
        Self { typed: typed.to_owned(), wanted, ..Self::default() }
    }

    /// What is looked for, as it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The page whose words are wanted next, of so many.
    pub fn next(&self, pages: u32) -> Option<u32> {
        (!self.wanted.is_empty() && self.next < pages && self.hits.len() < MOST_HITS).then_some(self.next)
    }

    /// Whether any page so far had words to look among.
    pub fn any_words(&self) -> bool {
        self.any_words
    }

    /// What was found.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The find that is shown, and its number from 1.
    pub fn shown(&self) -> Option<(usize, &Hit)> {
        let at = self.at?;
        Some((at + 1, self.hits.get(at)?))
    }

    /// Looks at the words of the page that was wanted next; of any other page nothing is taken.
    pub fn look_at(&mut self, page: u32, words: &[Word]) {
        if page != self.next {
            return;
        }
        self.next += 1;
        self.any_words |= !words.is_empty();
        let folded: Vec<String> = words.iter().map(|word| fold(&word.text)).collect();
        for (first, stretch) in folded.windows(self.wanted.len().max(1)).enumerate() {
            let fits = stretch.iter().zip(&self.wanted).all(|(word, wanted)| word.contains(wanted.as_str()));
            if let Some(found) =
                words.get(first..first + self.wanted.len()).filter(|_| fits && self.hits.len() < MOST_HITS)
            {
                self.hits.extend(hit(page, found, words));
            }
        }
    }

    /// Goes to the next find from this page on, or from the one that is shown; back, where it is not forward.
    pub fn go(&mut self, forward: bool, from_page: u32) -> Option<&Hit> {
        let count = self.hits.len();
        let next = match self.at {
            Some(at) if forward => at + 1,
            Some(at) => at + count.saturating_sub(1),
            None => self.hits.iter().position(|hit| hit.page >= from_page).unwrap_or(0),
        };
        self.at = next.checked_rem(count);
        self.hits.get(self.at?)
    }
}

fn hit(page: u32, found: &[Word], words: &[Word]) -> Option<Hit> {
    let region = around(found)?;
    let line: Vec<&str> =
        words.iter().filter(|word| is_in_line(word.region, region)).map(|word| word.text.as_str()).collect();
    Some(Hit { page, region, passage: line.join(" ") })
}

/// Whether a word stands at the height of a place.
fn is_in_line(word: Region, place: Region) -> bool {
    let middle = word.top.midpoint(word.bottom);
    (place.top..=place.bottom).contains(&middle)
}

/// The rectangle around words.
fn around(words: &[Word]) -> Option<Region> {
    words.iter().map(|word| word.region).reduce(|one, other| Region {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    })
}

/// What a page says within a rectangle: the words whose middle lies in it.
pub fn said_in(region: Region, words: &[Word]) -> String {
    let within = |word: &&Word| {
        let (x, y) = (word.region.left.midpoint(word.region.right), word.region.top.midpoint(word.region.bottom));
        (region.left..=region.right).contains(&x) && (region.top..=region.bottom).contains(&y)
    };
    words.iter().filter(within).map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
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
        let mut find = Find::of("pain");
        find.look_at(0, &page());
        find.look_at(1, &[]);
        find.look_at(2, &page());
        let at: Vec<_> = find.hits().iter().map(|hit| (hit.page, hit.region.top)).collect();
        assert_eq!(at, [(0, 1000), (0, 1200), (2, 1000), (2, 1200)]);
        assert_eq!(find.hits()[0].passage, "Average Pain 8 of 10");
        for (typed, count) in
            [("pain 8", 1), ("gabapentin STOPPED", 1), ("8 pain", 0), ("10 gaba", 1), ("x", 0), ("pa", 2)]
        {
            let mut find = Find::of(typed);
            find.look_at(0, &page());
            assert_eq!(find.hits().len(), count, "{typed}");
        }
    }

    #[test]
    fn one_goes_round_and_round_from_where_one_reads() {
        let mut find = Find::of("pain");
        (0..3).for_each(|number| find.look_at(number, &page()));
        assert_eq!(find.next(3), None);
        let mut go = |forward| find.go(forward, 1).map(|hit| (hit.page, hit.region.top));
        assert_eq!(go(true), Some((1, 1000)));
        assert_eq!([go(true), go(true), go(true), go(true)].map(Option::unwrap).map(|(page, _)| page), [1, 2, 2, 0]);
        assert_eq!(go(false), Some((2, 1200)));
        assert!(Find::of("x").go(true, 0).is_none() && Find::of("").next(9).is_none());
    }

    #[test]
    fn only_the_page_that_is_wanted_is_looked_at() {
        let mut find = Find::of("pain");
        assert_eq!(find.next(2), Some(0));
        find.look_at(1, &page());
        assert_eq!((find.next(2), find.hits().len()), (Some(0), 0));
        find.look_at(0, &[]);
        assert!(find.next(2) == Some(1) && !find.any_words());
    }

    #[test]
    fn what_a_rectangle_holds() {
        let region = Region { left: 900, top: 900, right: 3000, bottom: 1290 };
        assert_eq!(said_in(region, &page()), "Pain 8 stopped, pain");
        assert_eq!(said_in(Region { left: 0, top: 0, right: 9, bottom: 9 }, &page()), "");
    }
}
