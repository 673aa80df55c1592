//! Signs events, verifies their signatures and chains them by their hashes. The owner of a key is looked up in the roster
//! elsewhere (`unconfirmed_signatures`).
//!
//! Must not know: the roster, or which events need a signature (that is `authority`).

use super::change::Event;
use super::proof::Proof;
use super::state::CriteriaResult;
use crate::identity::{PublicKey, Unlocked};
use crate::ids::CaseId;

/// Prefix of the signed bytes, so that a signature made for anything else never fits an event.
const DOMAIN: &[u8] = b"mednec case event 2\n";

/// Signs an event that has no proof yet.
pub(super) fn sign(case: &CaseId, event: &Event, result: CriteriaResult, by: &Unlocked) -> Proof {
    let key = *by.public_key();
    let signature = by.sign(&message(case, event, result, &key));
    Proof { result, key, signature }
}

impl Proof {
    /// True where this signature was made for this event of this case.
    pub fn is_for(&self, case: &CaseId, event: &Event) -> bool {
        self.key.verify(&message(case, event, self.result, &self.key), &self.signature)
    }
}

fn message(case: &CaseId, event: &Event, result: CriteriaResult, key: &PublicKey) -> Vec<u8> {
    let bare = Event { proof: None, ..event.clone() };
    // Ids, strings, counts and instants only: nothing here can fail to serialize.
    let content = serde_json::to_vec(&(case, &bare, result, key)).unwrap_or_default();
    [DOMAIN, &content].concat()
}

/// Writes into each event the hash of the one before it, for histories that were recorded before events had it.
pub fn chained(mut events: Vec<Event>) -> Vec<Event> {
    let mut head = None;
    for event in &mut events {
        event.previous = head;
        head = Some(event.hash());
    }
    events
}
