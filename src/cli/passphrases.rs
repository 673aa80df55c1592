//! Where passphrases come from: the terminal, without echo, or a descriptor that is open already. Never an argument or the
//! environment, which other programs of the same user can read.
//!
//! Must not know: what a passphrase is for.

use std::fs::File;
use std::io::{self, Read};

use zeroize::Zeroizing;

use super::failure::CliError;
use crate::identity::{Cost, Passphrase};
use crate::platform;

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

    pub(super) fn number(self) -> Result<u32, CliError> {
        self.0.ok_or(CliError::NoNumber)
    }
}

/// The first line without its end, byte by byte: what follows it is left for others.
pub(super) fn first_line(input: &mut dyn Read) -> Result<Passphrase, CliError> {
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
