//! Archives a whole folder of cases in one file: every file unchanged, damaged ones too, and last a manifest with the
//! hash of each.
//!
//! The archive is a consistent snapshot while others work:
//!
//! - Each file is read once, whole. Saves replace files by renaming, so each is read in some saved state.
//! - Logs are read first: each case is in the archive at least as far as an archived log says.
//! - Cases, trash and conflict copies are read under the lock that every move between them takes, so none can be missed
//!   on its way. A program that does not know this lock, or a person, may still move one; then no backup is made.
//! - Policies, documents and the roster only ever grow, and are read last.
//!
//! Must not know: what any file says, or who is shown the progress.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::backup_format::{FORMAT, FileOf, LARGEST, MANIFEST, Manifest, Progress, VERSION, Watch};
use super::case_store::CaseStore;
use super::disk::{Disk, Kind, Unfinished, is_unfinished};
use super::export::is_inside;
use super::failure::Failure;
use crate::case::Stamp;
use crate::clock::Instant;
use crate::ids::ContentHash;

/// Folders that cases are moved between.
const MOVE_FOLDERS: [&str; 3] = ["cases", "trash", "conflicts"];
/// Folders whose files matter only while a window is open.
const TEMPORARY_FOLDERS: [&str; 2] = ["locks", "presence"];

/// A finished backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Number of files.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Number of entries that are not archived: links, devices, and names that are not UTF-8.
    pub left_out: usize,
    /// Hash of the manifest, which identifies the archive's content.
    pub manifest: ContentHash,
}

/// Why no backup was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The user stopped it.
    #[error("the backup was stopped; nothing was written")]
    Stopped,
    /// The target exists.
    #[error("a file with this name exists and was not overwritten: choose another name")]
    Exists,
    /// The target lies in the folder itself.
    #[error(
        "the backup would be inside the folder that it backs up: choose another folder, preferably on another disk"
    )]
    Inside,
    /// The folder cannot be read.
    #[error("the folder of cases cannot be read: {0}")]
    Unreadable(Failure),
    /// Cases were moved without the lock.
    #[error(
        "cases were deleted or restored while the backup was made, so it would be incomplete: nothing was written; \
         make it again"
    )]
    Moved,
    /// The archive cannot be written.
    #[error("the backup was not written: {0}")]
    NotWritten(Failure),
    /// The system did not confirm that it outlasts a power cut.
    #[error("the backup is in place, but the system did not confirm that it survives a power failure: make it again")]
    Unconfirmed,
}

impl CaseStore {
    /// Archives the folder in a new file. Nothing is overwritten.
    pub fn back_up(&self, target: &Path, now: Instant, watch: Watch<'_>) -> Result<BackedUp, BackupError> {
        if is_inside(target, &self.root) {
            return Err(BackupError::Inside);
        }
        let failed = |failure: Failure| BackupError::NotWritten(failure);
        if self.disk.kind(target).map_err(|error| failed(error.into()))?.is_some() {
            return Err(BackupError::Exists);
        }
        let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let handle = self.disk.open_folder(folder).map_err(|error| failed(error.into()))?;
        remove_unfinished(&*self.disk, folder);
        let of = self.listed(&|_| true)?.paths.len();
        let mut file = self.disk.begin_file(folder).map_err(|error| failed(error.into()))?;
        let mut making = Making {
            archive: tar::Builder::new(Writing(&mut *file)),
            files: Vec::with_capacity(of),
            progress: Progress { of: Some(of), ..Progress::default() },
            now,
            watch,
        };
        let left_out = self.archive(&mut making)?;
        let made = making.end()?;
        file.sync().map_err(|error| failed(error.into()))?;
        file.put_at(target).map_err(|error| failed(error.into()))?;
        handle.sync(Some(target)).map_err(|_| BackupError::Unconfirmed)?;
        Ok(BackedUp { left_out, ..made })
    }

    /// Archives everything in the order that makes the snapshot consistent. Returns the number of skipped entries.
    fn archive(&self, making: &mut Making<'_, '_>) -> Result<usize, BackupError> {
        let logs = self.listed(&|name| name == "log")?;
        self.put_all(making, &logs)?;
        let moves = self.lock_moves().map_err(BackupError::Unreadable)?;
        let moving = |name: &str| MOVE_FOLDERS.contains(&name);
        let cases = self.listed(&moving)?;
        let gone = self.put_all(making, &cases)?;
        if gone > 0 || self.left_since(&cases)? {
            return Err(BackupError::Moved);
        }
        drop(moves);
        let rest = self.listed(&|name| name != "log" && !moving(name))?;
        self.put_all(making, &rest)?;
        Ok(logs.left_out + cases.left_out + rest.left_out)
    }

