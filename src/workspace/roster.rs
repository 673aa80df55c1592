//! The roster of a folder, compared with the one that this workstation remembers.
//!
//! Must not know: who signs in, or how.

use std::path::Path;
use std::sync::Arc;

use crate::identity::Roster;
use crate::ids::ContentHash;
use crate::store::Failure;
use crate::store::{CaseStore, LoadedRoster, RosterFileError, RosterMemory, compare_roster, load_roster};

/// A roster that was saved.
#[derive(Debug)]
#[must_use]
pub struct RosterSaved {
    /// True if the system confirmed that it outlasts a power cut.
    pub confirmed: bool,
    /// Fails where the workstation's log was not written. The roster is saved all the same.
    pub logged: Result<(), Failure>,
}

/// Saves a roster in place of the one with the hash `expected`, remembers it on this workstation, and logs its newest entry. A
/// workstation that cannot write it down compares with what it knew before, which this roster goes on from.
pub fn save_roster(
    store: &CaseStore,
    roster: &Roster,
    expected: Option<&ContentHash>,
    memory: &RosterMemory,
) -> Result<RosterSaved, RosterFileError> {
    let saved = store.save_roster(roster, expected)?;
    let _ = memory.remember(store.folder(), roster);
    Ok(RosterSaved { confirmed: saved.confirmed, logged: store.log_roster(&roster.mark()) })
}

/// The roster of a folder as it was last read.
#[derive(Clone, Debug, Default)]
pub struct FolderRoster {
    found: Option<Arc<Roster>>,
    fault: Option<RosterFileError>,
}

impl FolderRoster {
    /// Reads the roster of a store.
    pub fn of_store(store: &CaseStore, memory: &RosterMemory) -> Self {
        Self::compared(store.folder(), store.roster(), memory)
    }

    /// Reads the roster of a folder, which may not be there.
    pub fn of_folder(folder: &Path, memory: &RosterMemory) -> Self {
        Self::compared(folder, load_roster(folder), memory)
    }

    fn compared(folder: &Path, loaded: Result<Option<LoadedRoster>, RosterFileError>, memory: &RosterMemory) -> Self {
        match loaded {
            Ok(loaded) => {
                let found = loaded.map(|loaded| Arc::new(loaded.roster));
                let compared = compare_roster(folder, found.as_deref(), memory);
                Self { found, fault: compared.err().map(RosterFileError::from) }
            }
            Err(fault) => Self { found: None, fault: Some(fault) },
        }
    }

    /// The roster that the folder has, also where this workstation remembers another one.
    pub fn found(&self) -> Option<&Arc<Roster>> {
        self.found.as_ref()
    }

    /// The reason why nobody signs under the roster: it cannot be read, or it is not the one that this workstation remembers.
    pub fn fault(&self) -> Option<&RosterFileError> {
        self.fault.as_ref()
    }

    /// The roster, or none where the folder has none. Fails where nothing may rest on it.
    pub fn trusted(&self) -> Result<Option<&Arc<Roster>>, RosterFileError> {
        self.fault.clone().map_or(Ok(self.found.as_ref()), Err)
    }

    /// Remembers the roster on this workstation, unless it has a fault. A workstation that cannot write it down compares the
    /// next one with what it knew before.
    pub fn remember(&self, folder: &Path, memory: &RosterMemory) {
        if let (Some(roster), None) = (&self.found, &self.fault) {
            let _ = memory.remember(folder, roster);
        }
    }
}
