//! Whether a folder of cases can be written to, found out when it is opened. A folder in which two workstations could
//! overwrite each other, or nothing can be written at all, is opened to be read, and says why.
//!
//! Must not know: what is in the folder.

use std::path::Path;

use super::atomic;
use super::disk::Disk;
use super::failure::Failure;

/// The folders of a store.
pub(super) const FOLDERS: [&str; 9] =
    ["cases", "policies", "documents", "locks", "previous", "conflicts", "presence", "trash", "log"];

/// What a folder's probe is called while it lasts.
const PROBE: &str = ".mednec-probe";

/// Why a folder is only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// Locks do not exclude here.
    #[error(
        "this folder cannot lock files, so two workstations could overwrite each other's work: choose another folder to \
         work in"
    )]
    NoLocks,
    /// Whoever opened it wanted no more.
    #[error("this folder was opened to be looked at: open it to work in it")]
    Asked,
    /// Nothing can be written.
    #[error("nothing can be written in this folder: {0}")]
    NotWritable(Failure),
}

/// Makes the folders of a store and tries what it relies on there.
pub(super) fn probe(disk: &dyn Disk, root: &Path) -> Result<(), ReadOnly> {
    for part in FOLDERS {
        atomic::ensure_folder(disk, &root.join(part)).map_err(not_writable)?;
    }
    let locks = root.join("locks");
    // Some network folders grant every lock to everyone, and some give every name twice.
    let path = locks.join(PROBE);
    let first = disk.try_lock(&path).map_err(|error| match Failure::from(error) {
        Failure::Other(_) => ReadOnly::NoLocks,
        why => ReadOnly::NotWritable(why),
    })?;
    // Somebody else is probing: then locks do exclude.
    let Some(first) = first else { return Ok(()) };
    if !matches!(disk.try_lock(&path), Ok(None)) {
        return Err(ReadOnly::NoLocks);
    }
    let name = locks.join(format!("{PROBE}-name"));
    // Left behind where a probe was cut off; only the holder of the lock comes here.
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
