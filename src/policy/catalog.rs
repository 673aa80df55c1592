//! The policies at hand: those bundled with the program, and those that a department put beside them.
//!
//! Must not know: where a folder is; files come in as text, with the name they are to be reported under.

use std::sync::{Arc, LazyLock};

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
pub enum Standing {
    /// Bundled with the program.
    Bundled,
    /// From a department's folder; nobody has signed it off.
    NotSignedOff,
}

/// A policy with its standing.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The policy.
    pub policy: Arc<Policy>,
    /// Whether it is the program's own.
    pub standing: Standing,
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
    entries: Vec<Entry>,
}

impl Catalog {
    /// The bundled policies. An error means that the program was built with a broken file.
    pub fn bundled() -> Result<Self, PolicyError> {
        let mut catalog = Self::default();
        for text in BUNDLED {
            let policy = Arc::new(Policy::load(text)?);
            catalog.entries.push(Entry { policy, standing: Standing::Bundled, only_pinned: false });
        }
        Ok(catalog)
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
        let number = &policy.head().number;
        if self.entries.iter().any(|entry| entry.standing == Standing::Bundled && entry.policy.head().number == *number)
        {
            return Err(CatalogError::OtherContent { number: number.clone() });
        }
        self.entries.push(Entry { policy: policy.clone(), standing: Standing::NotSignedOff, only_pinned: false });
        Ok(policy)
    }

    /// Adds the text that a case was pinned to, as a store keeps it. Its number may be a bundled one's: a case finished
    /// under an earlier text of it stays judged by that text.
    pub fn keep(&mut self, text: &str) -> Result<Arc<Policy>, PolicyError> {
        if let Some(policy) = self.by_hash(&ContentHash::of(text.as_bytes())) {
            return Ok(policy);
        }
        let policy = Arc::new(Policy::load(text)?);
        self.entries.push(Entry { policy: policy.clone(), standing: Standing::NotSignedOff, only_pinned: true });
        Ok(policy)
    }

    /// The policy of exactly this content. There is no fallback: another text would be another policy.
    pub fn by_hash(&self, hash: &ContentHash) -> Option<Arc<Policy>> {
        let at_hand = self.entries.iter().find(|entry| entry.policy.hash() == hash);
        at_hand.map(|entry| entry.policy.clone()).or_else(|| earlier(hash))
    }

    /// The policies of a number; several when a store keeps earlier texts of it.
    pub fn by_number<'c>(&'c self, number: &'c str) -> impl Iterator<Item = &'c Entry> {
        self.entries.iter().filter(move |entry| entry.policy.head().number == number)
    }

    /// The standing of a policy at hand.
    pub fn standing(&self, hash: &ContentHash) -> Option<Standing> {
        let at_hand = self.entries.iter().find(|entry| entry.policy.hash() == hash);
        at_hand.map(|entry| entry.standing).or_else(|| earlier(hash).map(|_| Standing::Bundled))
    }

    /// Those that a new case can be begun under, the bundled ones first.
    pub fn for_new_cases(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.only_pinned)
    }

    /// All of them, the bundled ones first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// A text that an earlier version bundled. Read at the first case that is pinned to one, since most stores hold none.
fn earlier(hash: &ContentHash) -> Option<Arc<Policy>> {
    static READ: LazyLock<Vec<Arc<Policy>>> =
        LazyLock::new(|| EARLIER.into_iter().filter_map(|text| Policy::load(text).ok()).map(Arc::new).collect());
    READ.iter().find(|policy| policy.hash() == hash).cloned()
}
