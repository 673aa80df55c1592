//! Parts of a department's own that cannot be used. The program goes on without them.
//!
//! Must not know: where a warning is shown.

use std::io;
use std::path::PathBuf;

use crate::policy::CatalogError;
use crate::store::Failure;
use crate::store::paths;
use crate::turnaround::TurnaroundError;

/// A part of a department's own that is not used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Warning {
    /// The folder of policies cannot be read.
    #[error("The policy folder cannot be read: {why}")]
    PolicyFolder {
        /// The folder.
        folder: PathBuf,
        /// The reason.
        why: Failure,
    },
    /// A file in the folder of policies is not used.
    #[error("{}: {why}", paths::shown(file))]
    PolicyFile {
        /// The file.
        file: PathBuf,
        /// The reason.
        why: NotUsed<CatalogError>,
    },
    /// A policy text that the store keeps is not used.
    #[error(transparent)]
    StoredPolicy(CatalogError),
    /// The department's table of due dates is not used.
    #[error("The department's due dates cannot be used, so those of the program apply: {0}")]
    DueDates(NotUsed<TurnaroundError>),
}

/// The reason why a file is not used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotUsed<E> {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(Failure),
    /// Its content has problems.
    #[error(transparent)]
    Refused(E),
}

impl Warning {
    pub(super) fn policy_folder(folder: PathBuf, error: io::Error) -> Self {
        Self::PolicyFolder { folder, why: error.into() }
    }
}
