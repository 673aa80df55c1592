//! Files and standard input, read up to a limit.
//!
//! Must not know: what the bytes say.

use std::io::{self, Read};
use std::path::Path;

use super::failure::CliError;
use crate::store::{case_file, open_file};

/// The most that is read from standard input, in bytes: every case of a large department.
const LARGEST_INPUT: u64 = 4 << 30;

/// A case file of any size that is taken; the record is checked by `case_file::read`.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    read_at_most(path, case_file::LARGEST)
}

/// The bytes of a file, and one more than the most where there are more: whoever reads them refuses it.
pub(super) fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let read = open_file(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| CliError::unreadable(&error))?;
    Ok(bytes)
}

/// All of standard input, as far as a program can hold it.
pub(super) fn read_input(input: &mut dyn Read) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    input.take(LARGEST_INPUT + 1).read_to_end(&mut bytes).map_err(|error| CliError::unreadable(&error))?;
    if bytes.len() as u64 > LARGEST_INPUT {
        return Err(CliError::Unreadable(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

/// A text file.
pub(super) fn read_text(path: &Path) -> Result<String, CliError> {
    String::from_utf8(read_bytes(path)?).map_err(|_| CliError::NotText)
}
