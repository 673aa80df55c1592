//! `verify`: prints the audit of a case file or of a whole store.
//!
//! Must not know: how anything is found (that is `audit`).

use std::path::Path;

use super::failure::CliError;
use super::input::read_bytes;
use super::terminal::Terminal;
use crate::audit::{CaseAudit, Finding, FolderAudit, audit, audit_history};
use crate::ids::CaseId;
use crate::store::{Problem, case_file, store_of};
use crate::text::visible;
use crate::wording;
use crate::workspace::Workstation;

/// Prints the audit of a case file or a folder.
///
/// Returns false where somebody has to look into something.
pub(super) fn verify(path: &Path, workstation: &Workstation, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let found = if path.is_dir() {
        audit_folder(path, None, workstation).map_err(|error| error.in_file(path))?
    } else if let Some(store) = store_of(path) {
        let id = path.file_stem().and_then(|stem| CaseId::parse(stem.to_str()?).ok());
        audit_folder(&store, id.as_ref(), workstation).map_err(|error| error.in_file(path))?
    } else {
        FolderAudit {
            cases: vec![audit_file(path, workstation).map_err(|error| error.in_file(path))?],
            logs: Vec::new(),
            findings: Vec::new(),
        }
    };
    for case in &found.cases {
        terminal.print(&lines_of_case(case))?;
    }
    for (station, faults) in &found.logs {
        let word = if faults.is_empty() { "sound" } else { "needs attention" };
        terminal.print_line(&format!("log of {station}: {word}"))?;
        for fault in faults {
            terminal.print_line(&format!("  {fault}"))?;
        }
    }
    for finding in &found.findings {
        terminal.print(&format!("folder: {finding}\n"))?;
    }
    let unsound = found.cases.iter().filter(|case| !case.is_sound()).count();
    let (cases, logs) = (wording::counted(found.cases.len(), "case"), wording::counted(found.logs.len(), "log"));
    terminal.print(&format!("{cases}, {unsound} needing attention; {logs}\n"))?;
    Ok(found.is_sound())
}

fn audit_folder(folder: &Path, only: Option<&CaseId>, workstation: &Workstation) -> Result<FolderAudit, CliError> {
    let workspace = workstation.open_read_only(folder)?;
    let roster = workspace.roster.trusted()?;
    Ok(audit(workspace.store()?, only, roster, &workspace.catalog)?)
}

/// Audits a case file outside of any store, without roster and logs.
fn audit_file(path: &Path, workstation: &Workstation) -> Result<CaseAudit, CliError> {
    let bytes = read_bytes(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(match case_file::read(&bytes) {
        Ok(history) => {
            let mut findings = audit_history(&history, None, workstation.catalog());
            findings.push(Finding::NotLogged);
            CaseAudit { name, events: Some(history.last_sequence()), head: Some(history.head().clone()), findings }
        }
        Err(error) => {
            CaseAudit { name, events: None, head: None, findings: vec![Finding::Unreadable(Problem::from(error))] }
        }
    })
}

fn lines_of_case(case: &CaseAudit) -> String {
    let events = case.events.map(|events| format!("{}, ", wording::plural(events, "event")));
    let head = case.head.as_ref().map(|head| format!("head {}, ", head.short()));
    let word = if case.is_sound() { "sound" } else { "needs attention" };
    let head = format!("{}: {}{}{word}", case.name, events.unwrap_or_default(), head.unwrap_or_default());
    let mut out = format!("{}\n", visible(&head));
    for finding in &case.findings {
        let line = format!("{}{finding}", if finding.is_fault() { "" } else { "note: " });
        out += &format!("  {}\n", visible(&line));
    }
    out
}
