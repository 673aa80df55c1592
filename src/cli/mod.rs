//! The command line: what `mednec-cli` does, with everything outside passed in.
//!
//! Must not know: the process that it runs in. Exit 0 is success, 1 a failure, 2 wrong usage; a reader that stops reading
//! is no failure. What cannot be done is said on the error stream, without a patient's data.

mod apply;
mod args;
mod backup;
mod candidates;
mod case_commands;
mod evaluate;
mod failure;
mod handover;
mod in_order;
mod input;
mod intake;
mod line;
mod manual;
mod passphrases;
mod policy_commands;
mod roster_args;
mod roster_commands;
mod schema;
mod stores;
mod verify;

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

use clap::Parser as _;

use crate::clock::{Instant, Zone};
use crate::fonts::FontFolders;
use crate::store::paths::NoFolder;
use crate::text::{visible, visible_json, visible_lines};
use crate::workspace::Workstation;
use args::{Args, Command, PolicyCommand};
pub use evaluate::evaluate_lines;
pub use failure::CliError;
pub use passphrases::{Console, Passphrases};

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

/// The one place that prints. Names, reasons and other texts from a folder may hold control characters: on the way to a screen they
/// stand as escapes.
impl Terminal<'_> {
    /// Says what went wrong, on the error stream. Nobody can be told that nobody listens there.
    fn report(&mut self, error: &CliError) {
        self.warn(&error.to_string());
    }

    /// Says what is left out, on the same stream.
    fn warn(&mut self, sentence: &str) {
        let _ = writeln!(self.errors, "mednec-cli: {}", visible(sentence));
    }

    /// Prints lines of the program's own. What others wrote in them is first made a part of its line, by `visible`.
    fn print(&mut self, text: &str) -> Result<(), CliError> {
        Ok(self.output.write_all(visible_lines(text).as_bytes())?)
    }

    /// Prints one line, whatever the texts in it hold.
    fn print_line(&mut self, text: &str) -> Result<(), CliError> {
        Ok(writeln!(self.output, "{}", visible(text))?)
    }

    /// Prints JSON for other programs: it says the same, with escapes of its own.
    fn print_json(&mut self, json: &str) -> Result<(), CliError> {
        Ok(self.output.write_all(visible_json(json).as_bytes())?)
    }

    /// Writes a file's bytes as they are; where they go to a screen, as text that cannot move its cursor.
    fn print_file(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        if !self.output_is_terminal {
            return Ok(self.output.write_all(bytes)?);
        }
        let text = String::from_utf8_lossy(bytes);
        self.print(text.strip_prefix('\u{feff}').unwrap_or(&text))
    }
}

/// Runs one command and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, terminal: &mut Terminal<'_>) -> u8 {
    let outcome = match Args::try_parse_from(arguments) {
        Ok(args) => command(args, terminal),
        Err(answer) if answer.use_stderr() => {
            let _ = write!(terminal.errors, "{}", visible_lines(&answer.render().to_string()));
            return 2;
        }
        Err(answer) => terminal.print(&answer.render().to_string()).map(|()| true),
    };
    let outcome = outcome.and_then(|success| terminal.output.flush().map(|()| success).map_err(CliError::from));
    match outcome {
        Ok(success) => u8::from(!success),
        Err(CliError::NobodyReads) => 0,
        Err(error) => {
            // What was printed before it failed.
            let _ = terminal.output.flush();
            terminal.report(&error);
            1
        }
    }
}

/// Runs a command. False where a part of it failed, which is reported.
fn command(args: Args, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    match args.command {
        Command::Schema { of } => terminal.print(&schema::schema(of)).map(|()| true),
        Command::Policy(PolicyCommand::Check { file }) => policy_commands::check(&file, terminal),
        Command::Backup { file, store } => backup::back_up(&file, store, terminal),
        Command::Restore { file, folder, .. } => backup::restore_from(&file, folder.as_deref(), terminal),
        Command::Trash(trash) => backup::trash(&trash, terminal),
        Command::Untrash(untrash) => backup::untrash(&untrash, terminal),
        Command::Recover { put, store } => backup::recover(put, store, terminal),
        Command::Roster(roster) => roster_commands::roster(&roster, terminal),
        Command::Guide(guide) => manual::guide(&guide, terminal),
        Command::Manual { folder } => manual::write_all(&folder, terminal),
        command => {
            let workstation = stores::workstation(args.policies.as_deref(), terminal)?;
            with_policies(command, &workstation, terminal)
        }
    }
}

fn with_policies(command: Command, workstation: &Workstation, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    match command {
        Command::Evaluate { stdin: true, .. } => evaluate::stdin(workstation, terminal),
        Command::Evaluate { files, .. } => evaluate::files(&files, workstation, terminal),
        Command::Apply(apply) if apply.stdin => intake::intake(&apply, workstation, terminal),
        Command::Apply(apply) => apply::apply(&apply, workstation, terminal),
        Command::Policy(PolicyCommand::Show { number }) => {
            policy_commands::show(&number, workstation.catalog(), terminal)
        }
        Command::Explain { case, criterion } => case_commands::explain(&case, &criterion, workstation, terminal),
        Command::Replay { case } => case_commands::replay(&case, workstation, terminal),
        Command::HandOver { case, output } => handover::hand_over(&case, &output, workstation, terminal),
        Command::Worklist { store, output } => {
            case_commands::print_worklist(store, output.as_deref(), workstation, terminal)
        }
        Command::Candidates { case, store } => candidates::candidates(&case, store, workstation, terminal),
        Command::TakeIn { file, store } => handover::take_in(&file, store, workstation, terminal),
        Command::Verify { path } => verify::verify(&path, workstation, terminal),
        Command::Export(export) => case_commands::export(&export, workstation, terminal),
        // Done before any policy is read.
        Command::Schema { .. }
        | Command::Policy(PolicyCommand::Check { .. })
        | Command::Roster(_)
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Trash(_)
        | Command::Untrash(_)
        | Command::Recover { .. }
        | Command::Guide(_)
        | Command::Manual { .. } => Ok(true),
    }
}
