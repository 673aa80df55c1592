//! Who reviews, as the window keeps it: the folder's roster, and the key that is unlocked. Unlocking takes about a second
//! and happens on a thread.
//!
//! Must not know: how the page that asks is drawn.

use std::sync::Arc;

use eframe::egui::Context;

use super::app::App;
use super::intent::Secret;
use super::tasks::Task;
use super::views;
use crate::case::{Known, Reviewer, Stamp};
use crate::clock;
use crate::identity::{Cost, Credential, Passphrase, Roster, Unlocked};
use crate::ids::ReviewerId;
use crate::store::{CaseStore, RosterFileError, RosterMemory, UntrustedRoster};
use crate::workspace::{FolderRoster, save_roster, unlock};

/// The roster of the store's folder, and what the window knows of it.
#[derive(Default)]
pub(super) struct Identity {
    /// The roster as it was last read.
    pub(super) roster: FolderRoster,
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
        let memory = self.known_rosters();
        let read = FolderRoster::of_store(&self.store, &memory);
        read.remember(self.store.folder(), &memory);
        if let (Some(roster), None) = (read.found(), read.fault()) {
            let _ = self.store.log_roster(&roster.mark());
        }
        self.identity.settles = matches!(read.fault(), Some(RosterFileError::Untrusted(_)));
        self.identity.trouble = read.fault().map(in_window);
        if self.identity.trouble.is_some() {
            self.sign_out();
        }
        let roster = read.found().cloned();
        let active = roster.iter().flat_map(|roster| roster.active());
        self.identity.names = active.map(|member| (member.person().id.clone(), member.person().title())).collect();
        if let Some(open) = &mut self.open
            && let Some(roster) = &roster
        {
            open.session.hold_against(roster.clone());
            open.renew_page();
        }
        self.identity.roster = read;
    }

    /// The rosters that this workstation knows, shared with the command line.
    fn known_rosters(&self) -> RosterMemory {
        RosterMemory::beside(self.settings_file.as_deref())
    }

    /// The reviewer looked at the fingerprint: from now on this is the roster.
    pub(super) fn trust_roster(&mut self) {
        if let Err(failure) =
            self.known_rosters().trust(self.store.folder(), self.identity.roster.found().map(Arc::as_ref))
        {
            self.messages.say(format!("This workstation cannot remember the roster: {failure}."));
        }
        if self.identity.roster.found().is_none() {
            self.settings.roster = None;
        }
        self.read_roster();
    }

    pub(super) fn sign_in(&mut self, ctx: &Context, who: ReviewerId, passphrase: &Secret) {
        let Some(roster) = self.identity.roster.found().cloned() else { return };
        let (store, passphrase, cost) = (self.store.clone(), passphrase.to_passphrase(), self.key_cost);
        self.unlock(ctx, move || {
            store.check_clock(clock::now(), Some(&roster)).map_err(|fault| fault.to_string())?;
            let unlocked = unlock(&store, &roster, &who, &passphrase, cost, clock::now());
            let unlocked = unlocked.map_err(|error| error.to_string())?;
            Ok(SignedIn { roster: Roster::clone(&roster), unlocked })
        });
    }

    pub(super) fn found_roster(&mut self, ctx: &Context, name: &str, credential: &str, passphrase: &Secret) {
        let Some(credential) = Credential::parse(credential) else { return };
        let (store, name, passphrase, cost) =
            (self.store.clone(), name.to_owned(), passphrase.to_passphrase(), self.key_cost);
        let memory = self.known_rosters();
        self.unlock(ctx, move || found(&store, &name, credential, &passphrase, cost, &memory));
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
                // What cannot be kept is compared again with what was known before.
                let _ = self.known_rosters().remember(self.store.folder(), &signed_in.roster);
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
        if self.sign_out() {
            let minutes = self.settings.idle_minutes;
            self.messages.say(format!("Signed out after {minutes} minutes without a key or a click."));
        }
    }

    /// Drops the key, and returns whether there was one.
    fn sign_out(&mut self) -> bool {
        let was_unlocked = self.identity.unlocked.take().is_some();
        if let Some(reviewer) = self.reviewer.as_mut().filter(|_| was_unlocked) {
            reviewer.known = Known::Unproved;
        }
        was_unlocked
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
            roster: self.identity.roster.found().map(|_| self.identity.names.as_slice()),
            trouble: self.identity.trouble.as_deref(),
            settles: self.identity.settles,
            working: self.identity.unlocking.is_some(),
            folder: &self.folder,
        }
    }
}

/// A fault of the roster in the window's words: another roster is confirmed with a button there.
fn in_window(fault: &RosterFileError) -> String {
    let RosterFileError::Untrusted(why) = fault else {
        return format!("The roster cannot be used, so nobody signs in: {fault}.");
    };
    let compare = "Ask an administrator, and compare fingerprint and number of entries before anybody signs in.";
    match why {
        UntrustedRoster::Missing { known } => {
            format!("The roster is gone from this folder; this workstation knows {known}. Ask an administrator.")
        }
        UntrustedRoster::Replaced { found, known } => {
            format!("The roster ({found}) is not the one that this workstation knows ({known}). {compare}")
        }
        UntrustedRoster::Cut { found, known } => {
            format!("The roster ({found}) lacks entries that this workstation has seen ({known}). {compare}")
        }
        UntrustedRoster::Unreadable(failure) => {
            format!("The rosters that this workstation knows cannot be read: {failure}. Start the window again.")
        }
        UntrustedRoster::Damaged => {
            format!("The file of the rosters that this workstation knows is damaged. {compare}")
        }
    }
}

/// Begins the roster of a folder that has none.
fn found(
    store: &CaseStore,
    name: &str,
    credential: Credential,
    passphrase: &Passphrase,
    cost: Cost,
    memory: &RosterMemory,
) -> Result<SignedIn, String> {
    let now = clock::now();
    store.check_clock(now, None).map_err(|error| error.to_string())?;
    let first = Roster::create(name, credential, None, passphrase, now, cost);
    let (roster, unlocked) = first.map_err(|error| error.to_string())?;
    let saved = save_roster(store, &roster, None, memory).map_err(|error| error.to_string())?;
    saved.logged.map_err(|why| format!("this workstation's log was not written: {why}"))?;
    Ok(SignedIn { roster, unlocked })
}
