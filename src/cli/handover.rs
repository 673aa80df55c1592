//! `hand-over` and `take-in`: a case as one file to another workstation, and back.
//!
//! Must not know: what the file holds.

use std::fs;
use std::path::{Path, PathBuf};

use super::apply::written;
use super::audit::{exported, note_of, opened};
use super::shelf::{open_case, read_at_most};
use super::{CliError, Shelf, Terminal};
use crate::store::{CaseStore, HandOver, ImportOutcome, LARGEST_HANDED_OVER, atomic, store_of};
use crate::workspace;

/// Writes a case on its way, to a new file.
pub(super) fn hand_over(
    case: &Path,
    output: &Path,
    shelf: &Shelf,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let session = open_case(case, shelf)?;
    if fs::symlink_metadata(output).is_ok() {
        return Err(CliError::Exists.in_file(output));
    }
    let store = store_of(case).map(CaseStore::open_read_only).transpose()?;
    let (handed, left_out) = HandOver::of(session.history(), session.policy().text(), store.as_ref());
    let bytes = handed.write().map_err(|error| CliError::from(error).in_file(case))?;
    written(atomic::save(output, &bytes)).map_err(|error| error.in_file(output))?;
    note_of(case, exported(session.history(), "hand-over"), terminal);
    if let Some(left_out) = left_out {
        terminal.report(&CliError::from(left_out).in_file(case));
    }
    Ok(true)
}

/// Puts a case that was handed over into a store, and says what became of it.
pub(super) fn take_in(
    file: &Path,
    store: Option<PathBuf>,
    shelf: &Shelf,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let folder = store.map_or_else(|| terminal.data_folder.clone(), Ok)?;
    let read = || Ok::<_, CliError>(HandOver::read(&read_at_most(file, LARGEST_HANDED_OVER)?)?);
    let handed = read().map_err(|error| error.in_file(file))?;
    let store = opened(&folder, terminal)?;
    let roster = shelf.roster_of(&folder)?;
    let taken = shelf.read(|catalog| workspace::import(&store, &handed, roster.as_deref(), catalog));
    let taken = taken.map_err(|error| CliError::from(error).in_file(file))?;
    let id = &handed.history.case().id;
    let said = match taken {
        ImportOutcome::New => "is new here",
        ImportOutcome::Newer => "goes on from what was here",
        ImportOutcome::NothingNew => "says nothing that is not here already",
    };
    terminal.print(&format!("Case {id} {said}.\n")).map(|()| true)
}
