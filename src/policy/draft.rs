//! Content of a policy file before it is checked, and the positions of its entries.
//!
//! Must not know: which content is right (that is `check`).

use std::collections::BTreeMap;
use std::ops::Range;

use super::library::Library;
use super::problems::{Lines, Problem};
use super::question::Question;
use super::sections::{Code, Criterion, Day, Head, Judgement, NoticeRule, Outside, Pathway, Reading, Scope, Source};

/// The content of a file before it is checked.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) head: Option<Head>,
    pub(super) scope: Option<Scope>,
    pub(super) outside: Vec<Outside>,
    pub(super) days: Vec<Day>,
    pub(super) pathways: Vec<Pathway>,
    pub(super) criteria: Vec<Criterion>,
    pub(super) judgements: Vec<Judgement>,
    pub(super) readings: Vec<Reading>,
    pub(super) questions: Vec<Question>,
    pub(super) sources: Vec<Source>,
    pub(super) codes: Vec<Code>,
    pub(super) notices: Vec<NoticeRule>,
    pub(super) library: Library,
}

/// Positions of the entries in the text.
pub(super) struct Places<'t> {
    pub(super) lines: Lines<'t>,
    /// The range of each entry, by section and number within it.
    pub(super) entries: BTreeMap<(&'static str, usize), Range<usize>>,
}

impl Places<'_> {
    /// A problem of an entry, at the first place where `at` is quoted within it, else at the beginning of the entry.
    pub(super) fn problem(&self, section: &'static str, index: usize, at: &str, says: String) -> Problem {
        let range = self.entries.get(&(section, index)).cloned().unwrap_or(0..0);
        let inside = self.lines.text().get(range.clone()).unwrap_or_default();
        let offset = inside.find(&format!("\"{at}\"")).filter(|_| !at.is_empty()).unwrap_or(0);
        self.lines.problem(range.start + offset, says)
    }
}
