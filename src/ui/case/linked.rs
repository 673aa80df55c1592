//! Actions that read a linked case first: linking one, or deciding on it.
//!
//! Must not know: how a link is looked up or checked.

use super::message::Message;
use super::state::State;
use crate::case::{Action, LinkedCase};
use crate::ids::{CaseId, ContentHash};
use crate::session::{CheckedLinks, SessionError};
use crate::ui::effects::{Effects, Request};
use crate::ui::model::Model;

/// Starts the lookup or the check of linked cases that an action needs.
///
/// Its job dispatches the action when it is done.
///
/// Returns false where the action needs neither and can be dispatched at once.
pub(super) fn read_linked_first(state: &mut State, model: &Model, action: &Action, effects: &Effects<Message>) -> bool {
    let Some(session) = model.session() else { return false };
    let links = matches!(action, Action::Link { found: None, .. });
    let decides = action.act().decides() && !session.has_checked_links();
    if !links && !decides {
        return false;
    }
    state.is_reading_linked = true;
    let (case, head) = (session.case().id.clone(), session.history().head().clone());
    let relied_on: Vec<LinkedCase> = session.links_relied_on().cloned().collect();
    let (workspace, saver, action) = (model.workspace.clone(), model.saver.clone(), action.clone());
    effects.job_or("reading the linked case", Message::LinkedLost, move || {
        // The linked case may have changes of this window that are not on disk yet.
        let _ = saver.flush();
        let folder = workspace.links();
        let read = if links {
            folder.look_up(&action).map(|action| (action, CheckedLinks::default()))
        } else {
            folder.check(&relied_on).map(|checked| (action, checked))
        };
        Message::LinkedRead(case, head, read.map(Box::new))
    });
    true
}

/// Dispatches the action that waited.
///
/// Refuses it where its case was closed or changed in the meantime.
pub(super) fn read(
    model: &mut Model,
    case: &CaseId,
    head: &ContentHash,
    read: Result<Box<(Action, CheckedLinks)>, SessionError>,
    effects: &Effects<Message>,
) {
    let open = model.open.as_mut().filter(|open| open.id() == case);
    let Some(open) = open.filter(|open| open.session.history().head() == head) else {
        let sentence = "Not changed: the case was closed or changed while the linked case was read. Try again.";
        return effects.notify(sentence);
    };
    match read {
        Ok(read) => {
            open.session.confirm_links(read.1);
            effects.request(Request::Dispatch(read.0));
        }
        Err(error) => effects.notify(format!("Not changed: {error}.")),
    }
}
