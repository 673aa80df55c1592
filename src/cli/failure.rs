//! Why a command failed, in sentences that say what is so and what to do.
//!
//! Must not know: a value of any case; what a file holds is never repeated.

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

/// Why something was not done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CliError {
    /// Another failure, with its place: a file, a line.
    #[error("{place}: {why}")]
    At {
        /// The file or the line.
        place: String,
        /// What is wrong there.
        why: Box<CliError>,
    },
    /// A file cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(io::ErrorKind),
    /// A link inside a store, a folder, a pipe or a device.
    #[error("{}", Failure::NotAFile)]
    NotAFile,
    /// Bytes that are no text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// Whoever read the output has stopped.
    #[error("nobody reads the output any more")]
    NobodyReads,
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(io::ErrorKind),
    /// A folder cannot be read.
    #[error("it cannot be read: {0}")]
    NotRead(Failure),
    /// A file was not written.
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
    /// A backup is not restored.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// There is nothing to take out of the trash.
    #[error("this case is not in the trash; `mednec-cli trash` lists the cases that are")]
    NotInTrash,
    /// Somebody else changed a file between reading and writing it.
    #[error("the file was changed by someone else in the meantime; nothing was written: try again")]
    Conflict,
    /// A paper cannot be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A file was not saved where it was to go.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The table of due dates has problems.
    #[error(transparent)]
    Turnaround(#[from] TurnaroundError),
    /// Nothing left the store.
    #[error(transparent)]
    NotExported(#[from] NotExported),
    /// The store was not opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The case is not used.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// A key stays locked.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// No case that was handed over.
    #[error(transparent)]
    HandOver(#[from] HandOverError),
    /// A case that was handed over is not imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// Handed over without some of its documents.
    #[error(transparent)]
    LeftOut(#[from] MissingFiles),
    /// No case document.
    #[error(transparent)]
    CaseFile(#[from] CaseFileError),
    /// The case cannot be worked on.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A line of a feed or of an actions file does not read.
    #[error(transparent)]
    Line(#[from] LineError),
    /// One action of a feed's line was refused, and with it the line.
    #[error("action {number}: {why}; nothing of this line was done")]
    Action {
        /// Its number, from 1.
        number: usize,
        /// Why.
        why: SessionError,
    },
    /// There is nothing to do to a case that does not exist.
    #[error("the case does not exist, and the actions do not create it: begin them with \"open\" and a pathway")]
    NothingOpens,
    /// The file's name makes no case id.
    #[error("the file of a new case is named with the case's id and .json: {0}")]
    BadName(#[from] BadCaseId),
    /// Nobody who reviews.
    #[error(transparent)]
    Who(#[from] BadCredential),
    /// A policy file has problems.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A policy file is not taken.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// No policy of that number.
    #[error("there is no policy with this number; available: {0}")]
    NoSuchPolicy(String),
    /// No criterion of that id.
    #[error("the policy of this case has no criterion with this id; it has: {0}")]
    NoSuchCriterion(String),
    /// No folder to keep cases in.
    #[error(transparent)]
    NoFolder(#[from] NoFolder),
    /// The roster was not read or not saved.
    #[error(transparent)]
    RosterFile(#[from] RosterFileError),
    /// The roster is not changed.
    #[error(transparent)]
    Roster(#[from] RosterRefusal),
    /// There is no roster.
    #[error("this folder has no roster yet: `mednec-cli roster init` creates one")]
    NoRoster,
    /// There is a roster already.
    #[error("this folder already has a roster: one of its administrators adds reviewers with `mednec-cli roster add`")]
    RosterExists,
    /// The fingerprint or the count that was given is another one.
    #[error(
        "this is not the roster of the folder: give the fingerprint that an administrator reads out (at least its first 12 \
         digits) and --entries with its number of entries; nothing was changed"
    )]
    OtherFingerprint,
    /// The clock may not date an entry.
    #[error(transparent)]
    Clock(#[from] ClockFault),
    /// Nobody of that name.
    #[error(
        "the roster has no such reviewer, or several who left: name one by id, or by name and credential as in \
         \"Nora Berg, RN\"; `mednec-cli roster list` prints them"
    )]
    NoSuchReviewer,
    /// No terminal to ask at.
    #[error("there is no terminal to ask for a passphrase: pass it with --passphrase-fd or --new-passphrase-fd")]
    NoTerminal,
    /// Nobody answered.
    #[error("no passphrase was typed; nothing was done")]
    NotAnswered,
    /// Typed differently.
    #[error("the two passphrases differ; nothing was done")]
    PassphrasesDiffer,
    /// No number of a descriptor.
    #[error("give the number of an open file descriptor (0 is standard input), never the passphrase itself")]
    NoNumber,
    /// A descriptor that is not open.
    #[error(
        "file descriptor {0} is not open for reading: open it in the shell, as in {0}<FILE, or use 0 for standard input"
    )]
    NoDescriptor(u32),
    /// A system that cannot open numbered descriptors.
    #[error("this system can read a passphrase from standard input only: use file descriptor 0")]
    OnlyStandardInput,
    /// One descriptor for two passphrases.
    #[error("the two passphrases need two different file descriptors")]
    SameDescriptor,
    /// Nothing to read.
    #[error("the file descriptor holds no passphrase: its first line is read")]
    NoPassphrase,
    /// Too much to read.
    #[error("the file descriptor's first line is too long for a passphrase: at most 1024 bytes are read")]
    LongPassphrase,
}

impl CliError {
    /// The same, with its place.
    pub(super) fn at(self, place: impl Into<String>) -> Self {
        Self::At { place: place.into(), why: Box::new(self) }
    }

    /// The same, with the file as it was named.
    pub(super) fn in_file(self, path: &Path) -> Self {
        self.at(paths::shown(path))
    }

    pub(super) fn unreadable(error: &io::Error) -> Self {
        if is_not_a_file(error) { Self::NotAFile } else { Self::Unreadable(error.kind()) }
    }
}

/// An error of writing the output: commands write to nothing else by themselves.
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
