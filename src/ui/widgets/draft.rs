//! Drafts: text that is typed but not committed.
//!
//! A draft becomes an answer when its field is left or Enter is pressed, and is kept while its field is not drawn.
//!
//! Must not know: what is typed, or how it is used.

use eframe::egui::{Context, Id, Response};
use std::collections::BTreeMap;

/// Text that was typed but not committed yet.
#[derive(Clone, PartialEq, Eq)]
pub struct PendingDraft {
    /// Id of its field.
    pub id: String,
    /// Label of its field.
    pub label: String,
    /// Text as it was typed.
    pub text: String,
    /// True when its field was drawn in this or the last frame.
    ///
    /// Only such a field can commit its text.
    pub drawn: bool,
}

#[derive(Clone)]
struct Draft {
    label: String,
    text: String,
    pass: u64,
}

type Drafts = BTreeMap<String, Draft>;

/// Returns all drafts by field id.
///
/// Leaving a case and closing the window wait for them.
pub fn pending_drafts(ctx: &Context) -> Vec<PendingDraft> {
    let now = ctx.cumulative_pass_nr();
    let drafts: Drafts = ctx.data(|data| data.get_temp(key())).unwrap_or_default();
    drafts
        .into_iter()
        .map(|(id, draft)| PendingDraft { id, label: draft.label, text: draft.text, drawn: draft.pass + 2 > now })
        .collect()
}

/// Takes the focus from fields with drafts.
///
/// They commit their text when they are next drawn.
///
/// Returns true when there is a draft: then draw once more, apply the effects, and only then switch, export or close. A
/// draft that is left after that is a date that cannot be parsed, or is in a field that is not drawn.
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

/// Discards all drafts. Call it only after the reviewer confirmed that.
pub fn discard_drafts(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<Drafts>(key()));
}

/// Returns egui's id of the field with this id, for `Memory::request_focus`.
pub fn field_id(id: &str) -> Id {
    Id::unique(("mednec field", id))
}

/// Returns the draft of a field, if there is one.
pub(super) fn text(ctx: &Context, id: &str) -> Option<String> {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Drafts>(key()).get(id).map(|draft| draft.text.clone()))
}

/// Stores a draft for the next frame.
pub(super) fn keep(ctx: &Context, id: &str, label: &str, text: String) {
    let draft = Draft { label: label.to_owned(), text, pass: ctx.cumulative_pass_nr() };
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Drafts>(key()).insert(id.to_owned(), draft));
}

/// Removes a draft that was committed, or that equals the recorded text.
pub(super) fn clear(ctx: &Context, id: &str) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Drafts>(key()).remove(id));
}

/// Returns true when a field commits its text in this frame.
///
/// That is on Enter (`entered`), and while it has no focus.
///
/// The focus may have been lost by Tab, a click or a hidden page, or never been there when a screen reader sets the
/// value. After Enter the focus stays in the field.
pub(super) fn leaves(response: &Response, entered: bool) -> bool {
    if entered {
        response.request_focus();
    }
    entered || !response.has_focus()
}

fn key() -> Id {
    Id::unique("mednec drafts")
}
