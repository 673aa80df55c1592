//! Whether a roster backs a signature: which key somebody had, and which role, at a time.
//!
//! Must not know: whether the signature itself holds (that is `PublicKey::verify`), or what was signed.

use super::credential::{Credential, Role};
use super::keys::PublicKey;
use super::roster::{Member, Roster};
use crate::clock::Instant;
use crate::ids::ReviewerId;

/// What a roster says of a key that somebody signed with at a time, in a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was theirs then, and the role was theirs.
    Known,
    /// No key of this roster.
    UnknownKey,
    /// Somebody else's key.
    OtherReviewer,
    /// It had been replaced, or its owner had left, by then.
    RetiredThen,
    /// Their credential gave another role then.
    OtherCredential,
    /// It was not theirs yet.
    NotYetEnrolled,
}

/// A key and the time in which it counts. A key that ended never counts again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeySpan {
    pub(super) key: PublicKey,
    pub(super) from: Instant,
    /// The first moment at which it no longer counts.
    pub(super) until: Option<Instant>,
}

impl KeySpan {
    fn counts(&self, at: Instant) -> bool {
        *self.from <= *at && self.until.is_none_or(|until| *at < *until)
    }
}

impl Member {
    /// The credential at a time; the first one before any.
    fn credential_at(&self, at: Instant) -> Credential {
        let by_then = self.credentials.iter().rev().find(|(from, _)| **from <= *at);
        by_then.or(self.credentials.first()).map_or(self.person.credential, |(_, credential)| *credential)
    }
}

impl Roster {
    /// The key that somebody had at a time.
    pub fn key_of(&self, reviewer: &ReviewerId, at: Instant) -> Option<&PublicKey> {
        self.member(reviewer)?.keys.iter().find(|span| span.counts(at)).map(|span| &span.key)
    }

    /// Whether this roster backs a signature that somebody made with a key at a time, in a role. The time is what the
    /// signature says: whoever has a retired key can write an earlier one, and no roster notices.
    pub fn standing_of(&self, key: &PublicKey, by: &ReviewerId, role: Role, at: Instant) -> Standing {
        let spans = |member: &Member| member.keys.iter().find(|span| span.key == *key).cloned();
        let Some((member, span)) = self.members().find_map(|member| Some((member, spans(member)?))) else {
            return Standing::UnknownKey;
        };
        if member.person.id != *by {
            Standing::OtherReviewer
        } else if *at < *span.from {
            Standing::NotYetEnrolled
        } else if !span.counts(at) {
            Standing::RetiredThen
        } else if member.credential_at(at).role() != role {
            Standing::OtherCredential
        } else {
            Standing::Known
        }
    }
}
