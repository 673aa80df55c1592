//! Builds a roster from signed entries, each bound to the one before by its hash, and adds an entry.
//!
//! Must not know: which changes are permitted (that is `change_rules`), or where the entries are stored.

use super::credential::Credential;
use super::entry::{RosterChange, RosterEntry, Unsigned};
use super::locked_key::{Cost, KeyError, LockedKey};
use super::member::Member;
use super::passphrase::Passphrase;
use super::person::Person;
use super::refusal::{RosterError, RosterRefusal};
use super::roster::Roster;
use super::unlocked::Unlocked;
use crate::clock::Instant;
use crate::ids::ContentHash;

impl Roster {
    /// Creates a roster with one administrator, whose key is unlocked.
    pub fn create(
        name: &str,
        credential: Credential,
        licence: Option<&str>,
        passphrase: &Passphrase,
        at: Instant,
        cost: Cost,
    ) -> Result<(Self, Unlocked), RosterRefusal> {
        let reviewer = Person::new(name, credential, licence)?;
        let (signing, locked_key) = LockedKey::generate_open(&reviewer.name, passphrase, cost)?;
        let unlocked = Unlocked::new(reviewer.clone(), signing);
        let public_key = *unlocked.public_key();
        let what = RosterChange::Enrolled { reviewer, administrator: true, public_key, locked_key };
        let entry = sign_entry(1, at, what, None, &unlocked);
        let roster = Self::start(entry).map_err(|_| RosterRefusal::Key(KeyError::NotLocked))?;
        Ok((roster, unlocked))
    }

    /// Builds the roster from its entries. Checks the chain, every signature, and that each change was permitted at its time.
    pub fn fold(entries: Vec<RosterEntry>) -> Result<Self, RosterError> {
        let mut entries = entries.into_iter();
        let mut roster = Self::start(entries.next().ok_or(RosterError::Empty)?)?;
        for (place, entry) in (2..).zip(entries) {
            roster.check(place, &entry)?;
            roster.push(entry);
        }
        Ok(roster)
    }

    /// Returns the roster with one more entry, signed with the unlocked key. Refused where the change is not permitted.
    pub fn append(&self, change: RosterChange, by: &Unlocked, at: Instant) -> Result<Self, RosterRefusal> {
        if *at < *self.last_at {
            return Err(RosterRefusal::ClockBehind);
        }
        self.check_change(&change, &by.person().id, by.public_key())?;
        self.check_new_entry(&change)?;
        let entry = sign_entry(self.len().saturating_add(1), at, change, Some(&self.head), by);
        let mut next = self.clone();
        next.push(entry);
        Ok(next)
    }

    fn start(entry: RosterEntry) -> Result<Self, RosterError> {
        let RosterChange::Enrolled { reviewer, administrator: true, public_key, .. } = &entry.what else {
            return Err(RosterError::BadFirst);
        };
        if entry.sequence != 1 {
            return Err(RosterError::OutOfOrder(1));
        }
        if reviewer.id != entry.by || *public_key != entry.key || entry.previous.is_some() {
            return Err(RosterError::BadFirst);
        }
        if !entry.key.verify(&entry.message(), &entry.signature) {
            return Err(RosterError::BadSignature(1));
        }
        let hash = entry.hash();
        let mut roster =
            Self { entries: vec![], members: vec![], fingerprint: hash.clone(), head: hash, last_at: entry.at };
        roster.check_newcomer(reviewer, public_key).map_err(|why| RosterError::NotAllowed { sequence: 1, why })?;
        roster.push(entry);
        Ok(roster)
    }

    /// Checks that an entry can follow. `place` is its number in the error.
    fn check(&self, place: u32, entry: &RosterEntry) -> Result<(), RosterError> {
        if entry.sequence != place {
            return Err(RosterError::OutOfOrder(place));
        }
        if entry.previous.as_ref() != Some(&self.head) {
            return Err(RosterError::Unchained(place));
        }
        if !entry.key.verify(&entry.message(), &entry.signature) {
            return Err(RosterError::BadSignature(place));
        }
        let in_time = if *entry.at < *self.last_at { Err(RosterRefusal::ClockBehind) } else { Ok(()) };
        in_time
            .and_then(|()| self.check_change(&entry.what, &entry.by, &entry.key))
            .map_err(|why| RosterError::NotAllowed { sequence: place, why })
    }

    /// Adds an entry that was checked.
    fn push(&mut self, entry: RosterEntry) {
        self.apply(&entry);
        (self.head, self.last_at) = (entry.hash(), entry.at);
        self.entries.push(entry);
    }

    /// Applies the change of an entry that was checked.
    fn apply(&mut self, entry: &RosterEntry) {
        let reviewer = match &entry.what {
            RosterChange::Enrolled { reviewer, administrator, public_key, locked_key } => {
                self.members.push(Member::enrolled(reviewer, *administrator, public_key, locked_key, entry.at));
                return;
            }
            RosterChange::NewKey { reviewer, .. }
            | RosterChange::Left { reviewer }
            | RosterChange::Returned { reviewer, .. }
            | RosterChange::CredentialChanged { reviewer, .. } => reviewer,
            RosterChange::NewPassphrase { .. } => &entry.by,
        };
        if let Some(member) = self.members.iter_mut().find(|member| member.person.id == *reviewer) {
            member.apply(&entry.what, entry.at);
        }
    }
}

fn sign_entry(
    sequence: u32,
    at: Instant,
    what: RosterChange,
    previous: Option<&ContentHash>,
    by: &Unlocked,
) -> RosterEntry {
    let (id, key) = (&by.person().id, by.public_key());
    let signature = by.sign(&Unsigned { sequence, at, by: id, what: &what, previous, key }.message());
    RosterEntry { sequence, at, by: id.clone(), what, previous: previous.cloned(), key: *key, signature }
}
