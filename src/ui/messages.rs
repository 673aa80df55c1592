//! What was said to the reviewer: the line in the foot, and what it said before.
//!
//! Must not know: who says it, or why.

use std::collections::VecDeque;

use crate::clock::{self, Instant};
use crate::workspace::Warning;

/// How many are kept to be read again.
const KEPT: usize = 50;

/// What was said, and when.
pub struct Said {
    /// When it was said first.
    pub at: Instant,
    /// What.
    pub text: String,
    /// Whether it is that something was done.
    pub done: bool,
}

/// Messages of this window since it was opened; they hold no patient data.
#[derive(Default)]
pub struct Messages {
    shown: Option<String>,
    said: VecDeque<Said>,
}

impl Messages {
    /// Says it, in place of what was said before. The same sentence again is not a second one.
    pub fn say(&mut self, text: impl Into<String>) {
        self.put(text.into(), false);
    }

    /// Shows a warning; of a policy file, with the command that lists all of its problems.
    pub fn warn(&mut self, warning: &Warning) {
        match warning {
            Warning::PolicyFile { .. } => self.say(format!("{warning}. All that is wrong: mednec-cli policy check")),
            Warning::PolicyFolder { .. } | Warning::StoredPolicy(_) | Warning::DueDates(_) => {
                self.say(warning.to_string());
            }
        }
    }

    /// Says what was done, or why it was not.
    pub fn tell(&mut self, outcome: Result<String, String>) {
        let done = outcome.is_ok();
        self.put(outcome.unwrap_or_else(|why| why), done);
    }

    fn put(&mut self, text: String, done: bool) {
        if self.shown.as_ref() != Some(&text) {
            self.said.push_front(Said { at: clock::now(), text: text.clone(), done });
            self.said.truncate(KEPT);
        }
        self.shown = Some(text);
    }

    /// Whether the line says that something was done.
    pub fn is_done(&self) -> bool {
        self.shown.is_some() && self.said.front().is_some_and(|said| said.done)
    }

    /// Takes the line away: what it said is done with.
    pub fn clear(&mut self) {
        self.shown = None;
    }

    /// The line.
    pub fn shown(&self) -> Option<&str> {
        self.shown.as_deref()
    }

    /// Everything that was said, the newest first.
    pub fn said(&self) -> &VecDeque<Said> {
        &self.said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_stays_to_be_read_and_the_oldest_goes_first() {
        let mut messages = Messages::default();
        for number in 0..60 {
            messages.say(format!("Sentence {number}."));
            messages.say(format!("Sentence {number}."));
        }
        messages.clear();
        assert_eq!(messages.shown(), None);
        assert_eq!(messages.said().len(), KEPT, "each counts once");
        assert_eq!(messages.said().front().map(|said| said.text.as_str()), Some("Sentence 59."));
        messages.say("Sentence 59.");
        assert_eq!(messages.said().len(), KEPT, "said again later, it is said again, and still no more are kept");
        assert_eq!(messages.shown(), Some("Sentence 59."));
    }

    #[test]
    fn what_was_done_is_told_apart_from_what_was_not() {
        let mut messages = Messages::default();
        messages.tell(Ok("Saved.".to_owned()));
        assert!(messages.is_done());
        messages.tell(Err("Not saved.".to_owned()));
        assert!(!messages.is_done());
        messages.say("Look at it.");
        assert!(!messages.is_done());
        messages.clear();
        assert!(!messages.is_done());
    }
}
