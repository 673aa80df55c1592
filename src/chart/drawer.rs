//! The window's handle of a document that is being drawn. A thread of its own talks to the drawing process, so no frame
//! waits for it.
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

/// A document that is being drawn. Dropping it ends its process.
pub struct Drawer {
    shared: Arc<Shared>,
}

impl Drawer {
    /// Starts to open a document. `wake` is called whenever a result arrives or the state changes.
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

    /// State of the document.
    pub fn opening(&self) -> DocumentState {
        self.shared.state().opening.clone()
    }

    /// Replaces the queue of requests, the most urgent first. A request that is being drawn is not repeated.
    pub fn request(&self, mut wanted: Vec<DrawingRequest>) {
        let mut state = self.shared.state();
        wanted.retain(|wanted| state.begun != Some(*wanted));
        state.wanted = wanted;
        drop(state);
        self.shared.changed.notify_one();
    }

    /// Takes the results since the last call.
    pub fn take(&self) -> Vec<DrawingResult> {
        std::mem::take(&mut self.shared.state().done)
    }
}

impl Drop for Drawer {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.closed = true;
        if let Some(child) = &mut state.child {
            // The worker's thread waits for it.
            let _ = child.kill();
        }
        self.shared.changed.notify_one();
    }
}

/// Counts the pages of a document in a process of its own. Blocks until it ends: never call it from a thread that draws
/// frames.
pub fn page_count(program: DrawingProgram, document: Document, limits: Limits) -> Result<u32, DrawingError> {
    let worker = Worker { shared: Shared::begun(), program, document, limits };
    let opened = worker.open();
    worker.end();
    opened.map(|(_, sizes)| u32::try_from(sizes.len()).unwrap_or(u32::MAX))
}
