//! The record as the window keeps it: what came of saves, work that somebody else's save went before, work that was cut off,
//! files that cannot be read, the trash. All that touches the disk is done on a thread; what comes of it is taken in between
//! frames.
//!
//! Must not know: how any of it is drawn, or how a save is made safe.

use std::sync::Arc;
use std::time::{Duration, Instant as Moment};

use eframe::egui::Context;

use super::app::App;
use super::handover::unlogged;
use super::tasks::Task;
use super::views::{Overlay, SavedWords};
use crate::case::{Case, Change, History};
use crate::clock::{self, Instant};
use crate::ids::{CaseId, ContentHash};
use crate::store::{CaseStore, Loaded, Logged, Problem, Recoverable, StoreError};

/// What is done in the window with the outcome of work.
pub(super) type Then = Box<dyn FnOnce(&mut App, &Context) + Send>;

/// Work on the disk that is under way, and what it is called.
pub(super) struct Job {
    pub(super) what: &'static str,
    task: Task<Then>,
    since: Moment,
}

impl Job {
    /// Whether it takes long enough to be told.
    pub(super) fn takes_its_time(&self) -> bool {
        self.since.elapsed() >= SOON
    }
}

/// What is done sooner is not worth a word.
const SOON: Duration = Duration::from_millis(400);

/// Where the open case stands with the disk.
pub(super) enum Kept {
    /// It is what its file held when it was opened.
    AsOpened(u32),
    /// Up to this event it is on the disk, since then.
    Saved(u32, Instant),
    /// The same, without the system's word that it outlasts a power cut.
    Unconfirmed(u32, Instant),
    /// Up to this event it is kept beside the case, since then.
    Beside(u32, Instant),
    /// It could not be saved.
    Not(String),
}

impl Kept {
    /// In words, and whether it is a trouble that saving again may end.
    pub(super) fn words(&self, history: &History) -> SavedWords {
        let newest = history.last_sequence();
        let (text, trouble) = match self {
            Self::AsOpened(up_to) if *up_to >= newest => ("Unchanged".to_owned(), false),
            Self::Saved(up_to, at) if *up_to >= newest => (format!("Saved at {}", at.format("%H:%M")), false),
            Self::Beside(up_to, at) if *up_to >= newest => (format!("Copy kept at {}", at.format("%H:%M")), false),
            Self::Unconfirmed(up_to, at) if *up_to >= newest => {
                let at = at.format("%H:%M");
                (format!("Saved at {at}, but the system did not confirm that it outlasts a power cut"), true)
            }
            Self::Not(why) => (format!("Not saved: {why}"), true),
            _ => ("Saving".to_owned(), false),
        };
        SavedWords { text, trouble }
    }
}

/// Work that is kept beside the open case.
pub(super) struct Beside {
    /// Each with what the case was when they were last the same.
    pub(super) copies: Vec<(Loaded, Case)>,
    /// Which of them is compared.
    pub(super) at: usize,
}

impl App {
    /// Does work on the disk on a thread, and what comes of it between frames.
    pub(super) fn work(
        &mut self,
        ctx: &Context,
        what: &'static str,
        job: impl FnOnce(&CaseStore) -> Then + Send + 'static,
    ) {
        let store: Arc<CaseStore> = self.store.clone();
        match Task::start("disk", ctx, move || job(&store)) {
            Some(task) => {
                self.jobs.push(Job { what, task, since: Moment::now() });
                ctx.request_repaint_after(SOON);
            }
            None => self.messages.say(format!("The system gives no thread for {what}: try again.")),
        }
    }

    /// What came of work on the disk.
    pub(super) fn collect_jobs(&mut self, ctx: &Context) {
        let mut done = Vec::new();
        let mut broken = None;
        self.jobs.retain(|job| match job.task.poll() {
            Err(()) => true,
            Ok(Some(then)) => {
                done.push(then);
                false
            }
            Ok(None) => {
                broken = Some(format!("{} broke off: try again.", crate::wording::sentence(job.what)));
                false
            }
        });
        if let Some(broken) = broken {
            self.messages.say(broken);
        }
        for then in done {
            then(self, ctx);
        }
    }

