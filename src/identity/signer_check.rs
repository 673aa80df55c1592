//! The standing of a signature by a roster: whose key it is, and who that person was at the time.
//!
//! Must not know: whether the signature itself holds (that is `PublicKey::verify`), or what was signed.

use super::credential::Credential;
use super::keys::PublicKey;
use super::roster::{Member, Roster};
use crate::clock::Instant;
use crate::ids::ReviewerId;

/// Somebody as a signature names them.
#[derive(Clone, Copy)]
pub struct Signer<'s> {
    /// The id.
    pub id: &'s ReviewerId,
    /// The name.
    pub name: &'s str,
    /// The professional credential, as it is written.
    pub credential: &'s str,
    /// The licence's state and number, where one is named.
    pub licence: Option<&'s str>,
}

/// The standing, by a roster, of a key that somebody signed with at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignerCheck {
    /// It was theirs then, and they are named as the roster names them.
    Known,
    /// No key of this roster.
    UnknownKey,
    /// Somebody else's key.
    OtherReviewer,
    /// It had been replaced, or its owner had left, by then.
    RetiredThen,
    /// The name or the licence is another one than the roster's.
    OtherName,
    /// The credential is another one than theirs then.
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

    /// Holds a signature that somebody made with a key at a time against this roster. Key, name, credential and licence have to
    /// be theirs at that time; the role follows from the credential. The time is the one that the signature states: whoever
    /// has a retired key can state an earlier one, and no roster notices.
    pub fn check_signer(&self, key: &PublicKey, signer: Signer<'_>, at: Instant) -> SignerCheck {
        let spans = |member: &Member| member.keys.iter().find(|span| span.key == *key).cloned();
        let Some((member, span)) = self.members().find_map(|member| Some((member, spans(member)?))) else {
            return SignerCheck::UnknownKey;
        };
        let person = &member.person;
        if person.id != *signer.id {
            SignerCheck::OtherReviewer
        } else if *at < *span.from {
            SignerCheck::NotYetEnrolled
        } else if !span.counts(at) {
            SignerCheck::RetiredThen
        } else if person.name != signer.name || person.licence.as_deref() != signer.licence {
            SignerCheck::OtherName
        } else if member.credential_at(at).as_str() != signer.credential {
            SignerCheck::OtherCredential
        } else {
            SignerCheck::Known
        }
    }

    /// True where the key is the one that somebody signs with today: not replaced, and its owner has not left.
    pub fn is_current(&self, key: &PublicKey, reviewer: &ReviewerId) -> bool {
        self.member(reviewer).is_some_and(|member| member.active && member.key() == Some(key))
    }
}
