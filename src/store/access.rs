//! Finds out whether a folder of cases can be written to, when it is opened. A folder in which two workstations could
//! overwrite each other, or nothing can be written at all, is opened read-only with the reason.
//!
//! Must not know: what is in the folder.

use std::path::Path;

use super::atomic;
use super::disk::Disk;
use super::failure::Failure;

/// The folders of a store.
pub(super) const FOLDERS: [&str; 9] =
    ["cases", "policies", "documents", "locks", "previous", "conflicts", "presence", "trash", "log"];

/// Name of the files that the probe creates and removes.
const PROBE: &str = ".mednec-probe";

/// Why a folder is only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// File locks do not work in this folder.
    #[error(
        "this folder cannot lock files, so two workstations could overwrite each other's work: choose another folder \
         to work in"
    )]
    NoLocks,
    /// The caller asked for read-only access.
    #[error("this folder was opened read-only: open it again to work in it")]
    Asked,
    /// Nothing can be written.
    #[error("nothing can be written in this folder: {0}")]
    NotWritable(Failure),
}

/// Creates the folders of a store and tries the file operations that it relies on.
pub(super) fn probe(disk: &dyn Disk, root: &Path) -> Result<(), ReadOnly> {
    for part in FOLDERS {
        atomic::ensure_folder(disk, &root.join(part)).map_err(not_writable)?;
    }
    let locks = root.join("locks");
    // Some network folders grant a lock to everyone, and some allow two files of one name.
    let path = locks.join(PROBE);
    let first = disk.try_lock(&path).map_err(|error| match Failure::from(error) {
        Failure::Other(_) => ReadOnly::NoLocks,
        why => ReadOnly::NotWritable(why),
    })?;
    // Another workstation is probing, so locks work.
    let Some(first) = first else { return Ok(()) };
    if !matches!(disk.try_lock(&path), Ok(None)) {
        return Err(ReadOnly::NoLocks);
    }
    let name = locks.join(format!("{PROBE}-name"));
    // An interrupted probe may have left it; only the holder of the lock gets here.
    let _ = disk.remove(&name);
    disk.create_new(&name).map_err(not_writable)?;
    let taken = disk.create_new(&name).is_err();
    let _ = disk.remove(&name);
    drop(first);
    if taken { Ok(()) } else { Err(ReadOnly::NoLocks) }
}

fn not_writable(error: std::io::Error) -> ReadOnly {
    ReadOnly::NotWritable(error.into())
}
