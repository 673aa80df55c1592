//! Messages of the chart: showing, citing, attaching and copying documents.
//!
//! Must not know: how a message changes the state.

use std::path::PathBuf;

use crate::case::{Citation, Region};
use crate::chart::DrawingError;
use crate::ids::{CaseId, ContentHash, DocumentId, QuestionId, RowId};
use crate::store::{FileError, StoredFile};
use crate::ui::documents::viewer::{DocumentFile, VisiblePages};
use crate::ui::error::UiError;

/// Result of storing a file: the file and its page count.
///
/// The count fails where the file is stored, but cannot be drawn.
pub type StoreResult = Result<(StoredFile, Result<u32, DrawingError>), FileError>;

/// Message of the chart.
pub enum Message {
    /// Another case was opened, or the open one was read again.
    CaseShown,
    /// Closes the shown document, or opens one where none is shown.
    ///
    /// Opens the one that was cited last, else the first one with a file.
    Toggle,
    /// Opens a document at a page, counted from 0.
    Open(DocumentId, u32),
    /// The check of a document's file ended.
    FileChecked(ContentHash, Box<DocumentFile>),
    /// Closes the shown document.
    Close,
    /// Opens the document of a citation at the cited region.
    ShowCitation(Citation),
    /// Changes the view of the shown document.
    View(ViewerMessage),
    /// A frame showed other pages than the one before, or scrolled to its target.
    PagesShown(Box<VisiblePages>),
    /// Marks a region of a page, counted from 0; `None` removes the mark.
    Mark(Option<(u32, Region)>),
    /// Moves the keyboard focus to a field of the toolbar, by its id.
    ///
    /// Opens a document where none is shown.
    Focus(&'static str),
    /// Opens the source form of an answer or a row.
    OpenForm(QuestionId, Option<RowId>),
    /// Closes the source form.
    CloseForm,
    /// Hands the current page and the mark to the source form.
    SelectPassage,
    /// Says that no answer waits for a source.
    ///
    /// The sentence is shown where no document is open.
    NoSourceWanted(&'static str),
    /// Asks for the file of a listed document; of a new document for `None`.
    AskFile(Option<DocumentId>),
    /// Attaches files that were dropped on the window, each as a new document.
    Dropped(Vec<PathBuf>),
    /// Stores files for a listed document, or for new ones.
    Attach(CaseId, Option<DocumentId>, Vec<PathBuf>),
    /// Storing files ended, with a result for each.
    Stored(CaseId, Option<DocumentId>, Vec<(PathBuf, StoreResult)>),
    /// Opens a document after its file was attached.
    ///
    /// Shows the error where it cannot be drawn.
    ShowAttached(CaseId, DocumentId, Option<DrawingError>),
    /// Asks where a copy of the shown document's file goes.
    AskCopy,
    /// Saves a copy of a document's file.
    SaveCopy(CaseId, DocumentId, PathBuf),
    /// Saving a copy ended, with its path and a sentence to add to the notice.
    CopySaved(ContentHash, Result<(PathBuf, String), UiError>),
    /// Opens the saved copy in another program.
    OpenCopy,
}

/// Message that changes the view of the shown document.
pub enum ViewerMessage {
    /// Scrolls to a page, counted from 0; beyond the end, to the last one.
    GoToPage(u32),
    /// Scrolls by a number of pages; backward where it is negative.
    MoveByPages(i64),
    /// Searches for words; `None` ends the search.
    Find(Option<String>),
    /// Goes to the next or the previous hit.
    GoToHit {
        /// True for the next hit.
        forward: bool,
    },
    /// Changes the zoom by one step.
    Zoom {
        /// True for a larger page.
        larger: bool,
    },
    /// Switches between fitting the width and fitting the whole page.
    FitPage,
    /// Rotates the current page by a quarter turn to the right.
    RotatePage,
    /// Requests failed pages again.
    RetryFailed,
}
