//! An opened store with everything that its cases are judged by: policies, due dates, roster.
//!
//! Must not know: what is done with a case, or how anything is shown.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::department::{due_dates, keep_policies};
use super::roster::FolderRoster;
use super::warning::Warning;
use crate::ids::ContentHash;
use crate::policy::{Catalog, Policy, PolicyError, PolicyOrigin};
use crate::session::Session;
use crate::store::Failure;
use crate::store::disk::Disk;
use crate::store::{CaseStore, RosterMemory, StoreError};
use crate::turnaround::{Rulebook, TurnaroundError};

/// A store as both front ends work with it. Cloning shares the store and the tables.
#[derive(Clone)]
pub struct Workspace {
    /// The store; none for cases that lie in no store.
    store: Option<Arc<CaseStore>>,
    /// The policies: bundled, of the department's folder, kept by the store.
    pub catalog: Catalog,
    /// The due dates, with the department's own rules.
    pub rules: Arc<Rulebook>,
    /// The roster of the store's folder.
    pub roster: FolderRoster,
    /// Parts of the department's own that are not used.
    pub warnings: Vec<Warning>,
    pub(super) folder: Option<PathBuf>,
    pub(super) station: Option<String>,
    /// Policy texts that the store is known to keep: a feed saves thousands of cases under one policy.
    pub(super) kept: Arc<Mutex<BTreeSet<ContentHash>>>,
}

/// Why a store was not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The program was built with a broken policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The program was built with a broken table of due dates.
    #[error(transparent)]
    Turnaround(#[from] TurnaroundError),
}

impl Workspace {
    /// Opens a store on a disk to work in it, at a workstation of this name. `catalog` holds the policies that are at hand
    /// without the store.
    pub fn open(
        disk: Arc<dyn Disk>,
        folder: &Path,
        station: Option<&str>,
        catalog: Catalog,
        memory: &RosterMemory,
    ) -> Result<Self, OpenError> {
        let store = CaseStore::open_on(disk, folder)?.at_station(station);
        let roster = FolderRoster::of_store(&store, memory);
        Self::of_parts(Some(Arc::new(store)), catalog, Arc::new(Rulebook::bundled()?), roster).with_own()
    }

    /// Opens a store to look at it: nothing in its folder is changed, but for a log line where something leaves it.
    pub fn open_read_only(
        folder: &Path,
        station: Option<&str>,
        catalog: Catalog,
        memory: &RosterMemory,
    ) -> Result<Self, OpenError> {
        let store = CaseStore::open_read_only(folder)?.at_station(station);
        let roster = FolderRoster::of_store(&store, memory);
        Self::of_parts(Some(Arc::new(store)), catalog, Arc::new(Rulebook::bundled()?), roster).with_own()
    }

    /// The workspace of a folder in which no store was found, or whose cases cannot be listed: its roster and its due dates
    /// apply all the same.
    pub fn of_bare_folder(
        folder: &Path,
        station: Option<&str>,
        catalog: Catalog,
        memory: &RosterMemory,
    ) -> Result<Self, OpenError> {
        let roster = FolderRoster::of_folder(folder, memory);
        let bare = Self::of_parts(None, catalog, Arc::new(Rulebook::bundled()?), roster);
        Self { folder: Some(folder.to_owned()), station: station.map(str::to_owned), ..bare }.with_own()
    }

    /// The workspace of cases that lie in no store: no roster backs their signatures, and no department has its own rules.
    pub fn without_store(catalog: Catalog) -> Result<Self, OpenError> {
        Ok(Self::of_parts(None, catalog, Arc::new(Rulebook::bundled()?), FolderRoster::default()))
    }

    /// A workspace of parts that were opened before.
    pub fn of_parts(
        store: Option<Arc<CaseStore>>,
        catalog: Catalog,
        rules: Arc<Rulebook>,
        roster: FolderRoster,
    ) -> Self {
        let folder = store.as_ref().map(|store| store.folder().to_owned());
        let station = store.as_ref().map(|store| store.station().to_owned());
        let (warnings, kept) = (Vec::new(), Arc::default());
        Self { store, catalog, rules, roster, warnings, folder, station, kept }
    }

    /// Adds the policies that the store keeps, and the department's due dates.
    fn with_own(mut self) -> Result<Self, OpenError> {
        let texts = self.store.as_ref().map(|store| store.policies()).unwrap_or_default();
        self.warnings.extend(keep_policies(&mut self.catalog, &texts));
        let (rules, warning) = due_dates(self.folder.as_deref())?;
        self.rules = Arc::new(rules);
        self.warnings.extend(warning);
        Ok(self)
    }

    /// The store. Fails where there is none, or where it cannot be read.
    pub fn store(&self) -> Result<&Arc<CaseStore>, StoreError> {
        let (folder, why) = (self.folder.clone().unwrap_or_default(), Failure::NotFound);
        self.store.as_ref().ok_or(StoreError::Folder { folder, why })
    }

    /// The store's folder; none for cases that lie in no store.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The policy that new cases are opened under: of a number, or else the bundled one. None where there is no such policy.
    pub fn policy_for_new_cases(&self, number: Option<&str>) -> Option<Arc<Policy>> {
        let mut entries = self.catalog.for_new_cases();
        let entry = match number {
            Some(number) => entries.find(|entry| entry.policy.head().number == number),
            None => entries.find(|entry| entry.origin == PolicyOrigin::Bundled),
        };
        entry.map(|entry| entry.policy.clone())
    }

    /// The standing of the policy that a case is pinned to. A text that is at hand for that case alone is not signed off.
    pub fn standing(&self, session: &Session) -> PolicyOrigin {
        self.catalog.origin(session.policy().hash()).unwrap_or(PolicyOrigin::NotSignedOff)
    }
}
