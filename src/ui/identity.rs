//! Who reviews, as the window keeps it: the folder's roster, and the key that is unlocked. Unlocking takes about a second
//! and happens on a thread.
//!
//! Must not know: how the page that asks is drawn.

use std::sync::Arc;

use eframe::egui::Context;

use super::app::App;
use super::intent::Secret;
use super::outline::Outline;
use super::tasks::Task;
use super::views;
use crate::case::{Known, Reviewer, Stamp};
use crate::clock;
use crate::identity::{Cost, Credential, Passphrase, Remembered, Roster, UnlockError, Unlocked};
use crate::ids::ReviewerId;
use crate::store::{CaseStore, Logged};

/// The roster of the store's folder, and what the window knows of it.
#[derive(Default)]
pub(super) struct Identity {
    /// The roster; none where nobody has begun one.
    pub(super) roster: Option<Arc<Roster>>,
    /// Who can sign in, with name and credential.
    pub(super) names: Vec<(ReviewerId, String)>,
    /// What is wrong with it: then nobody signs in.
    pub(super) trouble: Option<String>,
    /// Whether that can be settled by a look at its fingerprint.
    pub(super) settles: bool,
    /// The key of who reviews, while they are signed in.
    pub(super) unlocked: Option<Arc<Unlocked>>,
    /// A key that is being unlocked.
    unlocking: Option<Task<Result<SignedIn, String>>>,
}

/// What came of signing in.
pub(super) struct SignedIn {
    roster: Roster,
    unlocked: Unlocked,
}

impl App {
    /// Reads the roster anew: others may have changed it.
    pub(super) fn read_roster(&mut self) {
        let (roster, trouble) = match self.store.roster() {
            Ok(loaded) => (loaded.map(|loaded| Arc::new(loaded.roster)), None),
            Err(error) => (None, Some(format!("The roster cannot be used, so nobody signs in: {error}."))),
        };
        let remembered = roster.as_ref().map(|roster| roster.compare(self.settings.roster.as_ref()));
        let fingerprint = roster.as_ref().map_or("", |roster| roster.fingerprint().short());
        let changed = match remembered {
            Some(Remembered::Replaced) => Some("is not the one that this workstation knows"),
            Some(Remembered::Cut) => Some("lacks entries that this workstation has seen"),
            // One that was here and is gone is noticed too.
            None if trouble.is_none() && self.settings.roster.is_some() => Some("is gone from this folder"),
            _ => None,
        };
        self.identity.settles = changed.is_some();
        self.identity.trouble = trouble.or_else(|| {
            changed.map(|what| {
                format!(
                    "The roster {what}. Ask an administrator, and compare its fingerprint ({fingerprint}) before anybody \
                     signs in."
                )
            })
        });
        let active = roster.iter().flat_map(|roster| roster.active());
        self.identity.names = active.map(|member| (member.person().id.clone(), member.person().title())).collect();
        if let Some(open) = &mut self.open
            && let Some(roster) = &roster
        {
            open.session.hold_against(roster.clone());
            open.outline = Outline::of(&open.session);
        }
        self.identity.roster = roster;
    }

    /// The reviewer looked at the fingerprint: from now on this is the roster.
    pub(super) fn trust_roster(&mut self) {
        self.settings.roster = self.identity.roster.as_ref().map(|roster| roster.mark());
        self.keep_settings();
        self.read_roster();
    }

    pub(super) fn sign_in(&mut self, ctx: &Context, who: ReviewerId, passphrase: &Secret) {
        let Some(roster) = self.identity.roster.clone() else { return };
        let (store, passphrase) = (self.store.clone(), passphrase.to_passphrase());
        self.unlock(ctx, move || {
            let unlocked = roster.unlock(&who, &passphrase).map_err(|error| failed(&store, &roster, &who, &error))?;
            Ok(SignedIn { roster: Roster::clone(&roster), unlocked })
        });
    }

