//! Reads a policy file. Strict: any oddity is an error, and all of them are reported at once, each with its place, since
//! the people who write these files should not have to play them one at a time.
//!
//! Must not know: where the file came from, or whether anyone signed it off (that is `catalog`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::check;
use super::library::Library;
use super::model::*;
use super::problems::{Lines, Problem, Problems, too_large};
use super::question::Question;
use super::request_form;
use crate::ids::ContentHash;

/// A policy file that is not used: every problem in it, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the policy file has {} problem(s), the first at {}", .problems.len(), .problems.first().map(ToString::to_string).unwrap_or_default())]
pub struct PolicyError {
    /// All of them; never empty.
    pub problems: Vec<Problem>,
}

/// What a file holds before it is checked.
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

impl Policy {
    /// Reads and checks a whole file.
    pub fn load(text: &str) -> Result<Self, PolicyError> {
        if let Some(problem) = too_large(text) {
            return Err(PolicyError { problems: vec![problem] });
        }
        let mut reader = Reader::new(text);
        let draft = reader.read_file();
        let Reader { places, mut problems, lost, .. } = reader;
        if !lost {
            problems.append(check::check(&draft, &places));
        }
        match (draft.head.clone(), draft.scope.clone()) {
            (Some(head), Some(scope)) if problems.is_empty() => Ok(assemble(text, head, scope, draft)),
            _ => Err(PolicyError { problems: problems.into_list() }),
        }
    }
}

fn assemble(text: &str, head: Head, scope: Scope, draft: Draft) -> Policy {
    let questions: Vec<Question> = request_form::questions().iter().cloned().chain(draft.questions).collect();
    Policy {
        hash: ContentHash::of(text.as_bytes()),
        text: text.to_owned(),
        head,
        scope,
        outside: draft.outside,
        days: draft.days.into_iter().map(|day| (day.id.clone(), day)).collect(),
        pathways: draft.pathways,
        criteria: draft.criteria.into_iter().map(|criterion| (criterion.id.clone(), criterion)).collect(),
        judgements: draft.judgements.into_iter().map(|judgement| (judgement.id.clone(), judgement)).collect(),
        readings: draft.readings,
        question_order: questions.iter().map(|question| question.id.clone()).collect(),
        questions: questions.into_iter().map(|question| (question.id.clone(), question)).collect(),
        sources: draft.sources.into_iter().map(|source| (source.id.clone(), source)).collect(),
        codes: draft.codes,
        notices: draft.notices,
        library: draft.library,
    }
}

/// Where in the text things stand.
pub(super) struct Places<'t> {
    lines: Lines<'t>,
    /// The stretch of text of each entry, by section and number within it.
    entries: BTreeMap<(&'static str, usize), Range<usize>>,
}

impl Places<'_> {
    /// A problem with an entry: at the first place within it where `at` stands in quotes, else at its head.
    pub(super) fn problem(&self, section: &'static str, index: usize, at: &str, says: String) -> Problem {
        let range = self.entries.get(&(section, index)).cloned().unwrap_or(0..0);
        let inside = self.lines.text().get(range.clone()).unwrap_or_default();
        let offset = inside.find(&format!("\"{at}\"")).filter(|_| !at.is_empty()).unwrap_or(0);
        self.lines.problem(range.start + offset, says)
    }
}

struct Reader<'t> {
    places: Places<'t>,
    problems: Problems,
    /// The offsets at which entries begin, to know where each ends.
    starts: BTreeSet<usize>,
    /// Whether an entry could not be read at all: without it, others would seem to lead nowhere.
    lost: bool,
    /// How many values may still be read once more because of an unknown key beside them.
    retries: usize,
}

