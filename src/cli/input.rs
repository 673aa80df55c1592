//! Reads files and standard input up to a limit.
//!
//! Must not know: the meaning of the bytes.

use std::io::{self, Read};
use std::path::Path;

use super::failure::CliError;
use crate::store::{case_file, open_file};

/// Most bytes that are read from standard input.
///
/// They are enough for all cases of a large department.
const LARGEST_INPUT: u64 = 4 << 30;

/// Reads a case file. `case_file::read` refuses one that is too large.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    read_at_most(path, case_file::LARGEST)
}

/// Reads at most `most` + 1 bytes of a file.
///
/// The caller refuses a file of more than `most`.
pub(super) fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let read = open_file(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| CliError::unreadable(&error))?;
    Ok(bytes)
}

/// Reads all of standard input. Fails where it is larger than 4 GiB.
pub(super) fn read_input(input: &mut dyn Read) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    input.take(LARGEST_INPUT + 1).read_to_end(&mut bytes).map_err(|error| CliError::unreadable(&error))?;
    if bytes.len() as u64 > LARGEST_INPUT {
        return Err(CliError::Unreadable(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

/// Reads a text file. Fails where it is not UTF-8.
pub(super) fn read_text(path: &Path) -> Result<String, CliError> {
    String::from_utf8(read_bytes(path)?).map_err(|_| CliError::NotText)
}
