//! Why something was not done in the window. A sentence names a case by its number at most, never what the case says.
//!
//! Must not know: where a sentence is shown.

use crate::case::{BadCredential, Refusal};
use crate::identity::RosterRefusal;
use crate::ids::CaseId;
use crate::policy::CatalogError;
use crate::report::{LogoError, ReportError};
use crate::session::SessionError;
use crate::store::Failure;
use crate::store::{ClockFault, ExportError, FileError, HandOverError, RosterFileError, StoreError};
use crate::workspace::{AddSamplesError, CreateError, ImportError, NotExported, NotUsed, SignInError};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum UiError {
    /// The case that a dialog or a job was for was closed meanwhile.
    #[error("case {0} is no longer open; open it and try again")]
    NotOpen(CaseId),
    /// No case is open.
    #[error("no case is open")]
    NoCase,
    /// The document has no file, or is gone from the case.
    #[error("the case no longer has such a file")]
    NoFile,
    /// There is no such paper or format.
    #[error("there is no such paper")]
    NoPaper,
    /// No criterion is open or not met, and only those are listed.
    #[error("no criterion is open or not met")]
    NothingUnmet,
    /// Selected criteria are listed, and none is selected.
    #[error("no criterion is selected yet")]
    NothingSelected,
    /// The path is no folder.
    #[error("there is no folder of that name")]
    NoFolder,
    /// The path is no file.
    #[error("there is no file of that name")]
    NoSuchFile,
    /// The workstation's log could not be written.
    #[error("this workstation's log was not written: {0}")]
    Log(Failure),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// The session.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The case.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// A document's file.
    #[error(transparent)]
    File(#[from] FileError),
    /// Writing outside the store.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A case from another workstation.
    #[error(transparent)]
    HandOver(#[from] HandOverError),
    /// The same, against this store.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A paper.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The sample cases.
    #[error(transparent)]
    Samples(#[from] AddSamplesError),
    /// A new case.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// A file that was not written.
    #[error(transparent)]
    NotExported(#[from] NotExported),
    /// A policy text.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The logo.
    #[error(transparent)]
    Logo(#[from] NotUsed<LogoError>),
    /// A reviewer's name or credential.
    #[error(transparent)]
    Credential(#[from] BadCredential),
    /// The roster's file.
    #[error(transparent)]
    RosterFile(#[from] RosterFileError),
    /// A new roster.
    #[error(transparent)]
    Roster(#[from] RosterRefusal),
    /// The workstation's clock.
    #[error(transparent)]
    Clock(#[from] ClockFault),
    /// A key that stays locked.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}
