//! The state of a document that is being drawn, shared by the window and the thread that asks for its pages.
//!
//! Must not know: how a page is drawn, or what is done with its picture.

use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::page::{PageSize, Picture, Word};
use super::trouble::DrawingError;
use super::wire::DrawingRequest;

/// Where a document stands.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentState {
    /// It is being opened.
    Reading,
    /// It is open: the size of each page.
    Open(Arc<[PageSize]>),
    /// It cannot be shown.
    Failed(DrawingError),
}

/// What came of something that was wanted.
#[derive(Clone, PartialEq)]
pub enum DrawingResult {
    /// A picture, for the page and width that it was wanted for.
    Picture {
        /// The page.
        page: u32,
        /// The width that was asked for.
        width_px: u32,
        /// What was drawn.
        picture: Result<Picture, DrawingError>,
    },
    /// The words of a page.
    Words {
        /// The page.
        page: u32,
        /// What it says.
        words: Result<Vec<Word>, DrawingError>,
    },
}

pub(super) struct DrawerState {
    pub(super) opening: DocumentState,
    pub(super) wanted: Vec<DrawingRequest>,
    /// What is being done.
    pub(super) begun: Option<DrawingRequest>,
    pub(super) done: Vec<DrawingResult>,
    /// The process, so that it can be ended from here.
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
        // What a thread that broke off left is whole: it is only ever replaced.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
