//! The policies at hand: those bundled with the program, and those that a department put beside them.
//!
//! Must not know: where a folder is; files come in as text, with the name they are to be reported under.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

use super::load::PolicyError;
use super::model::Policy;
use crate::ids::ContentHash;

/// The policy files that are part of the program.
const BUNDLED: [&str; 1] = [include_str!("../../assets/policies/2025T0626L.toml")];

/// Texts that earlier versions of the program bundled, by version. Cases begun under them stay judged by them, wherever they
/// are read; no new case is begun under one.
const EARLIER: [&str; 1] = [
    // 0.1.0
    include_str!("../../assets/policies/earlier/2025T0626L-b5e83fdb9a41.toml"),
];

/// Whether anyone answers for a policy file's wording of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyOrigin {
    /// Bundled with the program.
    Bundled,
    /// From a department's folder; nobody has signed it off.
    NotSignedOff,
}

/// A policy with its standing.
#[derive(Clone, Debug)]
pub struct CatalogEntry {
    /// The policy.
    pub policy: Arc<Policy>,
    /// Whether it is the program's own.
    pub origin: PolicyOrigin,
    /// Whether it is here for cases that are pinned to it alone: no new case is begun under it.
    pub only_pinned: bool,
}

/// Why a policy file is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogError {
    /// Its content is not right.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// It has the number of a bundled policy and says something else.
    #[error(
        "policy {number} is bundled with the program and this file says something else under that number: give it a number of its own"
    )]
    OtherContent {
        /// The number.
        number: String,
    },
    /// A case is pinned to it, it has the number of a bundled policy, and no version of the program bundled it.
    #[error(
        "policy {number} is bundled with the program, and this text under that number is none that this program or an earlier \
         version bundled: it was changed, or a newer version of the program wrote the case. No case is judged by it"
    )]
    NeverBundled {
        /// The number.
        number: String,
    },
    /// A case names another number or date for the text than the text itself.
    #[error("the case gives its policy text another number or date than stands in the text: it was changed")]
    OtherHead,
    /// It is the text that an earlier version of the program bundled.
    #[error(
        "this is the text of policy {number} that an earlier version of the program bundled: cases begun under it stay judged by \
         it, and no new case is begun under it. Remove the file from the folder"
    )]
    EarlierText {
        /// The number.
        number: String,
    },
}

/// All policies at hand.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    entries: Vec<CatalogEntry>,
    /// Texts that cases are pinned to and that are not used, by their content.
    refused: BTreeMap<ContentHash, CatalogError>,
}

/// The policy of a text that a case is pinned to, read and checked.
///
/// # Errors
///
/// The text has problems, or it has a bundled policy's number and is neither that policy nor one that an earlier version bundled.
pub fn read_pinned(text: &str) -> Result<Arc<Policy>, CatalogError> {
    let hash = ContentHash::of(text.as_bytes());
    let by_program = bundled()?.iter().find(|policy| *policy.hash() == hash).cloned();
    if let Some(policy) = by_program.or_else(|| earlier(&hash)) {
        return Ok(policy);
    }
    let policy = Arc::new(Policy::load(text)?);
    let number = &policy.head().number;
    match bundled_number(number) {
        Some(number) => Err(CatalogError::NeverBundled { number }),
        None => Ok(policy),
    }
}

/// The number of the bundled policy that is called so, or reads the same.
fn bundled_number(number: &str) -> Option<String> {
    let mut known = bundled().into_iter().flatten().map(|policy| &policy.head().number);
    known.find(|known| letters_of(known) == letters_of(number)).cloned()
}

/// A policy's number without the differences that a reader does not see: width, case, spaces and signs.
fn letters_of(number: &str) -> String {
    number.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// The bundled policies, read once.
fn bundled() -> Result<&'static [Arc<Policy>], PolicyError> {
    static READ: LazyLock<Result<Vec<Arc<Policy>>, PolicyError>> =
        LazyLock::new(|| BUNDLED.into_iter().map(|text| Policy::load(text).map(Arc::new)).collect());
    READ.as_deref().map_err(Clone::clone)
}

impl Catalog {
    /// The bundled policies. An error means that the program was built with a broken file.
    pub fn bundled() -> Result<Self, PolicyError> {
        let entry = |policy: &Arc<Policy>| CatalogEntry {
            policy: policy.clone(),
            origin: PolicyOrigin::Bundled,
            only_pinned: false,
        };
        Ok(Self { entries: bundled()?.iter().map(entry).collect(), refused: BTreeMap::new() })
    }

