//! A reviewer on a roster, and the effect of roster entries on one.
//!
//! Must not know: whether a change was permitted (that is `change_rules`).

use super::credential::Credential;
use super::entry::RosterChange;
use super::key_span::KeySpan;
use super::keys::PublicKey;
use super::locked_key::LockedKey;
use super::names::fold_name;
use super::person::Person;
use crate::clock::Instant;

/// A reviewer on the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub(super) person: Person,
    pub(super) administrator: bool,
    pub(super) active: bool,
    pub(super) locked: LockedKey,
    pub(super) keys: Vec<KeySpan>,
    /// Every credential, with the time from which it is valid.
    pub(super) credentials: Vec<(Instant, Credential)>,
    /// The folded name, by which spellings are compared.
    pub(super) folded: String,
    /// The number of changes of passphrase for the newest key.
    pub(super) passphrases: u32,
}

impl Member {
    /// The id, name, credential and license.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// True where the reviewer may change the roster.
    pub fn is_administrator(&self) -> bool {
        self.administrator
    }

    /// True where the reviewer has not left.
    pub fn is_active(&self) -> bool {
        self.active
    }

    /// The current key; none for a reviewer who has left.
    pub fn key(&self) -> Option<&PublicKey> {
        self.keys.last().filter(|span| span.until.is_none()).map(|span| &span.key)
    }

    /// The locked private half of the newest key.
    pub fn locked_key(&self) -> &LockedKey {
        &self.locked
    }

    /// The credential at a time; before the first one, the first.
    pub(super) fn credential_at(&self, at: Instant) -> Credential {
        let by_then = self.credentials.iter().rev().find(|(from, _)| **from <= *at);
        by_then.or(self.credentials.first()).map_or(self.person.credential, |(_, credential)| *credential)
    }

    /// A new member, as an enrollment states it.
    pub(super) fn enrolled(
        reviewer: &Person,
        administrator: bool,
        public_key: &PublicKey,
        locked_key: &LockedKey,
        at: Instant,
    ) -> Self {
        Self {
            person: reviewer.clone(),
            administrator,
            active: true,
            locked: locked_key.clone(),
            keys: vec![KeySpan { key: *public_key, from: at, until: None }],
            credentials: vec![(at, reviewer.credential)],
            folded: fold_name(&reviewer.name),
            passphrases: 0,
        }
    }

    /// Applies a change that was checked.
    pub(super) fn apply(&mut self, change: &RosterChange, at: Instant) {
        match change {
            RosterChange::Enrolled { .. } => {}
            RosterChange::NewKey { public_key, locked_key, .. } => self.set_key(public_key, locked_key, at),
            RosterChange::NewPassphrase { locked_key } => {
                self.locked = locked_key.clone();
                self.passphrases = self.passphrases.saturating_add(1);
            }
            RosterChange::Left { .. } => {
                (self.active, self.administrator) = (false, false);
                self.end_key(at);
            }
            RosterChange::Returned { public_key, locked_key, .. } => {
                self.active = true;
                self.set_key(public_key, locked_key, at);
            }
            RosterChange::CredentialChanged { credential, administrator, .. } => {
                self.administrator = *administrator;
                if self.person.credential != *credential {
                    self.person.credential = *credential;
                    self.credentials.push((at, *credential));
                }
            }
        }
    }

    fn set_key(&mut self, key: &PublicKey, locked: &LockedKey, at: Instant) {
        self.end_key(at);
        self.keys.push(KeySpan { key: *key, from: at, until: None });
        self.passphrases = 0;
        self.locked = locked.clone();
    }

    fn end_key(&mut self, at: Instant) {
        if let Some(span) = self.keys.last_mut().filter(|span| span.until.is_none()) {
            span.until = Some(at);
        }
    }
}
