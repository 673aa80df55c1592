//! Jobs that make, check and restore backups, with their progress.
//!
//! They can be stopped.
//!
//! Must not know: what an archive looks like.

use std::path::PathBuf;

use super::message::Message;
use super::running::Running;
use super::state::State;
use crate::clock;
use crate::store::{BackedUp, CheckedBackup, Logged, check_backup, restore};
use crate::ui::effects::{DialogKind, Effects};
use crate::ui::model::Model;
use crate::ui::warnings::not_logged;
use crate::wording;

/// Label and file name extension of backups.
const BACKUP: (&str, &str) = ("Backup", "tar");
/// Asks for a file to back up to.
pub(super) fn ask_back_up(effects: &Effects<Message>) {
    let name = format!("mednec-backup-{}.tar", clock::now().format("%Y-%m-%d-%H%M"));
    effects.dialog(DialogKind::Save { name, kinds: vec![BACKUP] }, Message::BackUp);
}

/// Asks for an existing backup.
pub(super) fn ask_which(effects: &Effects<Message>, chosen: fn(PathBuf) -> Message) {
    effects.dialog(DialogKind::Open(vec![(BACKUP.0, vec![BACKUP.1])]), chosen);
}

/// Asks for the new folder that a backup is restored into.
pub(super) fn ask_folder(effects: &Effects<Message>, file: PathBuf) {
    let asks = DialogKind::Save { name: "mednec-restored".to_owned(), kinds: vec![("New folder", "")] };
    effects.dialog(asks, move |folder| Message::Restore(file, folder));
}

/// Starts a job that archives the folder in a new file.
pub(super) fn back_up(state: &mut State, model: &Model, file: PathBuf, effects: &Effects<Message>) {
    let running = state.running.insert(Running::new(model)).clone();
    let (store, saver, by) = (model.store.clone(), model.saver.clone(), model.reviewer_line());
    effects.job_or("backing up the folder", broke_off(), move || {
        // Unsaved changes of this window belong into the backup.
        let without = if saver.flush() { "" } else { " Work that could not be saved is not in it." };
        let made = store.back_up(&file, clock::now(), &mut |progress| running.update(progress));
        let entry = |made: &BackedUp| Logged::BackedUp { manifest: made.manifest.clone() };
        let logged = made.as_ref().ok().map(|made| store.log(entry(made), Some(&by)));
        let sentence = |made: BackedUp| {
            let (files, manifest) = (made.files, made.manifest.short().to_owned());
            let logged = logged.map(not_logged).unwrap_or_default();
            format!("The backup was made: {files} files, manifest {manifest}.{without}{logged}")
        };
        Message::Finished(made.map(sentence).map_err(|error| format!("No backup was made: {error}.")))
    });
}

/// Starts a job that checks a backup against its manifest, and reports its content.
pub(super) fn check(state: &mut State, model: &Model, file: PathBuf, effects: &Effects<Message>) {
    let running = state.running.insert(Running::new(model)).clone();
    effects.job_or("checking the backup", broke_off(), move || {
        let checked = check_backup(&file, &mut |progress| running.update(progress));
        let sentence = checked.map(|checked| format!("The backup is intact: {}.", in_words(&checked)));
        Message::Finished(sentence.map_err(|error| format!("The backup cannot be used: {error}.")))
    });
}

/// Starts a job that restores a backup into a new folder.
pub(super) fn restore_into(
    state: &mut State,
    model: &Model,
    file: PathBuf,
    folder: PathBuf,
    effects: &Effects<Message>,
) {
    let running = state.running.insert(Running::new(model)).clone();
    effects.job_or("restoring the backup", broke_off(), move || {
        let restored = restore(&file, &folder, &mut |progress| running.update(progress));
        let then = "Start the program with --store and the new folder to work in it.";
        let sentence = restored.map(|checked| format!("Restored: {}. {then}", in_words(&checked)));
        Message::Finished(sentence.map_err(|error| format!("Nothing was restored: {error}.")))
    });
}

fn broke_off() -> Message {
    Message::Finished(Err("The work on the backup stopped unexpectedly: try again.".to_owned()))
}

fn in_words(checked: &CheckedBackup) -> String {
    let CheckedBackup { files, cases, damaged, incomplete, .. } = checked;
    let damaged = match damaged.len() {
        0 => String::new(),
        count => format!(", {count} of them damaged when it was made"),
    };
    let incomplete = match incomplete.len() {
        0 => String::new(),
        count => format!(", {count} of them older than its logs say"),
    };
    let (files, cases) = (wording::counted(*files, "file"), wording::counted(*cases, "case"));
    format!("{files}, {cases}{damaged}{incomplete}, made {}", checked.made_at.format("%Y-%m-%d %H:%M"))
}
