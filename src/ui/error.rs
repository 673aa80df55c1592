//! Errors of the window.
//!
//! A sentence names a case by its number at most, and none of its data.
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

/// Error of a job or a request, worded for a notice.
#[derive(Debug, thiserror::Error)]
pub enum UiError {
    /// The case of a dialog or a job was closed in the meantime.
    #[error("case {0} is no longer open; open it and try again")]
    NotOpen(CaseId),
    /// No case is open.
    #[error("no case is open")]
    NoCase,
    /// The document has no file, or was removed from the case.
    #[error("the case no longer has such a file")]
    NoFile,
    /// There is no such paper or format.
    #[error("there is no such paper")]
    NoPaper,
    /// The paper is limited to criteria that are open or not met, and there is none.
    #[error("no criterion is open or not met")]
    NothingUnmet,
    /// The paper is limited to selected criteria, and none is selected.
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
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A system call failed.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// No session can be made of the case.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The case refused an action.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// A document's file cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file outside the store was not written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A file is no case from another workstation.
    #[error(transparent)]
    HandOver(#[from] HandOverError),
    /// This store does not accept a case from another workstation.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A paper cannot be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The sample cases cannot be added.
    #[error(transparent)]
    Samples(#[from] AddSamplesError),
    /// A case cannot be created.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// A case, or a paper on it, may not leave the store.
    #[error(transparent)]
    NotExported(#[from] NotExported),
    /// A policy text is refused.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The logo cannot be used.
    #[error(transparent)]
    Logo(#[from] NotUsed<LogoError>),
    /// A reviewer's name or credential is refused.
    #[error(transparent)]
    Credential(#[from] BadCredential),
    /// The roster's file cannot be read or written.
    #[error(transparent)]
    RosterFile(#[from] RosterFileError),
    /// The roster refused a change.
    #[error(transparent)]
    Roster(#[from] RosterRefusal),
    /// The workstation's clock cannot date a roster entry.
    #[error(transparent)]
    Clock(#[from] ClockFault),
    /// A key stays locked.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}
