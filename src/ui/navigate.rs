//! Going from case to case and from open item to open item.
//!
//! Must not know: how a case is changed or drawn.

use std::time::{Duration, Instant as Moment};

use eframe::egui::Context;

use super::app::{App, Open};
use super::keeping::Kept;
use super::presence::Footing;
use crate::case::Action;
use crate::checklist::{Outline, Step};
use crate::engine::{Need, OpenItem};
use crate::ids::{CaseId, CriterionId, QuestionId, RowId};
use crate::report;
use crate::session::Session;
use crate::store::StoreError;
use crate::workspace::viewed;

/// The longest that a frame waits for a case.
const AT_ONCE: Duration = Duration::from_millis(50);
const NONE_WANTING: &str = "Every answer that needs a source has one.";
const NOTHING_TO_CITE_FOR: &str = "No answer waits for a source. Answer first what this page shows.";

impl Open {
    /// The keyboard is at this item; the others are kept for when it is worked off.
    pub(super) fn is_at(&mut self, item: OpenItem) {
        self.looked_up = None;
        self.at_among = self.in_page_order();
        self.at = Some(item);
    }

    /// Makes the page anew after a change of the case.
    pub(super) fn renew_page(&mut self) {
        self.outline = Outline::of(&self.session);
        self.figures = report::figures(&self.session).into_iter().collect();
    }

    /// Shows a step. What is open now is what is shown of it where only that is.
    pub(super) fn show(&mut self, step: Step) {
        self.step = step;
        self.left.clone_from(&self.session.evaluation().open);
    }

    /// The criterion that was looked up or is being worked off, or else the pathway's own.
    pub(super) fn criterion_at_hand(&self) -> Option<&CriterionId> {
        let at = self.at.as_ref().map(|item| &item.criterion);
        let pathway = self.session.pathway().map(|pathway| &pathway.criterion);
        self.looked_up.as_ref().or(at).or(pathway)
    }

    /// The first open item of a question, in the order of the page.
    pub(super) fn item_of(&self, question: &QuestionId) -> Option<OpenItem> {
        self.in_page_order().into_iter().find(|item| item.question.as_ref() == Some(question))
    }

    fn in_page_order(&self) -> Vec<OpenItem> {
        self.outline.in_page_order(&self.session.evaluation().open).into_iter().cloned().collect()
    }

    /// The open item after or before the one that the keyboard is at; round and round. What was worked off has left the list:
    /// then what came in its place is next, and else what followed it.
    fn item_beyond(&self, forward: bool) -> Option<OpenItem> {
        let items = self.in_page_order();
        let place_in = |list: &[OpenItem]| list.iter().position(|item| Some(item) == self.at.as_ref());
        let beyond = match (place_in(&items), place_in(&self.at_among)) {
            (Some(here), _) if forward => items.get(here + 1),
            (Some(here), _) => items.iter().take(here).next_back(),
            (None, Some(was)) => {
                let stood_before = |item: &&OpenItem| self.at_among.iter().take(was).any(|other| other == *item);
                if forward { items.iter().find(|item| !stood_before(item)) } else { items.iter().rfind(stood_before) }
            }
            (None, None) => None,
        };
        let end = if forward { items.first() } else { items.last() };
        beyond.or(end).cloned()
    }
}

impl App {
    /// Goes to the open item after or before the one that the keyboard is at.
    pub(super) fn go_through_open(&mut self, by: isize) {
        let Some(open) = &self.open else { return };
        match open.item_beyond(by >= 0) {
            Some(item) => self.jump(item),
            None => self.messages.tell(Ok("Nothing is open in this case.".to_owned())),
        }
    }

    pub(super) fn jump(&mut self, item: OpenItem) {
        self.overlay = None;
        self.with_open(|open| {
            open.show(open.outline.step_of(&item));
            open.is_at(item.clone());
            open.target = Some(item);
        });
    }

    /// Opens the source form of the item that the keyboard is at, or of the first answer without a source.
    /// Where the form is open already, it takes the page of the record that is looked at now.
    pub(super) fn add_source_here(&mut self) {
        if self.open.as_ref().is_some_and(|open| open.source_form.is_some() && open.viewer.is_some()) {
            self.clip();
            return;
        }
        match self.wanting_source() {
            Some((item, form)) => {
                self.jump(item);
                self.open_source_form(form);
            }
            None if self.open.as_ref().is_some_and(|open| open.viewer.is_some()) => {
                self.messages.say(NOTHING_TO_CITE_FOR)
            }
            None => self.messages.say(NONE_WANTING),
        }
    }

    /// Notes the source that was noted last for that item too.
    pub(super) fn cite_the_same(&mut self, ctx: &Context) {
        let last = self.open.as_ref().and_then(|open| open.last_source.clone());
        match (self.wanting_source(), last) {
            (Some((item, (question, row))), Some(citation)) => {
                self.jump(item);
                self.act(ctx, &Action::Cite { question, row, citation });
            }
            (Some(_), None) => self.messages.say("No source was noted yet that could be noted again.".to_owned()),
            (None, _) => self.messages.say(NONE_WANTING),
        }
    }

