//! `roster`: lists and changes the roster.
//!
//! Each change is one entry, signed by a reviewer whose key is unlocked.
//!
//! Must not know: who may do what (that is `identity`).

use std::path::Path;

use serde_json::json;

use super::failure::CliError;
use super::roster_args::{By, New, Newcomer, RosterArgs, RosterCommand};
use super::stores::{memory, opened};
use super::terminal::Terminal;
use super::unlocking::{new_passphrase, require_distinct, unlock_as};
use crate::identity::{Credential, Member, Person, Role, Roster, RosterChange, RosterRefusal, Unlocked};
use crate::ids::ContentHash;
use crate::store::{CaseStore, LoadedRoster, RosterFileError, known_roster, load_roster};
use crate::workspace::save_roster;

/// Argument in place of a fingerprint, for a folder without a roster.
const NONE: &str = "none";

/// Runs a command on the roster.
pub(super) fn roster(args: &RosterArgs, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let folder = args.store.clone().map_or_else(|| terminal.data_folder.clone(), Ok)?;
    match &args.command {
        RosterCommand::Init { newcomer, new } => init(&folder, newcomer, new, terminal),
        RosterCommand::List => list(&folder, terminal),
        RosterCommand::Trust { fingerprint, entries } => trust(&folder, fingerprint, *entries, terminal),
        command => change(&folder, command, terminal),
    }?;
    Ok(true)
}

fn init(folder: &Path, newcomer: &Newcomer, new: &New, terminal: &mut Terminal<'_>) -> Result<(), CliError> {
    if trusted_roster(folder, terminal)?.is_some() {
        return Err(CliError::RosterExists);
    }
    let credential = credential(&newcomer.credential)?;
    let passphrase = new_passphrase(&titled(&newcomer.name, credential), new.new_passphrase_fd, terminal)?;
    let (licence, cost) = (newcomer.licence.as_deref(), terminal.passphrases.cost());
    let (roster, _) = Roster::create(&newcomer.name, credential, licence, &passphrase, terminal.now, cost)?;
    let store = opened(folder, terminal)?;
    store.check_clock(terminal.now, None)?;
    save(&store, &roster, None, terminal)?;
    list_of(&roster, terminal)
}

/// Prints the roster.
///
/// An untrusted one is printed too, before the error, since people compare its fingerprint.
fn list(folder: &Path, terminal: &mut Terminal<'_>) -> Result<(), CliError> {
    let loaded = load_roster(folder)?;
    if let Some(loaded) = &loaded {
        list_of(&loaded.roster, terminal)?;
    }
    trusted_roster(folder, terminal)?.map(|_| ()).ok_or(CliError::NoRoster)
}

/// Remembers the roster that was compared, or that the folder has none.
fn trust(folder: &Path, fingerprint: &str, entries: u32, terminal: &mut Terminal<'_>) -> Result<(), CliError> {
    let memory = memory(terminal);
    let loaded = load_roster(folder)?;
    let roster = loaded.as_ref().map(|loaded| &loaded.roster);
    let agreed = match roster {
        None => fingerprint == NONE,
        Some(roster) => {
            let long_enough = fingerprint.len() >= roster.fingerprint().short().len();
            long_enough && roster.fingerprint().as_str().starts_with(fingerprint) && roster.len() == entries
        }
    };
    if !agreed {
        return Err(roster.map_or(CliError::NoRoster, |_| CliError::OtherFingerprint));
    }
    memory.trust(folder, roster).map_err(CliError::NotWritten)?;
    roster.map_or(Ok(()), |roster| list_of(roster, terminal))
}

fn trusted_roster(folder: &Path, terminal: &Terminal<'_>) -> Result<Option<LoadedRoster>, RosterFileError> {
    known_roster(folder, &memory(terminal))
}

/// Appends a signed entry to an existing roster.
///
/// The signer's key is unlocked for it. Prints the changed reviewer's line.
fn change(folder: &Path, command: &RosterCommand, terminal: &mut Terminal<'_>) -> Result<(), CliError> {
    let loaded = trusted_roster(folder, terminal)?.ok_or(CliError::NoRoster)?;
    let roster = &loaded.roster;
    let Some((by, about)) = signer_and_subject(command, roster)? else { return Ok(()) };
    let unlocked = unlock_as(roster, folder, &by.who, by.passphrase_fd, terminal)?;
    let change = match about {
        Some(member) => change_of(command, member, terminal)?,
        None => change_without_subject(command, &unlocked, terminal)?,
    };
    let id = match (&change, about) {
        (RosterChange::Enrolled { reviewer, .. }, _) => reviewer.id.clone(),
        (_, Some(member)) => member.person().id.clone(),
        (_, None) => unlocked.person().id.clone(),
    };
    let store = opened(folder, terminal)?;
    store.check_clock(terminal.now, Some(roster))?;
    let next = roster.append(change, &unlocked, terminal.now)?;
    save(&store, &next, Some(&loaded.hash), terminal)?;
    next.member(&id).map_or(Ok(()), |member| terminal.print_json(&line(member)))
}

