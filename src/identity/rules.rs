//! Who may change a roster, and what each change does to it.
//!
//! Must not know: signatures and hashes; whoever asks has checked them.

use super::credential::Credential;
use super::entry::{RosterChange, RosterEntry};
use super::keys::PublicKey;
use super::lock::LockedKey;
use super::looks::{check_new, looks_like};
use super::person::{Person, folded, tidied};
use super::refusal::RosterRefusal;
use super::roster::{Member, Roster};
use super::signer_check::KeySpan;
use crate::clock::Instant;
use crate::ids::ReviewerId;

/// The number of times that somebody may change the passphrase of one key: nobody fills the roster alone, and nobody who changes it every
/// week for two years is refused. A new key, which an administrator signs, begins the count anew.
const MOST_PASSPHRASES: u32 = 100;

impl Roster {
    /// Checks a change beyond `allowed` by rules that hold for new entries alone: older rosters may break them.
    pub(super) fn new_allowed(&self, change: &RosterChange) -> Result<(), RosterRefusal> {
        let (id, name) = match change {
            RosterChange::Enrolled { reviewer, .. } => {
                for text in [Some(&reviewer.name), reviewer.licence.as_ref()].into_iter().flatten() {
                    check_new(text)?;
                }
                (&reviewer.id, reviewer.name.as_str())
            }
            RosterChange::Returned { reviewer, .. } => {
                (reviewer, self.reviewer(reviewer).map_or("", |person| person.name.as_str()))
            }
            RosterChange::NewKey { .. }
            | RosterChange::NewPassphrase { .. }
            | RosterChange::Left { .. }
            | RosterChange::CredentialChanged { .. } => return Ok(()),
        };
        // The very same name under another credential is two people's, and everyone sees it.
        let copies = |member: &Member| member.folded != folded(name) && looks_like(&member.person.name, name);
        let taken = self.active().any(|member| member.person.id != *id && copies(member));
        if taken { Err(RosterRefusal::LooksLikeAnother) } else { Ok(()) }
    }

    /// Whether somebody may make this change now, with this key.
    pub(super) fn allowed(&self, change: &RosterChange, by: &ReviewerId, key: &PublicKey) -> Result<(), RosterRefusal> {
        let signer = self.member(by).ok_or(RosterRefusal::Stranger)?;
        if !signer.active {
            return Err(RosterRefusal::SignerLeft);
        }
        if signer.key() != Some(key) {
            return Err(RosterRefusal::RetiredKey);
        }
        match change {
            RosterChange::NewPassphrase { .. } if signer.passphrases >= MOST_PASSPHRASES => {
                Err(RosterRefusal::TooManyPassphrases)
            }
            RosterChange::NewPassphrase { .. } => Ok(()),
            _ if !signer.administrator => Err(RosterRefusal::NotAdministrator),
            RosterChange::Enrolled { reviewer, public_key, .. } => self.newcomer(reviewer, public_key),
            RosterChange::NewKey { reviewer, public_key, .. } => {
                self.here(reviewer)?;
                self.unused(public_key)
            }
            RosterChange::Left { reviewer } => self.without_administrator(self.here(reviewer)?),
            RosterChange::Returned { reviewer, public_key, .. } => {
                let member = self.member(reviewer).ok_or(RosterRefusal::NoSuchReviewer)?;
                if member.active {
                    return Err(RosterRefusal::NotAway);
                }
                self.unlike_others(reviewer, &member.folded, member.person.credential)?;
                self.unused(public_key)
            }
            RosterChange::CredentialChanged { reviewer, credential, administrator } => {
                self.credential_may_change(self.here(reviewer)?, *credential, *administrator, by)
            }
        }
    }

    /// Whether somebody may enrol as this, with this key.
    pub(super) fn newcomer(&self, reviewer: &Person, key: &PublicKey) -> Result<(), RosterRefusal> {
        let licence = reviewer.licence.as_deref();
        for text in [Some(reviewer.name.as_str()), licence].into_iter().flatten() {
            if tidied(text)? != text {
                return Err(RosterRefusal::Untidy);
            }
        }
        if self.member(&reviewer.id).is_some() {
            return Err(RosterRefusal::SameId);
        }
        self.unlike_others(&reviewer.id, &folded(&reviewer.name), reviewer.credential)?;
        self.unused(key)
    }

