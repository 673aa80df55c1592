//! Recovers interrupted saves. An unfinished file that continues its case is offered, never loaded unasked; any other
//! is removed.
//!
//! Must not know: who is asked, or when.

use std::io;
use std::path::{Path, PathBuf};

use super::case_file;
use super::case_store::{AUXILIARY, CaseStore, Loaded, Saved, loaded, shard};
use super::disk::{Kind, is_unfinished};
use super::documents::LOCK as DOCUMENTS;
use super::error::StoreError;
use super::roster::LOCK as ROSTER_LOCK;
use crate::clock::Instant;
use crate::ids::CaseId;
use crate::redacted::redacted_debug;

/// Work of an interrupted save. It continues the case's file, or that file is missing.
#[derive(Clone, PartialEq, Eq)]
pub struct Recoverable {
    /// The case.
    pub case: CaseId,
    /// Number of its newest event.
    pub revision: u32,
    /// Number of the newest event in the case's file; `None` where there is no file.
    pub on_disk: Option<u32>,
    /// Time and author of the newest event.
    pub newest: Option<(Instant, String)>,
    path: PathBuf,
}

redacted_debug!(Recoverable);

impl CaseStore {
    /// Returns the interrupted saves that can be recovered.
    pub fn recoverable(&self) -> Vec<Recoverable> {
        let offered = |(shard, path): (String, PathBuf)| match self.inspect_unfinished(&shard, &path).ok()? {
            UnfinishedSave::Recoverable(work) => {
                let (unfinished, here) = *work;
                Some(Recoverable {
                    case: unfinished.history.case().id.clone(),
                    revision: unfinished.version.revision,
                    newest: unfinished.history.events().last().map(|event| (event.at, event.by.name.clone())),
                    on_disk: here.map(|here| here.version.revision),
                    path,
                })
            }
            _ => None,
        };
        self.unfinished().unwrap_or_default().into_iter().filter_map(offered).collect()
    }

    /// Saves recovered work, by the rules of any save.
    pub fn recover(&self, found: &Recoverable) -> Result<Saved, StoreError> {
        let UnfinishedSave::Recoverable(work) = self.inspect_unfinished(&shard(&found.case), &found.path)? else {
            return Err(StoreError::NoSuchCase(found.case.clone()));
        };
        let (unfinished, here) = *work;
        let saved = self.save_received(&unfinished.history, here.as_ref().map(|here| &here.version))?;
        // The work is saved; a file that stays does no harm.
        let _ = self.disk.remove(&found.path);
        Ok(saved)
    }

    /// Discards an interrupted save.
    pub fn discard_recoverable(&self, found: &Recoverable) -> Result<(), StoreError> {
        self.check_writable()?;
        self.disk.remove(&found.path).map_err(|error| self.folder_error(error))
    }

    pub(super) fn remove_unfinished(&self) -> Result<(), StoreError> {
        self.remove_unfinished_auxiliary().map_err(|error| self.folder_error(error))?;
        for (shard, path) in self.unfinished().map_err(|error| self.folder_error(error))? {
            if matches!(self.inspect_unfinished(&shard, &path)?, UnfinishedSave::Obsolete) {
                // A file that cannot be removed does no harm.
                let _ = self.disk.remove(&path);
            }
        }
        Ok(())
    }

    /// Removes unfinished auxiliary files, which continue nothing: roster, policy texts, conflict copies and notes are
    /// saved again by whoever was interrupted.
    fn remove_unfinished_auxiliary(&self) -> io::Result<()> {
        let folders = [
            ("", ROSTER_LOCK),
            ("documents", DOCUMENTS),
            ("policies", AUXILIARY),
            ("conflicts", AUXILIARY),
            ("trash", AUXILIARY),
            ("presence", AUXILIARY),
        ];
        for (folder, lock) in folders {
            let mut unfinished = self.disk.names(&self.root.join(folder))?;
            unfinished.retain(|path| is_unfinished(path));
            if unfinished.is_empty() {
                continue;
            }
            let held = self.disk.try_lock(&self.lock_path(lock))?;
            for path in unfinished.iter().filter(|_| held.is_some()) {
                // A file that cannot be removed does no harm.
                let _ = self.disk.remove(path);
            }
        }
        Ok(())
    }

    /// Returns each unfinished file with its shard.
    fn unfinished(&self) -> io::Result<Vec<(String, PathBuf)>> {
        let mut found = Vec::new();
        for folder in self.disk.names(&self.root.join("cases"))? {
            let Some(shard) = folder.file_name().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
            if !matches!(self.disk.kind(&folder), Ok(Some(Kind::Folder))) {
                continue;
            }
            // An unreadable folder is reported by the scan.
            let names = self.disk.names(&folder).unwrap_or_default();
            found.extend(names.into_iter().filter(|path| is_unfinished(path)).map(|path| (shard.clone(), path)));
        }
        Ok(found)
    }

    fn inspect_unfinished(&self, shard_name: &str, path: &Path) -> Result<UnfinishedSave, StoreError> {
        // Only the holder of a shard's lock saves there, so an unfinished file was interrupted.
        let held = self.disk.try_lock(&self.lock_path(shard_name)).map_err(|error| self.folder_error(error))?;
        if held.is_none() {
            return Ok(UnfinishedSave::Undecided);
        }
        let read = self.disk.read(path, case_file::LARGEST).ok().and_then(|bytes| loaded(&bytes).ok());
        let Some(unfinished) = read.filter(|it| shard(&it.history.case().id) == shard_name) else {
            return Ok(UnfinishedSave::Obsolete);
        };
        Ok(match self.load(&unfinished.history.case().id) {
            Ok(here) if unfinished.history.is_continuation_of(&here.history) => {
                UnfinishedSave::Recoverable(Box::new((unfinished, Some(here))))
            }
            Ok(_) => UnfinishedSave::Obsolete,
            Err(StoreError::NoSuchCase(_)) => UnfinishedSave::Recoverable(Box::new((unfinished, None))),
            // The case's own file is damaged: keep whatever may help.
            Err(_) => UnfinishedSave::Undecided,
        })
    }
}

/// Verdict on an unfinished file.
enum UnfinishedSave {
    /// It continues the case's file, or there is none.
    Recoverable(Box<(Loaded, Option<Loaded>)>),
    /// It holds nothing new, or cannot be read.
    Obsolete,
    /// It cannot be decided now.
    Undecided,
}
