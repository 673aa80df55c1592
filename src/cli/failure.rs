//! Errors of commands, worded with what happened and what to do.
//!
//! Must not know: a value of any case; the content of a file is never repeated.

use std::io;
use std::path::Path;

use crate::case::{BadCredential, Refusal};
use crate::feed::LineError;
use crate::identity::RosterRefusal;
use crate::ids::BadCaseId;
use crate::policy::{CatalogError, PolicyError};
use crate::report::ReportError;
use crate::session::SessionError;
use crate::store::Failure;
use crate::store::is_not_a_file;
use crate::store::paths::NoFolder;
use crate::store::{
    BackupError, CaseFileError, ClockFault, ExportError, HandOverError, MissingFiles, RestoreError, RosterFileError,
    StoreError, paths,
};
use crate::turnaround::TurnaroundError;
use crate::workspace::{CaseError, ImportError, LogError, NotExported, OpenError, SignInError};

/// Error of a command.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CliError {
    /// Another error, with its place.
    #[error("{place}: {why}")]
    At {
        /// File or line.
        place: String,
        /// The error at that place.
        why: Box<CliError>,
    },
    /// A file cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(io::ErrorKind),
    /// The path is no regular file.
    ///
    /// It is a link inside a store, a folder, a pipe or a device.
    #[error("{}", Failure::NotAFile)]
    NotAFile,
    /// The file is no UTF-8 text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// The reader of the output has closed it; counts as success.
    #[error("the output is no longer being read")]
    NobodyReads,
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(io::ErrorKind),
    /// A folder cannot be read.
    #[error("it cannot be read: {0}")]
    NotRead(Failure),
    /// A file cannot be written.
    #[error("nothing was written: {0}")]
    NotWritten(Failure),
    /// The system did not confirm a save.
    #[error("it was saved, but the system did not confirm that it survives a power failure: open it again to check")]
    Unconfirmed,
    /// This workstation's log was not written.
    #[error("it was done, but not recorded in this workstation's log: {0}")]
    NotLogged(Failure),
    /// No backup was made.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A backup cannot be checked or restored.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// The trash has no such case.
    #[error("this case is not in the trash; `mednec-cli trash` lists the cases that are")]
    NotInTrash,
    /// Somebody else changed the file between reading and writing it.
    #[error("the file was changed by someone else in the meantime; nothing was written: try again")]
    Conflict,
    /// A paper cannot be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A file outside the store was not written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The department's due-date rules have problems.
    #[error(transparent)]
    Turnaround(#[from] TurnaroundError),
    /// A case, or a paper on it, may not leave the store.
    #[error(transparent)]
    NotExported(#[from] NotExported),
    /// The store was not opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The case cannot be used.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// A key stays locked.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// The file is no case that was handed over.
    #[error(transparent)]
    HandOver(#[from] HandOverError),
    /// The store does not accept a case that was handed over.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The case was handed over without some of its documents.
    #[error(transparent)]
    LeftOut(#[from] MissingFiles),
    /// The file is no case document.
    #[error(transparent)]
    CaseFile(#[from] CaseFileError),
    /// The case cannot be opened, or refused an action.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A line of a feed or of an actions file cannot be parsed.
    #[error(transparent)]
    Line(#[from] LineError),
    /// An action of a feed's line was refused, and with it the whole line.
    #[error("action {number}: {why}; no action of this line was applied")]
    Action {
        /// Its number in the line, from 1.
        number: usize,
        /// Why it was refused.
        why: SessionError,
    },
    /// The name of a new case's file is no case id.
    #[error("the file of a new case is named with the case's id and .json: {0}")]
    BadName(#[from] BadCaseId),
    /// The author's name or credential is not valid.
    #[error(transparent)]
    Who(#[from] BadCredential),
    /// A policy file has problems.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The catalog refused a policy file.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// There is no policy of this number; holds the existing ones.
    #[error("there is no policy with this number; available: {0}")]
    NoSuchPolicy(String),
    /// The policy has no criterion of this id; holds the existing ones.
    #[error("the policy of this case has no criterion with this id; it has: {0}")]
    NoSuchCriterion(String),
    /// The system has no folder for cases, and none was named.
    #[error(transparent)]
    NoFolder(#[from] NoFolder),
    /// The roster cannot be read, trusted or saved.
    #[error(transparent)]
    RosterFile(#[from] RosterFileError),
    /// The roster refused a change.
    #[error(transparent)]
    Roster(#[from] RosterRefusal),
    /// The folder has no roster.
    #[error("this folder has no roster yet: `mednec-cli roster init` creates one")]
    NoRoster,
    /// The folder already has a roster.
    #[error("this folder already has a roster: one of its administrators adds reviewers with `mednec-cli roster add`")]
    RosterExists,
    /// The given fingerprint or number of entries differs from the roster's.
    #[error(
        "this is not the roster of the folder: give the fingerprint that an administrator reads out (at least its first 12 \
         digits) and --entries with its number of entries; nothing was changed"
    )]
    OtherFingerprint,
    /// The workstation's clock cannot date a roster entry.
    #[error(transparent)]
    Clock(#[from] ClockFault),
    /// The roster has no such reviewer, or several.
    #[error(
        "the roster has no such reviewer, or several who have left: name one by id, or by name and credential as in \
         \"Nora Berg, RN\"; `mednec-cli roster list` prints them"
    )]
    NoSuchReviewer,
    /// There is no terminal to ask for a passphrase.
    #[error("there is no terminal to ask for a passphrase: pass it with --passphrase-fd or --new-passphrase-fd")]
    NoTerminal,
    /// The prompt for a passphrase was interrupted or closed.
    #[error("no passphrase was typed; nothing was done")]
    NotAnswered,
    /// The repeated passphrase differs.
    #[error("the two passphrases differ; nothing was done")]
    PassphrasesDiffer,
    /// The argument is no number of a descriptor.
    #[error("give the number of an open file descriptor (0 is standard input), never the passphrase itself")]
    NoNumber,
    /// The descriptor is not open.
    #[error(
        "file descriptor {0} is not open for reading: open it in the shell, as in {0}<FILE, or use 0 for standard input"
    )]
    NoDescriptor(u32),
    /// The system cannot open numbered descriptors.
    #[error("this system can read a passphrase from standard input only: use file descriptor 0")]
    OnlyStandardInput,
    /// Two passphrases name the same descriptor.
    #[error("the two passphrases need two different file descriptors")]
    SameDescriptor,
    /// The descriptor has no line to read.
    #[error("the file descriptor holds no passphrase: its first line is read")]
    NoPassphrase,
    /// The descriptor's first line is too long.
    #[error("the file descriptor's first line is too long for a passphrase: at most 1024 bytes are read")]
    LongPassphrase,
}

impl CliError {
    /// Adds the place of the error.
    pub(super) fn at(self, place: impl Into<String>) -> Self {
        Self::At { place: place.into(), why: Box::new(self) }
    }

    /// Adds the file of the error, escaped for the terminal.
    pub(super) fn in_file(self, path: &Path) -> Self {
        self.at(paths::shown(path))
    }

    pub(super) fn unreadable(error: &io::Error) -> Self {
        if is_not_a_file(error) { Self::NotAFile } else { Self::Unreadable(error.kind()) }
    }
}

/// Converts an error of writing the output.
///
/// Commands write nothing else directly.
impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            kind => Self::Output(kind),
        }
    }
}

impl From<LogError> for CliError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Store(error) => Self::Store(error),
            LogError::Log(why) => Self::NotLogged(why),
        }
    }
}

impl From<Refusal> for CliError {
    fn from(refusal: Refusal) -> Self {
        Self::Session(refusal.into())
    }
}
