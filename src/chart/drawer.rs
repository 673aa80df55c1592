//! The window's end of drawing: starts the process that draws a document, asks it for what is wanted, the most urgent first,
//! and ends it when it takes too long. Nothing here waits for it but a thread of its own.
//!
//! Must not know: how a page is drawn, or what is done with its picture.

use std::io;
use std::sync::Arc;
use std::thread;

use super::drawer_state::{DocumentState, DrawingResult, Shared};
use super::program::{Document, DrawingProgram, Limits};
use super::trouble::DrawingError;
use super::wire::DrawingRequest;
use super::worker::Worker;

/// A document that is being drawn. Dropped, it ends its process.
pub struct Drawer {
    shared: Arc<Shared>,
}

impl Drawer {
    /// Begins to open a document. `wake` is called whenever there is something to take.
    pub fn start(
        program: DrawingProgram,
        document: Document,
        limits: Limits,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Shared::begun();
        let worker = Worker { shared: shared.clone(), program, document, limits };
        thread::Builder::new().name("drawing".to_owned()).spawn(move || worker.work(&wake))?;
        Ok(Self { shared })
    }

    /// Where the document stands.
    pub fn opening(&self) -> DocumentState {
        self.shared.state().opening.clone()
    }

    /// What is wanted from now on, the most urgent first. What was wanted before and is not begun is dropped; what is being done
    /// is not done twice.
    pub fn request(&self, mut wanted: Vec<DrawingRequest>) {
        let mut state = self.shared.state();
        wanted.retain(|wanted| state.begun != Some(*wanted));
        state.wanted = wanted;
        drop(state);
        self.shared.changed.notify_one();
    }

    /// What was done since this was last asked.
    pub fn take(&self) -> Vec<DrawingResult> {
        std::mem::take(&mut self.shared.state().done)
    }
}

impl Drop for Drawer {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.closed = true;
        if let Some(child) = &mut state.child {
            // Its thread reaps it.
            let _ = child.kill();
        }
        self.shared.changed.notify_one();
    }
}

/// How many pages a document has: opened, asked and ended again. Waits for it: not for a thread that draws frames.
pub fn page_count(program: DrawingProgram, document: Document, limits: Limits) -> Result<u32, DrawingError> {
    let worker = Worker { shared: Shared::begun(), program, document, limits };
    let opened = worker.open();
    worker.end();
    opened.map(|(_, sizes)| u32::try_from(sizes.len()).unwrap_or(u32::MAX))
}
