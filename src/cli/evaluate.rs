//! `evaluate`: prints a line of JSON for each case.
//!
//! A case that fails is reported and does not stop the others.
//!
//! Must not know: how a case is evaluated or worded.

use std::path::{Path, PathBuf};

use super::failure::CliError;
use super::in_order::in_order;
use super::input::read_input;
use super::line::line;
use super::stores::open_case;
use super::terminal::Terminal;
use crate::feed;
use crate::store::case_file;
use crate::workspace::Workstation;

/// File name that is printed for a document from standard input.
pub(super) const STDIN: &str = "-";

/// Number of documents that a thread takes at a time.
const BLOCK: usize = 16;

/// Evaluates case files. Returns false where one failed.
pub(super) fn files(
    files: &[PathBuf],
    workstation: &Workstation,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let file =
        |path: &Path| open_case(path, workstation).map(|(_, session)| line(&session, &path.display().to_string()));
    each_in_blocks(files, |path| file(path), terminal)
}

/// Evaluates the case documents of standard input. Returns false where one failed.
pub(super) fn stdin(workstation: &Workstation, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let text = read_input(&mut *terminal.input).map_err(|error| error.at("standard input"))?;
    evaluate_lines(&text, workstation, terminal)
}

/// Evaluates case documents, one per line. Returns false where one failed.
pub fn evaluate_lines(text: &[u8], workstation: &Workstation, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let workspace = workstation.without_store()?;
    let document = |(number, document): &(usize, &[u8])| {
        let history = case_file::read(document).map_err(CliError::from);
        let session = history.and_then(|history| Ok(workspace.resume_accepted(history)?));
        let place = || format!("standard input, line {number}");
        session.map(|session| line(&session, STDIN)).map_err(|error| error.at(place()))
    };
    each_in_blocks(&feed::lines(text), document, terminal)
}

fn each_in_blocks<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<String, CliError> + Sync,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let blocks: Vec<(usize, &[T])> = items.chunks(BLOCK).enumerate().collect();
    let mut success = true;
    in_order(
        &blocks,
        |(block, items)| (block * BLOCK..).zip(items.iter().map(&work)).collect(),
        |result| print_or_report(result, &mut success, terminal),
    )?;
    Ok(success)
}

/// Prints a line of JSON, or reports its error and sets `success` to false.
///
/// Fails where the output cannot be written.
pub(super) fn print_or_report(
    result: Result<String, CliError>,
    success: &mut bool,
    terminal: &mut Terminal<'_>,
) -> Result<(), CliError> {
    match result {
        Ok(line) => terminal.print_json(&line)?,
        Err(error) => {
            *success = false;
            terminal.report(&error);
        }
    }
    Ok(())
}
