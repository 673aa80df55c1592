//! `apply CASE`: creates a case file or changes it, by all actions of a file or none.
//!
//! Must not know: what an action does.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::args::Apply;
use super::audit::opened;
use super::case_commands::due_dates;
use super::line::line;
use super::passphrases::unlock_as;
use super::roster_commands::memory;
use super::shelf::read_bytes;
use super::{CliError, Shelf, Terminal};
use crate::case::{Action, Refusal, Reviewer, Stamp};
use crate::feed;
use crate::identity::Roster;
use crate::ids::{CaseId, ContentHash};
use crate::linking::Folder;
use crate::policy::Policy;
use crate::session::{Session, SessionError};
use crate::store::atomic::{self, WriteOutcome};
use crate::store::{CaseStore, Saved, Version, case_file, known_roster, paths, store_of};
use crate::turnaround::Rulebook;

/// Runs the command on one case file.
pub(super) fn apply(args: &Apply, shelf: &Shelf, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    // Both are required where the feed is not.
    let (Some(path), Some(actions)) = (&args.case, &args.actions) else { return Err(CliError::NothingOpens) };
    let folder = args.store.clone().or_else(|| store_of(path));
    let (stamp, roster) = who_acts(args, folder.as_deref(), terminal)?;
    let (places, actions) = read_actions(actions)?;
    let (mut session, known) = existing(path, shelf).map_err(|error| error.in_file(path))?;
    let rules = Arc::new(due_dates(folder.as_deref())?);
    if let Some(session) = &mut session {
        session.hold_to_due_dates(rules.clone());
        roster.iter().cloned().for_each(|roster| session.hold_against(roster));
    }
    // Only looked into: a folder that is not there yet links nothing.
    let cases = folder.and_then(|folder| CaseStore::open_read_only(folder).ok());
    let catalog = shelf.catalog();
    let folder = Folder { store: cases.as_ref(), roster: roster.as_deref(), catalog: &catalog };
    let before = session.as_ref().map(|session| session.history().last_sequence());
    let id = match &session {
        Some(session) => session.case().id.clone(),
        None => id_of(path).map_err(|error| error.in_file(path))?,
    };
    let policy = shelf.policy_for_new_cases(args.policy.as_deref())?;
    change(&mut session, &id, &policy, &actions, &stamp, &folder, &rules).map_err(|(place, error)| {
        let refused = CliError::from(error);
        places.get(place).map_or(CliError::NothingOpens, |line| refused.at(line.clone()))
    })?;
    let Some(session) = session else { return Err(CliError::NothingOpens) };
    if args.dry_run {
        terminal.print_json(&line(&session, &path.display().to_string()))?;
    } else if before != Some(session.history().last_sequence()) {
        save(path, &session, known.as_ref(), terminal).map_err(|error| error.in_file(path))?;
    }
    Ok(true)
}

/// Who acts: one of the folder's roster, whose key is unlocked now, or somebody who is only named. With the roster, where
/// there is one.
pub(super) fn who_acts(
    args: &Apply,
    folder: Option<&Path>,
    terminal: &mut Terminal<'_>,
) -> Result<(Stamp, Option<Arc<Roster>>), CliError> {
    let known = folder.map(|folder| known_roster(folder, &memory(terminal))).transpose()?.flatten();
    let roster = known.map(|loaded| Arc::new(loaded.roster));
    let stamp = match &args.sign_as {
        Some(who) => {
            let (folder, roster) = folder.zip(roster.as_deref()).ok_or(CliError::NoRoster)?;
            opened(folder, terminal)?.check_clock(terminal.now, Some(roster))?;
            Stamp::signed_in(terminal.now, Arc::new(unlock_as(roster, folder, who, args.passphrase_fd, terminal)?))
        }
        None => Stamp::named(terminal.now, Reviewer::unproved(&args.by, &args.credential)?),
    };
    Ok((stamp.at_station(terminal.station.as_deref()), roster))
}

/// All of the actions or none, on a case or on none yet: the place of the first refused action, from 0, with why.
pub(super) fn change(
    session: &mut Option<Session>,
    id: &CaseId,
    policy: &Arc<Policy>,
    actions: &[Action],
    stamp: &Stamp,
    folder: &Folder<'_>,
    rules: &Arc<Rulebook>,
) -> Result<(), (usize, SessionError)> {
    if let Some(session) = session {
        return folder.dispatch_all(session, actions, stamp);
    }
    let (opening, rest) = actions.split_first().ok_or((0, Refusal::NotOpen.into()))?;
    let mut begun = Session::begin(id.clone(), policy.clone(), opening, stamp).map_err(|error| (0, error))?;
    begun.hold_to_due_dates(rules.clone());
    folder.dispatch_all(&mut begun, rest, stamp).map_err(|(place, error)| (place + 1, error))?;
    *session = Some(begun);
    Ok(())
}

/// The actions of a file, and beside each of them its place in words.
fn read_actions(path: &Path) -> Result<(Vec<String>, Vec<Action>), CliError> {
    let text = read_bytes(path).map_err(|error| error.in_file(path))?;
    let read = |(number, line)| {
        let place = format!("{}, line {number}", paths::shown(path));
        let action = feed::read_line(line).map_err(|error| CliError::from(error).at(place.clone()))?;
        Ok((place, action))
    };
    feed::lines(&text).into_iter().map(read).collect()
}

/// The case that is there, with the version of its file.
fn existing(path: &Path, shelf: &Shelf) -> Result<(Option<Session>, Option<Version>), CliError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((None, None)),
        _ => {}
    }
    let bytes = read_bytes(path)?;
    let session = shelf.resume(case_file::read(&bytes)?, Some(path))?;
    let version = Version::of(session.history(), &bytes);
    Ok((Some(session), Some(version)))
}

fn id_of(path: &Path) -> Result<CaseId, CliError> {
    let stem = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".json"));
    Ok(CaseId::parse(stem.unwrap_or_default())?)
}

/// A file in a store is saved by the store's rules: under its lock, with its policy kept.
fn save(path: &Path, session: &Session, known: Option<&Version>, terminal: &Terminal<'_>) -> Result<(), CliError> {
    let named_as_it_is = path.file_stem().is_some_and(|stem| stem == session.case().id.as_str());
    if let Some(folder) = store_of(path).filter(|_| named_as_it_is) {
        let store = CaseStore::open(folder)?.at_station(terminal.station.as_deref());
        store.store_policy(session.policy())?;
        return acknowledged(&store.save(session.history(), known)?);
    }
    let bytes = case_file::write(session.history())?;
    let found = read_bytes(path).ok().map(|bytes| ContentHash::of(&bytes));
    if found.as_ref() != known.map(|known| &known.hash) {
        return Err(CliError::Conflict);
    }
    written(atomic::save(path, &bytes))
}

/// Whether all of a save came about: in place, for good, and in the log.
pub(super) fn acknowledged(saved: &Saved) -> Result<(), CliError> {
    match (saved.confirmed, saved.logged) {
        (false, _) => Err(CliError::Unconfirmed),
        (true, Err(why)) => Err(CliError::NotLogged(why)),
        (true, Ok(())) => Ok(()),
    }
}

/// What became of a file.
pub(super) fn written(outcome: WriteOutcome) -> Result<(), CliError> {
    match outcome {
        WriteOutcome::Saved => Ok(()),
        WriteOutcome::SavedUnconfirmed => Err(CliError::Unconfirmed),
        WriteOutcome::Failed(failure) => Err(CliError::NotWritten(failure)),
    }
}