    /// The item that the keyboard is at, or else the first one, that lacks a source; and of which answer or row.
    fn wanting_source(&self) -> Option<(OpenItem, (QuestionId, Option<RowId>))> {
        let open = self.open.as_ref()?;
        let wants = |item: &OpenItem| match (&item.question, &item.need) {
            (Some(question), Need::Source) => Some((question.clone(), None)),
            (Some(question), Need::RowSource(row) | Need::LaterSource(row, _)) => Some((question.clone(), Some(*row))),
            _ => None,
        };
        let items = open.in_page_order();
        let mut among = open.at.iter().chain(&items).filter(|item| items.contains(item));
        among.find_map(|item| wants(item).map(|form| (item.clone(), form)))
    }

    pub(super) fn go_through_cases(&mut self, ctx: &Context, by: isize) {
        let open = self.open.as_ref().map(|open| &open.session.case().id);
        // From the one that is on its way: who presses the key twice wants the second next.
        let from = self.opening.as_ref().or(open).cloned();
        let cases: Vec<CaseId> = self.rows.iter().filter_map(|row| row.case.clone()).collect();
        let now = from.and_then(|from| cases.iter().position(|case| *case == from));
        let next = now.map_or(Some(0), |now| now.checked_add_signed(by));
        if let Some(case) = next.and_then(|next| cases.get(next)) {
            self.open_case(ctx, &case.clone());
        }
    }

    pub(super) fn open_case(&mut self, ctx: &Context, case: &CaseId) {
        self.overlay = None;
        if self.open.as_ref().is_some_and(|open| open.session.case().id == *case) {
            self.opening = None;
            return;
        }
        // A key pressed from now on is not meant for the case that was open.
        self.open = None;
        self.read_case(ctx, case, |_| {});
        // From a disk that is near it comes before the next frame, and nothing flickers.
        let patience = Moment::now() + AT_ONCE;
        while self.opening.is_some() && Moment::now() < patience {
            std::thread::sleep(Duration::from_millis(1));
            self.collect_jobs(ctx);
        }
    }

    /// Whether a case is being read.
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// Reads a case on a thread and puts it on the desk, and `then` does what belongs to that. Only the case that was asked for
    /// last arrives.
    pub(super) fn read_case(&mut self, ctx: &Context, case: &CaseId, then: impl FnOnce(&mut Self) + Send + 'static) {
        // What could not be saved, or is still on its way to the disk, is newer than the file.
        if let Some(history) = self.saver.pending(case) {
            let read = self.workspace().resume(history).map_err(|error| error.to_string());
            if let Ok(session) = &read {
                self.saver.save(session.history().clone());
            }
            if self.arrives(ctx, read, false) {
                then(self);
            }
            return;
        }
        self.opening = Some(case.clone());
        let (case, workspace) = (case.clone(), self.workspace());
        self.work(ctx, "opening the case", move |store| {
            let read = store
                .load(&case)
                .map(|loaded| (loaded.version, workspace.resume(loaded.history).map_err(|error| error.to_string())));
            Box::new(move |app, ctx| {
                if app.opening.as_ref() != Some(&case) {
                    return;
                }
                match read {
                    Ok((version, session)) => {
                        app.saver.adopt(case, version);
                        if app.arrives(ctx, session, true) {
                            then(app);
                        }
                    }
                    Err(StoreError::Unusable { case, why }) => {
                        app.opening = None;
                        app.show_damaged(ctx, &case, why.to_string());
                    }
                    Err(error) => {
                        app.arrives(ctx, Err(error.to_string()), true);
                    }
                }
            })
        });
    }

    /// A case that was read is put on the desk; whether it is there now. `on_disk`: what it holds is what its file holds.
    fn arrives(&mut self, ctx: &Context, read: Result<Session, String>, on_disk: bool) -> bool {
        self.opening = None;
        let is_there = read.is_ok();
        match read {
            Ok(session) => {
                let (case, what) = (session.case().id.clone(), viewed(session.history()));
                self.show(session, on_disk);
                self.look_who_is_there(ctx, &case);
                self.note(ctx, what);
                self.messages.clear();
            }
            Err(error) => self.messages.say(format!("{error}.")),
        }
        is_there
    }

    /// Puts a case on the desk. `on_disk`: what it holds is what its file holds.
    pub(super) fn show(&mut self, session: Session, on_disk: bool) {
        let session = self.workspace().held(session);
        self.opening = None;
        // Shown anew, the case keeps the record that lies beside it.
        let before = self.open.take().filter(|open| open.session.case().id == session.case().id);
        let on_disk_up_to = if on_disk { session.history().last_sequence() } else { 0 };
        self.open = Some(Open {
            kept: Kept::AsOpened(on_disk_up_to),
            footing: Footing::Free,
            outline: Outline::of(&session),
            figures: report::figures(&session).into_iter().collect(),
            step: Step::Request,
            at: None,
            at_among: Vec::new(),
            target: None,
            left: session.evaluation().open.clone(),
            looked_up: None,
            source_form: None,
            last_source: None,
            viewer: before.and_then(|open| open.viewer),
            clip: None,
            session,
        });
    }
}
