//! State of the worklist.
//!
//! Must not know: how any of it is drawn.

use super::rows::Rows;
use crate::workspace::worklist::Queue;

/// State of the worklist.
#[derive(Default)]
pub struct State {
    /// The rows.
    pub rows: Rows,
    /// The words that are searched for.
    pub search: String,
    /// The queue that is shown.
    pub queue: Queue,
}
