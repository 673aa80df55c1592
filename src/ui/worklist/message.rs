//! Messages of the worklist.
//!
//! Must not know: how a message is applied.

use crate::ids::{CaseId, ContentHash, PathwayId};
use crate::session::Session;
use crate::store::StoreError;
use crate::ui::error::UiError;
use crate::workspace::worklist::{Queue, Row};

/// Messages of the worklist.
pub enum Message {
    /// Reads the rows of every case.
    Read,
    /// The rows were read, or not.
    RowsRead(Result<Vec<Row>, StoreError>),
    /// The job that reads the rows panicked.
    ReadLost,
    /// Updates the clocks of all rows; sent once a minute.
    Tick,
    /// The open case was changed in this window.
    CaseChanged,
    /// Marks the row of a case: true when it has conflict copies.
    MarkConflict(CaseId, bool),
    /// Shows a queue.
    SelectQueue(Queue),
    /// Sets the text of the search.
    Search(String),
    /// Opens a case.
    Open(CaseId),
    /// Opens the next or previous case of the list; the first one where none is open.
    OpenNeighbor {
        /// Case that is open or being read.
        from: Option<CaseId>,
        /// True for the next one.
        below: bool,
    },
    /// Creates a case on a pathway of a policy.
    Create(ContentHash, PathwayId),
    /// A case was created, or not.
    Created(Result<Box<Session>, UiError>),
    /// Adds the sample cases.
    AddSamples,
    /// The sample cases were created, or not.
    SamplesAdded(Result<Vec<Session>, UiError>),
}
