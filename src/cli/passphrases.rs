//! Sources of passphrases: the terminal, without echo, or an open descriptor.
//!
//! Arguments and the environment are no sources, since other programs of the same user can read them.
//!
//! Must not know: what a passphrase is for.

use std::fs::File;
use std::io::{self, Read};

use zeroize::Zeroizing;

use super::failure::CliError;
use crate::identity::{Cost, Passphrase};
use crate::platform;

/// Longest passphrase that is read, in bytes.
const LONGEST: usize = 1024;

/// Source of passphrases; a trait, so that tests need no terminal.
pub trait Passphrases {
    /// Asks for a passphrase at the terminal, without echo.
    fn ask(&mut self, prompt: &str) -> Result<Passphrase, CliError>;

    /// Reads the first line of an open descriptor.
    ///
    /// Never called with 0, which is `Terminal::input`.
    fn descriptor(&mut self, number: u32) -> Result<Passphrase, CliError>;

    /// Returns the cost of deriving the key that locks a private key.
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

/// Number of a descriptor, as an argument.
///
/// A text that is no number is dropped, since it may be a passphrase in the wrong place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Descriptor(Option<u32>);

impl Descriptor {
    /// Parses an argument.
    ///
    /// Never fails, since clap's errors would repeat the text; `number` fails instead.
    pub(super) fn from_argument(text: &str) -> Result<Self, std::convert::Infallible> {
        Ok(Self(text.parse().ok()))
    }

    pub(super) fn number(self) -> Result<u32, CliError> {
        self.0.ok_or(CliError::NoNumber)
    }
}

/// Reads the first line, without its line feed.
///
/// It reads byte by byte, so that the rest stays unread for others.
///
/// Fails where there is no line, or it is longer than 1024 bytes or not UTF-8.
pub(super) fn first_line(input: &mut dyn Read) -> Result<Passphrase, CliError> {
    // Allocated at its full size, so that a growing buffer leaves no copies behind.
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
