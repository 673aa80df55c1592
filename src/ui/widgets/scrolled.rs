//! Scroll areas that scroll a newly focused control into view.
//!
//! Must not know: what is on the page.

use eframe::egui::scroll_area::ScrollAreaOutput;
use eframe::egui::{Id, Key, Modifiers, Role, ScrollArea, Ui, UiBuilder, accesskit, vec2};

use crate::ui::theme::size;

/// Shows a page that scrolls. Each `name` has a scroll position of its own.
pub fn scrolled<R>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    show(ui, name, ScrollArea::vertical().auto_shrink(false), content)
}

/// Shows a part of a page that scrolls, at most `height` points high.
pub fn scrolled_in<R>(ui: &mut Ui, name: &str, height: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    show(ui, name, ScrollArea::vertical().auto_shrink([false, true]).max_height(height), content)
}

/// Shows a page of text that Page Up and Page Down scroll, wherever the focus is.
///
/// Such a page may have no control to focus. Only one can be shown at a time, since it consumes the keys.
pub fn read_through<R>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    scrolled(ui, name, |ui| {
        scroll_by_keys(ui);
        content(ui)
    })
}

/// Scrolls the current page by Page Up and Page Down, with a line of overlap.
pub fn scroll_by_keys(ui: &mut Ui) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let pages = match (pressed(Key::PageDown), pressed(Key::PageUp)) {
        (true, false) => 1.0,
        (false, true) => -1.0,
        _ => return,
    };
    let page = (ui.clip_rect().height() - size::SCROLL).max(size::SCROLL);
    ui.scroll_with_delta(vec2(0.0, -pages * page));
}

fn show<R>(ui: &mut Ui, name: &str, area: ScrollArea, content: impl FnOnce(&mut Ui) -> R) -> R {
    scroll_view(ui, |ui| {
        area.id_salt(name).show(ui, |ui| {
            let inner = content(ui);
            follow_focus(ui, name);
            inner
        })
    })
}

/// Shows a scroll area with its accessible role.
///
/// Its bounds tell assistive technology which part of the page is visible.
pub fn scroll_view<R>(ui: &mut Ui, area: impl FnOnce(&mut Ui) -> ScrollAreaOutput<R>) -> R {
    let builder = UiBuilder::new().accessibility_role(Role::ScrollView);
    ui.scope_builder(builder, |ui| {
        let page = area(ui);
        let seen = page.inner_rect;
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            let [x0, y0, x1, y1] = [seen.left(), seen.top(), seen.right(), seen.bottom()].map(f64::from);
            node.set_bounds(accesskit::Rect { x0, y0, x1, y1 });
        });
        page.inner
    })
    .inner
}

/// Frames without movement after which a page is at rest.
///
/// A requested scroll takes effect two frames later.
const RESTS_FRAMES: u8 = 2;

/// Progress of scrolling the focused control into view.
#[derive(Clone, Copy, PartialEq)]
enum Followed {
    /// Waits until the page is at rest; it has been at `top` for this number of frames.
    Waits { top: f32, frames: u8 },
    /// The control was scrolled into view, or was visible.
    Done,
}

/// Scrolls a newly focused control of the page into view, no further than needed.
///
/// It waits until the page is at rest, since a jump to an item may still be scrolling it. So it also asks for no
/// response in the frame of a click elsewhere, which would take the focus from the control.
fn follow_focus(ui: &Ui, name: &str) {
    let seen_id = Id::unique(("mednec focus seen", name));
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return };
    let page = ui.min_rect();
    // A page of another width is laid out again, and may hide the control.
    let here = (focused, page.width());
    let seen = ui.data(|data| data.get_temp::<((Id, f32), Followed)>(seen_id)).filter(|(seen, _)| *seen == here);
    let followed = match seen {
        Some((_, Followed::Done)) => return,
        Some((_, Followed::Waits { top, frames })) if top == page.top() && frames + 1 == RESTS_FRAMES => {
            let there = ui.ctx().read_response(focused).map(|response| response.rect);
            if let Some(rect) = there.filter(|rect| page.contains_rect(*rect)) {
                ui.scroll_to_rect(rect, None);
            }
            Followed::Done
        }
        Some((_, Followed::Waits { top, frames })) if top == page.top() => Followed::Waits { top, frames: frames + 1 },
        _ => Followed::Waits { top: page.top(), frames: 0 },
    };
    ui.data_mut(|data| data.insert_temp(seen_id, (here, followed)));
    if followed != Followed::Done {
        ui.ctx().request_repaint();
    }
}