/// The most entries of a section. The bundled policy has 74 criteria.
const MOST_ENTRIES: usize = 2_000;
/// The most values that are read once more, in a whole file. Each unknown key costs as many as its entry has.
const MOST_RETRIES: usize = 400_000;

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let places = Places { lines: Lines::of(text), entries: BTreeMap::new() };
        Self { places, problems: Problems::default(), starts: BTreeSet::new(), lost: false, retries: MOST_RETRIES }
    }

    fn read_file(&mut self) -> Draft {
        let (table, errors) = DeTable::parse_recoverable(self.places.lines.text());
        for error in &errors {
            self.report(error.span(), error.message().to_owned());
        }
        if !errors.is_empty() {
            self.lost = true;
            return Draft::default();
        }
        let mut root = table.into_inner();
        self.note_starts(&root);
        let mut draft = Draft {
            sources: self.list(&mut root, "source"),
            outside: self.list(&mut root, "outside"),
            days: self.list(&mut root, "day"),
            pathways: self.list(&mut root, "pathway"),
            criteria: self.list(&mut root, "criterion"),
            judgements: self.list(&mut root, "judgement"),
            readings: self.list(&mut root, "reading"),
            questions: self.list(&mut root, "question"),
            codes: self.list(&mut root, "code"),
            notices: self.list(&mut root, "notice"),
            scope: self.table(&mut root, "scope"),
            library: Library::default(),
            head: None,
        };
        draft.library = if root.contains_key("library") {
            self.table(&mut root, "library").unwrap_or_default()
        } else {
            Library::default()
        };
        draft.head = self.entry(Spanned::new(0..0, DeValue::Table(root)));
        draft
    }

    fn note_starts(&mut self, root: &DeTable<'t>) {
        for value in root.values() {
            match value.get_ref() {
                DeValue::Array(entries) => self.starts.extend(entries.iter().map(|entry| entry.span().start)),
                DeValue::Table(_) => {
                    self.starts.insert(value.span().start);
                }
                _ => {}
            }
        }
    }

    fn list<T: DeserializeOwned>(&mut self, root: &mut DeTable<'t>, section: &'static str) -> Vec<T> {
        let Some((_, value)) = root.remove_entry(section) else { return Vec::new() };
        let span = value.span();
        let DeValue::Array(entries) = value.into_inner() else {
            self.report(Some(span), format!("[{section}] is a list: write [[{section}]] above each entry"));
            self.lost = true;
            return Vec::new();
        };
        if entries.len() > MOST_ENTRIES {
            self.report(Some(span), format!("the file has more than {MOST_ENTRIES} entries of [[{section}]]"));
            self.lost = true;
            return Vec::new();
        }
        let mut read = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            self.note_place(section, index, entry.span().start);
            read.extend(self.entry(entry));
        }
        read
    }

    fn table<T: DeserializeOwned>(&mut self, root: &mut DeTable<'t>, section: &'static str) -> Option<T> {
        let Some((_, value)) = root.remove_entry(section) else {
            self.report(None, format!("the file has no [{section}]"));
            self.lost = true;
            return None;
        };
        self.note_place(section, 0, value.span().start);
        self.entry(value)
    }

    fn note_place(&mut self, section: &'static str, index: usize, start: usize) {
        let end = self.starts.range(start + 1..).next().copied().unwrap_or(self.places.lines.text().len());
        self.places.entries.insert((section, index), start..end);
    }

    /// One entry. An unknown key is reported and set aside, so that the others in the same entry are found too, as long as
    /// there is room for problems and reading the entry again is in proportion.
    fn entry<T: DeserializeOwned>(&mut self, mut value: Spanned<DeValue<'t>>) -> Option<T> {
        let cost = values_in(value.get_ref());
        loop {
            let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
                Ok(read) => return Some(read),
                Err(error) => error,
            };
            let removed = match (error.span(), error.message().starts_with("unknown field")) {
                (Some(span), true) => take_key_at(value.get_mut(), &span),
                _ => None,
            };
            match removed {
                Some(DeValue::Integer(_)) => {
                    let hint = "a number here carries its unit in its key (percent, months, days_with_gaps, years)";
                    self.report(error.span(), format!("{}; {hint}", error.message()));
                }
                Some(_) => self.report(error.span(), error.message().to_owned()),
                None => {
                    self.report(error.span(), error.message().to_owned());
                    self.lost = true;
                    return None;
                }
            }
            if self.problems.is_full() || self.retries < cost {
                self.problems.note_more();
                self.lost = true;
                return None;
            }
            self.retries -= cost;
        }
    }

    fn report(&mut self, span: Option<Range<usize>>, says: String) {
        let offset = span.map_or(0, |span| span.start);
        self.problems.add(|| self.places.lines.problem(offset, says));
    }
}

/// How many values a value is made of.
fn values_in(value: &DeValue<'_>) -> usize {
    1 + match value {
        DeValue::Table(table) => table.values().map(|inner| values_in(inner.get_ref())).sum(),
        DeValue::Array(entries) => entries.iter().map(|inner| values_in(inner.get_ref())).sum(),
        _ => 0,
    }
}

/// Takes the key that stands at this place out of a value, however deep, and gives what it held.
fn take_key_at<'t>(value: &mut DeValue<'t>, place: &Range<usize>) -> Option<DeValue<'t>> {
    match value {
        DeValue::Table(table) => {
            let key = table.keys().find(|key| key.span() == *place).cloned();
            match key {
                Some(key) => table.remove(&key).map(Spanned::into_inner),
                None => table.iter_mut().find_map(|(_, inner)| take_key_at(inner.get_mut(), place)),
            }
        }
        DeValue::Array(entries) => entries.iter_mut().find_map(|inner| take_key_at(inner.get_mut(), place)),
        _ => None,
    }
}
