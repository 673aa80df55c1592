//! The generations of a case before the one in its file, for "saved, but wrong" and for a file that the disk damaged:
//! `previous/ab/<id>.<revision>.json`, the newest three. A second name of the same bytes, so keeping one costs no writing.
//!
//! Must not know: which of them somebody wants back.

use std::path::{Path, PathBuf};

use super::case_file;
use super::case_store::{CaseStore, Loaded, loaded, shard};
use super::disk::Kind;
use crate::ids::CaseId;

/// How many are kept.
const KEPT: usize = 3;

impl CaseStore {
    /// Keeps what is in a case's file, of this revision, and lets the oldest go. Whoever calls holds the case's lock. A disk
    /// that has no second names, or no room, keeps none: the save itself matters more, and says itself what is wrong.
    pub(super) fn save_generation(&self, case: &CaseId, revision: u32) {
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

    /// The earlier generations of a case that can be read, the newest first.
    pub fn previous(&self, case: &CaseId) -> Vec<Loaded> {
        let read = |path: &Path| loaded(&self.disk.read(path, case_file::LARGEST).ok()?).ok();
        let files = self.generation_files(case);
        files.iter().rev().filter_map(|(_, path)| read(path)).filter(|it| it.history.case().id == *case).collect()
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
        self.root.join("previous").join(shard(case))
    }
}
