//! Messages of the pages about the store.
//!
//! Must not know: what becomes of them.

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
    /// Those that were found.
    FoundRecoverable(Vec<Recoverable>),
    /// Recovers an interrupted save.
    Recover(Recoverable),
    /// Discards it.
    Discard(Recoverable),
    /// It was recovered or discarded, with the sentence to show; or not.
    Settled(Recoverable, Result<String, UiError>),
    /// Looks for what can be done about a file that cannot be read.
    ExamineDamaged(CaseId, String),
    /// What can be done about it.
    Examined(DamagedCase),
    /// Opens what the damaged file says, for reading only.
    OpenDamaged,
    /// It was read, or not.
    DamagedRead(CaseId, Result<Box<Session>, UiError>),
    /// Puts an earlier version in place of the damaged file, by its position in the list.
    PutBack(usize),
    /// Reads the trash.
    OpenTrash,
    /// The trash.
    TrashRead(Vec<Trashed>),
    /// Moves a case to the trash, for a reason.
    MoveToTrash(CaseId, String),
    /// It is there, or not.
    MovedToTrash(CaseId, Result<String, StoreError>),
    /// Puts a case back from the trash.
    PutBackFromTrash(Trashed),
    /// A file was moved, with the sentence to show; or not.
    Moved(Result<String, StoreError>),
    /// Reads the conflict copies of the open case.
    Compare,
    /// The conflict copies of a case.
    Compared(CaseId, Comparison),
    /// Shows the next conflict copy.
    CompareNext,
    /// Makes a change of the conflict copy in the case.
    TakeOver(Box<Change>),
    /// Moves the conflict copy to the trash.
    DropCopy,
    /// It is there, with the sentence to show, if any; or not.
    CopyDropped(Result<Option<String>, StoreError>),
    /// Asks where a backup goes.
    AskBackUp,
    /// Makes a backup.
    BackUp(PathBuf),
    /// Asks which backup is checked.
    AskCheck,
    /// Checks a backup.
    Check(PathBuf),
    /// Asks which backup is restored.
    AskRestore,
    /// Asks for the new folder for it.
    AskRestoreInto(PathBuf),
    /// Restores a backup into a new folder.
    Restore(PathBuf, PathBuf),
    /// Stops the backup or the restore.
    Stop,
    /// The backup, check or restore ended, with the sentence to show.
    Finished(Result<String, String>),
    /// Asks where the open case goes.
    AskHandOver,
    /// Writes a case for another workstation.
    HandOver(CaseId, PathBuf),
    /// It was written, or not, with the sentence to show.
    HandedOver(Result<String, String>),
    /// Asks for a case from another workstation.
    AskImport,
    /// Imports a case.
    Import(PathBuf),
    /// It was imported, or not.
    Imported(Result<Box<(HandOver, ImportOutcome)>, UiError>),
    /// Opens or imports the file that the program was started with.
    OpenFirst(PathBuf),
    /// What that file is.
    First(FirstFile),
}

/// The file that the program was started with.
pub enum FirstFile {
    /// A case of this store.
    Case(CaseId),
    /// A case of another store, in this folder.
    Elsewhere(String),
    /// A case on its way.
    OnItsWay(PathBuf),
}
