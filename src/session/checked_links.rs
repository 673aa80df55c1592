//! Linked cases that were checked for the next decision.
//!
//! Must not know: how a linked case is checked.

use std::collections::BTreeSet;

use crate::case::LinkedCase;
use crate::ids::ContentHash;

/// Heads of the linked cases that `linking` checked for the next decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedLinks(pub(super) BTreeSet<ContentHash>);

impl CheckedLinks {
    /// Adds a link that was checked and is valid.
    pub(crate) fn add(&mut self, link: &LinkedCase) {
        self.0.insert(link.head.clone());
    }
}
