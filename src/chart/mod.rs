//! Chart documents: their pages as pictures and words, drawn by a process of their own.
//!
//! Files come from outside and may be malicious. A thread can neither be stopped nor limited in memory, so the window
//! starts this program once more to open and draw a document, sends it requests, and ends it when it takes too long. A
//! failure costs a page and is reported in its place. Nothing in a document is run or fetched. Where the system
//! supports it, that process is confined from files, network and other programs before it parses anything.
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
