//! A backup or a restore that is being made: its progress, and stopping it.
//!
//! Must not know: what an archive looks like.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::Progress;
use crate::ui::model::{Model, Wake};

/// The window is drawn again after so many files.
const FILES_BETWEEN_FRAMES: usize = 20;

/// A backup or a restore that is being made.
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

    /// Its progress.
    pub fn progress(&self) -> Progress {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks it to stop.
    pub(super) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Notes the progress, and breaks where it was asked to stop.
    pub(super) fn note(&self, progress: Progress) -> ControlFlow<()> {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        if progress.files.is_multiple_of(FILES_BETWEEN_FRAMES) {
            (self.wake)();
        }
        if self.is_stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
