//! State of the file behind a shown document.
//!
//! Must not know: how a page is drawn, or which case the document belongs to.

use std::sync::Arc;

use crate::chart::{DocumentState, Drawer, DrawingError, PageSize};
use crate::store::FileError;

/// State of the file behind a shown document.
pub enum DocumentFile {
    /// It is being compared with its hash.
    Checking,
    /// It is missing or cannot be relied on.
    Rejected(FileError),
    /// It is intact, but the system gave no thread to draw on.
    NotStarted,
    /// It is intact, and its pages are drawn on request.
    Drawn(Drawer),
}

impl DocumentFile {
    /// Returns the state of the drawing.
    ///
    /// That is `Reading` while the file is checked, and for a rejected file, which is never drawn.
    pub fn document_state(&self) -> DocumentState {
        match self {
            Self::Drawn(drawer) => drawer.opening(),
            Self::NotStarted => DocumentState::Failed(DrawingError::NotStarted),
            Self::Checking | Self::Rejected(_) => DocumentState::Reading,
        }
    }

    /// Returns the size of each page, once the document is open.
    pub fn page_sizes(&self) -> Option<Arc<[PageSize]>> {
        match self.document_state() {
            DocumentState::Open(sizes) => Some(sizes),
            DocumentState::Reading | DocumentState::Failed(_) => None,
        }
    }

    /// True while pages are shown or may yet be.
    pub fn is_usable(&self) -> bool {
        !matches!(self, Self::Rejected(_)) && !matches!(self.document_state(), DocumentState::Failed(_))
    }
}
