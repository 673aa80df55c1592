//! Unlocks a reviewer's key, and asks for new passphrases.
//!
//! Must not know: what a key signs.

use std::path::Path;

use super::failure::CliError;
use super::passphrases::{Descriptor, first_line};
use super::stores::opened;
use super::terminal::Terminal;
use crate::identity::{Passphrase, Roster, Unlocked};
use crate::workspace;

/// Unlocks the key of a reviewer, named by id or by name and credential.
///
/// The passphrase is the first line of a descriptor, or is asked for at the terminal. A failure is logged in the
/// roster's folder; several in a row delay the next attempt.
pub(super) fn unlock_as(
    roster: &Roster,
    folder: &Path,
    who: &str,
    from: Option<Descriptor>,
    terminal: &mut Terminal<'_>,
) -> Result<Unlocked, CliError> {
    let person = roster.find(who).ok_or(CliError::NoSuchReviewer)?.person();
    let store = opened(folder, terminal)?;
    let passphrase = match from {
        Some(descriptor) => read(descriptor, terminal)?,
        None => terminal.passphrases.ask(&format!("Passphrase of {}: ", person.title()))?,
    };
    let cost = terminal.passphrases.cost();
    let unlocked = workspace::unlock(&store, roster, &person.id, &passphrase, cost, terminal.now)?;
    if let Err(why) = store.log_roster(&roster.mark()) {
        terminal.report(&CliError::NotLogged(why).in_file(folder));
    }
    Ok(unlocked)
}

/// Returns a new passphrase: from a descriptor, or typed twice at the terminal.
pub(super) fn new_passphrase(
    title: &str,
    from: Option<Descriptor>,
    terminal: &mut Terminal<'_>,
) -> Result<Passphrase, CliError> {
    if let Some(descriptor) = from {
        return read(descriptor, terminal);
    }
    let fewest = Passphrase::MIN_CHARACTERS;
    let prompt = format!("New passphrase of {title}, {fewest} characters or more, to be typed by its owner: ");
    let typed = terminal.passphrases.ask(&prompt)?;
    let again = terminal.passphrases.ask("The same passphrase again: ")?;
    if typed.is_same_as(&again) { Ok(typed) } else { Err(CliError::PassphrasesDiffer) }
}

/// Fails where two passphrases name the same descriptor.
///
/// Only one of them can be its first line.
pub(super) fn require_distinct(one: Option<Descriptor>, other: Option<Descriptor>) -> Result<(), CliError> {
    match (one.map(Descriptor::number).transpose()?, other.map(Descriptor::number).transpose()?) {
        (Some(one), Some(other)) if one == other => Err(CliError::SameDescriptor),
        _ => Ok(()),
    }
}

fn read(descriptor: Descriptor, terminal: &mut Terminal<'_>) -> Result<Passphrase, CliError> {
    match descriptor.number()? {
        0 => first_line(terminal.input),
        number => terminal.passphrases.descriptor(number),
    }
}
