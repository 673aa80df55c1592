//! Messages about the chart: the document beside the checklist, citing from it, and attaching files.
//!
//! Must not know: what becomes of them.

use std::path::PathBuf;

use crate::case::{Citation, Region};
use crate::chart::DrawingError;
use crate::ids::{CaseId, ContentHash, DocumentId, QuestionId, RowId};
use crate::store::{FileError, StoredFile};
use crate::ui::documents::viewer::{DocumentFile, VisiblePages};
use crate::ui::error::UiError;

/// A file that is in the store now, and how many pages it was found to have.
pub type Stored = Result<(StoredFile, Result<u32, DrawingError>), FileError>;

/// A message about the chart.
pub enum Message {
    /// The open case is another one, or was read again.
    CaseShown,
    /// Shows the document that was cited last, or the first one; or puts the document away.
    Toggle,
    /// Shows a document from this page on, counted from 0.
    Open(DocumentId, u32),
    /// The document's file was checked.
    FileChecked(ContentHash, Box<DocumentFile>),
    /// Puts the document away.
    Close,
    /// Shows the page that a citation names, with what is marked on it.
    ShowSource(Citation),
    /// Changes how the shown document is viewed.
    View(ViewerMessage),
    /// A frame showed this.
    PagesShown(Box<VisiblePages>),
    /// Marks a region on a page, or nothing.
    Mark(Option<(u32, Region)>),
    /// Moves the keyboard focus into a field of the document; where none is shown, shows it first.
    Focus(&'static str),
    /// Opens the source form of an answer or a row.
    OpenForm(QuestionId, Option<RowId>),
    /// Closes it.
    CloseForm,
    /// Takes the page that is read, with what is marked on it, for the source form.
    Clip,
    /// Says that no answer waits for a source, in this sentence where no document is shown.
    NoSourceWanted(&'static str),
    /// Asks for the file of a listed document, or of a new one.
    AskFile(Option<DocumentId>),
    /// Takes files that were dropped on the window.
    Dropped(Vec<PathBuf>),
    /// Puts files into the store, one after the other.
    Attach(CaseId, Option<DocumentId>, Vec<PathBuf>),
    /// They are in the store, or not.
    Stored(CaseId, Option<DocumentId>, Vec<(PathBuf, Stored)>),
    /// Shows a document that was attached just now, where it was; and why it cannot be drawn, where it cannot.
    ShowAttached(CaseId, DocumentId, Option<DrawingError>),
    /// Asks where a copy of the document's file goes.
    AskCopy,
    /// Writes the copy.
    SaveCopy(CaseId, DocumentId, PathBuf),
    /// It was written to this path, with what is to be said besides; or not.
    CopySaved(ContentHash, Result<(PathBuf, String), UiError>),
    /// Opens the copy.
    OpenCopy,
}

/// A message that changes how the shown document is viewed.
pub enum ViewerMessage {
    /// Goes to a page, counted from 0.
    GoToPage(u32),
    /// Goes so many pages on, or back.
    TurnPages(i64),
    /// Searches for these words; for none, ends the search.
    Find(Option<String>),
    /// Goes to the next hit, or to the one before.
    GoToHit {
        /// True for the next.
        forward: bool,
    },
    /// Shows pages larger, or smaller.
    Zoom {
        /// True for larger.
        larger: bool,
    },
    /// Shows pages as wide as there is room, or whole.
    FitPage,
    /// Turns the page by a quarter.
    TurnPage,
    /// Draws again what failed.
    TryAgain,
}
