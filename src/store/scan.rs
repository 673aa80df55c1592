//! Scans every case file of a store, damaged and misplaced ones included: the source of the worklist.
//!
//! Must not know: what a row of the worklist says; the caller makes it from each entry.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::case_store::{CaseStore, Loaded};
use super::error::StoreError;
use super::failure::Failure;
use super::file_error::Problem;
use crate::ids::CaseId;

/// A case file, or a case of which only conflict copies are left.
#[derive(Clone, PartialEq, Eq)]
pub struct ScannedCase {
    /// The id in its name, if it is one.
    pub id: Option<CaseId>,
    /// Its name. Somebody else may have chosen it: show it, never log it.
    pub file_name: String,
    /// The case, or the fault of its file.
    pub result: Result<Loaded, Problem>,
}

impl CaseStore {
    /// Makes a row of every case file, sorted by path, and then of every case of which only conflict copies are left.
    /// Files are read on all cores, rows are made on this thread.
    pub fn scan<R>(&self, mut row: impl FnMut(ScannedCase) -> R) -> Result<Vec<R>, StoreError> {
        self.scan_with(|_| (), |entry, ()| row(entry))
    }

    /// The same, with `work` done for each entry on all cores too.
    pub fn scan_with<W: Send, R>(
        &self,
        work: impl Fn(&ScannedCase) -> W + Sync,
        mut row: impl FnMut(ScannedCase, W) -> R,
    ) -> Result<Vec<R>, StoreError> {
        let files = self.case_files().map_err(|error| self.folder_error(error))?;
        let next = AtomicUsize::new(0);
        let (send, receive) = sync_channel(64);
        let mut rows = Vec::with_capacity(files.len());
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                let (send, files, next, work) = (send.clone(), &files, &next, &work);
                scope.spawn(move || {
                    while let Some((place, path)) = take(files, next) {
                        let entry = self.entry(path);
                        let done = work(&entry);
                        if send.send((place, entry, done)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            rows.extend(receive.into_iter().map(|(place, entry, done)| (place, row(entry, done))));
        });
        rows.sort_unstable_by_key(|(place, _)| *place);
        let without_file = self.cases_with_conflict_copies().into_iter().filter(|case| !self.exists(case));
        let without_file = without_file.map(Self::without_file).map(|entry| {
            let done = work(&entry);
            row(entry, done)
        });
        let without_file: Vec<R> = without_file.collect();
        Ok(rows.into_iter().map(|(_, row)| row).chain(without_file).collect())
    }

    /// Reads a case. Its file is not changed, even if it is of an older version.
    pub fn load(&self, case: &CaseId) -> Result<Loaded, StoreError> {
        self.scan_case(case).result.map_err(|why| match why {
            Problem::Unreadable(Failure::NotFound) => StoreError::NoSuchCase(case.clone()),
            why => StoreError::Unusable { case: case.clone(), why },
        })
    }

    /// Scans one case.
    pub fn scan_case(&self, case: &CaseId) -> ScannedCase {
        let entry = self.entry(&self.path_of(case));
        let gone = matches!(entry.result, Err(Problem::Unreadable(Failure::NotFound)));
        if gone && self.cases_with_conflict_copies().contains(case) { Self::without_file(case.clone()) } else { entry }
    }

    fn without_file(case: CaseId) -> ScannedCase {
        ScannedCase { file_name: format!("{case}.json"), id: Some(case), result: Err(Problem::OnlyConflictCopies) }
    }

    fn entry(&self, path: &Path) -> ScannedCase {
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let id = file_name.strip_suffix(".json").and_then(|stem| CaseId::parse(stem).ok());
        let result = match &id {
            None if path.is_dir() => Err(Problem::Unreadable(Failure::Permission)),
            None => Err(Problem::BadName),
            Some(id) if self.path_of(id) != path => Err(Problem::Misplaced),
            Some(id) => self.load_file(path, id),
        };
        ScannedCase { id, file_name, result }
    }
}

fn take<'f>(files: &'f [PathBuf], next: &AtomicUsize) -> Option<(usize, &'f Path)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    files.get(place).map(|path| (place, path.as_path()))
}
