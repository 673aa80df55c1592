//! Finds the id for a new case.
//!
//! Must not know: what a case holds.

use std::io;

use super::case_store::CaseStore;
use super::error::StoreError;
use crate::ids::CaseId;

impl CaseStore {
    /// Returns the id after the highest one of a year, `2025-0042`; ids in `taken` count although they are not on the
    /// disk yet. Another workstation may take the same id first; saving then reports a conflict.
    pub fn next_case_id<'a>(
        &self,
        year: i32,
        taken: impl IntoIterator<Item = &'a CaseId>,
    ) -> Result<CaseId, StoreError> {
        let prefix = format!("{:04}-", year.unsigned_abs());
        let files = self.case_files().map_err(|error| self.folder_error(error))?;
        // A case in the trash, or one with nothing but conflict copies, keeps its number: it may be restored.
        let gone = self.trash_files().into_iter().map(|(case, _)| case).chain(self.cases_with_conflict_copies());
        let gone = gone.chain(taken.into_iter().cloned()).map(|case| case.to_string());
        let names = files.iter().filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).chain(gone);
        let next = names
            .filter_map(|name| name.strip_prefix(&prefix)?.parse().ok())
            .max()
            .map_or(1, |highest: u32| highest.saturating_add(1));
        CaseId::parse(&format!("{prefix}{next:04}")).map_err(|_| self.folder_error(io::ErrorKind::InvalidInput.into()))
    }
}
