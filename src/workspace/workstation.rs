//! A workstation: its name, the policies that it has without any store, the rosters that it remembers, and the stores that it
//! looked into.
//!
//! Must not know: what is done with a store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::department;
use super::open::{OpenError, Workspace};
use super::roster::FolderRoster;
use super::warning::Warning;
use crate::policy::{Catalog, PolicyError};
use crate::store::SystemDisk;
use crate::store::disk::Disk;
use crate::store::{RosterMemory, store_of};

/// A workstation. Each folder is looked into once, however many of its cases are read.
pub struct Workstation {
    station: Option<String>,
    catalog: Catalog,
    memory: RosterMemory,
    /// Those of cases in no store are under no path.
    looked_into: Mutex<BTreeMap<Option<PathBuf>, Arc<Workspace>>>,
}

impl Workstation {
    /// A workstation with the bundled policies and those of a department's folder.
    pub fn new(
        station: Option<String>,
        policy_folder: Option<&Path>,
        memory: RosterMemory,
    ) -> Result<(Self, Vec<Warning>), PolicyError> {
        let (catalog, warnings) = department::policies(policy_folder)?;
        Ok((Self { station, catalog, memory, looked_into: Mutex::default() }, warnings))
    }

    /// The policies that are at hand without a store.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Remembers the roster of a folder, so that another one in its place is noticed.
    pub fn remember(&self, folder: &Path, roster: &FolderRoster) {
        roster.remember(folder, &self.memory);
    }

    /// Opens a store to work in it.
    pub fn open(&self, folder: &Path) -> Result<Workspace, OpenError> {
        self.open_on(Arc::new(SystemDisk), folder)
    }

    /// Opens a store on a disk to work in it.
    pub fn open_on(&self, disk: Arc<dyn Disk>, folder: &Path) -> Result<Workspace, OpenError> {
        Workspace::open(disk, folder, self.station.as_deref(), self.catalog.clone(), &self.memory)
    }

    /// Looks into a store. Fails where there is none.
    pub fn open_read_only(&self, folder: &Path) -> Result<Workspace, OpenError> {
        Workspace::open_read_only(folder, self.station.as_deref(), self.catalog.clone(), &self.memory)
    }

    /// The workspace of a folder that may hold no store yet.
    pub fn workspace_in(&self, folder: &Path) -> Result<Arc<Workspace>, OpenError> {
        self.once(Some(folder.to_owned()))
    }

    /// The workspace of the store that a case's file lies in, or of cases in no store.
    pub fn workspace_of(&self, case_file: &Path) -> Result<Arc<Workspace>, OpenError> {
        self.once(store_of(case_file))
    }

    /// The workspace of cases that lie in no store.
    pub fn without_store(&self) -> Result<Arc<Workspace>, OpenError> {
        self.once(None)
    }

    fn once(&self, folder: Option<PathBuf>) -> Result<Arc<Workspace>, OpenError> {
        let mut looked_into = self.looked_into.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = looked_into.get(&folder) {
            return Ok(known.clone());
        }
        let (station, catalog) = (self.station.as_deref(), self.catalog.clone());
        let workspace = Arc::new(match &folder {
            Some(folder) => match self.open_read_only(folder) {
                Err(OpenError::Store(_)) => Workspace::of_bare_folder(folder, station, catalog, &self.memory)?,
                opened => opened?,
            },
            None => Workspace::without_store(catalog)?,
        });
        looked_into.insert(folder, workspace.clone());
        Ok(workspace)
    }
}
