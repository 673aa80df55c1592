//! Messages of the pages about the store.
//!
//! Must not know: how a message is applied.

use super::state::{Comparison, DamagedCase};
use crate::case::Change;
use crate::ids::CaseId;
use crate::session::Session;
use crate::store::{HandOver, ImportOutcome, Recoverable, StoreError, Trashed};
use crate::ui::error::UiError;
use std::path::PathBuf;

/// Messages about the store.
pub enum Message {
    /// Looks for interrupted saves.
    FindRecoverable,
    /// Interrupted saves were looked for.
    FoundRecoverable(Vec<Recoverable>),
    /// Recovers an interrupted save.
    Recover(Recoverable),
    /// Discards an interrupted save.
    Discard(Recoverable),
    /// An interrupted save was recovered or discarded, with the notice; or not.
    Resolved(Recoverable, Result<String, UiError>),
    /// Looks for other versions of a case whose file cannot be read, with the reason.
    ExamineDamaged(CaseId, String),
    /// Other versions were looked for.
    Examined(DamagedCase),
    /// Opens the damaged file read-only.
    OpenDamaged,
    /// The damaged file was read, or not.
    DamagedRead(CaseId, Result<Box<Session>, UiError>),
    /// Replaces the damaged file by an earlier version, by its index.
    PutBack(usize),
    /// Reads the trash and shows it.
    OpenTrash,
    /// The trash was read.
    TrashRead(Vec<Trashed>),
    /// Moves a case to the trash, with the reason.
    MoveToTrash(CaseId, String),
    /// A case was moved to the trash, with the notice; or not.
    MovedToTrash(CaseId, Result<String, StoreError>),
    /// Restores a case from the trash.
    PutBackFromTrash(Trashed),
    /// A file was moved, with the notice; or not.
    Moved(Result<String, StoreError>),
    /// Reads the conflict copies of the open case.
    Compare,
    /// The conflict copies of a case were read.
    Compared(CaseId, Comparison),
    /// Shows the next conflict copy.
    CompareNext,
    /// Dispatches a change of the conflict copy to the open case.
    TakeOver(Box<Change>),
    /// Moves the conflict copy to the trash.
    DropCopy,
    /// The copy was moved, with a notice where there is one; or not.
    CopyDropped(Result<Option<String>, StoreError>),
    /// Asks for a file to back up to.
    AskBackUp,
    /// Makes a backup.
    BackUp(PathBuf),
    /// Asks for a backup to check.
    AskCheck,
    /// Checks a backup.
    Check(PathBuf),
    /// Asks for a backup to restore.
    AskRestore,
    /// Asks for the new folder that a backup is restored into.
    AskRestoreInto(PathBuf),
    /// Restores a backup into a new folder.
    Restore(PathBuf, PathBuf),
    /// Stops the backup or the restore.
    Stop,
    /// A backup, check or restore ended, with the notice.
    Finished(Result<String, String>),
    /// Asks for a file to hand over the open case in.
    AskHandOver,
    /// Writes a case for another workstation to a file.
    HandOver(CaseId, PathBuf),
    /// A case was handed over, or not, with the notice.
    HandedOver(Result<String, String>),
    /// Asks for a case from another workstation.
    AskImport,
    /// Imports a case.
    Import(PathBuf),
    /// A case was imported, or not.
    Imported(Result<Box<(HandOver, ImportOutcome)>, UiError>),
    /// Opens or imports the file that the program was started with.
    OpenFirst(PathBuf),
    /// The file that the program was started with was examined.
    First(FirstFile),
}

/// Content of the file that the program was started with.
pub enum FirstFile {
    /// A case of this store.
    Case(CaseId),
    /// A case of another store, in this folder.
    OtherStore(String),
    /// Any other file, taken for a case that was handed over.
    HandedOver(PathBuf),
}
