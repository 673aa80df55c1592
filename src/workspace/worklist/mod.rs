//! The worklist of a store: a row for every case, damaged ones too, in the order in which they are worked on.
//!
//! Must not know: how a row is drawn, or where a file of rows goes.

mod csv;
mod queue;
mod read;
mod row;

pub use csv::csv;
pub use queue::Queue;
pub use read::read_rows;
pub use row::{Row, in_working_order};
