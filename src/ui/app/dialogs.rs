//! Native file dialogs, one at a time.
//!
//! Each runs on a thread of its own, since it blocks.
//!
//! Must not know: what is done with the path that is chosen.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui::Context;
use winit::window::Window;

use super::message::Message;
use crate::platform;
use crate::ui::effects::{Dialog, DialogKind, Effect, Notice, Request};

/// Shortest time in which a person could read a dialog and cancel it.
///
/// One that ends sooner was never shown.
const SHORTEST_DIALOG: Duration = Duration::from_millis(300);
const ALREADY_OPEN: &str = "A dialog is already open: finish that one first.";
const NO_DIALOG: &str =
    "No file dialog could be opened, so nothing was done. Install xdg-desktop-portal or zenity, or use mednec-cli.";

/// Asks for paths; a trait, so that tests need no desktop.
///
/// Each call blocks until the dialog is closed, and returns `None` where the user canceled it.
pub trait Dialogs: Send + Sync {
    /// Asks where to save.
    fn save_file(&self, suggested_name: &str, kinds: &[(&str, &str)]) -> Option<PathBuf>;

    /// Asks for a file to open. Each kind is a label with its file name extensions.
    fn open_file(&self, kinds: &[(&str, &[&str])]) -> Option<PathBuf>;

    /// Asks for a folder.
    fn open_folder(&self) -> Option<PathBuf>;

    /// Sets the window that owns the dialogs, so that none opens behind it.
    fn set_owner(&self, _window: Arc<Window>) {}
}

/// The desktop's own dialogs.
///
/// On Linux the file portal identifies the caller through `/proc` and refuses a process that it cannot read, so the
/// protection against that is off while a dialog is open (`platform::while_attachable`).
#[derive(Default)]
pub struct NativeDialogs {
    owner: Mutex<Option<Arc<Window>>>,
}

impl NativeDialogs {
    fn titled(&self, title: &str) -> rfd::FileDialog {
        let dialog = rfd::FileDialog::new().set_title(title);
        match self.owner.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(window) => dialog.set_parent(window),
            None => dialog,
        }
    }
}

impl Dialogs for NativeDialogs {
    fn save_file(&self, suggested_name: &str, kinds: &[(&str, &str)]) -> Option<PathBuf> {
        let dialog = self.titled("Save").set_file_name(suggested_name);
        let dialog = kinds.iter().fold(dialog, |dialog, (label, extension)| dialog.add_filter(*label, &[*extension]));
        platform::while_attachable(|| dialog.save_file())
    }

    fn open_file(&self, kinds: &[(&str, &[&str])]) -> Option<PathBuf> {
        let dialog = self.titled("Open");
        let dialog = kinds.iter().fold(dialog, |dialog, (label, endings)| dialog.add_filter(*label, endings));
        platform::while_attachable(|| dialog.pick_file())
    }

    fn open_folder(&self) -> Option<PathBuf> {
        let dialog = self.titled("Choose a folder");
        platform::while_attachable(|| dialog.pick_folder())
    }

    fn set_owner(&self, window: Arc<Window>) {
        *self.owner.lock().unwrap_or_else(PoisonError::into_inner) = Some(window);
    }
}

/// The dialog that is open, if any.
pub struct OpenDialogs {
    dialogs: Arc<dyn Dialogs>,
    open: Option<OpenDialog>,
}

struct OpenDialog {
    since: Instant,
    path: Receiver<Option<PathBuf>>,
    chosen: Box<dyn FnOnce(PathBuf) -> Message + Send>,
}

impl OpenDialogs {
    /// Creates it without an open dialog.
    pub fn new(dialogs: Arc<dyn Dialogs>) -> Self {
        Self { dialogs, open: None }
    }

    /// Sets the window that owns the dialogs.
    pub fn set_owner(&self, window: Arc<Window>) {
        self.dialogs.set_owner(window);
    }

    /// Opens a dialog.
    ///
    /// While another one is open, returns a notice that says so instead.
    pub fn open(&mut self, ctx: &Context, dialog: Dialog<Message>) -> Option<Effect<Message>> {
        if self.open.is_some() {
            return Some(notice(ALREADY_OPEN));
        }
        let Dialog { asks, chosen } = dialog;
        let (sender, path) = channel();
        let (dialogs, wake) = (self.dialogs.clone(), ctx.clone());
        let started = thread::Builder::new().name("dialog".to_owned()).spawn(move || {
            // Fails only after the window is gone, and then nobody needs the path.
            let _ = sender.send(ask(&*dialogs, &asks));
            wake.request_repaint();
        });
        self.open = started.ok().map(|_| OpenDialog { since: Instant::now(), path, chosen });
        None
    }

    /// Returns the message of a dialog that was closed with a path.
    ///
    /// A notice where the dialog ended too soon to have been shown; `None` while it is open or when it was canceled.
    pub fn poll(&mut self) -> Option<Effect<Message>> {
        let path = match self.open.as_ref()?.path.try_recv() {
            Ok(path) => path,
            Err(TryRecvError::Disconnected) => None,
            Err(TryRecvError::Empty) => return None,
        };
        let OpenDialog { since, chosen, .. } = self.open.take()?;
        match path {
            Some(path) => Some(Effect::Message(chosen(path))),
            None => (since.elapsed() < SHORTEST_DIALOG).then(|| notice(NO_DIALOG)),
        }
    }
}

fn ask(dialogs: &dyn Dialogs, asks: &DialogKind) -> Option<PathBuf> {
    match asks {
        DialogKind::Save { name, kinds } => dialogs.save_file(name, kinds),
        DialogKind::Open(kinds) => {
            let kinds: Vec<(&str, &[&str])> = kinds.iter().map(|(label, endings)| (*label, &**endings)).collect();
            dialogs.open_file(&kinds)
        }
        DialogKind::Folder => dialogs.open_folder(),
    }
}

fn notice(text: &str) -> Effect<Message> {
    Effect::Request(Request::Notify(Notice { text: text.to_owned(), is_success: false }))
}
