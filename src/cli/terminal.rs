//! Everything outside the process, passed in; and the one place that prints. Names, reasons and other texts from a folder may hold
//! control characters: on the way to a screen they are escaped.
//!
//! Must not know: any command.

use std::io::{Read, Write};
use std::path::PathBuf;

use super::failure::CliError;
use super::passphrases::Passphrases;
use crate::clock::{Instant, Zone};
use crate::fonts::FontFolders;
use crate::store::paths::NoFolder;
use crate::text::{visible, visible_json, visible_lines};

/// Everything outside the process, passed in.
pub struct Terminal<'t> {
    /// Where documents and feeds come from.
    pub input: &'t mut dyn Read,
    /// Where results go.
    pub output: &'t mut dyn Write,
    /// True where results go to a screen, not to a file or another program.
    pub output_is_terminal: bool,
    /// Where failures go.
    pub errors: &'t mut dyn Write,
    /// The time of every change made in this run.
    pub now: Instant,
    /// The zone that due dates are written in.
    pub zone: Zone,
    /// The folder of cases where no other is named.
    pub data_folder: Result<PathBuf, NoFolder>,
    /// The settings of this workstation, where letters have their letterhead from.
    pub settings_file: Option<PathBuf>,
    /// Where fonts are looked for that have what the program's own lack.
    pub fonts: FontFolders,
    /// The name of this workstation, which every event states.
    pub station: Option<String>,
    /// Where passphrases come from.
    pub passphrases: &'t mut dyn Passphrases,
}

impl Terminal<'_> {
    /// Says what went wrong, on the error stream. Nobody can be told that nobody listens there.
    pub(super) fn report(&mut self, error: &CliError) {
        self.warn(&error.to_string());
    }

    /// Says what is left out, on the same stream.
    pub(super) fn warn(&mut self, sentence: &str) {
        let _ = writeln!(self.errors, "mednec-cli: {}", visible(sentence));
    }

    /// Prints lines of the program's own. What others wrote in them is first made a part of its line, by `visible`.
    pub(super) fn print(&mut self, text: &str) -> Result<(), CliError> {
        Ok(self.output.write_all(visible_lines(text).as_bytes())?)
    }

    /// Prints one line, whatever the texts in it hold.
    pub(super) fn print_line(&mut self, text: &str) -> Result<(), CliError> {
        Ok(writeln!(self.output, "{}", visible(text))?)
    }

    /// Prints JSON for other programs: it says the same, with escapes of its own.
    pub(super) fn print_json(&mut self, json: &str) -> Result<(), CliError> {
        Ok(self.output.write_all(visible_json(json).as_bytes())?)
    }

    /// Writes a file's bytes as they are; where they go to a screen, as text that cannot move its cursor.
    pub(super) fn print_file(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        if !self.output_is_terminal {
            return Ok(self.output.write_all(bytes)?);
        }
        let text = String::from_utf8_lossy(bytes);
        self.print(text.strip_prefix('\u{feff}').unwrap_or(&text))
    }
}
