//! A page that scrolls, and that follows the keyboard: what takes the focus by a key comes into sight.
//!
//! Must not know: what is on the page.

use eframe::egui::scroll_area::ScrollAreaOutput;
use eframe::egui::{Id, Key, Modifiers, Role, ScrollArea, Ui, UiBuilder, accesskit, vec2};

use crate::ui::theme::size;

/// Shows a page; `name` keeps its place apart from that of others.
pub fn scrolled<R>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    show(ui, name, ScrollArea::vertical().auto_shrink(false), content)
}

/// Shows a part of a page, no higher than this.
pub fn scrolled_in<R>(ui: &mut Ui, name: &str, height: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    show(ui, name, ScrollArea::vertical().auto_shrink([false, true]).max_height(height), content)
}

/// Shows a page that is read from end to end and may have no control that the keyboard could go to: Page Up and Page Down go
/// through it, wherever the keyboard is. One such page at a time.
pub fn read_through<R>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    scrolled(ui, name, |ui| {
        scroll_by_keys(ui);
        content(ui)
    })
}

/// Scrolls the page that is being drawn by Page Up and Page Down, and leaves a line in sight.
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

/// Shows what scrolls as what it is to assistive technology: its rectangle says what of the page is in sight.
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

/// How long a page has not moved before it is at rest: what it is told to scroll shows two frames later.
const RESTS_FRAMES: u8 = 2;

/// How far it is seen to that the focus is in sight.
#[derive(Clone, Copy, PartialEq)]
enum Followed {
    /// The page stood here, and has for so many frames.
    Waits { top: f32, frames: u8 },
    /// It was looked for.
    DrawingResult,
}

/// A new focus on this page is scrolled to, just far enough; one that is in sight already moves nothing. It is looked for
/// once the page is at rest: on its way to an item jumped to, the page would be taken past it. That is also not in the frame
/// of a click elsewhere, from which asking for a control would take the focus.
fn follow_focus(ui: &Ui, name: &str) {
    let seen_id = Id::unique(("mednec focus seen", name));
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return };
    let page = ui.min_rect();
    // A page of another width is laid out anew, and what was in sight may not be any more.
    let here = (focused, page.width());
    let seen = ui.data(|data| data.get_temp::<((Id, f32), Followed)>(seen_id)).filter(|(seen, _)| *seen == here);
    let followed = match seen {
        Some((_, Followed::DrawingResult)) => return,
        Some((_, Followed::Waits { top, frames })) if top == page.top() && frames + 1 == RESTS_FRAMES => {
            let there = ui.ctx().read_response(focused).map(|response| response.rect);
            if let Some(rect) = there.filter(|rect| page.contains_rect(*rect)) {
                ui.scroll_to_rect(rect, None);
            }
            Followed::DrawingResult
        }
        Some((_, Followed::Waits { top, frames })) if top == page.top() => Followed::Waits { top, frames: frames + 1 },
        _ => Followed::Waits { top: page.top(), frames: 0 },
    };
    ui.data_mut(|data| data.insert_temp(seen_id, (here, followed)));
    if followed != Followed::DrawingResult {
        ui.ctx().request_repaint();
    }
}
