//! Reads the roster of the folder and compares it with the remembered one.
//!
//! Must not know: how a roster is signed.

use std::path::Path;

use super::message::{Message, RosterRead};
use crate::store::{CaseStore, RosterFileError, RosterMemory, UntrustedRoster};
use crate::ui::effects::Effects;
use crate::ui::model::Model;
use crate::workspace::FolderRoster;

/// Returns the rosters that this workstation remembers.
///
/// It shares them with the command line.
pub fn known_rosters(settings_file: Option<&Path>) -> RosterMemory {
    RosterMemory::beside(settings_file)
}

/// Reads the roster of a store and examines it.
pub fn read_roster(store: &CaseStore, memory: &RosterMemory) -> RosterRead {
    examine(FolderRoster::of_store(store, memory), store, memory)
}

/// Remembers and logs a roster that was read, unless it has a fault.
///
/// Returns it with that fault in words.
pub fn examine(roster: FolderRoster, store: &CaseStore, memory: &RosterMemory) -> RosterRead {
    roster.remember(store.folder(), memory);
    if let (Some(found), None) = (roster.found(), roster.fault()) {
        let _ = store.log_roster(&found.mark());
    }
    RosterRead {
        trouble: roster.fault().map(sentence),
        can_be_confirmed: matches!(roster.fault(), Some(RosterFileError::Untrusted(_))),
        roster,
    }
}

/// Starts a job that remembers the roster as trusted, and reads it again.
pub(super) fn confirm(model: &Model, effects: &Effects<Message>) {
    let (store, roster) = (model.store.clone(), model.roster().cloned());
    let memory = known_rosters(model.settings_file.as_deref());
    effects.job("confirming the roster", move || {
        let confirmed = memory.trust(store.folder(), roster.as_deref());
        let mut read = read_roster(&store, &memory);
        if let Err(failure) = confirmed {
            read.trouble = Some(format!("This workstation cannot remember the roster: {failure}."));
        }
        Message::RosterRead(Box::new(read))
    });
}

/// Returns the sentence for a fault of the roster.
///
/// It differs from the command line's, since in the window a button confirms a roster that differs.
fn sentence(fault: &RosterFileError) -> String {
    let RosterFileError::Untrusted(difference) = fault else {
        return format!("The roster cannot be used, so nobody can sign in: {fault}.");
    };
    let compare = "Ask an administrator, and compare fingerprint and number of entries before anybody signs in.";
    match difference {
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
            format!("The rosters that this workstation knows cannot be read: {failure}. Restart the program.")
        }
        UntrustedRoster::Damaged => {
            format!("The file of the rosters that this workstation knows is damaged. {compare}")
        }
    }
}
