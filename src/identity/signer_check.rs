//! Checks the signer of a signature against the roster: the owner of the key, with name, credential and license at the time.
//!
//! Must not know: whether the signature itself is valid (that is `PublicKey::verify`), or what was signed.

use super::keys::PublicKey;
use super::member::Member;
use super::roster::Roster;
use crate::clock::Instant;
use crate::ids::ReviewerId;

/// The signer as stated with a signature.
#[derive(Clone, Copy)]
pub struct Signer<'s> {
    /// The id.
    pub id: &'s ReviewerId,
    /// The name.
    pub name: &'s str,
    /// The professional credential, as text.
    pub credential: &'s str,
    /// State and number of the license, where stated.
    pub licence: Option<&'s str>,
}

/// Result of checking a signer against the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignerCheck {
    /// The roster confirms key, name, credential and license for that time.
    Known,
    /// The key is not on the roster.
    UnknownKey,
    /// The key belongs to another reviewer.
    OtherReviewer,
    /// The key had been replaced, or its owner had left, at that time.
    RetiredThen,
    /// Name or license differ from the roster.
    OtherName,
    /// The credential differs from the one at that time.
    OtherCredential,
    /// The key was not in use yet at that time.
    NotYetEnrolled,
}

impl Roster {
    /// The key of a reviewer at a time.
    pub fn key_of(&self, reviewer: &ReviewerId, at: Instant) -> Option<&PublicKey> {
        self.member(reviewer)?.keys.iter().find(|span| span.is_valid_at(at)).map(|span| &span.key)
    }

    /// Checks the signer of a signature. Key, name, credential and license have to be those of one reviewer at that time; the
    /// role follows from the credential. The time is the one that the signature states, so a retired key with an earlier time is
    /// not noticed here.
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
        } else if !span.is_valid_at(at) {
            SignerCheck::RetiredThen
        } else if person.name != signer.name || person.licence.as_deref() != signer.licence {
            SignerCheck::OtherName
        } else if member.credential_at(at).as_str() != signer.credential {
            SignerCheck::OtherCredential
        } else {
            SignerCheck::Known
        }
    }

    /// True where the key is a reviewer's current one: not replaced, and the reviewer has not left.
    pub fn is_current(&self, key: &PublicKey, reviewer: &ReviewerId) -> bool {
        self.member(reviewer).is_some_and(|member| member.active && member.key() == Some(key))
    }
}
