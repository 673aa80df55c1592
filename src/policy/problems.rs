//! Problems of a file written in TOML, each with its place, and the limits that keep the time for finding them in proportion to
//! the file.
//!
//! Must not know: what the file is about.

use std::fmt;

/// The largest file that is read, in bytes. The bundled policy has 86 KiB.
pub(crate) const LARGEST: usize = 1 << 20;
/// The most problems that are listed of a file.
pub(crate) const MOST: usize = 200;

/// Something that is wrong with a policy file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is so and what to do.
    pub says: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.says)
    }
}

/// The offsets at which the lines of a text begin, found once: a place is looked up without reading the text again.
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// A problem at a place given as an offset in bytes.
    pub(crate) fn problem(&self, offset: usize, says: String) -> Problem {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = self.text.get(start..offset).unwrap_or_default().chars().count() + 1;
        Problem { line, column, says }
    }
}

/// The problems found so far, up to `MOST`; more are only noted.
#[derive(Default)]
pub(crate) struct Problems {
    listed: Vec<Problem>,
    has_more: bool,
}

impl Problems {
    /// True once a further problem would not be listed: nobody needs to look for one.
    pub(crate) fn is_full(&self) -> bool {
        self.listed.len() >= MOST
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.listed.is_empty() && !self.has_more
    }

    pub(crate) fn len(&self) -> usize {
        self.listed.len()
    }

    /// Adds a problem; it is made only where it is listed.
    pub(crate) fn add(&mut self, problem: impl FnOnce() -> Problem) {
        if self.is_full() {
            self.has_more = true;
        } else {
            self.listed.push(problem());
        }
    }

    /// Notes that the search ended early.
    pub(crate) fn note_more(&mut self) {
        self.has_more = true;
    }

    pub(crate) fn append(&mut self, others: Self) {
        for problem in others.listed {
            self.add(|| problem);
        }
        self.has_more |= others.has_more;
    }

    /// All of them in the order of the file, each once; where there are more, the last one says so.
    pub(crate) fn into_list(self) -> Vec<Problem> {
        let mut problems = self.listed;
        problems.sort();
        problems.dedup();
        if let Some(last) = problems.last().filter(|_| self.has_more) {
            let says = format!("there are more problems than the {} listed: mend these first", problems.len());
            problems.push(Problem { line: last.line, column: last.column, says });
        }
        problems
    }
}

/// The one problem of a file that is too large to be read; nothing where it is not.
pub(crate) fn too_large(text: &str) -> Option<Problem> {
    let says = || format!("the file has more than {} KiB: it is not read", LARGEST >> 10);
    (text.len() > LARGEST).then(|| Problem { line: 1, column: 1, says: says() })
}

#[cfg(test)]
mod tests {
    use super::{Lines, MOST, Problem, Problems};

    #[test]
    fn a_place_is_found_in_any_line() {
        let text = "ab\n\u{e9}c\r\n\nd";
        let lines = Lines::of(text);
        let places = [0, 2, 3, 5, 7, 8, 9, 10, 99].map(|offset| {
            let Problem { line, column, .. } = lines.problem(offset, String::new());
            (line, column)
        });
        assert_eq!(places, [(1, 1), (1, 3), (2, 1), (2, 2), (2, 4), (3, 1), (4, 1), (4, 2), (4, 1)]);
    }

    #[test]
    fn the_list_ends_and_says_so() {
        let mut problems = Problems::default();
        for line in 0..2 * MOST {
            problems.add(|| Problem { line, column: 1, says: String::new() });
        }
        let list = problems.into_list();
        assert_eq!(list.len(), MOST + 1);
        assert!(list.last().is_some_and(|last| last.says.contains("more problems than the 200 listed")));
    }
}
