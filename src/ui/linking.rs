//! Linking a case and deciding on one that is linked: both read the folder, so they wait for a thread.
//!
//! Must not know: how a link is looked up or checked, or how it is drawn.

use eframe::egui::Context;

use super::app::App;
use crate::case::{Action, LinkedCase};
use crate::ids::{CaseId, ContentHash};
use crate::session::{CheckedLinks, SessionError};

/// What the job is called.
const READING: &str = "reading the linked case";

impl App {
    /// Whether an action waits for a linked case.
    pub(super) fn reads_linked_case(&self) -> bool {
        self.jobs.iter().any(|job| job.what == READING)
    }

    /// Starts the lookup or the check that an action needs, and dispatches the action when it is done. False where the action
    /// needs none and can be dispatched at once.
    pub(super) fn reads_linked_case_first(&mut self, ctx: &Context, action: &Action) -> bool {
        let Some(session) = self.open.as_ref().map(|open| &open.session) else { return false };
        let links = matches!(action, Action::Link { found: None, .. });
        let decides = action.act().decides() && !session.has_checked_links();
        if !links && !decides {
            return false;
        }
        let (case, head) = (session.case().id.clone(), session.history().head().clone());
        let relied_on: Vec<LinkedCase> = session.links_relied_on().cloned().collect();
        let (action, saver, workspace) = (action.clone(), self.saver.clone(), self.workspace());
        self.work(ctx, READING, move |_| {
            // What this window has not written yet is part of the folder.
            let _ = saver.flush();
            let folder = workspace.links();
            let read = if links {
                folder.look_up(&action).map(|action| (action, CheckedLinks::default()))
            } else {
                folder.check(&relied_on).map(|checked| (action, checked))
            };
            Box::new(move |app, ctx| app.linked_case_was_read(ctx, &case, &head, read))
        });
        true
    }

    /// Dispatches the action that waited, unless its case was closed or changed meanwhile.
    fn linked_case_was_read(
        &mut self,
        ctx: &Context,
        case: &CaseId,
        head: &ContentHash,
        read: Result<(Action, CheckedLinks), SessionError>,
    ) {
        let open = self.open.as_mut().filter(|open| open.session.case().id == *case);
        let Some(open) = open.filter(|open| open.session.history().head() == head) else {
            self.messages.say("Not changed: the case was closed or changed while the linked case was read. Try again.");
            return;
        };
        match read {
            Ok((action, checked)) => {
                open.session.confirm_links(checked);
                self.act(ctx, &action);
            }
            Err(error) => self.messages.say(format!("Not changed: {error}.")),
        }
    }
}
