//! The generations of a case before the one in its file, for "saved, but wrong" and for a file that the disk damaged:
//! `previous/ab/<id>.<revision>.json`, the newest three. A second name of the same bytes, so keeping one costs no writing.
//!
//! Must not know: which of them somebody wants back.

use std::path::{Path, PathBuf};

use super::case_file;
use super::case_store::{CaseStore, Loaded, loaded, shelf};
use super::disk::Kind;
use super::error::StoreError;
use super::file_error::Problem;
use super::log_line::Logged;
use super::trash::BroughtBack;
use crate::ids::CaseId;

/// How many are kept.
const KEPT: usize = 3;

impl CaseStore {
    /// Keeps what is in a case's file, of this revision, and lets the oldest go. Whoever calls holds the case's lock. A disk
    /// that has no second names, or no room, keeps none: the save itself matters more, and says itself what is wrong.
    pub(super) fn keep_previous(&self, case: &CaseId, revision: u32) {
        let folder = self.previous_folder(case);
        if !matches!(self.disk.kind(&folder), Ok(Some(Kind::Folder))) {
            let _ = self.disk.make_folder(&folder);
        }
        let second = folder.join(format!("{case}.{revision}.json"));
        let _ = self.disk.link(&self.path_of(case), &second);
        let generations = self.generation_files(case);
        for (_, path) in generations.iter().rev().skip(KEPT) {
            let _ = self.disk.remove(path);
        }
    }

    /// What can take the place of a case's file: where the case is gone, the work on it that was kept beside it; then its
    /// earlier generations that can be read, the newest first.
    pub fn substitutes(&self, case: &CaseId) -> Vec<Loaded> {
        let beside = if self.exists(case) { Vec::new() } else { self.conflicts(case) };
        beside.into_iter().chain(self.previous(case)).collect()
    }

    /// The earlier generations of a case that can be read, the newest first.
    pub fn previous(&self, case: &CaseId) -> Vec<Loaded> {
        let read = |path: &Path| loaded(&self.disk.read(path, case_file::LARGEST).ok()?).ok();
        let files = self.generation_files(case);
        files.iter().rev().filter_map(|(_, path)| read(path)).filter(|it| it.history.case().id == *case).collect()
    }

    /// Puts one of the substitutes in place of a file that cannot be read as a case, which goes to the trash, or that is gone.
    pub fn put_back(&self, earlier: &Loaded, now: crate::clock::Instant, by: &str) -> Result<BroughtBack, StoreError> {
        let case = &earlier.history.case().id;
        match self.load(case) {
            Ok(_) => return Err(StoreError::Conflict(case.clone())),
            Err(StoreError::NoSuchCase(_) | StoreError::Unusable { why: Problem::Bereft, .. }) => {}
            Err(_) => {
                let path = self.path_of(case);
                self.discard(case, &path, "damaged; an earlier generation was put in its place", by, now)?;
            }
        }
        let saved = self.save_received(&earlier.history, None)?;
        self.let_go_of_copies_in(&earlier.history);
        let logged = self.log(Logged::PutBack { case: case.clone(), revision: earlier.version.revision }, Some(by));
        Ok(BroughtBack { logged: saved.logged.and(logged) })
    }

    /// By revision, the lowest first.
    fn generation_files(&self, case: &CaseId) -> Vec<(u32, PathBuf)> {
        let prefix = format!("{case}.");
        let revision = |path: &Path| -> Option<u32> {
            path.file_name()?.to_str()?.strip_prefix(&prefix)?.strip_suffix(".json")?.parse().ok()
        };
        let names = self.disk.names(&self.previous_folder(case)).unwrap_or_default();
        let mut files: Vec<_> = names.into_iter().filter_map(|path| Some((revision(&path)?, path))).collect();
        files.sort_unstable();
        files
    }

    fn previous_folder(&self, case: &CaseId) -> PathBuf {
        self.root.join("previous").join(shelf(case))
    }
}
