//! The state of a document that is being drawn, shared by the window and the thread that asks for its pages.
//!
//! Must not know: how a page is drawn, or what is done with its picture.

use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::page::{PageSize, Picture, Word};
use super::trouble::DrawingError;
use super::wire::DrawingRequest;

/// State of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentState {
    /// It is being opened.
    Reading,
    /// It is open, with the size of each page.
    Open(Arc<[PageSize]>),
    /// It cannot be shown.
    Failed(DrawingError),
}

/// Result of a request.
#[derive(Clone, PartialEq)]
pub enum DrawingResult {
    /// A picture of a page in the requested width.
    Picture {
        /// The page.
        page: u32,
        /// The requested width.
        width_px: u32,
        /// The picture or the error.
        picture: Result<Picture, DrawingError>,
    },
    /// The words of a page.
    Words {
        /// The page.
        page: u32,
        /// The words or the error.
        words: Result<Vec<Word>, DrawingError>,
    },
}

pub(super) struct DrawerState {
    pub(super) opening: DocumentState,
    pub(super) wanted: Vec<DrawingRequest>,
    /// The request that is being drawn.
    pub(super) begun: Option<DrawingRequest>,
    pub(super) done: Vec<DrawingResult>,
    /// The process, so that a drop can end it.
    pub(super) child: Option<Child>,
    pub(super) closed: bool,
}

pub(super) struct Shared {
    pub(super) state: Mutex<DrawerState>,
    pub(super) changed: Condvar,
}

impl Shared {
    pub(super) fn begun() -> Arc<Self> {
        let opening = DocumentState::Reading;
        let state =
            DrawerState { opening, wanted: Vec::new(), begun: None, done: Vec::new(), child: None, closed: false };
        Arc::new(Self { state: Mutex::new(state), changed: Condvar::new() })
    }

    pub(super) fn state(&self) -> MutexGuard<'_, DrawerState> {
        // A thread that panicked leaves a complete state, since fields are only replaced whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
