//! Opens the stores and cases that commands work with.
//!
//! Must not know: what a command does with them.

use std::path::Path;
use std::sync::Arc;

use super::failure::CliError;
use super::input::read_bytes;
use super::terminal::Terminal;
use crate::session::Session;
use crate::store::{CaseStore, RosterMemory, StoreError, case_file};
use crate::workspace::{LogError, Warning, Workspace, Workstation};

/// Returns this workstation, with the policies of a folder.
///
/// A file in the folder that cannot be used is reported and left out. Fails where the folder cannot be read.
pub(super) fn workstation(policies: Option<&Path>, terminal: &mut Terminal<'_>) -> Result<Workstation, CliError> {
    let (workstation, warnings) = Workstation::new(terminal.station.clone(), policies, memory(terminal))?;
    for warning in warnings {
        match warning {
            // The folder was named for this run, which without its policies would give other results.
            Warning::PolicyFolder { folder, why } => return Err(CliError::NotRead(why).in_file(&folder)),
            Warning::PolicyFile { .. } | Warning::StoredPolicy(_) | Warning::DueDates(_) => {
                terminal.warn(&warning.to_string());
            }
        }
    }
    Ok(workstation)
}

/// Returns the rosters that this workstation remembers.
///
/// It shares them with the window.
pub(super) fn memory(terminal: &Terminal<'_>) -> RosterMemory {
    RosterMemory::beside(terminal.settings_file.as_deref())
}

/// Warns where a department's due-date rules cannot be used.
///
/// The program's own rules are used then.
///
/// A policy text that cannot be used is reported where a case needs it.
pub(super) fn warn_of_due_dates(workspace: &Workspace, terminal: &mut Terminal<'_>) {
    for warning in workspace.warnings.iter().filter(|warning| matches!(warning, Warning::DueDates(_))) {
        terminal.warn(&format!("{warning}."));
    }
}

/// Opens the store in a folder.
pub(super) fn opened(folder: &Path, terminal: &Terminal<'_>) -> Result<CaseStore, StoreError> {
    CaseStore::open(folder).map(|store| store.at_station(terminal.station.as_deref()))
}

/// Opens the case of a file, with the workspace of the store that the file is in.
///
/// Fails where the record has a fault, so that the case can be relied on.
pub(super) fn open_case(path: &Path, workstation: &Workstation) -> Result<(Arc<Workspace>, Session), CliError> {
    let open = || {
        let workspace = workstation.workspace_of(path)?;
        let session = workspace.resume_accepted(case_file::read(&read_bytes(path)?)?)?;
        Ok((workspace, session))
    };
    open().map_err(|error: CliError| error.in_file(path))
}

/// Reports that the log was not written.
///
/// The work is already done, so this does not fail.
pub(super) fn report_unlogged(logged: Result<(), LogError>, workspace: &Workspace, terminal: &mut Terminal<'_>) {
    if let (Err(error), Some(folder)) = (logged, workspace.folder()) {
        terminal.report(&CliError::from(error).in_file(folder));
    }
}