/// Returns the signer of a command and the reviewer that it is about.
///
/// Fails before any passphrase is asked for; `None` for commands without a signer.
fn signer_and_subject<'c, 'r>(
    command: &'c RosterCommand,
    roster: &'r Roster,
) -> Result<Option<(&'c By, Option<&'r Member>)>, CliError> {
    let (by, reviewer, new) = match command {
        RosterCommand::Init { .. } | RosterCommand::List | RosterCommand::Trust { .. } => return Ok(None),
        RosterCommand::Add { by, new, .. } | RosterCommand::NewPassphrase { by, new } => (by, None, Some(new)),
        RosterCommand::NewKey { reviewer, by, new } | RosterCommand::Return { reviewer, by, new } => {
            (by, Some(reviewer), Some(new))
        }
        RosterCommand::Leave { reviewer, by } | RosterCommand::Credential { reviewer, by, .. } => {
            (by, Some(reviewer), None)
        }
    };
    require_distinct(by.passphrase_fd, new.and_then(|new| new.new_passphrase_fd))?;
    let about = reviewer.map(|who| roster.find(who).ok_or(CliError::NoSuchReviewer)).transpose()?;
    Ok(Some((by, about)))
}

fn change_of(command: &RosterCommand, member: &Member, terminal: &mut Terminal<'_>) -> Result<RosterChange, CliError> {
    let person = member.person();
    let (reviewer, cost) = (person.id.clone(), terminal.passphrases.cost());
    Ok(match command {
        RosterCommand::NewKey { new, .. } => {
            let passphrase = new_passphrase(&person.title(), new.new_passphrase_fd, terminal)?;
            RosterChange::new_key(person, &passphrase, cost).map_err(RosterRefusal::from)?
        }
        RosterCommand::Return { new, .. } => {
            let passphrase = new_passphrase(&person.title(), new.new_passphrase_fd, terminal)?;
            RosterChange::returned(person, &passphrase, cost).map_err(RosterRefusal::from)?
        }
        RosterCommand::Credential { credential: text, administrator, .. } => RosterChange::CredentialChanged {
            reviewer,
            credential: text.as_deref().map(credential).transpose()?.unwrap_or(person.credential),
            administrator: administrator.unwrap_or(member.is_administrator()),
        },
        RosterCommand::Leave { .. }
        | RosterCommand::Init { .. }
        | RosterCommand::List
        | RosterCommand::Trust { .. }
        | RosterCommand::Add { .. }
        | RosterCommand::NewPassphrase { .. } => RosterChange::Left { reviewer },
    })
}

fn change_without_subject(
    command: &RosterCommand,
    by: &Unlocked,
    terminal: &mut Terminal<'_>,
) -> Result<RosterChange, CliError> {
    let cost = terminal.passphrases.cost();
    if let RosterCommand::Add { newcomer, administrator, new, .. } = command {
        let credential = credential(&newcomer.credential)?;
        let passphrase = new_passphrase(&titled(&newcomer.name, credential), new.new_passphrase_fd, terminal)?;
        let licence = newcomer.licence.as_deref();
        return Ok(RosterChange::enrol(&newcomer.name, credential, licence, *administrator, &passphrase, cost)?);
    }
    let from = if let RosterCommand::NewPassphrase { new, .. } = command { new.new_passphrase_fd } else { None };
    let passphrase = new_passphrase(&by.person().title(), from, terminal)?;
    let locked_key = by.relock(&passphrase, cost).map_err(RosterRefusal::from)?;
    Ok(RosterChange::NewPassphrase { locked_key })
}

fn save(
    store: &CaseStore,
    roster: &Roster,
    expected: Option<&ContentHash>,
    terminal: &Terminal<'_>,
) -> Result<(), CliError> {
    let saved = save_roster(store, roster, expected, &memory(terminal))?;
    saved.logged.map_err(CliError::NotLogged)?;
    if saved.confirmed { Ok(()) } else { Err(CliError::Unconfirmed) }
}

fn credential(text: &str) -> Result<Credential, CliError> {
    Credential::parse(text).ok_or(CliError::Who(crate::case::BadCredential::Unknown))
}

fn titled(name: &str, credential: Credential) -> String {
    format!("{name}, {credential}")
}

fn list_of(roster: &Roster, terminal: &mut Terminal<'_>) -> Result<(), CliError> {
    let head = json!({"roster": roster.fingerprint(), "short": roster.fingerprint().short(), "entries": roster.len()});
    let lines: String = roster.members().map(line).collect();
    terminal.print_json(&format!("{head}\n{lines}"))
}

/// Returns the line of a reviewer, with its line feed.
///
/// The field names are a stable interface, described in the guide.
fn line(member: &Member) -> String {
    let Person { id, name, credential, licence } = member.person();
    let role = match credential.role() {
        Role::Nurse => "nurse",
        Role::Physician => "physician",
    };
    let line = json!({
        "reviewer": id, "name": name, "credential": credential, "role": role, "licence": licence,
        "administrator": member.is_administrator(), "active": member.is_active(), "key": member.key(),
    });
    format!("{line}\n")
}
