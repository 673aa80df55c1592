//! The checklist of a case: the criteria of each step, walked once, and the page that is made of them. Screen and paper both
//! use it, so neither shows a criterion that the other leaves out.
//!
//! Must not know: egui; the words of any result. No pathway has code of its own.

mod entries;
mod outline;
mod walk;

pub use entries::{Card, StepEntry};
pub use outline::{Outline, Step};
pub use walk::{Line, Walk, folded};
