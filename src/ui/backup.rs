//! Backup and restore from the window: on a thread, with how far it has come, and stopped when that is wished.
//!
//! Must not know: what an archive looks like, or how the page is drawn.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::Context;

use super::app::App;
use crate::clock;
use crate::store::{BackedUp, CheckedBackup, Logged, Progress, check_backup, restore};

/// A backup or a restore that is under way.
#[derive(Clone, Default)]
pub(super) struct Running {
    progress: Arc<Mutex<Progress>>,
    stop: Arc<AtomicBool>,
}

impl Running {
    /// How far it has come.
    pub(super) fn progress(&self) -> Progress {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks it to stop.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Notes how far it has come, and lets the window be drawn again now and then.
    fn note(&self, progress: Progress, ctx: &Context) -> ControlFlow<()> {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        if progress.files.is_multiple_of(20) {
            ctx.request_repaint();
        }
        if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl App {
    /// Archives the folder in a new file.
    pub(super) fn back_up(&mut self, ctx: &Context, file: PathBuf) {
        let (running, by, shown, saver) = (Running::default(), self.me(), ctx.clone(), self.saver.clone());
        self.running = Some(running.clone());
        self.work(ctx, "backing up the folder", move |store| {
            // What was typed is in the folder before it is archived.
            let without = if saver.flush() { "" } else { " What could not be saved is not in it." };
            let made = store.back_up(&file, clock::now(), &mut |progress| running.note(progress, &shown));
            let logged = made
                .as_ref()
                .ok()
                .map(|made| store.log(Logged::BackedUp { manifest: made.manifest.clone() }, Some(&by)));
            Box::new(move |app, _| {
                app.running = None;
                let unlogged = logged.map(super::handover::unlogged).unwrap_or_default();
                let said = |made: BackedUp| {
                    let (files, manifest) = (made.files, made.manifest.short().to_owned());
                    format!("The backup was made: {files} files, manifest {manifest}.{without}{unlogged}")
                };
                app.messages.tell(made.map(said).map_err(|error| format!("No backup was made: {error}.")));
            })
        });
    }

    /// Holds a backup against its manifest, and says what it holds.
    pub(super) fn check_backup(&mut self, ctx: &Context, file: PathBuf) {
        let (running, shown) = (Running::default(), ctx.clone());
        self.running = Some(running.clone());
        self.work(ctx, "checking the backup", move |_| {
            let checked = check_backup(&file, &mut |progress| running.note(progress, &shown));
            Box::new(move |app, _| {
                app.running = None;
                let whole = checked.map(|checked| format!("The backup is whole: {}.", in_words(&checked)));
                app.messages.tell(whole.map_err(|error| format!("The backup is of no use: {error}.")));
            })
        });
    }

    /// Restores a backup into a new folder.
    pub(super) fn restore(&mut self, ctx: &Context, file: PathBuf, folder: PathBuf) {
        let (running, shown) = (Running::default(), ctx.clone());
        self.running = Some(running.clone());
        self.work(ctx, "restoring the backup", move |_| {
            let restored = restore(&file, &folder, &mut |progress| running.note(progress, &shown));
            Box::new(move |app, _| {
                app.running = None;
                let then = "Start the program with --store and the new folder to work in it.";
                let restored = restored.map(|checked| format!("Restored: {}. {then}", in_words(&checked)));
                app.messages.tell(restored.map_err(|error| format!("Nothing was restored: {error}.")));
            })
        });
    }
}

fn in_words(checked: &CheckedBackup) -> String {
    let CheckedBackup { files, cases, damaged, incomplete, .. } = checked;
    let damaged = match damaged.len() {
        0 => String::new(),
        count => format!(", {count} of them damaged when it was made"),
    };
    let incomplete = match incomplete.len() {
        0 => String::new(),
        count => format!(", {count} of them not as far as its logs say"),
    };
    format!("{files} files, {cases} cases{damaged}{incomplete}, made {}", checked.made_at.format("%Y-%m-%d %H:%M"))
}
