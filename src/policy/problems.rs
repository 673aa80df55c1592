//! Problems of a TOML file with their positions, and limits that keep the time for finding them in proportion to the file.
//!
//! Must not know: the content of the file.

use std::fmt;

/// Largest file that is read, in bytes. The bundled policy has 86 KiB.
pub(crate) const LARGEST: usize = 1 << 20;
/// Most problems that are listed for a file.
pub(crate) const MOST: usize = 200;

/// A problem of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The problem and what to do.
    pub says: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.says)
    }
}

/// The offsets at which the lines of a text begin, so that a position is found without reading the text again.
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

    /// A problem at an offset in bytes.
    pub(crate) fn problem(&self, offset: usize, says: String) -> Problem {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = self.text.get(start..offset).unwrap_or_default().chars().count() + 1;
        Problem { line, column, says }
    }
}

/// The problems found so far. Beyond `MOST` it only notes that there are more.
#[derive(Default)]
pub(crate) struct Problems {
    listed: Vec<Problem>,
    has_more: bool,
}

impl Problems {
    /// True once no further problem would be listed, so that the search can end.
    pub(crate) fn is_full(&self) -> bool {
        self.listed.len() >= MOST
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.listed.is_empty() && !self.has_more
    }

    pub(crate) fn len(&self) -> usize {
        self.listed.len()
    }

    /// Adds a problem. `problem` is called only where the problem is listed.
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

    /// The problems in the order of the file, each once. Where there are more, the last item says so.
    pub(crate) fn into_list(self) -> Vec<Problem> {
        let mut problems = self.listed;
        problems.sort();
        problems.dedup();
        if let Some(last) = problems.last().filter(|_| self.has_more) {
            let says = format!("there are more problems than the {} listed: correct these first", problems.len());
            problems.push(Problem { line: last.line, column: last.column, says });
        }
        problems
    }
}

/// The problem of a file that is too large to be read; `None` for any other.
pub(crate) fn too_large(text: &str) -> Option<Problem> {
    let says = || format!("the file has more than {} KiB and is not read", LARGEST >> 10);
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
