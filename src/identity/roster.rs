//! A department's reviewers: signed entries, each bound to the one before, folded into who is here and with which key.
//!
//! Must not know: which change is allowed to whom (that is `rules`), or where the entries are kept.

use super::credential::Credential;
use super::entry::{RosterChange, RosterEntry, Unsigned};
use super::keys::PublicKey;
use super::lock::{Cost, Failed, KeyError, LockedKey};
use super::passphrase::Passphrase;
use super::person::Person;
use super::refusal::{RosterError, RosterRefusal, UnlockError};
use super::signer_check::KeySpan;
use super::unlocked::Unlocked;
use crate::clock::Instant;
use crate::ids::{ContentHash, ReviewerId};

/// A reviewer, as the roster stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub(super) person: Person,
    pub(super) administrator: bool,
    pub(super) active: bool,
    pub(super) locked: LockedKey,
    pub(super) keys: Vec<KeySpan>,
    /// Every credential, with the moment from which it counted.
    pub(super) credentials: Vec<(Instant, Credential)>,
    /// What other spellings of the name have in common with it.
    pub(super) folded: String,
    /// The number of times that the owner changed the passphrase of the newest key.
    pub(super) passphrases: u32,
}

impl Member {
    /// Who it is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// Whether they may change the roster.
    pub fn is_administrator(&self) -> bool {
        self.administrator
    }

    /// Whether they are here.
    pub fn is_active(&self) -> bool {
        self.active
    }

    /// The key that they sign with; none for somebody who has left.
    pub fn key(&self) -> Option<&PublicKey> {
        self.keys.last().filter(|span| span.until.is_none()).map(|span| &span.key)
    }

    /// The private half of that key, locked.
    pub fn locked_key(&self) -> &LockedKey {
        &self.locked
    }
}

/// A roster whose every entry was checked. There is no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    entries: Vec<RosterEntry>,
    pub(super) members: Vec<Member>,
    fingerprint: ContentHash,
    head: ContentHash,
    last_at: Instant,
}

impl Roster {
    /// A roster of one, an administrator, who is unlocked at once.
    pub fn first(
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
        let entry = signed(1, at, what, None, &unlocked);
        let roster = Self::begin(entry).map_err(|_| RosterRefusal::Key(KeyError::NotLocked))?;
        Ok((roster, unlocked))
    }

    /// The roster that these entries give, after checking the chain, every signature and every right at its time.
    pub fn fold(entries: Vec<RosterEntry>) -> Result<Self, RosterError> {
        let mut entries = entries.into_iter();
        let mut roster = Self::begin(entries.next().ok_or(RosterError::Empty)?)?;
        for (place, entry) in (2..).zip(entries) {
            roster.check(place, &entry)?;
            roster.take(entry);
        }
        Ok(roster)
    }

    /// The roster with one more entry, which the one who is unlocked signs; or why not.
    pub fn append(&self, change: RosterChange, by: &Unlocked, at: Instant) -> Result<Self, RosterRefusal> {
        if *at < *self.last_at {
            return Err(RosterRefusal::ClockBehind);
        }
        self.allowed(&change, &by.person().id, by.public_key())?;
        self.new_allowed(&change)?;
        let entry = signed(self.len().saturating_add(1), at, change, Some(&self.head), by);
        let mut next = self.clone();
        next.take(entry);
        Ok(next)
    }

    /// Unlocks somebody's key where its lock is worth as much as this program's locks: `cost` is that of a new one. The
    /// programs unlock in this way alone.
    pub fn unlock_checked(
        &self,
        reviewer: &ReviewerId,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<Unlocked, UnlockError> {
        let member = self.member(reviewer).ok_or(UnlockError::NoSuchReviewer)?;
        if member.active && member.locked.is_cheaper_than(cost.least()) {
            return Err(UnlockError::CheapLock);
        }
        self.unlock(reviewer, passphrase)
    }

    /// Unlocks somebody's key, whatever its lock is worth.
    pub fn unlock(&self, reviewer: &ReviewerId, passphrase: &Passphrase) -> Result<Unlocked, UnlockError> {
        let member = self.member(reviewer).ok_or(UnlockError::NoSuchReviewer)?;
        let key = member.key().filter(|_| member.active).ok_or(UnlockError::HasLeft)?;
        match member.locked.unlock(passphrase, key) {
            Ok(signing) => Ok(Unlocked::new(member.person.clone(), signing)),
            Err(Failed::Passphrase) => Err(UnlockError::WrongPassphrase),
            Err(Failed::OtherKey) => Err(UnlockError::OtherKey),
        }
    }

    /// Every entry, the first one first.
    pub fn entries(&self) -> &[RosterEntry] {
        &self.entries
    }

    /// How many entries there are; never none.
    #[expect(clippy::len_without_is_empty, reason = "there is no empty roster")]
    pub fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Everybody who is or was here, in the order in which they enrolled.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter()
    }

    /// Everybody who is here.
    pub fn active(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.active)
    }

    /// Somebody who is or was here.
    pub fn member(&self, id: &ReviewerId) -> Option<&Member> {
        self.members.iter().find(|member| member.person.id == *id)
    }

    /// How somebody who is or was here is named.
    pub fn reviewer(&self, id: &ReviewerId) -> Option<&Person> {
        self.member(id).map(Member::person)
    }

    /// Whom a text names: an id, or a name with its credential (`Nora Berg, RN`). Of those who left, only one whom it names
    /// alone.
    pub fn find(&self, who: &str) -> Option<&Member> {
        if let Ok(id) = ReviewerId::parse(who.trim()) {
            return self.member(&id);
        }
        let (name, credential) = who.rsplit_once(',')?;
        let credential = Credential::parse(credential)?;
        let named = |member: &&Member| member.person.credential == credential && member.person.is_named(name);
        let here = self.active().find(named);
        let mut gone = self.members().filter(|member| !member.active).filter(named);
        here.or_else(|| gone.next().filter(|_| gone.next().is_none()))
    }

    /// The hash of the first entry, which names the roster; its short form is for the screen.
    pub fn fingerprint(&self) -> &ContentHash {
        &self.fingerprint
    }

    /// The hash of the last entry.
    pub fn head(&self) -> &ContentHash {
        &self.head
    }

    /// Whether it is the other one with nothing taken away or changed.
    pub fn is_continuation_of(&self, other: &Self) -> bool {
        self.entries.starts_with(&other.entries)
    }

    /// True where the last entry is one that every member may make for themselves.
    pub fn ends_with_own_entry(&self) -> bool {
        self.entries.last().is_some_and(|entry| matches!(entry.what, RosterChange::NewPassphrase { .. }))
    }

    fn begin(entry: RosterEntry) -> Result<Self, RosterError> {
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
        roster.newcomer(reviewer, public_key).map_err(|why| RosterError::NotAllowed { sequence: 1, why })?;
        roster.take(entry);
        Ok(roster)
    }

    /// Whether an entry may stand next; its place, from 1, names it in the error.
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
            .and_then(|()| self.allowed(&entry.what, &entry.by, &entry.key))
            .map_err(|why| RosterError::NotAllowed { sequence: place, why })
    }

    /// Takes an entry that was checked.
    fn take(&mut self, entry: RosterEntry) {
        self.happen(&entry);
        (self.head, self.last_at) = (entry.hash(), entry.at);
        self.entries.push(entry);
    }
}

fn signed(
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
