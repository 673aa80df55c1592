//! Checks that a change of a roster is permitted.
//!
//! Must not know: signatures and hashes; the caller has checked them.

use super::credential::Credential;
use super::entry::RosterChange;
use super::keys::PublicKey;
use super::member::Member;
use super::names::{check_new_name, fold_name, looks_like, tidy_name};
use super::person::Person;
use super::refusal::RosterRefusal;
use super::roster::Roster;
use crate::ids::ReviewerId;

/// Most changes of passphrase for one key. It keeps a single member from filling the roster, and still allows a change every week
/// for almost two years. A new key, which an administrator signs, resets the count.
const MAX_PASSPHRASES: u32 = 100;

impl Roster {
    /// Checks the rules that apply to new entries alone, in addition to `check_change`: an older roster may break them.
    pub(super) fn check_new_entry(&self, change: &RosterChange) -> Result<(), RosterRefusal> {
        let (id, name) = match change {
            RosterChange::Enrolled { reviewer, .. } => {
                for text in [Some(&reviewer.name), reviewer.licence.as_ref()].into_iter().flatten() {
                    check_new_name(text)?;
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
        // The same name with another credential may belong to two people, and the credential tells them apart on screen.
        let resembles = |member: &Member| member.folded != fold_name(name) && looks_like(&member.person.name, name);
        let taken = self.active_members().any(|member| member.person.id != *id && resembles(member));
        if taken { Err(RosterRefusal::LooksLikeAnother) } else { Ok(()) }
    }

    /// Checks that a member may make this change, signed with this key.
    pub(super) fn check_change(
        &self,
        change: &RosterChange,
        by: &ReviewerId,
        key: &PublicKey,
    ) -> Result<(), RosterRefusal> {
        let signer = self.member(by).ok_or(RosterRefusal::NotOnRoster)?;
        if !signer.active {
            return Err(RosterRefusal::SignerLeft);
        }
        if signer.key() != Some(key) {
            return Err(RosterRefusal::RetiredKey);
        }
        match change {
            RosterChange::NewPassphrase { .. } if signer.passphrases >= MAX_PASSPHRASES => {
                Err(RosterRefusal::TooManyPassphrases)
            }
            RosterChange::NewPassphrase { .. } => Ok(()),
            RosterChange::Enrolled { .. }
            | RosterChange::NewKey { .. }
            | RosterChange::Left { .. }
            | RosterChange::Returned { .. }
            | RosterChange::CredentialChanged { .. }
                if !signer.administrator =>
            {
                Err(RosterRefusal::NotAdministrator)
            }
            RosterChange::Enrolled { reviewer, public_key, .. } => self.check_newcomer(reviewer, public_key),
            RosterChange::NewKey { reviewer, public_key, .. } => {
                self.find_active(reviewer)?;
                self.check_key_is_unused(public_key)
            }
            RosterChange::Left { reviewer } => self.check_administrator_left(self.find_active(reviewer)?),
            RosterChange::Returned { reviewer, public_key, .. } => {
                let member = self.member(reviewer).ok_or(RosterRefusal::NoSuchReviewer)?;
                if member.active {
                    return Err(RosterRefusal::NotAway);
                }
                self.check_name_is_free(reviewer, &member.folded, member.person.credential)?;
                self.check_key_is_unused(public_key)
            }
            RosterChange::CredentialChanged { reviewer, credential, administrator } => {
                self.check_credential_change(self.find_active(reviewer)?, *credential, *administrator, by)
            }
        }
    }

    /// Checks that a person can be enrolled with this key.
    pub(super) fn check_newcomer(&self, reviewer: &Person, key: &PublicKey) -> Result<(), RosterRefusal> {
        let licence = reviewer.licence.as_deref();
        for text in [Some(reviewer.name.as_str()), licence].into_iter().flatten() {
            if tidy_name(text)? != text {
                return Err(RosterRefusal::NotCanonical);
            }
        }
        if self.member(&reviewer.id).is_some() {
            return Err(RosterRefusal::SameId);
        }
        self.check_name_is_free(&reviewer.id, &fold_name(&reviewer.name), reviewer.credential)?;
        self.check_key_is_unused(key)
    }

    fn find_active(&self, id: &ReviewerId) -> Result<&Member, RosterRefusal> {
        let member = self.member(id).ok_or(RosterRefusal::NoSuchReviewer)?;
        if member.active { Ok(member) } else { Err(RosterRefusal::HasLeft) }
    }

    fn check_name_is_free(&self, id: &ReviewerId, name: &str, credential: Credential) -> Result<(), RosterRefusal> {
        let same = |member: &Member| member.person.credential == credential && member.folded == name;
        let taken = self.active_members().any(|member| member.person.id != *id && same(member));
        if taken { Err(RosterRefusal::SameNameAndCredential) } else { Ok(()) }
    }

    /// Checks that a key was never on the roster: a key that is used again would have two spans of time.
    fn check_key_is_unused(&self, key: &PublicKey) -> Result<(), RosterRefusal> {
        let known = self.members().flat_map(|member| &member.keys).any(|span| span.key == *key);
        if known { Err(RosterRefusal::SameKey) } else { Ok(()) }
    }

    fn check_administrator_left(&self, member: &Member) -> Result<(), RosterRefusal> {
        if member.administrator && !self.has_other_administrator(&member.person.id) {
            return Err(RosterRefusal::LastAdministrator);
        }
        Ok(())
    }

    fn has_other_administrator(&self, than: &ReviewerId) -> bool {
        self.active_members().any(|member| member.administrator && member.person.id != *than)
    }

    fn check_credential_change(
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
            let alone = !self.has_other_administrator(id);
            return Err(if alone { RosterRefusal::OwnCredentialAlone } else { RosterRefusal::OwnCredential });
        }
        if !administrator {
            self.check_administrator_left(member)?;
        }
        self.check_name_is_free(id, &member.folded, credential)
    }
}
