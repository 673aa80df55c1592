//! The commands of `mednec-cli`, with terminal, clock and settings passed in.
//!
//! The exit code is 0 for success, 1 for a failure and 2 for wrong usage. A reader that closes the output is no
//! failure. Errors go to the error stream, without patient data.
//!
//! Must not know: the process that it runs in.

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
mod terminal;
mod unlocking;
mod verify;

use std::ffi::OsString;

use clap::Parser as _;

use crate::text::visible_lines;
use crate::workspace::Workstation;
use args::{Args, Command, PolicyCommand};
pub use evaluate::evaluate_lines;
pub use failure::CliError;
pub use passphrases::{Console, Passphrases};
pub use terminal::Terminal;

/// Runs one command and returns its exit code.
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
            // Writes what was printed before the failure. The error below is the one to report.
            let _ = terminal.output.flush();
            terminal.report(&error);
            1
        }
    }
}

/// Runs a command. Returns false where a part of it failed and was reported.
fn command(args: Args, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    match args.command {
        Command::Schema { of } => terminal.print(&schema::schema(of)).map(|()| true),
        Command::Policy(PolicyCommand::Check { file }) => policy_commands::check(&file, terminal),
        Command::Backup { file, store } => backup::back_up(&file, store, terminal),
        Command::Restore { file, folder, .. } => backup::restore_from(&file, folder.as_deref(), terminal),
        Command::Trash(trash) => backup::trash(&trash, terminal),
        Command::Untrash(untrash) => backup::untrash(&untrash, terminal),
        Command::Recover { all, store } => backup::recover(all, store, terminal),
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
        Command::Import { file, store } => handover::import(&file, store, workstation, terminal),
        Command::Verify { path } => verify::verify(&path, workstation, terminal),
        Command::Export(export) => case_commands::export(&export, workstation, terminal),
        // `command` runs these without reading any policy.
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
