//! Files that leave a store: papers, cases that are handed over, copies of documents, the worklist. Each is written, then
//! logged; nothing is written inside a store.
//!
//! Must not know: who chose the file, or how it is told.

use std::path::Path;

use super::open::Workspace;
use crate::case::History;
use crate::ids::DocumentId;
use crate::report::{Paper, Written};
use crate::session::{Session, SessionError};
use crate::store::Failure;
use crate::store::{
    self, CaseStore, ExportError, FileError, HandOver, HandOverError, Logged, MissingFiles, ReadOnly, StoreError,
};

/// The file that an export writes.
#[derive(Clone, Copy)]
pub struct Target<'t> {
    /// The file.
    pub path: &'t Path,
    /// True where somebody agreed that a file of that name is replaced.
    pub replaces: bool,
    /// The reviewer, as the log names them.
    pub by: Option<&'t str>,
}

/// A file that was written.
#[derive(Debug)]
#[must_use]
pub struct Exported {
    /// Fails where the workstation's log was not written. The file is written all the same.
    pub logged: Result<(), LogError>,
    /// Files of documents that a case was handed over without.
    pub left_out: Option<MissingFiles>,
}

/// Why nothing was written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotExported {
    /// The case has a fault.
    #[error(transparent)]
    Case(#[from] SessionError),
    /// The case cannot be handed over.
    #[error(transparent)]
    HandOver(#[from] HandOverError),
    /// The document has no file.
    #[error("the case no longer has this file")]
    NoDocument,
    /// The document's file cannot be read.
    #[error(transparent)]
    Document(#[from] FileError),
    /// The file cannot be written there.
    #[error(transparent)]
    Target(#[from] ExportError),
}

/// Why the workstation's log was not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// The store cannot be opened to write it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The log cannot be written.
    #[error(transparent)]
    Log(Failure),
}

impl Workspace {
    /// Writes a paper on a case.
    pub fn export_paper(
        &self,
        session: &Session,
        paper: &Paper,
        written: &Written,
        target: &Target<'_>,
    ) -> Result<Exported, NotExported> {
        session.is_accepted()?;
        self.write(&written.bytes, exported(session.history(), paper.name), target)
    }

    /// Writes a case for another workstation, with history, policy and the files of its documents.
    pub fn hand_over(&self, session: &Session, target: &Target<'_>) -> Result<Exported, NotExported> {
        session.is_accepted()?;
        let (handed, left_out) =
            HandOver::of(session.history(), session.policy().text(), self.store().ok().map(|store| &**store));
        let written = self.write(&handed.write()?, exported(session.history(), "hand-over"), target)?;
        Ok(Exported { left_out, ..written })
    }

    /// Writes a copy of a document's file.
    pub fn copy_document(
        &self,
        session: &Session,
        document: &DocumentId,
        target: &Target<'_>,
    ) -> Result<Exported, NotExported> {
        let file = session.case().documents.get(document).and_then(|document| document.file.as_ref());
        let (file, store) = file.zip(self.store().ok()).ok_or(NotExported::NoDocument)?;
        let bytes = store.read_file(&file.hash)?;
        self.write(&bytes, exported(session.history(), "document"), target)
    }

    /// Writes the worklist as a table.
    pub fn export_worklist(&self, csv: &[u8], target: &Target<'_>) -> Result<Exported, NotExported> {
        self.write(csv, worklist(), target)
    }

    /// Logs a paper on a case that left the store without a file: printed, or copied.
    pub fn log_paper(&self, session: &Session, paper: &str, by: Option<&str>) -> Result<(), LogError> {
        self.log(exported(session.history(), paper), by)
    }

    /// Logs a worklist that was printed.
    pub fn log_worklist(&self) -> Result<(), LogError> {
        self.log(worklist(), None)
    }

    /// Logs that somebody looks at a case.
    pub fn log_viewed(&self, history: &History, by: Option<&str>) -> Result<(), LogError> {
        self.log(viewed(history), by)
    }

    fn write(&self, bytes: &[u8], what: Logged, target: &Target<'_>) -> Result<Exported, NotExported> {
        store::export(target.path, bytes, target.replaces, self.folder.as_deref())?;
        Ok(Exported { logged: self.log(what, target.by), left_out: None })
    }

    /// Adds a line to this workstation's log. A store that was opened to be looked at is opened once more to write it.
    fn log(&self, what: Logged, by: Option<&str>) -> Result<(), LogError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        match self.store().ok().filter(|store| store.read_only() != Some(ReadOnly::Asked)) {
            Some(store) => store.log(what, by),
            None => CaseStore::open(folder)?.at_station(self.station.as_deref()).log(what, by),
        }
        .map_err(LogError::Log)
    }
}

/// The log's line of a look at a case.
pub fn viewed(history: &History) -> Logged {
    Logged::Viewed { case: history.case().id.clone(), revision: history.last_sequence() }
}

/// The log's line of a paper, or of the case itself, that leaves the store.
pub fn exported(history: &History, paper: &str) -> Logged {
    let (case, head) = (history.case().id.clone(), history.head().clone());
    Logged::Exported { case: Some(case), paper: paper.to_owned(), head: Some(head) }
}

fn worklist() -> Logged {
    Logged::Exported { case: None, paper: "worklist".to_owned(), head: None }
}
