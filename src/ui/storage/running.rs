//! Handle of a running backup, check or restore: its progress, and stopping it.
//!
//! Must not know: what an archive looks like.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::Progress;
use crate::ui::model::{Model, Wake};

/// Number of files after which the window is drawn again.
const FILES_BETWEEN_FRAMES: usize = 20;

/// Handle of a running backup, check or restore, shared with its job.
#[derive(Clone)]
pub struct Running {
    progress: Arc<Mutex<Progress>>,
    is_stopped: Arc<AtomicBool>,
    wake: Wake,
}

impl Running {
    pub(super) fn new(model: &Model) -> Self {
        Self { progress: Arc::default(), is_stopped: Arc::default(), wake: model.wake.clone() }
    }

    /// Returns its progress.
    pub fn progress(&self) -> Progress {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Requests it to stop.
    ///
    /// The job ends when it reports its progress next.
    pub(super) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Records the progress. Returns `Break` when it was requested to stop.
    pub(super) fn update(&self, progress: Progress) -> ControlFlow<()> {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        if progress.files.is_multiple_of(FILES_BETWEEN_FRAMES) {
            (self.wake)();
        }
        if self.is_stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
