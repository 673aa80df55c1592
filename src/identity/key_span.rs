//! The time in which a reviewer's key is valid.
//!
//! Must not know: whose key it is, or what it signs.

use super::keys::PublicKey;
use crate::clock::Instant;

/// A key and the time in which it is valid. A key that ended never becomes valid again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeySpan {
    pub(super) key: PublicKey,
    pub(super) from: Instant,
    /// The end, at which it is not valid; none for a current key.
    pub(super) until: Option<Instant>,
}

impl KeySpan {
    pub(super) fn is_valid_at(&self, at: Instant) -> bool {
        *self.from <= *at && self.until.is_none_or(|until| *at < *until)
    }
}
