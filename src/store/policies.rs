//! Policy texts that cases are pinned to, each stored once under its hash, so that no update of a policy changes a
//! finished review.
//!
//! Must not know: what a policy says.

use std::path::PathBuf;

use super::case_store::CaseStore;
use super::error::StoreError;
use super::failure::Failure;
use crate::ids::ContentHash;
use crate::policy::{LARGEST_TEXT, Policy};

/// The largest policy text, in bytes.
const LARGEST: u64 = LARGEST_TEXT as u64;

impl CaseStore {
    /// Stores a policy's text, before the first case that is pinned to it is saved. A damaged copy is replaced.
    pub fn store_policy(&self, policy: &Policy) -> Result<(), StoreError> {
        self.store_policy_text(policy.hash(), policy.text())
    }

    /// Stores a text of which only the hash is known.
    pub(super) fn store_policy_text(&self, hash: &ContentHash, text: &str) -> Result<(), StoreError> {
        if self.policy_text(hash).is_ok() {
            return Ok(());
        }
        self.check_writable()?;
        let path = self.policy_path(hash).ok_or(StoreError::PolicyDamaged)?;
        self.save_auxiliary(&path, text.as_bytes()).map_err(|why| match why {
            Failure::Unconfirmed => StoreError::PolicyUnconfirmed,
            why => StoreError::PolicyNotStored(why),
        })
    }

    /// Reads the text with this hash.
    pub fn policy_text(&self, hash: &ContentHash) -> Result<String, StoreError> {
        let path = self.policy_path(hash).ok_or(StoreError::NoSuchPolicy)?;
        let bytes = self.disk.read(&path, LARGEST).map_err(|failure| match failure {
            Failure::NotFound => StoreError::NoSuchPolicy,
            _ => StoreError::PolicyDamaged,
        })?;
        if ContentHash::of(&bytes) != *hash {
            return Err(StoreError::PolicyDamaged);
        }
        String::from_utf8(bytes).map_err(|_| StoreError::PolicyDamaged)
    }

    /// Reads every text that matches its name. A damaged one is skipped here, and reported where a case needs it.
    pub fn policies(&self) -> Vec<String> {
        let mut paths = self.disk.names(&self.root.join("policies")).unwrap_or_default();
        paths.sort_unstable();
        let intact = |path: &PathBuf| {
            let bytes = self.disk.read(path, LARGEST).ok()?;
            let named = self.policy_path(&ContentHash::of(&bytes)).as_ref() == Some(path);
            String::from_utf8(bytes).ok().filter(|_| named)
        };
        paths.iter().filter_map(intact).collect()
    }

    fn policy_path(&self, hash: &ContentHash) -> Option<PathBuf> {
        self.path_by_hash("policies", hash, ".toml")
    }

    /// Path of a file that is stored under its hash. The hash may come from a case file, so a malformed one must not
    /// become a path.
    pub(super) fn path_by_hash(&self, folder: &str, hash: &ContentHash, ending: &str) -> Option<PathBuf> {
        let digits = hash.as_str();
        hash.is_valid().then(|| self.root.join(folder).join(format!("{digits}{ending}")))
    }
}
