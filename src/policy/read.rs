//! Reads the entries of a policy file. Strict: any oddity is a problem, and all of them are reported at once, each with its
//! position, so that authors do not have to correct them one at a time.
//!
//! Must not know: which content is right (that is `check`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::draft::{Draft, Places};
use super::library::Library;
use super::problems::{Lines, Problems};

/// A policy file that is being read.
pub(super) struct Reader<'t> {
    pub(super) places: Places<'t>,
    pub(super) problems: Problems,
    /// The offsets at which entries begin, each of which ends the one before.
    starts: BTreeSet<usize>,
    /// True where an entry could not be read. The check is then skipped, since references to that entry would all be reported.
    pub(super) lost: bool,
    /// The number of values that may still be read again after an unknown key was removed from their entry.
    retries: usize,
}

/// Most entries of a section. The bundled policy has 74 criteria.
const MAX_ENTRIES: usize = 2_000;
/// Most values that are read again in a file. Each unknown key costs as many as its entry has.
const MAX_RETRIES: usize = 400_000;

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let places = Places { lines: Lines::of(text), entries: BTreeMap::new() };
        Self { places, problems: Problems::default(), starts: BTreeSet::new(), lost: false, retries: MAX_RETRIES }
    }

    /// Reads all sections. The draft is complete only where `lost` is false.
    pub(super) fn read_file(&mut self) -> Draft {
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
        if entries.len() > MAX_ENTRIES {
            self.report(Some(span), format!("the file has more than {MAX_ENTRIES} entries of [[{section}]]"));
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

    /// Reads one entry. An unknown key is reported and removed, and the entry is read again, so that its other problems are found
    /// too. The limits on problems and retries keep the time in proportion to the file.
    fn entry<T: DeserializeOwned>(&mut self, mut value: Spanned<DeValue<'t>>) -> Option<T> {
        let cost = values_in(value.get_ref());
        loop {
            let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
                Ok(read) => return Some(read),
                Err(error) => error,
            };
            let removed = match (error.span(), error.message().starts_with("unknown field")) {
                (Some(span), true) => remove_key_at(value.get_mut(), &span),
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

/// The number of values that a value contains, itself included.
fn values_in(value: &DeValue<'_>) -> usize {
    1 + match value {
        DeValue::Table(table) => table.values().map(|inner| values_in(inner.get_ref())).sum(),
        DeValue::Array(entries) => entries.iter().map(|inner| values_in(inner.get_ref())).sum(),
        _ => 0,
    }
}

/// Removes the key at a position from a value, however deep, and returns the removed value.
fn remove_key_at<'t>(value: &mut DeValue<'t>, place: &Range<usize>) -> Option<DeValue<'t>> {
    match value {
        DeValue::Table(table) => {
            let key = table.keys().find(|key| key.span() == *place).cloned();
            match key {
                Some(key) => table.remove(&key).map(Spanned::into_inner),
                None => table.iter_mut().find_map(|(_, inner)| remove_key_at(inner.get_mut(), place)),
            }
        }
        DeValue::Array(entries) => entries.iter_mut().find_map(|inner| remove_key_at(inner.get_mut(), place)),
        _ => None,
    }
}
