//! The roster of the folder, compared with the one that this workstation remembers.
//!
//! Must not know: how a roster is signed.

use std::path::Path;

use super::message::{Message, RosterRead};
use crate::store::{CaseStore, RosterFileError, RosterMemory, UntrustedRoster};
use crate::ui::effects::Effects;
use crate::ui::model::Model;
use crate::workspace::FolderRoster;

/// The rosters that this workstation remembers, shared with the command line.
pub fn known_rosters(settings_file: Option<&Path>) -> RosterMemory {
    RosterMemory::beside(settings_file)
}

/// Reads the roster of a store, compares it with the one that is remembered, and examines it.
pub fn read_roster(store: &CaseStore, memory: &RosterMemory) -> RosterRead {
    examine(FolderRoster::of_store(store, memory), store, memory)
}

/// Remembers and logs a roster that was read, unless something is wrong with it.
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

/// Remembers the roster as it is now, and reads it again.
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

/// A fault of the roster in the window's words: there a roster that differs is confirmed with a button.
fn sentence(fault: &RosterFileError) -> String {
    let RosterFileError::Untrusted(difference) = fault else {
        return format!("The roster cannot be used, so nobody signs in: {fault}.");
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
