//! Holds the signatures of a case against a department's roster. That each signature fits its event was checked when the history
//! was folded; here key, name, credential and license are held against those that the roster states for that time.
//!
//! Must not know: what is done about a signature that nobody backs.

use super::change::Event;
use super::history::History;
use crate::identity::{Roster, Standing};

/// A signature that a roster does not back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {sequence} is signed, and the roster does not back the signature: {}", said(*standing))]
pub struct Unbacked {
    /// The event's number.
    pub sequence: u32,
    /// What the roster says of it.
    pub standing: Standing,
}

/// A standing in words; each ends the sentence.
fn said(standing: Standing) -> &'static str {
    match standing {
        Standing::Known => "it does",
        Standing::UnknownKey => "the key is nobody's",
        Standing::OtherReviewer => "the key is somebody else's",
        Standing::RetiredThen => "the key had been replaced, or its owner had left",
        Standing::OtherName => "the name or the license is not that of the key's owner",
        Standing::OtherCredential => "the credential is not the one that the key's owner had",
        Standing::NotYetEnrolled => "the key was not yet in use",
    }
}

impl History {
    /// Every signature after event `since` that this roster does not back, the oldest first.
    pub fn unbacked(&self, roster: &Roster, since: u32) -> Vec<Unbacked> {
        let standing = |event: &Event| Some((event.sequence, event.standing(roster)?));
        let later = self.events().iter().filter(|event| event.sequence > since).filter_map(standing);
        later
            .filter(|(_, it)| *it != Standing::Known)
            .map(|(sequence, standing)| Unbacked { sequence, standing })
            .collect()
    }

    /// The same for events that are recorded now: a key that was replaced, or whose owner has left, does not sign any more,
    /// whatever time the event states.
    pub fn unbacked_now(&self, roster: &Roster, since: u32) -> Vec<Unbacked> {
        let mut found = self.unbacked(roster, since);
        let later = self.events().iter().filter(|event| event.sequence > since);
        let retired = later.filter(|event| {
            let signed = event.proof.as_ref().zip(event.by.known.reviewer());
            signed.is_some_and(|(proof, by)| !roster.is_current(&proof.key, by))
        });
        for event in retired {
            if !found.iter().any(|known| known.sequence == event.sequence) {
                found.push(Unbacked { sequence: event.sequence, standing: Standing::RetiredThen });
            }
        }
        found
    }
}

impl Event {
    /// What a roster says of its signature; `None` where it has none.
    pub fn standing(&self, roster: &Roster) -> Option<Standing> {
        self.by.standing(roster, &self.proof.as_ref()?.key, self.at)
    }
}
