//! `candidates`: lists the cases that a case can be linked to.
//!
//! Must not know: how a candidate is judged or worded.

use std::path::{Path, PathBuf};

use super::failure::CliError;
use super::stores::open_case;
use super::terminal::Terminal;
use crate::linking::Candidate;
use crate::session::Session;
use crate::store::store_of;
use crate::wording;
use crate::workspace::Workstation;

/// Prints the candidates for every question that a linked case can answer.
///
/// Candidates that cannot be linked are printed with the reason.
pub(super) fn candidates(
    case: &Path,
    store: Option<PathBuf>,
    workstation: &Workstation,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let (_, session) = open_case(case, workstation)?;
    let folder = match store.or_else(|| store_of(case)) {
        Some(folder) => folder,
        None => terminal.data_folder.clone()?,
    };
    let workspace = workstation.open_read_only(&folder)?;
    workspace.roster.trusted()?;
    for question in session.linkable_questions() {
        let prompt = session.policy().question(question).map_or("", |question| question.prompt.as_str());
        terminal.print_line(&format!("{question} ({prompt})"))?;
        let found = workspace.links().candidates(&session, question)?;
        if found.is_empty() {
            terminal.print("  no other case of this member id and birth date in the folder\n")?;
        }
        for candidate in &found {
            terminal.print_line(&format!("  {}", line(&session, candidate)))?;
        }
    }
    Ok(true)
}

fn line(session: &Session, candidate: &Candidate) -> String {
    let what = match &candidate.link {
        Some(link) => wording::linked(session.policy(), link),
        None => format!("Case {}: {}", candidate.case, wording::state(candidate.state).to_lowercase()),
    };
    let fault =
        candidate.fault.map_or_else(|| "can be linked".to_owned(), |fault| format!("cannot be linked: {fault}"));
    format!("{what}; {fault}")
}
