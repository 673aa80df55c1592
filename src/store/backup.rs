//! A whole folder of cases as one archive: every file as it is, damaged ones too, and last a manifest with the hash of each.
//!
//! Each file is read once, whole: a save replaces files by renaming, so what is read is some saved state of each.
//!
//! Must not know: what any file says, or who is shown the progress.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::case_store::CaseStore;
use super::disk::{Kind, Unfinished, is_unfinished};
use super::export::is_inside;
use super::failure::Failure;
use crate::case::Stamp;
use crate::clock::Instant;
use crate::ids::ContentHash;

/// What the manifest calls the format.
pub(super) const FORMAT: &str = "mednec-backup";
/// The version of archives that this program writes and reads.
pub(super) const VERSION: u64 = 1;
/// The last entry of an archive.
pub(super) const MANIFEST: &str = "manifest.json";
/// The largest file that is archived or restored, in bytes.
pub(super) const LARGEST: u64 = 1 << 30;
/// Folders of what is of use only while a window is open.
const PASSING: [&str; 2] = ["locks", "presence"];

/// How far a backup or a restore has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files that are done.
    pub files: usize,
    /// Files there are; none while that is not known.
    pub of: Option<usize>,
    /// Bytes that are done.
    pub bytes: u64,
}

/// Told after each file; `Break` stops, and leaves nothing behind.
pub type Watch<'w> = &'w mut dyn FnMut(Progress) -> ControlFlow<()>;

/// What an archive holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) made_at: Instant,
    pub(super) program: String,
    pub(super) files: Vec<FileOf>,
}

/// A file of an archive.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileOf {
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) hash: ContentHash,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// How many files.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// Links and other things that are no files, and names that are no text: not in the archive.
    pub left_out: usize,
    /// The hash of the manifest, which names the archive's content.
    pub manifest: ContentHash,
}

/// Why no backup was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// It was stopped.
    #[error("the backup was stopped; nothing was written")]
    Stopped,
    /// Something of this name is there.
    #[error("a file of this name exists: choose another name, nothing was overwritten")]
    Exists,
    /// The target lies in the folder itself.
    #[error("the backup would lie in the folder that it is of: choose another place, best another disk")]
    Inside,
    /// The folder cannot be read.
    #[error("the folder of cases cannot be read: {0}")]
    Unreadable(Failure),
    /// The archive cannot be written.
    #[error("the backup was not written: {0}")]
    NotWritten(Failure),
    /// The system did not confirm it.
    #[error("the backup is in place, but the system did not confirm that it outlasts a power cut: make it again")]
    Unconfirmed,
}

impl CaseStore {
    /// Archives the folder in a new file.
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
        let mut left_out = 0;
        let mut paths = Vec::new();
        self.list(&self.root, "", &mut paths, &mut left_out).map_err(|error| BackupError::Unreadable(error.into()))?;
        paths.sort_unstable();
        let mut file = self.disk.begin_file(folder).map_err(|error| failed(error.into()))?;
        let made = self.archive(&mut *file, &paths, now, watch)?;
        file.sync().map_err(|error| failed(error.into()))?;
        file.put_at(target).map_err(|error| failed(error.into()))?;
        handle.sync(Some(target)).map_err(|_| BackupError::Unconfirmed)?;
        Ok(BackedUp { left_out, ..made })
    }

    fn archive(
        &self,
        file: &mut dyn Unfinished,
        paths: &[(String, PathBuf)],
        now: Instant,
        watch: Watch<'_>,
    ) -> Result<BackedUp, BackupError> {
        let failed = |error: io::Error| BackupError::NotWritten(error.into());
        let mut archive = tar::Builder::new(Writing(file));
        let mut files = Vec::with_capacity(paths.len());
        let mut progress = Progress { of: Some(paths.len()), ..Progress::default() };
        for (name, path) in paths {
            let bytes = match self.disk.read(path, LARGEST) {
                // Deleted or moved meanwhile: it is not in the folder any more.
                Err(Failure::NotFound) => continue,
                read => read.map_err(BackupError::Unreadable)?,
            };
            put(&mut archive, name, &bytes, now).map_err(failed)?;
            let size = bytes.len() as u64;
            files.push(FileOf { path: name.clone(), bytes: size, hash: ContentHash::of(&bytes) });
            (progress.files, progress.bytes) = (files.len(), progress.bytes + size);
            if watch(progress).is_break() {
                return Err(BackupError::Stopped);
            }
        }
        let (format, program) = (FORMAT.to_owned(), Stamp::PROGRAM.to_owned());
        let count = files.len();
        let manifest = Manifest { format, version: VERSION, made_at: now, program, files };
        let bytes = serde_json::to_vec_pretty(&manifest).map_err(|error| failed(error.into()))?;
        put(&mut archive, MANIFEST, &bytes, now).map_err(failed)?;
        archive.into_inner().map_err(failed)?;
        Ok(BackedUp { files: count, bytes: progress.bytes, left_out: 0, manifest: ContentHash::of(&bytes) })
    }

    /// Every file below a folder, with its name in the archive.
    fn list(
        &self,
        folder: &Path,
        inside: &str,
        found: &mut Vec<(String, PathBuf)>,
        left_out: &mut usize,
    ) -> io::Result<()> {
        for path in self.disk.names(folder)? {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                *left_out += 1;
                continue;
            };
            let name = if inside.is_empty() { name.to_owned() } else { format!("{inside}/{name}") };
            match self.disk.kind(&path)? {
                Some(Kind::Folder) if PASSING.contains(&name.as_str()) => {}
                Some(Kind::Folder) => self.list(&path, &name, found, left_out)?,
                Some(Kind::File) if is_unfinished(&path) || name == MANIFEST => {}
                Some(Kind::File) => found.push((name, path)),
                Some(Kind::Other) => *left_out += 1,
                None => {}
            }
        }
        Ok(())
    }
}

/// Adds a file: read and written by its owner alone, wherever it is unpacked.
fn put<W: Write>(archive: &mut tar::Builder<W>, name: &str, bytes: &[u8], now: Instant) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(now.timestamp()).unwrap_or(0));
    header.set_entry_type(tar::EntryType::Regular);
    archive.append_data(&mut header, name, bytes)
}

/// An unfinished file, to be written to.
struct Writing<'f>(&'f mut dyn Unfinished);

impl Write for Writing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
