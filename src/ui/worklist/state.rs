//! State of the worklist.
//!
//! Must not know: how any of it is drawn.

use super::rows::Rows;
use crate::workspace::worklist::Queue;

/// State of the worklist.
#[derive(Default)]
pub struct State {
    /// Rows of all cases.
    pub rows: Rows,
    /// Text of the search.
    pub search: String,
    /// Queue that is shown.
    pub queue: Queue,
}
