//! Terminal and environment of a command, passed in; the only place that prints.
//!
//! Texts from a folder may contain control characters, which are escaped on the way to a screen.
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

/// Terminal and environment of a command, passed in.
pub struct Terminal<'t> {
    /// Standard input: documents, feeds and passphrases.
    pub input: &'t mut dyn Read,
    /// Standard output: results.
    pub output: &'t mut dyn Write,
    /// True when the output is a screen, not a file or another program.
    pub output_is_terminal: bool,
    /// Error stream: errors, warnings and progress.
    pub errors: &'t mut dyn Write,
    /// Time of every change in this run.
    pub now: Instant,
    /// Zone that due dates are written in.
    pub zone: Zone,
    /// Folder of cases, unless another one is named.
    pub data_folder: Result<PathBuf, NoFolder>,
    /// Settings file of this workstation, which has the letterhead.
    pub settings_file: Option<PathBuf>,
    /// Folders with fonts for characters that the embedded ones lack.
    pub fonts: FontFolders,
    /// Name of this workstation, which every event states.
    pub station: Option<String>,
    /// Source of passphrases.
    pub passphrases: &'t mut dyn Passphrases,
}

impl Terminal<'_> {
    /// Prints an error to the error stream.
    pub(super) fn report(&mut self, error: &CliError) {
        self.warn(&error.to_string());
    }

    /// Prints a warning to the error stream.
    ///
    /// A closed stream is ignored, since there is nowhere else to report that.
    pub(super) fn warn(&mut self, sentence: &str) {
        let _ = writeln!(self.errors, "mednec-cli: {}", visible(sentence));
    }

    /// Prints lines with their line feeds; other control characters are escaped.
    ///
    /// Callers pass typed text in them through `visible` first, so that its line feeds are escaped too.
    pub(super) fn print(&mut self, text: &str) -> Result<(), CliError> {
        Ok(self.output.write_all(visible_lines(text).as_bytes())?)
    }

    /// Prints one line, in which all control characters are escaped.
    pub(super) fn print_line(&mut self, text: &str) -> Result<(), CliError> {
        Ok(writeln!(self.output, "{}", visible(text))?)
    }

    /// Prints JSON.
    ///
    /// Control characters are escaped as JSON does it, so that its values stay the same.
    pub(super) fn print_json(&mut self, json: &str) -> Result<(), CliError> {
        Ok(self.output.write_all(visible_json(json).as_bytes())?)
    }

    /// Writes a file's bytes unchanged.
    ///
    /// To a screen it writes text with escaped control characters.
    pub(super) fn print_file(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        if !self.output_is_terminal {
            return Ok(self.output.write_all(bytes)?);
        }
        let text = String::from_utf8_lossy(bytes);
        self.print(text.strip_prefix('\u{feff}').unwrap_or(&text))
    }
}
