//! `apply CASE`: creates or changes a case file, by all actions of a file or none.
//!
//! Must not know: what an action does.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::args::Apply;
use super::failure::CliError;
use super::input::read_bytes;
use super::line::line;
use super::policy_commands::no_such_policy;
use super::stores::{opened, warn_of_due_dates};
use super::terminal::Terminal;
use super::unlocking::unlock_as;
use crate::case::{Action, Refusal, Reviewer, Stamp};
use crate::feed;
use crate::ids::{CaseId, ContentHash};
use crate::policy::Policy;
use crate::session::Session;
use crate::store::atomic::{self, WriteOutcome};
use crate::store::{Saved, Version, case_file, paths, store_of};
use crate::workspace::{Workspace, Workstation};

/// Runs the command on one case file, inside or outside of a store.
pub(super) fn apply(args: &Apply, workstation: &Workstation, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    // clap requires both unless a feed is read.
    let (Some(path), Some(actions)) = (&args.case, &args.actions) else { return Err(Refusal::NotOpen.into()) };
    let folder = args.store.clone().or_else(|| store_of(path));
    let workspace = match &folder {
        Some(folder) => workstation.workspace_in(folder)?,
        None => workstation.without_store()?,
    };
    let stamp = who_acts(args, &workspace, workstation, terminal)?;
    warn_of_due_dates(&workspace, terminal);
    let (places, actions) = read_actions(actions)?;
    let (mut session, known) = existing(path, workstation, &workspace).map_err(|error| error.in_file(path))?;
    let before = session.as_ref().map(|session| session.history().last_sequence());
    let id = match &session {
        Some(session) => session.case().id.clone(),
        None => id_of(path).map_err(|error| error.in_file(path))?,
    };
    let policy = policy_for_new_cases(&workspace, args)?;
    workspace.change(&mut session, (&id, &policy), &actions, &stamp).map_err(|(place, error)| {
        let refused = CliError::from(error);
        // A file without actions has no line to name.
        match places.get(place) {
            Some(line) => refused.at(line.clone()),
            None => refused,
        }
    })?;
    let Some(session) = session else { return Err(Refusal::NotOpen.into()) };
    if args.dry_run {
        terminal.print_json(&line(&session, &path.display().to_string()))?;
    } else if before != Some(session.history().last_sequence()) {
        save(path, &session, known.as_ref(), &workspace, terminal).map_err(|error| error.in_file(path))?;
    }
    Ok(true)
}

/// Returns the stamp of the author of the changes, and remembers the roster.
///
/// The author is a reviewer of the roster, whose key is unlocked, or somebody who is only named. Fails where the roster
/// cannot be trusted.
pub(super) fn who_acts(
    args: &Apply,
    workspace: &Workspace,
    workstation: &Workstation,
    terminal: &mut Terminal<'_>,
) -> Result<Stamp, CliError> {
    let roster = workspace.roster.trusted()?;
    let folder = workspace.folder();
    folder.into_iter().for_each(|folder| workstation.remember(folder, &workspace.roster));
    let stamp = match &args.sign_as {
        Some(who) => {
            let (folder, roster) = folder.zip(roster).ok_or(CliError::NoRoster)?;
            opened(folder, terminal)?.check_clock(terminal.now, Some(roster))?;
            Stamp::signed_in(terminal.now, Arc::new(unlock_as(roster, folder, who, args.passphrase_fd, terminal)?))
        }
        None => Stamp::named(terminal.now, Reviewer::unproved(&args.by, &args.credential)?),
    };
    Ok(stamp.at_station(terminal.station.as_deref()))
}

/// Returns the policy for new cases: the named one, or the first bundled one.
pub(super) fn policy_for_new_cases(workspace: &Workspace, args: &Apply) -> Result<Arc<Policy>, CliError> {
    let policy = workspace.policy_for_new_cases(args.policy.as_deref());
    policy.ok_or_else(|| no_such_policy(workspace.catalog.for_new_cases()))
}

/// Reads the actions of a file, and the place of each in words, for errors.
fn read_actions(path: &Path) -> Result<(Vec<String>, Vec<Action>), CliError> {
    let text = read_bytes(path).map_err(|error| error.in_file(path))?;
    let read = |(number, line)| {
        let place = format!("{}, line {number}", paths::shown(path));
        let action = feed::read_line(line).map_err(|error| CliError::from(error).at(place.clone()))?;
        Ok((place, action))
    };
    feed::lines(&text).into_iter().map(read).collect()
}

/// Reads the case of a file, with the version of the file.
///
/// Both are `None` where there is no file.
///
/// It is evaluated by the policies of the store that the file is in, and checked against roster and due dates of
/// `workspace`.
fn existing(
    path: &Path,
    workstation: &Workstation,
    workspace: &Workspace,
) -> Result<(Option<Session>, Option<Version>), CliError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((None, None)),
        Ok(_) | Err(_) => {}
    }
    let bytes = read_bytes(path)?;
    let session = workstation.workspace_of(path)?.resume_accepted(case_file::read(&bytes)?)?;
    let version = Version::of(session.history(), &bytes);
    Ok((Some(workspace.held(session)), Some(version)))
}

fn id_of(path: &Path) -> Result<CaseId, CliError> {
    let stem = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".json"));
    Ok(CaseId::parse(stem.unwrap_or_default())?)
}

/// Saves a case.
///
/// A file in a store is saved as the store does it: under its lock, with its policy text and its log.
///
/// Fails with a conflict where somebody else has changed the file since it was read.
fn save(
    path: &Path,
    session: &Session,
    known: Option<&Version>,
    workspace: &Workspace,
    terminal: &Terminal<'_>,
) -> Result<(), CliError> {
    let named_as_it_is = path.file_stem().is_some_and(|stem| stem == session.case().id.as_str());
    if let Some(folder) = store_of(path).filter(|_| named_as_it_is) {
        return ensure_saved(&workspace.save_case(&opened(&folder, terminal)?, session, known)?);
    }
    let bytes = case_file::write(session.history())?;
    let found = read_bytes(path).ok().map(|bytes| ContentHash::of(&bytes));
    if found.as_ref() != known.map(|known| &known.hash) {
        return Err(CliError::Conflict);
    }
    ensure_written(atomic::save(path, &bytes))
}

/// Fails where the system did not confirm a save, or the log was not written.
pub(super) fn ensure_saved(saved: &Saved) -> Result<(), CliError> {
    match (saved.confirmed, saved.logged) {
        (false, _) => Err(CliError::Unconfirmed),
        (true, Err(why)) => Err(CliError::NotLogged(why)),
        (true, Ok(())) => Ok(()),
    }
}

/// Fails where a file was not written, or its save not confirmed.
pub(super) fn ensure_written(outcome: WriteOutcome) -> Result<(), CliError> {
    match outcome {
        WriteOutcome::Saved => Ok(()),
        WriteOutcome::SavedUnconfirmed => Err(CliError::Unconfirmed),
        WriteOutcome::Failed(failure) => Err(CliError::NotWritten(failure)),
    }
}
