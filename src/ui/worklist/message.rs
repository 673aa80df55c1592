//! Messages of the worklist.
//!
//! Must not know: what becomes of them.

use crate::ids::{CaseId, ContentHash, PathwayId};
use crate::session::Session;
use crate::store::StoreError;
use crate::ui::error::UiError;
use crate::workspace::worklist::{Queue, Row};

/// Messages of the worklist.
pub enum Message {
    /// Reads the rows of every case.
    Read,
    /// The rows, or why they could not be read.
    RowsRead(Result<Vec<Row>, StoreError>),
    /// Reading the rows broke off.
    ReadLost,
    /// Looks at the clocks again.
    Tick,
    /// The open case changed here.
    CaseChanged,
    /// There are conflict copies of a case, or none.
    MarkConflict(CaseId, bool),
    /// Shows a queue.
    SelectQueue(Queue),
    /// Searches for words.
    Search(String),
    /// Opens a case.
    Open(CaseId),
    /// Opens the case below this one, or above it; the first one where there is none.
    OpenNeighbor {
        /// The case that is open, or being read.
        from: Option<CaseId>,
        /// True for the case below.
        below: bool,
    },
    /// Creates a case on a pathway of a policy.
    Create(ContentHash, PathwayId),
    /// A case was created, or not.
    Created(Result<Box<Session>, UiError>),
    /// Adds the sample cases.
    AddSamples,
    /// They are in the store, or not.
    SamplesAdded(Result<Vec<Session>, UiError>),
}
