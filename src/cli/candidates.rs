//! `candidates`: the member's other cases that a case can be linked to, and why the others cannot.
//!
//! Must not know: how a candidate is judged or worded.

use std::path::{Path, PathBuf};

use super::shelf::open_case;
use super::{CliError, Shelf, Terminal};
use crate::linking::{Candidate, Folder};
use crate::session::Session;
use crate::store::{CaseStore, store_of};
use crate::wording;

/// Prints the candidates for every question that a linked case can answer on the case's pathway.
pub(super) fn candidates(
    case: &Path,
    store: Option<PathBuf>,
    shelf: &Shelf,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let session = open_case(case, shelf)?;
    let folder = match store.or_else(|| store_of(case)) {
        Some(folder) => folder,
        None => terminal.data_folder.clone()?,
    };
    let store = CaseStore::open_read_only(&folder)?;
    let (roster, catalog) = (shelf.roster_of(&folder)?, shelf.catalog());
    let links = Folder { store: Some(&store), roster: roster.as_deref(), catalog: &catalog };
    for question in session.linkable_questions() {
        let prompt = session.policy().question(question).map_or("", |question| question.prompt.as_str());
        terminal.print_line(&format!("{question} ({prompt})"))?;
        let found = links.candidates(&session, question)?;
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