    fn here(&self, id: &ReviewerId) -> Result<&Member, RosterRefusal> {
        let member = self.member(id).ok_or(RosterRefusal::NoSuchReviewer)?;
        if member.active { Ok(member) } else { Err(RosterRefusal::HasLeft) }
    }

    fn unlike_others(&self, id: &ReviewerId, name: &str, credential: Credential) -> Result<(), RosterRefusal> {
        let same = |member: &Member| member.person.credential == credential && member.folded == name;
        let taken = self.active().any(|member| member.person.id != *id && same(member));
        if taken { Err(RosterRefusal::SameNameAndCredential) } else { Ok(()) }
    }

    /// A key that came back could not be told from the time before it ended.
    fn unused(&self, key: &PublicKey) -> Result<(), RosterRefusal> {
        let known = self.members().flat_map(|member| &member.keys).any(|span| span.key == *key);
        if known { Err(RosterRefusal::SameKey) } else { Ok(()) }
    }

    fn without_administrator(&self, member: &Member) -> Result<(), RosterRefusal> {
        if member.administrator && !self.another_administrator(&member.person.id) {
            return Err(RosterRefusal::LastAdministrator);
        }
        Ok(())
    }

    fn another_administrator(&self, than: &ReviewerId) -> bool {
        self.active().any(|member| member.administrator && member.person.id != *than)
    }

    fn credential_may_change(
        &self,
        member: &Member,
        credential: Credential,
        administrator: bool,
        by: &ReviewerId,
    ) -> Result<(), RosterRefusal> {
        let id = &member.person.id;
        let other = credential != member.person.credential;
        if !other && administrator == member.administrator {
            return Err(RosterRefusal::NothingChanges);
        }
        if other && id == by {
            let alone = !self.another_administrator(id);
            return Err(if alone { RosterRefusal::OwnCredentialAlone } else { RosterRefusal::OwnCredential });
        }
        if !administrator {
            self.without_administrator(member)?;
        }
        self.unlike_others(id, &member.folded, credential)
    }

    /// What an entry does, once it is allowed.
    pub(super) fn happen(&mut self, entry: &RosterEntry) {
        let at = entry.at;
        if let RosterChange::Enrolled { reviewer, administrator, public_key, locked_key } = &entry.what {
            self.members.push(Member {
                person: reviewer.clone(),
                administrator: *administrator,
                active: true,
                locked: locked_key.clone(),
                keys: vec![KeySpan { key: *public_key, from: at, until: None }],
                credentials: vec![(at, reviewer.credential)],
                folded: folded(&reviewer.name),
                passphrases: 0,
            });
            return;
        }
        let whom = match &entry.what {
            RosterChange::NewKey { reviewer, .. }
            | RosterChange::Left { reviewer }
            | RosterChange::Returned { reviewer, .. }
            | RosterChange::CredentialChanged { reviewer, .. } => reviewer,
            RosterChange::NewPassphrase { .. } | RosterChange::Enrolled { .. } => &entry.by,
        };
        if let Some(member) = self.members.iter_mut().find(|member| member.person.id == *whom) {
            member.happens(&entry.what, at);
        }
    }
}

impl Member {
    fn happens(&mut self, change: &RosterChange, at: Instant) {
        match change {
            RosterChange::Enrolled { .. } => {}
            RosterChange::NewKey { public_key, locked_key, .. } => self.has_key(public_key, locked_key, at),
            RosterChange::NewPassphrase { locked_key } => {
                self.locked = locked_key.clone();
                self.passphrases = self.passphrases.saturating_add(1);
            }
            RosterChange::Left { .. } => {
                (self.active, self.administrator) = (false, false);
                self.key_ends(at);
            }
            RosterChange::Returned { public_key, locked_key, .. } => {
                self.active = true;
                self.has_key(public_key, locked_key, at);
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

    fn has_key(&mut self, key: &PublicKey, locked: &LockedKey, at: Instant) {
        self.key_ends(at);
        self.keys.push(KeySpan { key: *key, from: at, until: None });
        self.passphrases = 0;
        self.locked = locked.clone();
    }

    fn key_ends(&mut self, at: Instant) {
        if let Some(span) = self.keys.last_mut().filter(|span| span.until.is_none()) {
            span.until = Some(at);
        }
    }
}
