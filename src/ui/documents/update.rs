//! Applies messages of the chart.
//!
//! Must not know: how any of it is drawn.

use super::message::{Message, ViewerMessage};
use super::state::State;
use super::{attaching, copying, showing, viewer};
use crate::ui::effects::{Effects, Request};
use crate::ui::model::Model;
use viewer::Viewer;

/// Applies a message.
pub fn update(state: &mut State, model: &Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::CaseShown => state.begin(model),
        Message::Toggle => showing::toggle(state, model, effects),
        Message::Open(document, page) => {
            effects.request(Request::ClosePage);
            showing::open(state, model, &document, viewer::PagePosition { page, part: 0.0 }, effects);
        }
        Message::Opened(hash, held) => state.change(|viewer| viewer.set_held(&hash, *held)),
        Message::Close => state.viewer = None,
        Message::ShowSource(citation) => showing::show_source(state, model, citation, effects),
        Message::View(message) => state.change(|viewer| view(viewer, message)),
        Message::Seen(seen) => {
            state.change(|viewer| viewer.mark_seen(*seen));
            (model.wake)();
        }
        Message::Mark(mark) => {
            state.change(|viewer| viewer.set_mark(mark));
            // Marked while a source is being noted, it belongs to that source.
            if mark.is_some() && state.source_form.is_some() {
                state.clip();
            }
        }
        Message::Focus(field) => {
            if state.viewer.is_none() {
                showing::toggle(state, model, effects);
            }
            effects.request(Request::Focus(field));
        }
        Message::OpenForm(question, row) => {
            state.source_form = Some((question, row));
            state.clip();
        }
        Message::CloseForm => (state.source_form, state.clip) = (None, None),
        Message::Clip => state.clip(),
        Message::NoSourceWanted(sentence) => {
            const WITH_DOCUMENT: &str =
                "No answer needs a source now. First answer the question that this page documents, then cite the page.";
            effects.notify(if state.viewer.is_some() { WITH_DOCUMENT } else { sentence });
        }
        Message::AskFile(document) => attaching::ask(model, document, effects),
        Message::Dropped(paths) => attaching::dropped(model, paths, effects),
        Message::Attach(case, document, paths) => attaching::attach(model, case, document, paths, effects),
        Message::Stored(case, document, files) => {
            for (path, stored) in files {
                attaching::stored(model, &case, document.clone(), &path, stored, effects);
            }
        }
        Message::ShowAttached(case, document, trouble) => {
            attaching::show(state, model, &case, &document, trouble, effects);
        }
        Message::AskCopy => copying::ask(state, model, effects),
        Message::SaveCopy(case, document, path) => copying::save(model, &case, &document, path, effects),
        Message::CopySaved(hash, saved) => copying::saved(state, &hash, saved, effects),
        Message::OpenCopy => copying::open(state, effects),
    }
}

/// Changes how the document is viewed.
fn view(viewer: &mut Viewer, message: ViewerMessage) {
    match message {
        ViewerMessage::GoToPage(page) => viewer.go_to(page),
        ViewerMessage::TurnPages(by) => {
            let page = i64::from(viewer.at()) + by;
            viewer.go_to(u32::try_from(page.max(0)).unwrap_or(u32::MAX));
        }
        ViewerMessage::Find(typed) => viewer.look_for(typed.as_deref()),
        ViewerMessage::GoToHit { forward } => viewer.go_to_hit(forward),
        ViewerMessage::Zoom { larger } => viewer.zoom_by_a_step(larger),
        ViewerMessage::FitPage => viewer.zoom = viewer.zoom.fitting(),
        ViewerMessage::TurnPage => viewer.turn(),
        ViewerMessage::TryAgain => viewer.try_again(),
    }
}
