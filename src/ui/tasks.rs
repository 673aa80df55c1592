//! What takes its time and never happens in a frame: native dialogs, one at a time, and reading the worklist. Each is a
//! named thread that is polled.
//!
//! Must not know: what becomes of the outcome.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use eframe::egui::Context;

use crate::platform;

/// Where a file goes, as the user says in a native dialog. Behind a trait, since a bare X server has none.
pub trait Dialogs: Send + Sync {
    /// Asks where to save. Blocks; `None` when the user cancelled.
    fn save_file(&self, suggested_name: &str, kinds: &[(&str, &str)]) -> Option<PathBuf>;

    /// Asks which file to open, of kinds that have one or more endings. Blocks; `None` when the user cancelled.
    fn open_file(&self, kinds: &[(&str, &[&str])]) -> Option<PathBuf>;

    /// Asks for a folder. Blocks; `None` when the user cancelled.
    fn open_folder(&self) -> Option<PathBuf>;
}

/// The desktop's own dialogs. Its file portal looks at `/proc` to see who asks, and refuses whom it may not look at.
pub struct NativeDialogs;

impl Dialogs for NativeDialogs {
    fn save_file(&self, suggested_name: &str, kinds: &[(&str, &str)]) -> Option<PathBuf> {
        let dialog = rfd::FileDialog::new().set_title("Save").set_file_name(suggested_name);
        let dialog = kinds.iter().fold(dialog, |dialog, (label, extension)| dialog.add_filter(*label, &[*extension]));
        platform::while_attachable(|| dialog.save_file())
    }

    fn open_file(&self, kinds: &[(&str, &[&str])]) -> Option<PathBuf> {
        let dialog = rfd::FileDialog::new().set_title("Open");
        let dialog = kinds.iter().fold(dialog, |dialog, (label, endings)| dialog.add_filter(*label, endings));
        platform::while_attachable(|| dialog.pick_file())
    }

    fn open_folder(&self) -> Option<PathBuf> {
        let dialog = rfd::FileDialog::new().set_title("Choose a folder");
        platform::while_attachable(|| dialog.pick_folder())
    }
}

/// Work that is under way.
pub struct Task<T> {
    receiver: Receiver<T>,
}

impl<T: Send + 'static> Task<T> {
    /// Starts it. The window is drawn again when it is done.
    pub fn start(name: &str, ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> Option<Self> {
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        let started = thread::Builder::new().name(name.to_owned()).spawn(move || {
            // A window that is gone wants no outcome.
            let _ = sender.send(work());
            ctx.request_repaint();
        });
        started.ok().map(|_| Self { receiver })
    }

    /// The outcome, once there is one: `Err` while it is under way, `Ok(None)` when it broke off.
    pub fn poll(&self) -> Result<Option<T>, ()> {
        match self.receiver.try_recv() {
            Ok(outcome) => Ok(Some(outcome)),
            Err(TryRecvError::Disconnected) => Ok(None),
            Err(TryRecvError::Empty) => Err(()),
        }
    }
}
