//! The program that is started to draw a document, and its limits.
//!
//! Must not know: how a page is drawn.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::drawing::ARGUMENT;
use crate::ids::ContentHash;
use crate::platform::Confinement;

/// The drawing program: this executable once more.
#[derive(Clone, Debug)]
pub struct DrawingProgram {
    pub(super) executable: PathBuf,
    /// Arguments before the file.
    pub(super) arguments: Vec<OsString>,
    /// Confinement of the process started last, shared by all copies of this value.
    confinement: Arc<Mutex<Option<Confinement>>>,
}

impl DrawingProgram {
    /// A program that draws when its first argument is [`ARGUMENT`].
    pub fn new(executable: PathBuf) -> Self {
        Self::with_arguments(executable, vec![ARGUMENT.into()])
    }

    /// A program with these arguments before the file.
    pub fn with_arguments(executable: PathBuf, arguments: Vec<OsString>) -> Self {
        Self { executable, arguments, confinement: Arc::default() }
    }

    /// Confinement that the process started last reported; `None` before one was started.
    pub fn confinement(&self) -> Option<Confinement> {
        *self.confinement.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_confinement(&self, confinement: Confinement) {
        *self.confinement.lock().unwrap_or_else(PoisonError::into_inner) = Some(confinement);
    }
}

/// A file to be drawn. It is refused where its bytes have another hash.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its path.
    pub path: PathBuf,
    /// The hash that its bytes must have.
    pub hash: ContentHash,
}

/// Limits of drawing.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time to open the document.
    pub open: Duration,
    /// Time for a page.
    pub page: Duration,
    /// Memory limit, in bytes.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { open: Duration::from_secs(10), page: Duration::from_secs(10), memory_bytes: 3 << 29 }
    }
}