    /// Adds a file from a department's folder. The same bytes as one at hand are that one.
    pub fn add(&mut self, text: &str) -> Result<Arc<Policy>, CatalogError> {
        let hash = ContentHash::of(text.as_bytes());
        if let Some(entry) = self.entries.iter_mut().find(|entry| *entry.policy.hash() == hash) {
            entry.only_pinned = false;
            return Ok(entry.policy.clone());
        }
        if let Some(earlier) = earlier(&hash) {
            return Err(CatalogError::EarlierText { number: earlier.head().number.clone() });
        }
        let policy = Arc::new(Policy::load(text)?);
        if let Some(number) = bundled_number(&policy.head().number) {
            return Err(CatalogError::OtherContent { number });
        }
        self.entries.push(CatalogEntry {
            policy: policy.clone(),
            origin: PolicyOrigin::NotSignedOff,
            only_pinned: false,
        });
        Ok(policy)
    }

    /// Adds the text that a case is pinned to, as a store keeps it: a case finished under an earlier text of a policy stays
    /// judged by that text.
    ///
    /// # Errors
    ///
    /// Those of `read_pinned`. The catalog remembers them: see `refusal`.
    pub fn keep(&mut self, text: &str) -> Result<Arc<Policy>, CatalogError> {
        let hash = ContentHash::of(text.as_bytes());
        if let Some(policy) = self.by_hash(&hash) {
            return Ok(policy);
        }
        if let Some(why) = self.refused.get(&hash) {
            return Err(why.clone());
        }
        match read_pinned(text) {
            Ok(policy) => {
                self.entries.push(CatalogEntry {
                    policy: policy.clone(),
                    origin: PolicyOrigin::NotSignedOff,
                    only_pinned: true,
                });
                Ok(policy)
            }
            Err(why) => {
                self.refused.insert(hash, why.clone());
                Err(why)
            }
        }
    }

    /// Why no case is judged by what it is pinned to, given as it names it: a text that `keep` refused, a bundled number with a
    /// content that no version of the program bundled, or another number or date than the text's own. Nothing where the text
    /// is at hand, or only missing.
    pub fn refusal(&self, number: &str, effective_on: NaiveDate, hash: &ContentHash) -> Option<CatalogError> {
        match self.by_hash(hash) {
            Some(policy) => {
                let head = policy.head();
                (head.number != number || head.effective_on != effective_on).then_some(CatalogError::OtherHead)
            }
            None => self
                .refused
                .get(hash)
                .cloned()
                .or_else(|| bundled_number(number).map(|number| CatalogError::NeverBundled { number })),
        }
    }

    /// The policy of exactly this content. There is no fallback: another text would be another policy.
    pub fn by_hash(&self, hash: &ContentHash) -> Option<Arc<Policy>> {
        let at_hand = self.entries.iter().find(|entry| entry.policy.hash() == hash);
        at_hand.map(|entry| entry.policy.clone()).or_else(|| earlier(hash))
    }

    /// The policies of a number; several when a store keeps earlier texts of it.
    pub fn by_number<'c>(&'c self, number: &'c str) -> impl Iterator<Item = &'c CatalogEntry> {
        self.entries.iter().filter(move |entry| entry.policy.head().number == number)
    }

    /// The standing of a policy at hand.
    pub fn origin(&self, hash: &ContentHash) -> Option<PolicyOrigin> {
        let at_hand = self.entries.iter().find(|entry| entry.policy.hash() == hash);
        at_hand.map(|entry| entry.origin).or_else(|| earlier(hash).map(|_| PolicyOrigin::Bundled))
    }

    /// Those that a new case can be begun under, the bundled ones first.
    pub fn for_new_cases(&self) -> impl Iterator<Item = &CatalogEntry> {
        self.entries.iter().filter(|entry| !entry.only_pinned)
    }

    /// All of them, the bundled ones first.
    pub fn entries(&self) -> &[CatalogEntry] {
        &self.entries
    }
}

/// A text that an earlier version bundled. Read at the first case that is pinned to one, since most stores hold none.
fn earlier(hash: &ContentHash) -> Option<Arc<Policy>> {
    static READ: LazyLock<Vec<Arc<Policy>>> =
        LazyLock::new(|| EARLIER.into_iter().filter_map(|text| Policy::load(text).ok()).map(Arc::new).collect());
    READ.iter().find(|policy| policy.hash() == hash).cloned()
}
