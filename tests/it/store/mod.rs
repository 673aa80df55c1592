//! Case files and folders: saved, damaged, attacked, backed up.

pub(crate) mod acceptance;
pub(crate) mod backup_snapshot;
pub(crate) mod backups;
pub(crate) mod faults;
pub(crate) mod hostile_folder;
pub(crate) mod linked_folder;
pub(crate) mod log_forging;
pub(crate) mod mutations;
pub(crate) mod mutations_corpus;
pub(crate) mod mutations_end;
pub(crate) mod mutations_kinds;
pub(crate) mod released;
pub(crate) mod saver;
pub(crate) mod saving;
pub(crate) mod settings;
pub(crate) mod tampering;
pub(crate) mod writers;
