//! Applies messages of the chart.
//!
//! Must not know: how any of it is drawn.

use super::message::{Message, ViewerMessage};
use super::state::State;
use super::viewer::{PagePosition, Viewer};
use super::{attaching, copying, opening};
use crate::ui::effects::{Effects, Request};
use crate::ui::model::Model;

/// Applies a message.
pub fn update(state: &mut State, model: &Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::CaseShown => state.reset(model),
        Message::Toggle => opening::toggle(state, model, effects),
        Message::Open(document, page) => {
            effects.request(Request::ClosePage);
            opening::open(state, model, &document, PagePosition::top_of(page), effects);
        }
        Message::FileChecked(hash, file) => state.update_viewer(|viewer| viewer.set_file(&hash, *file)),
        Message::Close => state.viewer = None,
        Message::ShowCitation(citation) => opening::show_citation(state, model, citation, effects),
        Message::View(message) => state.update_viewer(|viewer| update_viewer(viewer, message)),
        Message::PagesShown(visible) => {
            state.update_viewer(|viewer| viewer.set_visible(*visible));
            (model.wake)();
        }
        Message::Mark(mark) => {
            state.update_viewer(|viewer| viewer.set_mark(mark));
            // A mark made while a source is being noted belongs to that source.
            if mark.is_some() && state.source_form.is_some() {
                state.select_passage();
            }
        }
        Message::Focus(field) => {
            if state.viewer.is_none() {
                opening::toggle(state, model, effects);
            }
            effects.request(Request::Focus(field));
        }
        Message::OpenForm(question, row) => {
            state.source_form = Some((question, row));
            state.select_passage();
        }
        Message::CloseForm => (state.source_form, state.selected_passage) = (None, None),
        Message::SelectPassage => state.select_passage(),
        Message::NoSourceWanted(sentence) => {
            const WITH_DOCUMENT: &str =
                "No answer needs a source now. First answer the question that this page documents, then cite the page.";
            effects.notify(if state.viewer.is_some() { WITH_DOCUMENT } else { sentence });
        }
        Message::AskFile(document) => attaching::ask_file(model, document, effects),
        Message::Dropped(paths) => attaching::attach_dropped(model, paths, effects),
        Message::Attach(case, document, paths) => attaching::store_files(model, case, document, paths, effects),
        Message::Stored(case, document, files) => {
            for (path, result) in files {
                attaching::attach_stored(model, &case, document.clone(), &path, result, effects);
            }
        }
        Message::ShowAttached(case, document, error) => {
            attaching::show_attached(state, model, &case, &document, error, effects);
        }
        Message::AskCopy => copying::ask_path(state, model, effects),
        Message::SaveCopy(case, document, path) => copying::save(model, &case, &document, path, effects),
        Message::CopySaved(hash, result) => copying::finish(state, &hash, result, effects),
        Message::OpenCopy => copying::open(state, effects),
    }
}

/// Applies a message to the view of the shown document.
fn update_viewer(viewer: &mut Viewer, message: ViewerMessage) {
    match message {
        ViewerMessage::GoToPage(page) => viewer.go_to_page(page),
        ViewerMessage::MoveByPages(by) => {
            let page = i64::from(viewer.current_page()) + by;
            viewer.go_to_page(u32::try_from(page.max(0)).unwrap_or(u32::MAX));
        }
        ViewerMessage::Find(query) => viewer.set_query(query.as_deref()),
        ViewerMessage::GoToHit { forward } => viewer.go_to_hit(forward),
        ViewerMessage::Zoom { larger } => viewer.step_zoom(larger),
        ViewerMessage::FitPage => viewer.zoom = viewer.zoom.fitting(),
        ViewerMessage::RotatePage => viewer.rotate_page(),
        ViewerMessage::RetryFailed => viewer.retry_failed(),
    }
}
