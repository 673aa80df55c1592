//! A document of the record: its pages as pictures and words, drawn by a process of their own.
//!
//! Files come from outside and may be made to do harm. A thread can neither be stopped nor held to a share of the memory, so
//! the window starts this program once more to open and draw a document, tells it what it wants, and ends it when it takes
//! too long. What goes wrong there costs a page, and is said in its place. Nothing in a document is run, and nothing fetched. Where
//! the system can, it keeps that process from files, network and other programs before anything of a document is looked at.
//!
//! Must not know: egui, the store, or what is cited.

mod drawer;
mod drawer_state;
mod drawing;
mod fax;
mod page;
mod pdf;
#[cfg(feature = "ui-tests")]
pub mod probe;
mod program;
mod scan;
mod scanned_page;
mod text;
mod tiff;
mod trouble;
mod wire;
mod worker;

pub use drawer::{Drawer, page_count};
pub use drawer_state::{DocumentState, DrawingResult};
pub use drawing::{ARGUMENT, serve};
pub use page::{PageSize, Picture, Word};
pub use program::{Document, DrawingProgram, Limits};
pub use trouble::DrawingError;
pub use wire::DrawingRequest;
