//! Earlier generations of a case, for a case that was saved with a mistake and for a damaged file: the newest three, as
//! `previous/ab/<id>.<revision>.json`. Each is a hard link, so keeping one writes no data.
//!
//! Must not know: which of them somebody wants back.

use std::path::{Path, PathBuf};

use super::case_file;
use super::case_store::{CaseStore, Loaded, loaded, shard};
use super::disk::Kind;
use crate::ids::CaseId;

/// Number of generations that are kept.
const GENERATIONS: usize = 3;

impl CaseStore {
    /// Links the current file of a case as an earlier generation and removes the oldest. The caller holds the case's
    /// lock. Failures are ignored: the save itself matters more, and reports what is wrong.
    pub(super) fn save_generation(&self, case: &CaseId, revision: u32) {
        let folder = self.previous_folder(case);
        if !matches!(self.disk.kind(&folder), Ok(Some(Kind::Folder))) {
            let _ = self.disk.make_folder(&folder);
        }
        let second = folder.join(format!("{case}.{revision}.json"));
        let _ = self.disk.link(&self.path_of(case), &second);
        let generations = self.generation_files(case);
        for (_, path) in generations.iter().rev().skip(GENERATIONS) {
            let _ = self.disk.remove(path);
        }
    }

    /// Reads the earlier generations of a case that are intact, the newest first.
    pub fn previous(&self, case: &CaseId) -> Vec<Loaded> {
        let read = |path: &Path| loaded(&self.disk.read(path, case_file::LARGEST).ok()?).ok();
        let files = self.generation_files(case);
        files.iter().rev().filter_map(|(_, path)| read(path)).filter(|it| it.history.case().id == *case).collect()
    }

    /// Returns the files of earlier generations, the lowest revision first.
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
