//! Notices: the one in the footer, and those that it showed before.
//!
//! Must not know: what a notice is about.

use std::collections::VecDeque;

use crate::clock::{self, Instant};
use crate::ui::effects::Notice;

/// Number of past notices that can be read again.
const KEPT: usize = 50;

/// A notice, with the time at which it was first shown.
pub struct PastNotice {
    /// Time at which it was first shown.
    pub at: Instant,
    /// Its text and tone.
    pub notice: Notice,
}

/// The latest notices since the window was opened. They hold no patient data.
#[derive(Default)]
pub struct Notices {
    is_shown: bool,
    past: VecDeque<PastNotice>,
    /// Number of the newest notice, counted from 1.
    last: u64,
}

impl Notices {
    /// Shows a notice in place of the one before, and returns its number.
    ///
    /// The shown one again keeps its number.
    pub fn show(&mut self, notice: Notice) -> u64 {
        if self.shown() != Some(&notice) {
            self.past.push_front(PastNotice { at: clock::now(), notice });
            self.past.truncate(KEPT);
            self.last += 1;
        }
        self.is_shown = true;
        self.last
    }

    /// Dismisses the notice that is shown; it stays among the past ones.
    pub fn clear(&mut self) {
        self.is_shown = false;
    }

    /// Returns the notice that is shown.
    pub fn shown(&self) -> Option<&Notice> {
        self.past.front().filter(|_| self.is_shown).map(|past| &past.notice)
    }

    /// Returns true while the notice with this number is shown.
    pub fn is_still_shown(&self, number: u64) -> bool {
        self.is_shown && self.last == number
    }

    /// Returns the kept notices, the newest first, the shown one included.
    pub fn past(&self) -> &VecDeque<PastNotice> {
        &self.past
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(text: &str) -> Notice {
        Notice { text: text.to_owned(), is_success: false }
    }

    #[test]
    fn past_notices_stay_to_be_read_and_the_oldest_goes_first() {
        let mut notices = Notices::default();
        for number in 0..60 {
            let shown = notices.show(notice(&format!("Sentence {number}.")));
            assert_eq!(notices.show(notice(&format!("Sentence {number}."))), shown, "each counts once");
        }
        notices.clear();
        assert_eq!(notices.shown(), None);
        assert_eq!(notices.past().len(), KEPT);
        assert_eq!(notices.past().front().map(|past| past.notice.text.as_str()), Some("Sentence 59."));
        notices.show(notice("Sentence 59."));
        assert_eq!(notices.past().len(), KEPT, "shown again later it is another one, and still no more are kept");
        assert_eq!(notices.shown(), Some(&notice("Sentence 59.")));
    }

    #[test]
    fn a_notice_is_told_by_its_number_while_it_is_shown() {
        let mut notices = Notices::default();
        let first = notices.show(notice("View it."));
        assert!(notices.is_still_shown(first));
        let second = notices.show(notice("Look at this."));
        assert!(!notices.is_still_shown(first) && notices.is_still_shown(second));
        notices.clear();
        assert!(!notices.is_still_shown(second));
    }
}
