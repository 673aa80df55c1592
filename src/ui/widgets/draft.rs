//! Half-typed text. A draft is not an answer: it waits here until its field is left or Enter is pressed, and it is not lost
//! when its field disappears.
//!
//! Must not know: what is typed, or what becomes of it.

use eframe::egui::{Context, Id, Response};
use std::collections::BTreeMap;

/// Text that was typed and not yet handed over.
#[derive(Clone, PartialEq, Eq)]
pub struct PendingDraft {
    /// The id of its field.
    pub id: String,
    /// The label of its field.
    pub label: String,
    /// The text.
    pub text: String,
    /// Whether its field was drawn in this or the last frame. A field that is not drawn cannot hand its text over.
    pub drawn: bool,
}

#[derive(Clone)]
struct Draft {
    label: String,
    text: String,
    pass: u64,
}

type Drafts = BTreeMap<String, Draft>;

/// All text that was typed and not yet handed over, by field id: for the safety copy beside the case, and to ask about
/// before closing.
pub fn pending_drafts(ctx: &Context) -> Vec<PendingDraft> {
    let now = ctx.cumulative_pass_nr();
    let drafts: Drafts = ctx.data(|data| data.get_temp(key())).unwrap_or_default();
    drafts
        .into_iter()
        .map(|(id, draft)| PendingDraft { id, label: draft.label, text: draft.text, drawn: draft.pass + 2 > now })
        .collect()
}

/// Takes the focus away from the field being typed in, so that it hands over its text when it is next drawn. Returns
/// whether anything is pending: then draw once more, apply what comes, and only then switch, export or close.
/// What is still pending after that is a date that cannot be read, or lies in a field that is not drawn: ask about it.
pub fn flush_drafts(ctx: &Context) -> bool {
    let drafts: Drafts = ctx.data(|data| data.get_temp(key())).unwrap_or_default();
    for id in drafts.keys() {
        ctx.memory_mut(|memory| memory.surrender_focus(field_id(id)));
    }
    if !drafts.is_empty() {
        ctx.request_repaint();
    }
    !drafts.is_empty()
}

/// Forgets all drafts. Only after the reviewer said so, or after they were put in safety.
pub fn discard_drafts(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<Drafts>(key()));
}

/// egui's id of the field with this id, for `Memory::request_focus`.
pub fn field_id(id: &str) -> Id {
    Id::unique(("mednec field", id))
}

/// The half-typed text of a field, if there is one.
pub(super) fn text(ctx: &Context, id: &str) -> Option<String> {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Drafts>(key()).get(id).map(|draft| draft.text.clone()))
}

/// Keeps the text for the next frame.
pub(super) fn keep(ctx: &Context, id: &str, label: &str, text: String) {
    let draft = Draft { label: label.to_owned(), text, pass: ctx.cumulative_pass_nr() };
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Drafts>(key()).insert(id.to_owned(), draft));
}

/// Forgets the text: it was handed over, or it says what is recorded already.
pub(super) fn clear(ctx: &Context, id: &str) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Drafts>(key()).remove(id));
}

/// Whether a field hands its text over now: Enter (`entered`) does it, and so does not having the focus, however it was
/// lost (Tab, a click, a hidden page, a screen reader that sets the value). After Enter the focus stays in the field.
pub(super) fn leaves(response: &Response, entered: bool) -> bool {
    if entered {
        response.request_focus();
    }
    entered || !response.has_focus()
}

fn key() -> Id {
    Id::unique("mednec drafts")
}
