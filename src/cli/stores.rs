//! The stores that a command works with.
//!
//! Must not know: what a command does in one.

use std::path::Path;
use std::sync::Arc;

use super::failure::CliError;
use super::input::read_bytes;
use super::terminal::Terminal;
use crate::session::Session;
use crate::store::{CaseStore, RosterMemory, StoreError, case_file};
use crate::workspace::{LogError, Warning, Workspace, Workstation};

/// This workstation, with the policies of a folder. A file in the folder that cannot be used is reported and left out.
pub(super) fn workstation(policies: Option<&Path>, terminal: &mut Terminal<'_>) -> Result<Workstation, CliError> {
    let (workstation, warnings) = Workstation::new(terminal.station.clone(), policies, memory(terminal))?;
    for warning in warnings {
        match warning {
            // The folder was named for this run: a run without its policies would judge otherwise.
            Warning::PolicyFolder { folder, why } => return Err(CliError::NotRead(why).in_file(&folder)),
            Warning::PolicyFile { .. } | Warning::StoredPolicy(_) | Warning::DueDates(_) => {
                terminal.warn(&warning.to_string());
            }
        }
    }
    Ok(workstation)
}

/// The rosters that this workstation knows, shared with the window.
pub(super) fn memory(terminal: &Terminal<'_>) -> RosterMemory {
    RosterMemory::beside(terminal.settings_file.as_deref())
}

/// Says that a department's due dates are not used, before anything is done under the program's own. A policy text that is not
/// used is named where a case needs it.
pub(super) fn warn_of_due_dates(workspace: &Workspace, terminal: &mut Terminal<'_>) {
    for warning in workspace.warnings.iter().filter(|warning| matches!(warning, Warning::DueDates(_))) {
        terminal.warn(&format!("{warning}."));
    }
}

/// The store in a folder, opened at this workstation.
pub(super) fn opened(folder: &Path, terminal: &Terminal<'_>) -> Result<CaseStore, StoreError> {
    CaseStore::open(folder).map(|store| store.at_station(terminal.station.as_deref()))
}

/// The case in a file, to be relied on, with the workspace of the store that the file lies in.
pub(super) fn open_case(path: &Path, workstation: &Workstation) -> Result<(Arc<Workspace>, Session), CliError> {
    let open = || {
        let workspace = workstation.workspace_of(path)?;
        let session = workspace.resume_accepted(case_file::read(&read_bytes(path)?)?)?;
        Ok((workspace, session))
    };
    open().map_err(|error: CliError| error.in_file(path))
}

/// Reports that a log line is missing. The work was done by then, so this stops nothing.
pub(super) fn report_unlogged(logged: Result<(), LogError>, workspace: &Workspace, terminal: &mut Terminal<'_>) {
    if let (Err(error), Some(folder)) = (logged, workspace.folder()) {
        terminal.report(&CliError::from(error).in_file(folder));
    }
}