    /// Gives work on the disk a moment to end, before the window closes.
    pub(super) fn finish_jobs(&mut self, ctx: &Context) {
        let patience = Moment::now() + Duration::from_secs(2);
        while !self.jobs.is_empty() && Moment::now() < patience {
            std::thread::sleep(Duration::from_millis(5));
            self.collect_jobs(ctx);
        }
    }

    /// What came of saves.
    pub(super) fn collect_saves(&mut self, ctx: &Context) {
        if self.saver.has_stopped() {
            let why = "the program has failed and saves nothing more: note what was typed last, then start it again";
            self.with_open(|open| open.kept = Kept::Not(why.to_owned()));
        }
        for outcome in self.saver.outcomes() {
            if let Err(StoreError::Conflict(case)) = &outcome.result {
                self.keep_beside(ctx, case);
            }
            let now = clock::now();
            let kept = match &outcome.result {
                Ok(saved) if saved.confirmed => Kept::Saved(outcome.sequence, now),
                Ok(_) => Kept::Unconfirmed(outcome.sequence, now),
                Err(error) => Kept::Not(error.to_string()),
            };
            if let Ok(Err(why)) = outcome.result.as_ref().map(|saved| saved.logged) {
                self.messages.say(format!("Saved, but this workstation's log was not written: {why}."));
            }
            match self.open.as_mut().filter(|open| open.session.case().id == outcome.case) {
                Some(open) => open.kept = kept,
                None => {
                    if let Err(error) = outcome.result {
                        self.messages.say(format!("{error}."));
                    }
                }
            }
        }
    }

    /// Saves again whatever could not be saved, or was not confirmed.
    pub(super) fn save_again(&mut self) {
        if let Some(open) = &self.open
            && matches!(open.kept, Kept::Unconfirmed(..))
        {
            self.saver.save(open.session.history().clone());
        }
        self.saver.retry();
    }

    /// Keeps work beside its case, because somebody else saved the case meanwhile, and shows the case as it is now.
    fn keep_beside(&mut self, ctx: &Context, case: &CaseId) {
        let Some(history) = self.saver.pending(case) else { return };
        let case = case.clone();
        self.work(ctx, "keeping your work beside the case", move |store| {
            let kept = store.save_conflict_copy(&history).map_err(|error| error.to_string());
            let now = store.load(&case);
            Box::new(move |app, ctx| app.was_kept_beside(ctx, &case, history.last_sequence(), kept, now))
        });
    }

    fn was_kept_beside(
        &mut self,
        ctx: &Context,
        case: &CaseId,
        up_to: u32,
        kept: Result<ContentHash, String>,
        now: Result<Loaded, StoreError>,
    ) {
        if let Err(why) = kept {
            self.messages.say(format!("Your work on case {case} is not kept yet: {why}. Do not close the window."));
            return;
        }
        if self.saver.pending(case).is_some_and(|pending| pending.last_sequence() > up_to) {
            self.keep_beside(ctx, case);
            return;
        }
        self.saver.discard_failed(case, up_to);
        if let Some(row) = self.rows.iter_mut().find(|row| row.case.as_ref() == Some(case)) {
            row.has_conflict_copies = true;
        }
        let gone = matches!(now, Err(StoreError::Unusable { why: Problem::OnlyConflictCopies, .. }));
        if self.open.as_ref().is_some_and(|open| open.session.case().id == *case) {
            let step = self.open.as_ref().map(|open| open.step).unwrap_or_default();
            let resumed = now.map_err(|error| error.to_string()).and_then(|loaded| {
                self.saver.adopt(case.clone(), loaded.version);
                self.workspace().resume(loaded.history).map_err(|error| error.to_string())
            });
            match resumed {
                Ok(session) => {
                    self.show(session, true);
                    self.with_open(|open| open.step = step);
                    self.update_row();
                }
                Err(_) => self.open = None,
            }
        }
        if gone {
            self.read_worklist(ctx);
            self.messages.say(format!(
                "Somebody else deleted case {case} meanwhile. What you did is kept: open the case from the list to see what \
                 can be done."
            ));
            return;
        }
        self.messages.say(format!(
            "Somebody else saved case {case} meanwhile. You see it as it is now; what you did is kept beside it, to be compared."
        ));
    }

