//! Files that cannot be read as cases, and the trash: what can be done about the ones, what went to the other.
//!
//! Must not know: how any of it is drawn, or what is wrong with a file.

use eframe::egui::Context;

use super::app::App;
use super::handover::unlogged;
use super::views::Overlay;
use crate::clock;
use crate::ids::CaseId;
use crate::store::{Deleted, Loaded, StoreError, Trashed};

/// A case file that cannot be read, and what there is beside it.
pub(super) struct Damaged {
    pub(super) case: CaseId,
    pub(super) why: String,
    /// There is no file at all: only work that could not be saved.
    pub(super) gone: bool,
    /// What can take its place, the best first.
    pub(super) substitutes: Vec<Loaded>,
    /// Whether what it says can be looked at all the same.
    pub(super) can_look: bool,
}

impl App {
    /// Shows what can be done about a file that cannot be read.
    pub(super) fn show_damaged(&mut self, ctx: &Context, case: &CaseId, why: String) {
        let case = case.clone();
        self.open = None;
        self.work(ctx, "looking at what is left of the case", move |store| {
            let substitutes = store.restore_candidates(&case);
            let gone = !store.exists(&case);
            let can_look = store.load_unverified(&case).is_ok();
            Box::new(move |app, _| {
                app.damaged = Some(Damaged { case, why, gone, substitutes, can_look });
                // Somebody who went on to another case meanwhile is not called back.
                if app.open.is_none() && app.overlay.is_none() {
                    app.overlay = Some(Overlay::Damaged);
                }
            })
        });
    }

    /// Opens what a damaged file says, to be looked at.
    pub(super) fn look_at_damaged(&mut self) {
        let Some(damaged) = &self.damaged else { return };
        let read = self.store.look_at(&damaged.case).map_err(|error| error.to_string());
        match read.and_then(|history| self.workspace().resume(history).map_err(|error| error.to_string())) {
            Ok(session) => {
                self.overlay = None;
                self.show(session, true);
            }
            Err(error) => self.messages.say(format!("{error}.")),
        }
    }

    /// Puts an earlier generation in place of a damaged file.
    pub(super) fn put_back(&mut self, ctx: &Context, place: usize) {
        let Some(damaged) = &self.damaged else { return };
        let Some(earlier) = damaged.substitutes.get(place) else { return };
        let said = if damaged.gone {
            "It is in place."
        } else {
            "The earlier version is in place; the damaged file is in the trash."
        };
        let (earlier, by) = (earlier.clone(), self.me());
        self.work(ctx, "putting the earlier version in place", move |store| {
            let done = store.restore_generation(&earlier, clock::now(), &by);
            Box::new(move |app, ctx| {
                app.moved(ctx, done.map(|back| format!("{said}{}", unlogged(back.logged))));
            })
        });
    }

    /// Moves a case's file to the trash.
    pub(super) fn trash(&mut self, ctx: &Context, case: &CaseId, reason: &str) {
        if self.saver.pending(case).is_some() {
            self.messages.say("The case is still being saved: try again.".to_owned());
            return;
        }
        let (case, reason, by) = (case.clone(), reason.to_owned(), self.me());
        self.work(ctx, "moving the case to the trash", move |store| {
            let done = store.trash(&case, &reason, &by, clock::now());
            Box::new(move |app, ctx| {
                if done.is_ok() && app.open.as_ref().is_some_and(|open| open.session.case().id == case) {
                    app.open = None;
                }
                let said =
                    |done: Deleted| format!("Case {} is in the trash.{}", done.trashed.case, unlogged(done.logged));
                app.moved(ctx, done.map(said));
            })
        });
    }

    /// Takes a case out of the trash.
    pub(super) fn take_out(&mut self, ctx: &Context, trashed: &Trashed) {
        let (trashed, by) = (trashed.clone(), self.me());
        self.work(ctx, "taking the case out of the trash", move |store| {
            let done = store.take_out_of_trash(&trashed, &by);
            let said = done.map(|back| format!("Case {} is back.{}", trashed.case, unlogged(back.logged)));
            Box::new(move |app, ctx| app.moved(ctx, said))
        });
    }

    fn moved(&mut self, ctx: &Context, done: Result<String, StoreError>) {
        match done {
            Ok(said) => {
                self.overlay = None;
                self.damaged = None;
                self.messages.tell(Ok(said));
                self.read_worklist(ctx);
            }
            Err(error) => self.messages.say(format!("{error}.")),
        }
    }

    /// Shows what is in the trash.
    pub(super) fn show_trash(&mut self, ctx: &Context) {
        self.work(ctx, "reading the trash", |store| {
            let trashed = store.trashed();
            Box::new(move |app, _| {
                app.trashed = trashed;
                app.overlay = Some(Overlay::Trash);
            })
        });
    }
}
