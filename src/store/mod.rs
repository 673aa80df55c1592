//! Disk, and only disk: one file a case, each policy text once by its hash, the roster, a worker that saves, settings.
//!
//! Must not know: how a case is judged, worded or shown.

mod access;
pub mod atomic;
mod attempts;
mod backup;
mod backup_ledger;
pub mod case_file;
mod case_store;
mod conflicts;
pub mod disk;
mod documents;
mod error;
mod export;
mod failure;
mod handover;
mod json;
mod letter_settings;
mod log;
mod log_book;
mod log_roster;
mod migrate;
pub mod paths;
mod policies;
mod presence;
mod previous;
mod recovery;
mod restore;
mod roster;
mod roster_memory;
mod saver;
mod scan;
mod settings;
mod time;
mod trash;

pub use access::ReadOnly;
pub use attempts::Wait;
pub use backup::{BackedUp, BackupError, Progress};
pub use backup_ledger::Lacking;
pub use case_file::CaseFileError;
pub use case_store::{CaseStore, Loaded, Saved, Version, case_in_store, case_path, store_of};
pub use documents::{FileError, KeptFile};
pub use error::{Problem, StoreError};
pub use export::{
    ExportError, export, is_not_a_file, open_file, policy_files, read_file, read_policy, turnaround_text,
};
pub use handover::{HandOver, HandOverError, LARGEST as LARGEST_HANDED_OVER, LeftOut, TakenIn};
pub use letter_settings::LetterSettings;
pub use log::{LogLine, Logged};
pub use log_book::{LogFault, StationLog};
pub use presence::Presence;
pub use recovery::Recoverable;
pub use restore::{Checked, RestoreError, check_backup, restore};
pub use roster::{LoadedRoster, RosterFileError, SavedRoster, load_roster, read_roster, roster_path, write_roster};
pub use roster_memory::{RosterMemory, RosterState, UntrustedRoster, compare as compare_roster, known_roster};
pub use saver::{SaveOutcome, Saver, Wake};
pub use scan::ScannedCase;
pub use settings::{Settings, Warning, WindowPlace};
pub use time::ClockFault;
pub use trash::{BroughtBack, Deleted, TrashNote, Trashed};