    /// Shows what is kept beside the open case.
    pub(super) fn compare(&mut self, ctx: &Context) {
        let Some(case) = self.open.as_ref().map(|open| open.session.case().id.clone()) else { return };
        self.work(ctx, "reading what is kept beside the case", move |store| {
            let now = store.load(&case).ok();
            let begun = |copy: &Loaded| copy.history.shared_with(&now.as_ref()?.history);
            let with_base = |copy: Loaded| begun(&copy).map(|base| (copy, base));
            let copies: Vec<(Loaded, Case)> = store.conflict_copies(&case).into_iter().filter_map(with_base).collect();
            Box::new(move |app, _| {
                if let Some(row) = app.rows.iter_mut().find(|row| row.case.as_ref() == Some(&case)) {
                    row.has_conflict_copies = !copies.is_empty();
                }
                let open = app.open.as_ref().is_some_and(|open| open.session.case().id == case);
                app.overlay = (open && !copies.is_empty()).then_some(Overlay::Compare);
                app.beside = Some(Beside { copies, at: 0 });
            })
        });
    }

    /// Does in the open case what stands in the copy.
    pub(super) fn take_over_change(&mut self, ctx: &Context, change: &Change) {
        for action in change.to_actions().unwrap_or_default() {
            self.act(ctx, &action);
        }
    }

    /// The copy that is compared goes to the trash.
    pub(super) fn drop_copy(&mut self, ctx: &Context) {
        let Some((copy, _)) = self.beside.as_ref().and_then(|beside| beside.copies.get(beside.at)) else { return };
        let (case, hash, by) = (copy.history.case().id.clone(), copy.version.hash.clone(), self.me());
        self.work(ctx, "moving the copy to the trash", move |store| {
            let moved = store.trash_conflict_copy(&case, &hash, "compared with the case", &by, clock::now());
            Box::new(move |app, ctx| match moved {
                Ok(done) => {
                    app.overlay = None;
                    app.compare(ctx);
                    if done.logged.is_err() {
                        app.messages.say(format!("The copy is in the trash.{}", unlogged(done.logged)));
                    }
                }
                Err(error) => app.messages.say(format!("{error}.")),
            })
        });
    }

    /// Looks for work that was cut off; what is found is offered.
    pub(super) fn look_for_cut_off(&mut self, ctx: &Context) {
        if self.store.read_only().is_some() {
            return;
        }
        self.work(ctx, "looking for work that was cut off", |store| {
            let found = store.recoverable();
            Box::new(move |app, _| {
                if !found.is_empty() {
                    app.overlay = Some(Overlay::CutOff);
                }
                app.cut_off = found;
            })
        });
    }

    /// Puts work that was cut off in place, or lets it go.
    pub(super) fn settle_cut_off(&mut self, ctx: &Context, found: &Recoverable, recover: bool) {
        let found = found.clone();
        self.work(ctx, "putting the work in place", move |store| {
            let said = if recover {
                store.recover(&found).map(|_| format!("Case {} is as it was when it was cut off.", found.case))
            } else {
                store
                    .discard_recoverable(&found)
                    .map(|()| format!("What was cut off in case {} was let go.", found.case))
            };
            Box::new(move |app, ctx| {
                let open = app.open.as_ref().is_some_and(|open| open.session.case().id == found.case);
                match said {
                    Ok(said) => {
                        app.cut_off.retain(|other| *other != found);
                        if open {
                            app.open = None;
                        }
                        app.messages.tell(Ok(said));
                        app.read_worklist(ctx);
                    }
                    Err(error) => app.messages.say(format!("{error}.")),
                }
                if app.cut_off.is_empty() && app.overlay == Some(Overlay::CutOff) {
                    app.overlay = None;
                }
            })
        });
    }

    /// Writes a line into this workstation's log, on a thread.
    pub(super) fn note(&mut self, ctx: &Context, what: Logged) {
        let by = self.reviewer.as_ref().map(|_| self.me());
        self.work(ctx, "writing the log", move |store| {
            let logged = store.log(what, by.as_deref());
            Box::new(move |app, _| {
                if let Err(why) = logged {
                    app.messages.say(format!("This workstation's log was not written: {why}."));
                }
            })
        });
    }

    /// Who reviews, as notes and logs name them.
    pub(super) fn me(&self) -> String {
        self.reviewer.as_ref().map_or_else(|| "nobody named".to_owned(), |me| format!("{}, {}", me.name, me.credential))
    }
}
