//! Reads the rows of a store.
//!
//! Must not know: what a row says.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::row::{Row, in_working_order};
use crate::clock::{Instant, Zone};
use crate::store::{Problem, ScannedCase, StoreError};
use crate::workspace::open::Workspace;

/// Reads the rows of a workspace in working order, and counts the files as it reads them. Each case is held against the roster,
/// and its clock stands at `now`. Fails where the folder cannot be read; a file that cannot be read has a row.
pub fn read_rows(
    workspace: &Workspace,
    (now, zone): (Instant, Zone),
    read: &AtomicUsize,
) -> Result<Vec<Row>, StoreError> {
    let row_of = |entry: ScannedCase| match entry.result {
        Ok(loaded) => match workspace.resume(loaded.history) {
            Ok(session) => Row::of(&session, &workspace.rules, now, zone),
            Err(error) => Row::damaged(entry.id, &entry.file_name, &error.to_string()),
        },
        Err(problem) => {
            // A file that lies where it does not belong is no case that could be opened.
            let case = entry.id.filter(|_| !matches!(problem, Problem::Misplaced | Problem::OtherId));
            Row::damaged(case, &entry.file_name, &problem.to_string())
        }
    };
    let store = workspace.store()?;
    let mut rows = store.scan(|entry| {
        read.fetch_add(1, Ordering::Relaxed);
        row_of(entry)
    })?;
    let in_conflict = store.cases_with_conflict_copies();
    for row in &mut rows {
        row.has_conflict_copies = row.case.as_ref().is_some_and(|case| in_conflict.contains(case));
    }
    in_working_order(&mut rows);
    Ok(rows)
}
