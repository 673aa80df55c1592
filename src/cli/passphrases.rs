//! Where passphrases come from: the terminal, without echo, or a descriptor that is open already. Never an argument or the
//! environment, which other programs of the same user can read.
//!
//! Must not know: what a passphrase is for.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::stores::opened;
use super::{CliError, Terminal};
use crate::identity::{Cost, Passphrase, Roster, Unlocked};
use crate::platform;
use crate::workspace;

/// The longest passphrase that is read, in bytes.
const LONGEST: usize = 1024;

/// Where passphrases come from, and what it costs to guess one.
pub trait Passphrases {
    /// Asks for one at the terminal, where it is not shown.
    fn ask(&mut self, prompt: &str) -> Result<Passphrase, CliError>;

    /// The first line of a descriptor that is open already. It is not 0: that one is `Terminal::input`.
    fn descriptor(&mut self, number: u32) -> Result<Passphrase, CliError>;

    /// What locking a new key costs.
    fn cost(&self) -> Cost {
        Cost::STANDARD
    }
}

/// This process's terminal and descriptors.
#[derive(Clone, Copy, Debug)]
pub struct Console;

impl Passphrases for Console {
    fn ask(&mut self, prompt: &str) -> Result<Passphrase, CliError> {
        match rpassword::prompt_password(prompt) {
            Ok(typed) => Ok(Passphrase::new(typed)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(CliError::NotAnswered),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(CliError::NotAnswered),
            Err(_) => Err(CliError::NoTerminal),
        }
    }

    fn descriptor(&mut self, number: u32) -> Result<Passphrase, CliError> {
        let path = platform::descriptor(number).ok_or(CliError::OnlyStandardInput)?;
        File::open(path).map_err(|_| CliError::NoDescriptor(number)).and_then(|mut file| first_line(&mut file))
    }
}

/// A descriptor's number, as an argument. What is no number is not kept: it may be a passphrase in the wrong place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Descriptor(Option<u32>);

impl Descriptor {
    /// For the parser of arguments, whose errors would repeat the text.
    pub(super) fn from_argument(text: &str) -> Result<Self, std::convert::Infallible> {
        Ok(Self(text.parse().ok()))
    }

    fn number(self) -> Result<u32, CliError> {
        self.0.ok_or(CliError::NoNumber)
    }
}

/// Unlocks the key of whom `who` names: an id, or a name with its credential. The passphrase is the first line of a descriptor,
/// or is asked for at the terminal. A failure is logged in the roster's folder; several in a row make the next attempt wait.
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

/// A passphrase to lock a key with: the first line of a descriptor, or what is typed twice.
pub(super) fn new_passphrase(
    title: &str,
    from: Option<Descriptor>,
    terminal: &mut Terminal<'_>,
) -> Result<Passphrase, CliError> {
    if let Some(descriptor) = from {
        return read(descriptor, terminal);
    }
    let fewest = Passphrase::FEWEST;
    let prompt = format!("New passphrase of {title}, {fewest} characters or more, typed by its owner: ");
    let typed = terminal.passphrases.ask(&prompt)?;
    let again = terminal.passphrases.ask("The same once more: ")?;
    if typed.is_same_as(&again) { Ok(typed) } else { Err(CliError::PassphrasesDiffer) }
}

/// Two passphrases cannot be the first line of one descriptor.
pub(super) fn differ(one: Option<Descriptor>, other: Option<Descriptor>) -> Result<(), CliError> {
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

/// The first line without its end, byte by byte: what follows it is left for others.
fn first_line(input: &mut dyn Read) -> Result<Passphrase, CliError> {
    // Never moves, so that nothing of it is left behind.
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut byte = Zeroizing::new([0]);
    loop {
        match input.read(&mut byte[..]) {
            Ok(0) if line.is_empty() => return Err(CliError::NoPassphrase),
            Ok(1) if byte[0] != b'\n' && line.len() < LONGEST => line.push(byte[0]),
            Ok(1) if byte[0] != b'\n' => return Err(CliError::LongPassphrase),
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(CliError::unreadable(&error).at("the passphrase")),
        }
    }
    let text = line.strip_suffix(b"\r").unwrap_or(&line);
    let text = std::str::from_utf8(text).map_err(|_| CliError::NotText.at("the passphrase"))?;
    Ok(Passphrase::new(text.to_owned()))
}
