//! Linked cases that were checked before a decision rests on them.
//!
//! Must not know: how a linked case is checked.

use std::collections::BTreeSet;

use crate::case::LinkedCase;
use crate::ids::ContentHash;

/// Linked cases that were checked against the folder for the next decision; `linking` makes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedLinks(pub(super) BTreeSet<ContentHash>);

impl CheckedLinks {
    /// Adds one that holds.
    pub(crate) fn add(&mut self, link: &LinkedCase) {
        self.0.insert(link.head.clone());
    }
}
