//! The program that is started to draw a document, and the limits that it is held to.
//!
//! Must not know: how a page is drawn.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::drawing::ARGUMENT;
use crate::ids::ContentHash;
use crate::platform::Confinement;

/// What is started to draw: this program once more.
#[derive(Clone, Debug)]
pub struct DrawingProgram {
    pub(super) executable: PathBuf,
    /// What it is told before the file.
    pub(super) arguments: Vec<OsString>,
    /// The confinement of the last process of it, and of all copies of this value.
    confinement: Arc<Mutex<Option<Confinement>>>,
}

impl DrawingProgram {
    /// A program that draws where its first argument says so.
    pub fn new(executable: PathBuf) -> Self {
        Self::with_arguments(executable, vec![ARGUMENT.into()])
    }

    /// A program that is told this before the file.
    pub fn with_arguments(executable: PathBuf, arguments: Vec<OsString>) -> Self {
        Self { executable, arguments, confinement: Arc::default() }
    }

    /// The confinement that the process started last reported; none before one was started.
    pub fn confinement(&self) -> Option<Confinement> {
        *self.confinement.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_confinement(&self, confinement: Confinement) {
        *self.confinement.lock().unwrap_or_else(PoisonError::into_inner) = Some(confinement);
    }
}

/// A file that is drawn. One that does not have this hash when it is read is not.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it lies.
    pub path: PathBuf,
    /// The hash that its bytes must have.
    pub hash: ContentHash,
}

/// What drawing may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until the document is open.
    pub open: Duration,
    /// For a page.
    pub page: Duration,
    /// The most memory, in bytes.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { open: Duration::from_secs(10), page: Duration::from_secs(10), memory_bytes: 3 << 29 }
    }
}
