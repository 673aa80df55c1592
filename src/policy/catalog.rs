//! The catalog of available policies: those bundled with the program and those of a department.
//!
//! Must not know: where a folder is; files are passed in as text.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

use super::load::PolicyError;
use super::model::Policy;
use crate::ids::ContentHash;

/// The policy files that are part of the program.
const BUNDLED: [&str; 1] = [include_str!("../../assets/policies/2025T0626L.toml")];

/// Texts that earlier versions of the program bundled, by version. Cases that began under one keep it, and no new case begins
/// under one.
const EARLIER: [&str; 1] = [
    // 0.1.0
    include_str!("../../assets/policies/earlier/2025T0626L-b5e83fdb9a41.toml"),
];

/// Origin of a policy file, which says whether somebody signed its wording off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyOrigin {
    /// Bundled with the program.
    Bundled,
    /// From a department's folder, and not signed off.
    NotSignedOff,
}

/// A policy with its origin.
#[derive(Clone, Debug)]
pub struct CatalogEntry {
    /// The policy.
    pub policy: Arc<Policy>,
    /// Its origin.
    pub origin: PolicyOrigin,
    /// True where it is only for cases that are pinned to it, and no new case can begin under it.
    pub only_pinned: bool,
}

/// Reason why a policy file is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogError {
    /// Its content has problems.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// It has the number of a bundled policy, and another text.
    #[error(
        "policy {number} is bundled with the program, and this file has a different text under the same number: give \
         it its own number"
    )]
    OtherContent {
        /// The number.
        number: String,
    },
    /// A case is pinned to a text with the number of a bundled policy that no version of the program bundled.
    #[error(
        "policy {number} is bundled with the program, and neither this version nor an earlier one bundled this text under that \
         number: it was changed, or a newer version of the program wrote the case. It is not used"
    )]
    NeverBundled {
        /// The number.
        number: String,
    },
    /// A case states another number or date for its policy text than the text does.
    #[error("the case states another number or date for its policy text than the text itself: the case was changed")]
    OtherHead,
    /// It is the text that an earlier version of the program bundled.
    #[error(
        "this is the text of policy {number} that an earlier version of the program bundled: cases that were created \
         under it keep it, and no new case can be created under it. Remove the file from the folder"
    )]
    EarlierText {
        /// The number.
        number: String,
    },
}

/// The available policies.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    entries: Vec<CatalogEntry>,
    /// Refused texts of cases, by their hash.
    refused: BTreeMap<ContentHash, CatalogError>,
}

/// Loads the policy text that a case is pinned to.
///
/// # Errors
///
/// The text has problems, or it has the number of a bundled policy and no version of the program bundled it.
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

/// The bundled policy number that equals this one, or looks the same to a reader.
fn bundled_number(number: &str) -> Option<String> {
    let mut known = bundled().into_iter().flatten().map(|policy| &policy.head().number);
    known.find(|known| comparable(known) == comparable(number)).cloned()
}

/// A policy number without differences that a reader may not see: width, letter case, spaces and signs.
fn comparable(number: &str) -> String {
    number.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// The bundled policies, loaded once.
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

    /// Adds a file from a department's folder. The same text as an available policy adds nothing.
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

    /// Adds a policy text from a store, for the cases that are pinned to it.
    ///
    /// # Errors
    ///
    /// Those of `read_pinned`. The catalog keeps them for `refusal`.
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

    /// The reason why the policy of a case is not used, by the number, date and hash that the case states: its text was refused
    /// by `keep`, no version of the program bundled that text under a bundled number, or number or date are not those of the
    /// text. `None` where the text is available, or merely missing.
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

    /// The policy with exactly this text. There is no fallback, since another text would be another policy.
    pub fn by_hash(&self, hash: &ContentHash) -> Option<Arc<Policy>> {
        let known = self.entries.iter().find(|entry| entry.policy.hash() == hash);
        known.map(|entry| entry.policy.clone()).or_else(|| earlier(hash))
    }

    /// The policies of a number; several where a store has earlier texts of it.
    pub fn by_number<'c>(&'c self, number: &'c str) -> impl Iterator<Item = &'c CatalogEntry> {
        self.entries.iter().filter(move |entry| entry.policy.head().number == number)
    }

    /// The origin of an available policy.
    pub fn origin(&self, hash: &ContentHash) -> Option<PolicyOrigin> {
        let known = self.entries.iter().find(|entry| entry.policy.hash() == hash);
        known.map(|entry| entry.origin).or_else(|| earlier(hash).map(|_| PolicyOrigin::Bundled))
    }

    /// The policies under which a new case can begin, the bundled ones first.
    pub fn for_new_cases(&self) -> impl Iterator<Item = &CatalogEntry> {
        self.entries.iter().filter(|entry| !entry.only_pinned)
    }

    /// All policies, the bundled ones first.
    pub fn entries(&self) -> &[CatalogEntry] {
        &self.entries
    }
}

/// A policy that an earlier version bundled. Loaded when a case needs one, since most stores have no such case.
fn earlier(hash: &ContentHash) -> Option<Arc<Policy>> {
    static READ: LazyLock<Vec<Arc<Policy>>> =
        LazyLock::new(|| EARLIER.into_iter().filter_map(|text| Policy::load(text).ok()).map(Arc::new).collect());
    READ.iter().find(|policy| policy.hash() == hash).cloned()
}
