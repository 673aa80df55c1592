//! A department's roster: its reviewers, present and past, with their keys.
//!
//! Must not know: which changes are permitted (that is `change_rules`), or where the entries are stored.

use super::credential::Credential;
use super::entry::{RosterChange, RosterEntry};
use super::locked_key::{Cost, UnlockFailure};
use super::member::Member;
use super::passphrase::Passphrase;
use super::person::Person;
use super::refusal::UnlockError;
use super::unlocked::Unlocked;
use crate::clock::Instant;
use crate::ids::{ContentHash, ReviewerId};

/// A roster. Every entry of it has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    pub(super) entries: Vec<RosterEntry>,
    pub(super) members: Vec<Member>,
    pub(super) fingerprint: ContentHash,
    pub(super) head: ContentHash,
    pub(super) last_at: Instant,
}

impl Roster {
    /// Unlocks a reviewer's key, unless its lock is weaker than this program's locks. `cost` is the cost of a new lock. The
    /// window and the command line use this function alone.
    pub fn unlock_checked(
        &self,
        reviewer: &ReviewerId,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<Unlocked, UnlockError> {
        let member = self.member(reviewer).ok_or(UnlockError::NoSuchReviewer)?;
        if member.active && member.locked.is_cheaper_than(cost.cheapest_to_unlock()) {
            return Err(UnlockError::CheapLock);
        }
        self.unlock(reviewer, passphrase)
    }

    /// Unlocks a reviewer's key, however weak its lock.
    pub fn unlock(&self, reviewer: &ReviewerId, passphrase: &Passphrase) -> Result<Unlocked, UnlockError> {
        let member = self.member(reviewer).ok_or(UnlockError::NoSuchReviewer)?;
        let key = member.key().filter(|_| member.active).ok_or(UnlockError::HasLeft)?;
        match member.locked.unlock(passphrase, key) {
            Ok(signing) => Ok(Unlocked::new(member.person.clone(), signing)),
            Err(UnlockFailure::WrongPassphrase) => Err(UnlockError::WrongPassphrase),
            Err(UnlockFailure::OtherKey) => Err(UnlockError::OtherKey),
        }
    }

    /// All entries, the oldest first.
    pub fn entries(&self) -> &[RosterEntry] {
        &self.entries
    }

    /// The number of entries, at least one.
    #[expect(clippy::len_without_is_empty, reason = "there is no empty roster")]
    pub fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// All reviewers, present and past, in the order of their enrollment.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter()
    }

    /// The reviewers who have not left.
    pub fn active_members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.active)
    }

    /// A reviewer, present or past.
    pub fn member(&self, id: &ReviewerId) -> Option<&Member> {
        self.members.iter().find(|member| member.person.id == *id)
    }

    /// The name and credential of a reviewer, present or past.
    pub fn reviewer(&self, id: &ReviewerId) -> Option<&Person> {
        self.member(id).map(Member::person)
    }

    /// Finds a reviewer by id, or by name and credential (`Nora Berg, RN`). A reviewer who left is found by name only where no
    /// other one has it.
    pub fn find(&self, who: &str) -> Option<&Member> {
        if let Ok(id) = ReviewerId::parse(who.trim()) {
            return self.member(&id);
        }
        let (name, credential) = who.rsplit_once(',')?;
        let credential = Credential::parse(credential)?;
        let named = |member: &&Member| member.person.credential == credential && member.person.is_named(name);
        let here = self.active_members().find(named);
        let mut gone = self.members().filter(|member| !member.active).filter(named);
        here.or_else(|| gone.next().filter(|_| gone.next().is_none()))
    }

    /// The hash of the first entry, which identifies the roster.
    pub fn fingerprint(&self) -> &ContentHash {
        &self.fingerprint
    }

    /// The hash of the last entry.
    pub fn head(&self) -> &ContentHash {
        &self.head
    }

    /// True where it begins with all entries of the other one, unchanged.
    pub fn is_continuation_of(&self, other: &Self) -> bool {
        self.entries.starts_with(&other.entries)
    }

    /// True where the last entry is one that every member may make.
    pub fn ends_with_own_entry(&self) -> bool {
        self.entries.last().is_some_and(|entry| matches!(entry.what, RosterChange::NewPassphrase { .. }))
    }
}
