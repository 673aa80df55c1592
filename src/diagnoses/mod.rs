//! Diagnosis codes: one release of ICD-10-CM with its descriptions, and short labels of ours for frequent codes.
//!
//! Must not know: any case, policy or window, or what a code means for a request.

mod read;
mod search;
mod spelling;

pub use read::ListError;
pub use search::Matches;
pub use spelling::{is_number, with_point};

use std::sync::LazyLock;

use spelling::{Characters, characters, pointed};

/// The release, made by `packaging/diagnoses/collect`; its layout stands in the README beside it.
const RELEASE: &[u8] = include_bytes!("../../assets/diagnoses/icd-10-cm.bin");

/// Frequent codes with short labels.
const FREQUENT: &str = include_str!("../../assets/diagnoses/frequent.tsv");

/// One release of ICD-10-CM. The codes of another release, and so of other dates of service, differ.
#[derive(Default)]
pub struct Diagnoses {
    release: String,
    /// Sorted by their folded form, so that all words with one beginning are neighbors.
    words: Vec<Word>,
    /// Sorted, so that a code stands directly before all codes that begin with it.
    codes: Vec<Code>,
    /// All descriptions one after the other, as places in `words`.
    tokens: Vec<u16>,
    /// Sorted by place.
    frequent: Vec<Frequent>,
}

/// A word of a description, or what stands between two words where that is not one blank.
struct Word {
    text: Box<str>,
    /// Its form for comparison; empty for what is no word.
    folded: Box<str>,
}

/// A code of the release.
struct Code {
    characters: Characters,
    is_billable: bool,
    is_frequent: bool,
    /// End of its description in `tokens`; it begins where the one before ends.
    end: u32,
}

/// A code with a short label.
struct Frequent {
    /// Its place in `codes`.
    place: usize,
    label: &'static str,
    /// The folded words of label and description.
    words: Vec<String>,
}

/// A code of the release with its description.
#[derive(Clone)]
pub struct Diagnosis {
    /// The code with its point: "G90.50".
    pub code: String,
    /// The official description.
    pub description: String,
    /// The short label of a frequent code.
    pub label: Option<&'static str>,
    /// Can be billed; otherwise it is a header, and a code with more characters is needed.
    pub is_billable: bool,
}

impl Diagnosis {
    /// The short label of a frequent code, the official description of any other.
    pub fn name(&self) -> &str {
        self.label.unwrap_or(&self.description)
    }
}

/// Standing of a well-formed code in the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Listed, and complete.
    Billable,
    /// Listed as a header: a claim needs one of the longer codes below it.
    Header,
    /// Not listed; it may be of another release.
    Unlisted,
}

impl Diagnoses {
    /// The list that is part of the program, read at its first use. Empty if the program was built with a damaged file, which a
    /// test excludes.
    pub fn bundled() -> &'static Self {
        static BUNDLED: LazyLock<Diagnoses> = LazyLock::new(|| Diagnoses::read().unwrap_or_default());
        &BUNDLED
    }

    /// Reads the list that is part of the program once more.
    ///
    /// # Errors
    ///
    /// A file that does not have the layout described beside it, or a label for a code that is not listed.
    pub fn read() -> Result<Self, ListError> {
        read::read(RELEASE, FREQUENT)
    }

    /// The name of the release: "April 2026".
    pub fn release(&self) -> &str {
        &self.release
    }

    /// All codes in order.
    pub fn all(&self) -> impl Iterator<Item = Diagnosis> {
        (0..self.codes.len()).filter_map(|place| self.at(place))
    }

    /// The listed code that this text is, with or without its point, in capital or small letters.
    pub fn find(&self, code: &str) -> Option<Diagnosis> {
        self.at(self.place(code)?)
    }

    /// Standing of a code in this release; `None` for an empty list, from which nothing can be said.
    pub fn validity(&self, code: &str) -> Option<Validity> {
        if self.codes.is_empty() {
            return None;
        }
        let code = self.place(code).and_then(|place| self.codes.get(place));
        Some(match code {
            Some(code) if code.is_billable => Validity::Billable,
            Some(_) => Validity::Header,
            None => Validity::Unlisted,
        })
    }

    /// The codes directly below a header, in order; none for any other code.
    pub fn children(&self, code: &str) -> Vec<Diagnosis> {
        let Some(place) = self.place(code) else { return Vec::new() };
        let below = self.beginning_with(code).skip_while(|other| *other <= place);
        let mut children: Vec<usize> = Vec::new();
        for other in below {
            let is_deeper = children.last().is_some_and(|child| self.is_below(other, *child));
            if !is_deeper {
                children.push(other);
            }
        }
        children.into_iter().filter_map(|child| self.at(child)).collect()
    }

    fn is_below(&self, place: usize, header: usize) -> bool {
        let of = |place: usize| self.codes.get(place).map(|code| spelling::trimmed(&code.characters));
        matches!((of(place), of(header)), (Some(code), Some(header)) if code.starts_with(header))
    }

    /// The places of the codes that begin with this text.
    fn beginning_with(&self, number: &str) -> std::ops::Range<usize> {
        let Some(wanted) = characters(number) else { return 0..0 };
        let prefix = spelling::trimmed(&wanted);
        let start = self.codes.partition_point(|code| code.characters < wanted);
        let rest = self.codes.get(start..).unwrap_or_default();
        start..start + rest.partition_point(|code| code.characters.starts_with(prefix))
    }

    fn place(&self, code: &str) -> Option<usize> {
        let wanted = characters(code)?;
        self.codes.binary_search_by(|listed| listed.characters.cmp(&wanted)).ok()
    }

    /// The places of a description's words.
    fn tokens_of(&self, place: usize) -> &[u16] {
        let end = |place: usize| self.codes.get(place).map_or(0, |code| code.end as usize);
        let start = place.checked_sub(1).map_or(0, end);
        self.tokens.get(start..end(place)).unwrap_or_default()
    }

    fn at(&self, place: usize) -> Option<Diagnosis> {
        let code = self.codes.get(place)?;
        let mut description = String::new();
        let mut after_word = false;
        for word in self.tokens_of(place).iter().filter_map(|token| self.words.get(usize::from(*token))) {
            let is_word = !word.folded.is_empty();
            if after_word && is_word {
                description.push(' ');
            }
            description.push_str(&word.text);
            after_word = is_word;
        }
        let frequent = self.frequent.binary_search_by_key(&place, |frequent| frequent.place).ok();
        let label = frequent.and_then(|at| self.frequent.get(at)).map(|frequent| frequent.label);
        Some(Diagnosis { code: pointed(&code.characters), description, label, is_billable: code.is_billable })
    }
}

#[cfg(test)]
mod tests;