    pub(super) fn found_roster(&mut self, ctx: &Context, name: &str, credential: &str, passphrase: &Secret) {
        let Some(credential) = Credential::parse(credential) else { return };
        let (store, name, passphrase, cost) =
            (self.store.clone(), name.to_owned(), passphrase.to_passphrase(), self.key_cost);
        self.unlock(ctx, move || found(&store, &name, credential, &passphrase, cost));
    }

    fn unlock(&mut self, ctx: &Context, work: impl FnOnce() -> Result<SignedIn, String> + Send + 'static) {
        if self.identity.unlocking.is_none() {
            self.identity.unlocking = Task::start("unlock", ctx, work);
        }
    }

    /// Takes in a key that was unlocked.
    pub(super) fn collect_sign_in(&mut self) {
        let Some(task) = &self.identity.unlocking else { return };
        let Ok(outcome) = task.poll() else { return };
        self.identity.unlocking = None;
        match outcome {
            Some(Ok(signed_in)) => {
                self.settings.roster = Some(signed_in.roster.mark());
                let unlocked = Arc::new(signed_in.unlocked);
                let reviewer = Stamp::signed_in(clock::now(), unlocked.clone()).by().clone();
                self.is_reviewer(reviewer);
                self.identity.unlocked = Some(unlocked);
                self.read_roster();
            }
            Some(Err(why)) => self.messages.say(format!("Not signed in: {why}.")),
            None => self.messages.say("Not signed in: the work broke off; try again.".to_owned()),
        }
    }

    /// Somebody who is only named.
    pub(super) fn introduce(&mut self, name: &str, credential: &str) {
        match Reviewer::unproved(name, credential) {
            Ok(reviewer) => {
                self.is_reviewer(reviewer);
                self.identity.unlocked = None;
            }
            Err(error) => self.messages.say(format!("{error}.")),
        }
    }

    /// Locks the key again: somebody else may sit here now.
    pub(super) fn lock(&mut self) {
        if self.identity.unlocked.take().is_some() {
            if let Some(reviewer) = &mut self.reviewer {
                reviewer.known = Known::Unproved;
            }
            let minutes = self.settings.idle_minutes;
            self.messages.say(format!("Signed out after {minutes} minutes without a key or a click."));
        }
    }

    fn is_reviewer(&mut self, reviewer: Reviewer) {
        self.settings.reviewer_name.clone_from(&reviewer.name);
        self.settings.reviewer_credential.clone_from(&reviewer.credential);
        self.reviewer = Some(reviewer);
        self.overlay = None;
        self.messages.clear();
        self.keep_settings();
    }

    /// What the page that asks who reviews shows.
    pub(super) fn sign_in_page(&self) -> views::SignIn<'_> {
        views::SignIn {
            now: self.reviewer.as_ref(),
            proved: self.identity.unlocked.is_some(),
            roster: self.identity.roster.as_ref().map(|_| self.identity.names.as_slice()),
            trouble: self.identity.trouble.as_deref(),
            settles: self.identity.settles,
            working: self.identity.unlocking.is_some(),
            folder: &self.folder,
        }
    }
}

/// A key that did not unlock: logged under the name it was tried for.
fn failed(store: &CaseStore, roster: &Roster, who: &ReviewerId, error: &UnlockError) -> String {
    let tried = roster.member(who).map(|member| member.person().title());
    match store.log(Logged::UnlockFailed, tried.as_deref()) {
        Ok(()) => error.to_string(),
        Err(why) => format!("{error}; this workstation's log was not written: {why}"),
    }
}

/// Begins the roster of a folder that has none.
fn found(
    store: &CaseStore,
    name: &str,
    credential: Credential,
    passphrase: &Passphrase,
    cost: Cost,
) -> Result<SignedIn, String> {
    let first = Roster::first(name, credential, None, passphrase, clock::now(), cost);
    let (roster, unlocked) = first.map_err(|error| error.to_string())?;
    store.save_roster(&roster, None).map_err(|error| error.to_string())?;
    Ok(SignedIn { roster, unlocked })
}
