//! Keyboard and pointer input: focus, scrolling, zoom and marking a region.
//!
//! Must not know: how a page is drawn, or what becomes of a mark.

use std::ops::Range;

use eframe::egui::{
    Event, EventFilter, Id, Key, Modifiers, PointerButton, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2,
};

use super::page_canvas::PageCanvas;
use super::page_marks::paint_mark;
use crate::ui::documents::message::{Message, ViewerMessage};
use crate::ui::documents::viewer::region_between;
use crate::ui::theme::size;
use crate::ui::widgets::{keep, kept};

/// The longer side of the smallest mark, in points. A shorter drag is a click.
const SMALLEST_MARK: f32 = 4.0;

/// Page and point where a drag began.
///
/// The point is relative to the layout, since the pages may scroll meanwhile.
type DragStart = Option<(u32, Pos2)>;

/// Adds the area behind all pages, which has the keyboard focus and takes drags.
///
/// Must be called before the pages are drawn: what is added later lies above it and keeps its own clicks.
pub(super) fn background_ui(ui: &Ui, canvas: &PageCanvas<'_>) -> Response {
    let background = ui.interact(ui.clip_rect(), Id::unique("record pages"), Sense::click_and_drag());
    let (viewer, title) = (canvas.document.viewer, canvas.document.title);
    let name = format!("Pages of {title}: page {} of {}", viewer.current_page() + 1, viewer.page_count());
    background.widget_info(|| WidgetInfo::labeled(Role::Document, true, &name));
    ui.ctx().accesskit_node_builder(background.id, |node| node.set_author_id("record-pages"));
    if background.hovered() {
        zoom_by_wheel(ui, canvas);
    }
    if background.clicked() {
        background.request_focus();
        if viewer.mark.is_some() {
            canvas.effects.send(Message::Mark(None));
        }
    }
    if background.has_focus() {
        move_by_keys(ui, canvas, background.id);
    }
    background
}

fn zoom_by_wheel(ui: &Ui, canvas: &PageCanvas<'_>) {
    let steps: Vec<bool> = ui.input(|input| {
        let step = |event: &Event| match event {
            Event::MouseWheel { delta, modifiers, .. } if modifiers.command && delta.y != 0.0 => Some(delta.y > 0.0),
            _ => None,
        };
        input.events.iter().filter_map(step).collect()
    });
    for larger in steps {
        canvas.effects.send(Message::View(ViewerMessage::Zoom { larger }));
    }
}

fn move_by_keys(ui: &Ui, canvas: &PageCanvas<'_>, focused: Id) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    let screen = (ui.clip_rect().height() - size::SCROLL).max(size::SCROLL);
    let scrolling = [
        (Key::ArrowDown, -size::SCROLL),
        (Key::ArrowUp, size::SCROLL),
        (Key::PageDown, -screen),
        (Key::Space, -screen),
        (Key::PageUp, screen),
    ];
    for (key, by) in scrolling {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta(vec2(0.0, by));
        }
    }
    let current = canvas.document.viewer.current_page();
    let pages = [
        (Key::ArrowRight, current.saturating_add(1)),
        (Key::ArrowLeft, current.saturating_sub(1)),
        (Key::Home, 0),
        (Key::End, u32::MAX),
    ];
    for (key, page) in pages {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            canvas.effects.send(Message::View(ViewerMessage::GoToPage(page)));
        }
    }
}

/// Marks the region that the pointer is dragged over.
///
/// A region is on one page: the visible one where the drag began.
pub(super) fn drag_ui(ui: &Ui, canvas: &PageCanvas<'_>, background: &Response, visible: Range<u32>) {
    let id = format!("record drag {}", canvas.document.viewer.document);
    if background.drag_started_by(PointerButton::Primary) {
        keep(ui, &id, drag_start(ui, canvas, visible));
        background.request_focus();
    }
    let Some((page, from)) = kept::<DragStart>(ui, &id) else { return };
    let (Some(page_rect), Some(to)) = (canvas.page_rect(ui, page), drag_end(ui)) else { return };
    let from = from + canvas.origin.to_vec2();
    if background.drag_stopped() {
        keep::<DragStart>(ui, &id, None);
        let region = region_between(from, to, page_rect, canvas.rotation(page))
            .filter(|_| (from - to).abs().max_elem() >= SMALLEST_MARK);
        canvas.effects.send(Message::Mark(region.map(|region| (page, region))));
    } else if background.dragged() {
        paint_mark(ui, Rect::from_two_pos(from, to).intersect(page_rect));
    } else {
        keep::<DragStart>(ui, &id, None);
    }
}

fn drag_start(ui: &Ui, canvas: &PageCanvas<'_>, mut visible: Range<u32>) -> DragStart {
    let from = ui.input(|input| input.pointer.press_origin())?;
    let page = visible.find(|page| canvas.page_rect(ui, *page).is_some_and(|rect| rect.contains(from)))?;
    Some((page, from - canvas.origin.to_vec2()))
}

/// Returns where the pointer was released in this frame, else where it is.
///
/// In a late frame the pointer may have moved on after its release, which must not enlarge the mark.
fn drag_end(ui: &Ui) -> Option<Pos2> {
    ui.input(|input| {
        let released = input.events.iter().find_map(|event| match event {
            Event::PointerButton { pos, button: PointerButton::Primary, pressed: false, .. } => Some(*pos),
            _ => None,
        });
        released.or(input.pointer.latest_pos())
    })
}
