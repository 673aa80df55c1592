//! `backup`, `restore`, `trash`, `untrash` and `recover`.
//!
//! Must not know: what an archive or a case looks like.

use std::io::IsTerminal as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::args::{TrashArgs, UntrashArgs};
use super::failure::CliError;
use super::stores::opened;
use super::terminal::Terminal;
use crate::ids::CaseId;
use crate::store::{CheckedBackup, IncompleteCase, Logged, Progress, check_backup, restore};
use crate::wording;

/// Archives a store in a new file, and logs that.
pub(super) fn back_up(file: &Path, store: Option<PathBuf>, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let store = opened(&folder_of(store, terminal)?, terminal)?;
    let now = terminal.now;
    let made = store.back_up(file, now, &mut |progress| print_progress(terminal, progress));
    let made = made.map_err(|error| CliError::from(error).in_file(file))?;
    store.log(Logged::BackedUp { manifest: made.manifest.clone() }, None).map_err(CliError::NotLogged)?;
    let left_out = match made.left_out {
        0 => String::new(),
        count => format!(" Not included: {count} links or files that are not the program's."),
    };
    let (files, bytes, manifest) = (made.files, made.bytes, made.manifest);
    terminal.print(&format!("{files} files, {bytes} bytes, manifest {manifest}.{left_out}\n")).map(|()| true)
}

/// Checks a backup, and restores it where a folder is named.
///
/// Returns false where cases are damaged or incomplete.
pub(super) fn restore_from(file: &Path, folder: Option<&Path>, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let mut watch = |progress| print_progress(terminal, progress);
    let checked = match folder {
        Some(folder) => restore(file, folder, &mut watch),
        None => check_backup(file, &mut watch),
    };
    let checked = checked.map_err(|error| CliError::from(error).in_file(file))?;
    let CheckedBackup { files, bytes, cases, manifest, made_at, program, damaged, incomplete } = checked;
    let (files, cases) = (wording::counted(files, "file"), wording::counted(cases, "case"));
    let done = if folder.is_some() { "Restored" } else { "Intact" };
    terminal.print_line(&format!(
        "{done}: {files}, {cases}, {bytes} bytes, made {} by {program}, manifest {manifest}.",
        made_at.to_rfc3339()
    ))?;
    for path in &damaged {
        terminal.print_line(&format!("{path}: damaged when the backup was made"))?;
    }
    for IncompleteCase { case, revision } in &incomplete {
        terminal.print(&format!(
            "{case}: a log in the backup names event {revision}, which is not in the backup: look for it in another \
             one\n"
        ))?;
    }
    Ok(damaged.is_empty() && incomplete.is_empty())
}

/// Prints the progress to the error stream, if that is a terminal.
///
/// Never stops the work.
fn print_progress(terminal: &mut Terminal<'_>, progress: Progress) -> ControlFlow<()> {
    if std::io::stderr().is_terminal() && progress.files.is_multiple_of(100) {
        let of = progress.of.map_or(String::new(), |of| format!(" of {of}"));
        // A closed error stream must not stop the backup.
        let _ = write!(terminal.errors, "\r{}{of} files", progress.files);
    }
    ControlFlow::Continue(())
}

/// Moves a case of a store to its trash; without a case, lists the trash.
pub(super) fn trash(args: &TrashArgs, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let store = opened(&folder_of(args.store.clone(), terminal)?, terminal)?;
    let Some((case, reason)) = args.case.as_deref().zip(args.reason.as_deref()) else {
        for it in store.trashed() {
            let note = it.note.map_or(String::new(), |note| format!(" {} by {}", note.at.to_rfc3339(), note.by));
            terminal.print_line(&format!("{} {}{note}", it.case, it.number))?;
        }
        return Ok(true);
    };
    let deleted = store.trash(&CaseId::parse(case)?, reason, &args.by, terminal.now)?;
    let trashed = deleted.trashed;
    terminal.print(&format!("Case {} is in the trash as number {}.\n", trashed.case, trashed.number))?;
    deleted.logged.map(|()| true).map_err(CliError::NotLogged)
}

/// Restores a case from the trash.
///
/// It is the newest one of its id, or the one with the given number.
pub(super) fn untrash(args: &UntrashArgs, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let store = opened(&folder_of(args.store.clone(), terminal)?, terminal)?;
    let case = CaseId::parse(&args.case)?;
    let wanted = |number: u32| args.number.is_none_or(|wanted| wanted == number);
    let newest = store.trashed().into_iter().rfind(|it| it.case == case && wanted(it.number));
    let trashed = newest.ok_or(CliError::NotInTrash)?;
    let back = store.restore_from_trash(&trashed, &args.by)?;
    terminal.print(&format!("Case {case} was restored from the trash.\n"))?;
    back.logged.map(|()| true).map_err(CliError::NotLogged)
}

/// Lists interrupted saves, and with `all` recovers them.
pub(super) fn recover(all: bool, store: Option<PathBuf>, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let store = opened(&folder_of(store, terminal)?, terminal)?;
    for found in store.recoverable() {
        let here = found.on_disk.map_or("no file".to_owned(), |here| format!("event {here}"));
        let done = if all {
            store.recover(&found)?;
            "recovered"
        } else {
            "can be recovered"
        };
        terminal.print(&format!(
            "{}: interrupted save up to event {}, the folder has {here}: {done}\n",
            found.case, found.revision
        ))?;
    }
    Ok(true)
}

fn folder_of(store: Option<PathBuf>, terminal: &Terminal<'_>) -> Result<PathBuf, CliError> {
    Ok(store.map_or_else(|| terminal.data_folder.clone(), Ok)?)
}
