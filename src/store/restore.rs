//! Restores a backup into a new folder, after all of it was checked against its manifest. The archive is read twice,
//! first to check and then to unpack, and is checked both times.
//!
//! Must not know: whose cases they are, or who is shown the progress.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic;
use super::backup_check::{CheckedBackup, RestoreError, check_backup, each_entry};
use super::backup_format::{LARGEST, Progress, Watch};
use super::disk::{Disk, Kind, LockGuard};
use super::failure::Failure;
use super::system_disk::SystemDisk;
use crate::ids::ContentHash;

/// Prefix of a folder that a backup is unpacked into, followed by the process id.
const PARTIAL_RESTORE: &str = ".mednec-restore-";
/// Extension of the lock file next to it.
const LOCK_ENDING: &str = ".lock";
/// Checks a backup and unpacks it into a folder that is empty or missing.
pub fn restore(file: &Path, folder: &Path, watch: Watch<'_>) -> Result<CheckedBackup, RestoreError> {
    let disk = SystemDisk;
    let written = |error: io::Error| RestoreError::NotWritten(error.into());
    match disk.names(folder) {
        Ok(names) if !names.is_empty() => return Err(RestoreError::NotEmpty),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(written(error)),
    }
    let checked = check_backup(file, watch)?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    atomic::ensure_folder(&disk, parent).map_err(written)?;
    // Unpacked next to the target and renamed, so that it appears whole or not at all.
    let begun = PartialRestore::beside(parent);
    unpack(file, &begun.folder, checked.files, watch)?;
    if folder.is_dir() {
        fs::remove_dir(folder).map_err(written)?;
    }
    fs::rename(&begun.folder, folder).map_err(written)?;
    disk.open_folder(parent).and_then(|handle| handle.sync(None)).map_err(written)?;
    Ok(checked)
}

/// A folder that a backup is unpacked into before it is renamed. The lock next to it is held while this process lives,
/// which distinguishes it from one of an interrupted restore. Both are removed on drop.
struct PartialRestore {
    folder: PathBuf,
    lock: PathBuf,
    _held: Option<LockGuard>,
}

impl PartialRestore {
    /// Names a new one, after removing those of interrupted restores.
    fn beside(parent: &Path) -> Self {
        remove_abandoned_restores(parent);
        let folder = parent.join(format!("{PARTIAL_RESTORE}{}", std::process::id()));
        let lock = lock_of(&folder);
        // Without locks such folders cannot be distinguished, and stay.
        let held = SystemDisk.try_lock(&lock).ok().flatten();
        Self { folder, lock, _held: held }
    }
}

impl Drop for PartialRestore {
    fn drop(&mut self) {
        // A folder that cannot be removed does no harm.
        let _ = remove_folder(&self.folder);
        let _ = SystemDisk.remove(&self.lock);
    }
}

fn lock_of(folder: &Path) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(LOCK_ENDING);
    name.into()
}

/// Removes folders of interrupted restores. One without its lock file may still be in use, and stays.
fn remove_abandoned_restores(parent: &Path) {
    for path in SystemDisk.names(parent).unwrap_or_default() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(folder) = name.strip_suffix(LOCK_ENDING).filter(|name| name.starts_with(PARTIAL_RESTORE)) else {
            continue;
        };
        if let Ok(Some(held)) = SystemDisk.try_lock(&path) {
            let _ = remove_folder(&parent.join(folder));
            let _ = SystemDisk.remove(&path);
            drop(held);
        }
    }
}

/// Removes a folder with its content. Links are removed, not followed.
fn remove_folder(folder: &Path) -> io::Result<()> {
    for path in SystemDisk.names(folder)? {
        match SystemDisk.kind(&path)? {
            Some(Kind::Folder) => remove_folder(&path)?,
            Some(_) => SystemDisk.remove(&path)?,
            None => {}
        }
    }
    fs::remove_dir(folder)
}

fn unpack(file: &Path, begun: &Path, of: usize, watch: Watch<'_>) -> Result<(), RestoreError> {
    let disk = SystemDisk;
    let written = |error: io::Error| RestoreError::NotWritten(error.into());
    let mut progress = Progress { of: Some(of), ..Progress::default() };
    disk.make_folder(begun).map_err(written)?;
    let (manifest, _) = each_entry(file, |_, path, bytes| {
        let target = begun.join(path);
        let shelf = target.parent().unwrap_or(begun);
        if !matches!(disk.kind(shelf), Ok(Some(Kind::Folder))) {
            atomic::ensure_folder(&disk, shelf).map_err(written)?;
        }
        match atomic::save_on(&disk, &target, bytes) {
            atomic::WriteOutcome::Saved => {}
            atomic::WriteOutcome::SavedUnconfirmed => return Err(RestoreError::NotWritten(Failure::Unconfirmed)),
            atomic::WriteOutcome::Failed(failure) => return Err(RestoreError::NotWritten(failure)),
        }
        (progress.files, progress.bytes) = (progress.files + 1, progress.bytes + bytes.len() as u64);
        if watch(progress).is_break() { Err(RestoreError::Stopped) } else { Ok(()) }
    })?;
    // Check the files on disk against the manifest once more: the archive may have changed between the two readings.
    for (number, named) in (1..).zip(&manifest.files) {
        let there = disk.read(&begun.join(&named.path), LARGEST).map_err(RestoreError::NotWritten)?;
        if ContentHash::of(&there) != named.hash {
            return Err(RestoreError::Differs { number });
        }
    }
    Ok(())
}
