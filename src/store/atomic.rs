//! Replaces one file atomically: written next to its target, synced, read back, renamed over it, the folder synced.
//!
//! After a crash at any point the target holds its old bytes or the new ones. At worst an unfinished file stays next to
//! it, which the store examines when it is next opened.
//!
//! Must not know: what the bytes are.

use std::io;
use std::path::Path;

use super::disk::{Disk, Kind};
use super::failure::Failure;
use super::system_disk::SystemDisk;

/// Result of a write, by whether it outlasts a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// The system confirmed that the file is on the disk.
    Saved,
    /// The file is in place, but the system did not confirm that its folder is on the disk.
    SavedUnconfirmed,
    /// The target is unchanged.
    Failed(Failure),
}

/// Writes a file on this system's disk. See `save_on`.
pub fn save(path: &Path, bytes: &[u8]) -> WriteOutcome {
    save_on(&SystemDisk, path, bytes)
}

/// Writes a file, replacing a file that is there; refuses a link, a folder or a device.
///
/// A failed save is repeated as a whole: syncing the same file again after an error would report success for lost
/// pages.
pub fn save_on(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> WriteOutcome {
    match replace(disk, path, bytes) {
        Ok(true) => WriteOutcome::Saved,
        Ok(false) => WriteOutcome::SavedUnconfirmed,
        Err(failure) => WriteOutcome::Failed(failure),
    }
}

fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let folder = folder_of(path);
    // Opened before the rename: a failure afterwards would report a saved file as failed.
    let handle = disk.open_folder(folder)?;
    match disk.kind(path)? {
        None | Some(Kind::File) => {}
        Some(_) => return Err(Failure::NotAFile),
    }
    let mut file = disk.begin_file(folder)?;
    file.write(bytes)?;
    file.sync()?;
    if file.read_back()? != bytes {
        return Err(Failure::ReadBack);
    }
    file.put_at(path)?;
    Ok(handle.sync(Some(path)).is_ok())
}

/// Creates a folder where it is missing, with mode 0700, and syncs it into its parent; otherwise a power cut could lose
/// a case with its folder. An existing folder is synced too, since whoever created it may have been interrupted before.
pub(super) fn ensure_folder(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if path.as_os_str().is_empty() {
        return Ok(());
    }
    let parent = folder_of(path);
    if !is_folder(disk, path)? {
        if parent != path && !is_folder(disk, parent)? {
            ensure_folder(disk, parent)?;
        }
        match disk.make_folder(path) {
            // Another process created it in the meantime.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_folder(disk, path)? => {}
            made => made?,
        }
    }
    disk.open_folder(parent)?.sync(None)
}

/// True for a folder or a link to one: a department may keep its cases on another disk.
fn is_folder(disk: &dyn Disk, path: &Path) -> io::Result<bool> {
    Ok(match disk.kind(path)? {
        Some(Kind::Folder) => true,
        Some(Kind::Other) => disk.names(path).is_ok(),
        Some(Kind::File) | None => false,
    })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
