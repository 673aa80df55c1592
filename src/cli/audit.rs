//! What is noted in a store's log when somebody looks at a case in it or takes something out of it.
//!
//! Must not know: what is looked at.

use std::path::Path;

use super::{CliError, Terminal};
use crate::case::History;
use crate::store::{CaseStore, Logged, StoreError, store_of};

/// The store in a folder, opened at this workstation.
pub(super) fn opened(folder: &Path, terminal: &Terminal<'_>) -> Result<CaseStore, StoreError> {
    CaseStore::open(folder).map(|store| store.at_station(terminal.station.as_deref()))
}

/// Somebody looks at a case.
pub(super) fn viewed(history: &History) -> Logged {
    Logged::Viewed { case: history.case().id.clone(), revision: history.last_sequence() }
}

/// Something of a case leaves the store.
pub(super) fn exported(history: &History, paper: &str) -> Logged {
    Logged::Exported {
        case: Some(history.case().id.clone()),
        paper: paper.to_owned(),
        head: Some(history.head().clone()),
    }
}

/// Notes what was done with a case, where its file lies in a store.
pub(super) fn note_of(case: &Path, what: Logged, terminal: &mut Terminal<'_>) {
    if let Some(folder) = store_of(case) {
        note(&folder, what, None, terminal);
    }
}

/// Notes what was done. It has been done by then, so a log that cannot be written is said and stops nothing.
pub(super) fn note(folder: &Path, what: Logged, by: Option<&str>, terminal: &mut Terminal<'_>) {
    let store = opened(folder, terminal).map_err(CliError::from);
    if let Err(error) = store.and_then(|store| store.log(what, by).map_err(CliError::NotLogged)) {
        terminal.report(&error.in_file(folder));
    }
}
