//! A case on its way: written for another workstation, taken in from one. What leaves the store is logged.
//!
//! Must not know: what a case on its way looks like, or who is asked where it goes.

use std::fmt::Display;
use std::path::PathBuf;

use eframe::egui::Context;

use super::app::App;
use crate::ids::CaseId;
use crate::session::Session;
use crate::store::{HandOver, LARGEST_HANDED_OVER, TakenIn, case_in_store, paths, read_file};
use crate::workspace::{Exported, Target};

impl App {
    /// The open case, where it is still the one that a dialog was opened for: the dialog blocks nothing, and a paper on
    /// another member must not take the name that was meant for this one's.
    pub(super) fn still_open(&self, case: &CaseId) -> Result<&Session, String> {
        let open = self.open.as_ref().map(|open| &open.session).filter(|session| session.case().id == *case);
        open.ok_or_else(|| format!("Nothing was saved: case {case} is no longer open; open it and save again"))
    }

    pub(super) fn hand_over(&mut self, ctx: &Context, case: &CaseId, path: PathBuf) -> Result<(), String> {
        let (session, workspace, by) = (self.still_open(case)?.clone(), self.workspace(), self.me());
        self.work(ctx, "writing the case", move |_| {
            // The dialog asked before it named a file that exists.
            let written = workspace.hand_over(&session, &Target { path: &path, replaces: true, by: Some(&by) });
            Box::new(move |app, _| {
                let said =
                    "The case was written, with its history, signatures, policy text and documents. It stays here too.";
                let written = written.map(|Exported { logged, left_out }| {
                    let left_out = left_out.map(|left_out| format!(" Of it: {left_out}.")).unwrap_or_default();
                    format!("{said}{left_out}{}", unlogged(logged))
                });
                app.messages.tell(written.map_err(|error| format!("The case was not handed over: {error}.")));
            })
        });
        Ok(())
    }

    /// Begins with the file that the program was started with, once it is known who reviews: a case of this folder is opened, one
    /// that was handed over is taken in. A case of another folder stays there: to work on it is to work in that folder.
    pub(super) fn begin_with_first(&mut self, ctx: &Context) {
        let Some(path) = self.reviewer.is_some().then(|| self.first.take()).flatten() else { return };
        match case_in_store(&path) {
            Some((folder, case)) if self.store.is_in(&folder) => self.open_case(ctx, &case),
            Some((folder, _)) => {
                let folder = paths::shown(&folder);
                self.messages
                    .say(format!("That case lies in {folder}: start the program with --store and that folder."));
            }
            None => self.take_in(ctx, path),
        }
    }

    pub(super) fn take_in(&mut self, ctx: &Context, path: PathBuf) {
        if let Some(trouble) = &self.identity.trouble {
            self.messages.say(format!("The case was not taken in. {trouble}"));
            return;
        }
        let (saver, workspace) = (self.saver.clone(), self.workspace());
        self.work(ctx, "taking the case in", move |_| {
            // A case that is still being saved here would be behind what comes in.
            let _ = saver.flush();
            let read = read_file(&path, LARGEST_HANDED_OVER).map_err(|error| error.to_string());
            let handed = read.and_then(|bytes| HandOver::read(&bytes).map_err(|error| error.to_string()));
            let taken = handed.and_then(|handed| match workspace.import(&handed) {
                Ok(taken) => Ok((handed, taken)),
                Err(error) => Err(error.to_string()),
            });
            Box::new(move |app, ctx| {
                let told = match taken {
                    Ok((handed, taken)) => app.was_taken_in(ctx, &handed, taken),
                    Err(error) => Err(format!("The case was not taken in: {error}.")),
                };
                app.messages.tell(told);
            })
        });
    }

    fn was_taken_in(&mut self, ctx: &Context, handed: &HandOver, taken: ImportOutcome) -> Result<String, String> {
        let id = &handed.history.case().id;
        if let Err(error) = self.catalog.keep(&handed.policy) {
            return Err(format!("{error}."));
        }
        let is_open = self.open.as_ref().is_some_and(|open| open.session.case().id == *id);
        if is_open && taken == ImportOutcome::Newer {
            self.open = None;
        }
        self.read_worklist(ctx);
        let said = match taken {
            ImportOutcome::New => format!("Case {id} is new here."),
            ImportOutcome::Newer => format!("Case {id} goes on from what was here."),
            ImportOutcome::NothingNew => format!("Case {id} says nothing that is not here already."),
        };
        // Where nobody works on a case or reads a page, this is the one to look at.
        if self.open.is_none() && self.opening.is_none() && self.overlay.is_none() {
            let then = said.clone();
            self.read_case(ctx, id, move |app| app.messages.tell(Ok(then)));
        }
        Ok(said)
    }
}

/// A sentence to add where the log was not written.
pub(super) fn unlogged(logged: Result<(), impl Display>) -> String {
    match logged {
        Err(why) => format!(" This workstation's log was not written: {why}."),
        Ok(()) => String::new(),
    }
}
