//! `hand-over` and `import`: exports and imports a case.
//!
//! Must not know: the content of the file.

use std::path::{Path, PathBuf};

use super::failure::CliError;
use super::input::read_at_most;
use super::stores::{open_case, report_unlogged};
use super::terminal::Terminal;
use crate::store::{HandOver, ImportOutcome, LARGEST_HANDED_OVER};
use crate::workspace::{Target, Workstation};

/// Writes a case for another workstation to a new file.
///
/// Missing documents are reported.
pub(super) fn hand_over(
    case: &Path,
    output: &Path,
    workstation: &Workstation,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let (workspace, session) = open_case(case, workstation)?;
    let target = Target { path: output, replaces: false, by: None };
    let exported = workspace.hand_over(&session, &target).map_err(|error| CliError::from(error).in_file(output))?;
    report_unlogged(exported.logged, &workspace, terminal);
    if let Some(left_out) = exported.left_out {
        terminal.report(&CliError::from(left_out).in_file(case));
    }
    Ok(true)
}

/// Imports a case that was handed over into a store, and prints the outcome.
pub(super) fn import(
    file: &Path,
    store: Option<PathBuf>,
    workstation: &Workstation,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let folder = store.map_or_else(|| terminal.data_folder.clone(), Ok)?;
    let read = || Ok::<_, CliError>(HandOver::read(&read_at_most(file, LARGEST_HANDED_OVER)?)?);
    let handed = read().map_err(|error| error.in_file(file))?;
    let workspace = workstation.open(&folder)?;
    let outcome = workspace.import(&handed).map_err(|error| CliError::from(error).in_file(file))?;
    let id = &handed.history.case().id;
    let said = match outcome {
        ImportOutcome::New => "was imported. It is new in this folder",
        ImportOutcome::Newer => "was imported. It continues the case in this folder",
        ImportOutcome::NothingNew => "was not changed: this folder already has everything in the file",
    };
    terminal.print(&format!("Case {id} {said}.\n")).map(|()| true)
}
