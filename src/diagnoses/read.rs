//! Reads the files of `assets/diagnoses`. Strict: any difference from the layout is an error.
//!
//! Must not know: how the list is searched.

use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::ZlibDecoder;

use super::list::{Code, Diagnoses, Frequent, Word};
use super::spelling::{Characters, characters, folded, words};

/// The release, made by `packaging/diagnoses/collect`. The README in its folder describes the layout.
pub(super) const RELEASE: &[u8] = include_bytes!("../../assets/diagnoses/icd-10-cm.bin");

/// Frequent codes with short labels.
pub(super) const FREQUENT: &str = include_str!("../../assets/diagnoses/frequent.tsv");

/// Error of a damaged list of diagnosis codes, with which the program was built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// The lines before the compressed part are damaged.
    #[error("the head of the diagnosis list is damaged: create it again with packaging/diagnoses/collect")]
    Head,
    /// The compressed part is damaged.
    #[error("the columns of the diagnosis list are damaged: create it again with packaging/diagnoses/collect")]
    Columns,
    /// A line of the frequent codes is not valid.
    #[error("line {0} of the frequent diagnoses has no listed code with a label: correct it")]
    Label(usize),
}

impl Diagnoses {
    /// The bundled list, read at first use. Empty only if the program was built with a damaged file, which a test excludes.
    pub fn bundled() -> &'static Self {
        static BUNDLED: LazyLock<Diagnoses> = LazyLock::new(|| Diagnoses::read().unwrap_or_default());
        &BUNDLED
    }

    /// Reads the bundled list.
    ///
    /// # Errors
    ///
    /// A file does not have its layout, or a label belongs to a code that is not listed.
    pub fn read() -> Result<Self, ListError> {
        read(RELEASE, FREQUENT)
    }
}

pub(super) fn read(file: &[u8], labels: &'static str) -> Result<Diagnoses, ListError> {
    let end = file.windows(2).position(|pair| pair == b"\n\n").ok_or(ListError::Head)?;
    let (head, body) = file.split_at(end);
    let head = Head(str::from_utf8(head).map_err(|_| ListError::Head)?);
    let mut columns = Vec::new();
    let body = body.get(2..).unwrap_or_default();
    ZlibDecoder::new(body).read_to_end(&mut columns).map_err(|_| ListError::Columns)?;
    let mut list =
        Diagnoses { release: head.value("release").ok_or(ListError::Head)?.to_owned(), ..Diagnoses::default() };
    let (words, codes, tokens) = (head.count("words")?, head.count("codes")?, head.count("tokens")?);
    let mut columns = Columns(&columns);
    columns.fill(&mut list, words, codes, tokens).ok_or(ListError::Columns)?;
    add_labels(&mut list, labels)?;
    Ok(list)
}

/// Lines `name: value`.
struct Head<'a>(&'a str);

impl<'a> Head<'a> {
    fn value(&self, name: &str) -> Option<&'a str> {
        self.0.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn count(&self, name: &str) -> Result<usize, ListError> {
        self.value(name).and_then(|count| count.parse().ok()).ok_or(ListError::Head)
    }
}

/// The bytes that are not read yet.
struct Columns<'a>(&'a [u8]);

impl<'a> Columns<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Reads all columns. `None` where they do not have the layout or bytes are left over.
    fn fill(&mut self, list: &mut Diagnoses, word_count: usize, code_count: usize, token_count: usize) -> Option<()> {
        list.words = (0..word_count).map(|_| self.word()).collect::<Option<_>>()?;
        let mut before = Characters::default();
        list.codes = (0..code_count).map(|_| self.code(&mut before)).collect::<Option<_>>()?;
        let (repeated, added) = (self.take(code_count)?, self.take(code_count)?);
        let own = self.take(2 * token_count)?.chunks_exact(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
        let own: Vec<u16> = own.collect();
        let mut own = &own[..];
        let mut start = 0;
        for ((code, repeated), added) in list.codes.iter_mut().zip(repeated).zip(added) {
            let (repeated, added) = (usize::from(*repeated), usize::from(*added));
            let end = list.tokens.len();
            let (new, rest) = own.split_at_checked(added)?;
            if start + repeated > end || new.iter().any(|token| usize::from(*token) >= list.words.len()) {
                return None;
            }
            list.tokens.extend_from_within(start..start + repeated);
            list.tokens.extend_from_slice(new);
            (start, own) = (end, rest);
            code.end = list.tokens.len().try_into().ok()?;
        }
        (self.0.is_empty() && own.is_empty()).then_some(())
    }

    fn word(&mut self) -> Option<Word> {
        let end = self.0.iter().position(|byte| *byte == b'\n')?;
        let text = str::from_utf8(self.take(end)?).ok()?;
        self.take(1)?;
        Some(Word { text: text.into(), folded: folded(text) })
    }

    /// Reads a code, given the characters of the previous one.
    fn code(&mut self, before: &mut Characters) -> Option<Code> {
        let [head] = *self.take(1)? else { return None };
        let (same, more) = (usize::from(head >> 4 & 0b111), usize::from(head & 0b1111));
        let mut characters = Characters::default();
        characters.get_mut(..same)?.copy_from_slice(before.get(..same)?);
        characters.get_mut(same..same + more)?.copy_from_slice(self.take(more)?);
        *before = characters;
        Some(Code { characters, is_billable: head >> 7 == 1, is_frequent: false, end: 0 })
    }
}

/// Adds the short labels: one per line, after its code and a tab.
fn add_labels(list: &mut Diagnoses, labels: &'static str) -> Result<(), ListError> {
    for (number, line) in labels.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let found = line.split_once('\t').filter(|(code, label)| characters(code).is_some() && !label.is_empty());
        let found = found.and_then(|(code, label)| Some((list.place(code)?, label)));
        let (place, label) = found.ok_or(ListError::Label(number + 1))?;
        let description = list.at(place).map(|listed| listed.description).unwrap_or_default();
        list.frequent.push(Frequent { place, label, words: words(&format!("{label} {description}")) });
        if let Some(code) = list.codes.get_mut(place) {
            code.is_frequent = true;
        }
    }
    list.frequent.sort_by_key(|frequent| frequent.place);
    Ok(())
}
