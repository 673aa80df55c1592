//! Hand-over and import of cases, and the file that the program was started with.
//!
//! Must not know: what such a file looks like.

use std::path::PathBuf;

use super::message::{FirstFile, Message};
use crate::ids::CaseId;
use crate::store::{HandOver, ImportOutcome, LARGEST_HANDED_OVER, case_in_store, paths, read_file};
use crate::ui::effects::{DialogKind, Effects, Request};
use crate::ui::model::Model;
use crate::ui::warnings::not_logged;
use crate::workspace::{Exported, Target};

/// Label and file name extension of a case that is handed over.
const HANDED_OVER: (&str, &str) = ("Case that was handed over", "mednec");

/// Asks for a file to hand over the open case in.
pub(super) fn ask(model: &Model, effects: &Effects<Message>) {
    let Some(case) = model.open_id().cloned() else { return };
    let asks = DialogKind::Save { name: format!("case-{case}.{}", HANDED_OVER.1), kinds: vec![HANDED_OVER] };
    effects.dialog(asks, move |path| Message::HandOver(case, path));
}

/// Starts a job that writes the open case for another workstation.
///
/// The file has its history, policy text and documents.
pub(super) fn write(model: &Model, case: &CaseId, path: PathBuf, effects: &Effects<Message>) {
    let session = match model.still_open(case) {
        Ok(session) => session.clone(),
        Err(error) => return effects.notify(format!("Nothing was saved: {error}.")),
    };
    let (workspace, by) = (model.workspace.clone(), model.reviewer_line());
    effects.job("writing the case", move || {
        const WRITTEN: &str =
            "The case was written, with its history, signatures, policy text and documents. It stays here too.";
        // The dialog asks before it returns the name of an existing file.
        let written = workspace.hand_over(&session, &Target { path: &path, replaces: true, by: Some(&by) });
        let written = written.map(|Exported { logged, left_out }| {
            let left_out = left_out.map(|left_out| format!(" Note: {left_out}.")).unwrap_or_default();
            format!("{WRITTEN}{left_out}{}", not_logged(logged))
        });
        Message::HandedOver(written.map_err(|error| format!("The case was not handed over: {error}.")))
    });
}

/// Asks for a case from another workstation.
pub(super) fn ask_import(effects: &Effects<Message>) {
    effects.dialog(DialogKind::Open(vec![(HANDED_OVER.0, vec![HANDED_OVER.1])]), Message::Import);
}

/// Starts a job that imports a case into the store.
///
/// Refused while the roster cannot be used.
pub(super) fn import(model: &Model, path: PathBuf, effects: &Effects<Message>) {
    if let Some(trouble) = &model.roster_trouble {
        return effects.notify(format!("The case was not imported. {trouble}"));
    }
    let (workspace, saver) = (model.workspace.clone(), model.saver.clone());
    effects.job("importing the case", move || {
        // Unsaved changes of this window have to be on disk before they are compared with the imported case.
        let _ = saver.flush();
        let imported = || {
            let bytes = read_file(&path, LARGEST_HANDED_OVER)?;
            let handed = HandOver::read(&bytes)?;
            let taken = workspace.import(&handed)?;
            Ok(Box::new((handed, taken)))
        };
        Message::Imported(imported())
    });
}

/// Reports the outcome of an import, and offers the case.
pub(super) fn imported(model: &mut Model, handed: &HandOver, taken: ImportOutcome, effects: &Effects<Message>) {
    let case = &handed.history.case().id;
    if let Err(error) = model.workspace.catalog.keep(&handed.policy) {
        return effects.notify(format!("{error}."));
    }
    if model.is_open(case) && taken == ImportOutcome::Newer {
        effects.request(Request::CloseCase);
    }
    effects.request(Request::ReadWorklist);
    let sentence = match taken {
        ImportOutcome::New => format!("Case {case} was imported. It is new in this folder."),
        ImportOutcome::Newer => format!("Case {case} was imported. It continues the case in this folder."),
        ImportOutcome::NothingNew => {
            format!("Case {case} was not changed: this folder already has everything in the file.")
        }
    };
    effects.report(Ok(sentence.clone()));
    effects.request(Request::OfferCase(case.clone(), sentence));
}

/// Starts a job that examines the file that the program was started with.
pub(super) fn open_first(model: &Model, path: PathBuf, effects: &Effects<Message>) {
    let store = model.store.clone();
    effects.job("opening the file", move || {
        Message::First(match case_in_store(&path) {
            Some((folder, case)) if store.is_in(&folder) => FirstFile::Case(case),
            Some((folder, _)) => FirstFile::OtherStore(paths::shown(&folder)),
            None => FirstFile::HandedOver(path),
        })
    });
}

/// Opens the first file if it is a case of this store, else imports it.
///
/// For a case of another store it says how to open that store.
pub(super) fn opened_first(first: FirstFile, effects: &Effects<Message>) {
    match first {
        FirstFile::Case(case) => effects.request(Request::OpenCase(case)),
        FirstFile::OtherStore(folder) => {
            effects.notify(format!("That case is in {folder}: start the program with --store and that folder."));
        }
        FirstFile::HandedOver(path) => effects.send(Message::Import(path)),
    }
}
