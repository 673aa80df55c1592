//! Checks the signatures of a case against a department's roster: key, name, credential and license have to be those that the
//! roster states for the time of the signature. Replay has already verified each signature.
//!
//! Must not know: the consequences of a signature that the roster does not confirm.

use super::change::Event;
use super::history::History;
use crate::identity::{Roster, SignerCheck};

/// A signature that the roster does not confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {sequence} is signed, and the roster does not confirm the signature: {}", reason(*signer_check))]
pub struct UnconfirmedSignature {
    /// The number of the event.
    pub sequence: u32,
    /// The roster's finding.
    pub signer_check: SignerCheck,
}

/// The finding in words, as the end of a sentence.
fn reason(signer_check: SignerCheck) -> &'static str {
    match signer_check {
        SignerCheck::Known => "it is confirmed",
        SignerCheck::UnknownKey => "the key belongs to nobody on the roster",
        SignerCheck::OtherReviewer => "the key belongs to somebody else",
        SignerCheck::RetiredThen => "the key had been replaced, or its owner had left",
        SignerCheck::OtherName => "the name or the license is not that of the key's owner",
        SignerCheck::OtherCredential => "the credential is not the one that the key's owner had",
        SignerCheck::NotYetEnrolled => "the key was not yet in use",
    }
}

impl History {
    /// Every signature after event `since` that the roster does not confirm, the oldest first.
    pub fn unconfirmed_signatures(&self, roster: &Roster, since: u32) -> Vec<UnconfirmedSignature> {
        let signer_check = |event: &Event| Some((event.sequence, event.signer_check(roster)?));
        let later = self.events().iter().filter(|event| event.sequence > since).filter_map(signer_check);
        later
            .filter(|(_, it)| *it != SignerCheck::Known)
            .map(|(sequence, signer_check)| UnconfirmedSignature { sequence, signer_check })
            .collect()
    }

    /// The same for events that are being saved: a key that was replaced, or whose owner has left, is refused whatever time the
    /// event states.
    pub fn unconfirmed_signatures_now(&self, roster: &Roster, since: u32) -> Vec<UnconfirmedSignature> {
        let mut found = self.unconfirmed_signatures(roster, since);
        let later = self.events().iter().filter(|event| event.sequence > since);
        let retired = later.filter(|event| {
            let signed = event.proof.as_ref().zip(event.by.known.reviewer());
            signed.is_some_and(|(proof, by)| !roster.is_current(&proof.key, by))
        });
        for event in retired {
            if !found.iter().any(|known| known.sequence == event.sequence) {
                found.push(UnconfirmedSignature { sequence: event.sequence, signer_check: SignerCheck::RetiredThen });
            }
        }
        found
    }
}

impl Event {
    /// The roster's finding on its signature; `None` where it has none.
    pub fn signer_check(&self, roster: &Roster) -> Option<SignerCheck> {
        self.by.signer_check(roster, &self.proof.as_ref()?.key, self.at)
    }
}
