//! Opens and closes a folder of cases.
//!
//! Must not know: what a case amounts to.

use std::path::PathBuf;
use std::sync::Arc;

use super::access::{self, ReadOnly};
use super::case_store::CaseStore;
use super::disk::Disk;
use super::error::StoreError;
use super::system_disk::SystemDisk;

impl CaseStore {
    /// Opens a folder on this system's disk, creating it where it is missing.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        Self::open_on(Arc::new(SystemDisk), folder)
    }

    /// Opens a folder on a disk. It is read-only where nothing can be written or file locks do not work. Fails where it
    /// cannot even be read. Removes the files of interrupted saves, except those that continue their case.
    pub fn open_on(disk: Arc<dyn Disk>, folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let root = folder.into();
        let read_only = access::probe(&*disk, &root).err();
        Self::opened(disk, root, read_only)
    }

    /// Opens a folder read-only: nothing in it is changed, created or removed.
    pub fn open_read_only(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        Self::opened(Arc::new(SystemDisk), folder.into(), Some(ReadOnly::Asked))
    }

    fn opened(disk: Arc<dyn Disk>, root: PathBuf, read_only: Option<ReadOnly>) -> Result<Self, StoreError> {
        let store = Self::new(disk, root, read_only);
        match read_only {
            None => store.remove_unfinished()?,
            Some(why) => {
                store.disk.names(&store.root.join("cases")).map_err(|error| match why {
                    ReadOnly::NotWritable(why) => StoreError::Folder { folder: store.root.clone(), why },
                    ReadOnly::NoLocks | ReadOnly::Asked => store.folder_error(error),
                })?;
            }
        }
        Ok(store)
    }
}

impl Drop for CaseStore {
    fn drop(&mut self) {
        // Nobody is left to report a failure to; the system still writes the bytes unless the power fails.
        let _ = self.sync_log();
        self.end_presence();
    }
}
