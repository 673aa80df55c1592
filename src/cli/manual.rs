//! `manual` and `guide`: manual pages, completions, and the guide.
//!
//! Pages and completions are made from the definitions of the arguments.
//!
//! Must not know: where a package puts any of it.

use std::fs;
use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::{Args, GuideArgs};
use super::failure::CliError;
use super::terminal::Terminal;
use crate::report::{Format, Guide};
use crate::store::{self, paths};
use crate::window_arguments::WindowArgs;

/// Shells that completions are written for, with the name of each one's folder.
const SHELLS: [(Shell, &str); 3] = [(Shell::Bash, "bash"), (Shell::Zsh, "zsh"), (Shell::Fish, "fish")];

/// Writes manual pages and completions into a folder.
///
/// They are `man1/*.1` and, for each shell, `<shell>/<file>`. The folder is created where it is missing.
pub(super) fn write_all(folder: &Path, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let mut written = 0;
    for program in [WindowArgs::command(), Args::command()] {
        for (name, page) in pages(program.clone())? {
            write_file(&folder.join("man1").join(name), &page)?;
            written += 1;
        }
        for (shell, place) in SHELLS {
            let name = program.get_name().to_owned();
            let mut completion = Vec::new();
            clap_complete::generate(shell, &mut program.clone(), &name, &mut completion);
            let file = match shell {
                Shell::Zsh => format!("_{name}"),
                Shell::Fish => format!("{name}.fish"),
                _ => name,
            };
            write_file(&folder.join(place).join(file), &completion)?;
            written += 1;
        }
    }
    terminal.print_line(&format!("Wrote {written} files to {}.", paths::shown(folder))).map(|()| true)
}

/// Returns the manual pages of a program and its commands, with file names.
fn pages(program: clap::Command) -> Result<Vec<(String, Vec<u8>)>, CliError> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    let mut waiting = vec![program];
    while let Some(command) = waiting.pop() {
        let parts = command.get_subcommands().filter(|part| !part.is_hide_set());
        waiting.extend(parts.cloned());
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        let mut page = Vec::new();
        let man = Man::new(command).manual("mednec").source(concat!("mednec ", env!("CARGO_PKG_VERSION")));
        man.render(&mut page)?;
        pages.push((format!("{name}.1"), page));
    }
    Ok(pages)
}

/// Writes a file, and creates its folder. An existing file is replaced.
fn write_file(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all).map_err(|error| CliError::NotWritten(error.into()));
    made.and_then(|()| Ok(store::export(path, bytes, true, None)?)).map_err(|error| error.in_file(path))
}

/// Writes the guide to a new file or to standard output.
pub(super) fn guide(args: &GuideArgs, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    // Always found: clap accepts no other names.
    let named = Guide::named(&args.of).zip(Format::named(&args.format));
    let Some((guide, format)) = named else { return Ok(false) };
    let bytes = guide.write(format)?;
    match &args.output {
        Some(output) => {
            store::export(output, &bytes, false, None).map_err(|error| CliError::from(error).in_file(output))?;
        }
        None => terminal.print_file(&bytes)?,
    }
    Ok(true)
}