    /// True if a listed file is gone.
    fn left_since(&self, listed: &Listed) -> Result<bool, BackupError> {
        let now = self.listed(&|name| MOVE_FOLDERS.contains(&name))?;
        let there: BTreeSet<&String> = now.paths.iter().map(|(name, _)| name).collect();
        Ok(listed.paths.iter().any(|(name, _)| !there.contains(name)))
    }

    /// Archives the listed files. Returns how many were gone.
    fn put_all(&self, making: &mut Making<'_, '_>, listed: &Listed) -> Result<usize, BackupError> {
        let mut gone = 0;
        for (name, path) in &listed.paths {
            match self.disk.read(path, LARGEST) {
                Ok(bytes) => making.put(name, &bytes)?,
                Err(Failure::NotFound) => gone += 1,
                Err(why) => return Err(BackupError::Unreadable(why)),
            }
        }
        Ok(gone)
    }

    /// Lists the files of the selected top-level folders, sorted by name.
    fn listed(&self, part: &dyn Fn(&str) -> bool) -> Result<Listed, BackupError> {
        let mut listed = Listed::default();
        let found = self.list(&self.root, "", part, &mut listed);
        found.map_err(|error| BackupError::Unreadable(error.into()))?;
        listed.paths.sort_unstable();
        Ok(listed)
    }

    /// Adds every file below a folder with its name in the archive.
    fn list(&self, folder: &Path, inside: &str, part: &dyn Fn(&str) -> bool, listed: &mut Listed) -> io::Result<()> {
        for path in self.disk.names(folder)? {
            let name = path.file_name().and_then(|name| name.to_str());
            if inside.is_empty() && !part(name.unwrap_or_default()) {
                continue;
            }
            let Some(name) = name else {
                listed.left_out += 1;
                continue;
            };
            let name = if inside.is_empty() { name.to_owned() } else { format!("{inside}/{name}") };
            match self.disk.kind(&path)? {
                Some(Kind::Folder) if TEMPORARY_FOLDERS.contains(&name.as_str()) => {}
                Some(Kind::Folder) => self.list(&path, &name, part, listed)?,
                Some(Kind::File) if is_unfinished(&path) || name == MANIFEST => {}
                Some(Kind::File) => listed.paths.push((name, path)),
                Some(Kind::Other) => listed.left_out += 1,
                None => {}
            }
        }
        Ok(())
    }
}

/// Files to be archived, by their names in the archive, and the number of skipped entries.
#[derive(Default)]
struct Listed {
    paths: Vec<(String, PathBuf)>,
    left_out: usize,
}

/// An archive that is being written.
struct Making<'f, 'w> {
    archive: tar::Builder<Writing<'f>>,
    files: Vec<FileOf>,
    progress: Progress,
    now: Instant,
    watch: Watch<'w>,
}

impl Making<'_, '_> {
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        put(&mut self.archive, name, bytes, self.now).map_err(not_written)?;
        let size = bytes.len() as u64;
        self.files.push(FileOf { path: name.to_owned(), bytes: size, hash: ContentHash::of(bytes) });
        let done = self.files.len();
        let of = self.progress.of.map(|of| of.max(done));
        self.progress = Progress { files: done, of, bytes: self.progress.bytes + size };
        if (self.watch)(self.progress).is_break() { Err(BackupError::Stopped) } else { Ok(()) }
    }

    fn end(mut self) -> Result<BackedUp, BackupError> {
        let (format, program) = (FORMAT.to_owned(), Stamp::PROGRAM.to_owned());
        let count = self.files.len();
        let manifest = Manifest { format, version: VERSION, made_at: self.now, program, files: self.files };
        let bytes = serde_json::to_vec_pretty(&manifest).map_err(|error| not_written(error.into()))?;
        put(&mut self.archive, MANIFEST, &bytes, self.now).map_err(not_written)?;
        self.archive.into_inner().map_err(not_written)?;
        Ok(BackedUp { files: count, bytes: self.progress.bytes, left_out: 0, manifest: ContentHash::of(&bytes) })
    }
}

fn not_written(error: io::Error) -> BackupError {
    BackupError::NotWritten(error.into())
}

/// Removes unfinished files of interrupted backups.
fn remove_unfinished(disk: &dyn Disk, folder: &Path) {
    // A file that cannot be removed does no harm.
    for path in disk.names(folder).unwrap_or_default().iter().filter(|path| is_unfinished(path)) {
        let _ = disk.remove_abandoned(path);
    }
}

/// Adds a file with mode 0600.
fn put<W: Write>(archive: &mut tar::Builder<W>, name: &str, bytes: &[u8], now: Instant) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(now.timestamp()).unwrap_or(0));
    header.set_entry_type(tar::EntryType::Regular);
    archive.append_data(&mut header, name, bytes)
}

/// Writes to an unfinished file.
struct Writing<'f>(&'f mut dyn Unfinished);

impl Write for Writing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
