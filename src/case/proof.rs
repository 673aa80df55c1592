//! What makes an event more than a claim: a signature by the key of whoever made it, over the event and all that came before
//! it. A key's owner is looked up in the roster; here only key and signature are held together.
//!
//! Must not know: the roster, or what needs a proof (that is `authority`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::Event;
use super::decision::CriteriaResult;
use crate::identity::{PublicKey, Signature, Unlocked};
use crate::ids::{CaseId, ContentHash};

/// Before the signed bytes, so that no signature made for something else fits a case.
const DOMAIN: &[u8] = b"mednec case event 2\n";

/// A signature on an event. It covers the case's id, who, when, what, the result at that moment and, through the head, all
/// that was recorded before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// What the criteria amounted to at that moment.
    pub result: CriteriaResult,
    /// The key that verifies it.
    pub key: PublicKey,
    /// Ed25519.
    pub signature: Signature,
}

impl Proof {
    /// Signs an event that carries no proof yet.
    pub(super) fn make(case: &CaseId, event: &Event, result: CriteriaResult, by: &Unlocked) -> Self {
        let key = *by.public_key();
        let signature = by.sign(&message(case, event, result, &key));
        Self { result, key, signature }
    }

    /// Whether this signature was made for this event of this case.
    pub fn fits(&self, case: &CaseId, event: &Event) -> bool {
        self.key.verify(&message(case, event, self.result, &self.key), &self.signature)
    }
}

fn message(case: &CaseId, event: &Event, result: CriteriaResult, key: &PublicKey) -> Vec<u8> {
    let bare = Event { proof: None, ..event.clone() };
    // Ids, strings, counts and instants only: nothing here can fail to serialise.
    let content = serde_json::to_vec(&(case, &bare, result, key)).unwrap_or_default();
    [DOMAIN, &content].concat()
}

/// The hash that the next event names: of this one's exact bytes, its proof included.
pub(super) fn head_after(event: &Event) -> ContentHash {
    let mut content = b"mednec event\n".to_vec();
    // Strings, counts and instants into memory: nothing here can fail to serialise.
    let _ = serde_json::to_writer(&mut content, event);
    ContentHash::of(&content)
}

/// Lets each event name the one before it: for histories from before events did.
pub fn chained(mut events: Vec<Event>) -> Vec<Event> {
    let mut head = None;
    for event in &mut events {
        event.previous = head;
        head = Some(head_after(event));
    }
    events
}
