//! The window's end of drawing: starts the process that draws a document, asks it for what is wanted, the most urgent first,
//! and ends it when it takes too long. Nothing here waits for it but a thread of its own.
//!
//! Must not know: how a page is drawn, or what is done with its picture.

use std::io;
use std::sync::Arc;
use std::thread;

use super::drawer_state::{Done, Opening, Shared};
use super::program::{Document, Limits, Program};
use super::trouble::Trouble;
use super::wire::Wanted;
use super::worker::Desk;

/// A document that is being drawn. Dropped, it ends its process.
pub struct Drawer {
    shared: Arc<Shared>,
}

impl Drawer {
    /// Begins to open a document. `wake` is called whenever there is something to take.
    pub fn start(
        program: Program,
        document: Document,
        limits: Limits,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Shared::begun();
        let desk = Desk { shared: shared.clone(), program, document, limits };
        thread::Builder::new().name("drawing".to_owned()).spawn(move || desk.work(&wake))?;
        Ok(Self { shared })
    }

    /// Where the document stands.
    pub fn opening(&self) -> Opening {
        self.shared.state().opening.clone()
    }

    /// What is wanted from now on, the most urgent first. What was wanted before and is not begun is dropped; what is being done
    /// is not done twice.
    pub fn want(&self, mut wanted: Vec<Wanted>) {
        let mut state = self.shared.state();
        wanted.retain(|wanted| state.begun != Some(*wanted));
        state.wanted = wanted;
        drop(state);
        self.shared.changed.notify_one();
    }

    /// What was done since this was last asked.
    pub fn take(&self) -> Vec<Done> {
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
pub fn page_count(program: Program, document: Document, limits: Limits) -> Result<u32, Trouble> {
    let desk = Desk { shared: Shared::begun(), program, document, limits };
    let opened = desk.open();
    desk.end();
    opened.map(|(_, sizes)| u32::try_from(sizes.len()).unwrap_or(u32::MAX))
}
