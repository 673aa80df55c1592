//! Scrollable pages of a document, one below the other.
//!
//! Must not know: how a page is drawn, or what is on it.

use std::ops::Range;

use eframe::egui::{Rect, ScrollArea, Ui, vec2};

use super::page_canvas::PageCanvas;
use super::page_input::{background_ui, drag_ui};
use super::page_view::page_ui;
use super::shown_document::ShownDocument;
use crate::ui::documents::message::Message;
use crate::ui::documents::viewer::{LayoutInputs, PageLayout, PagePosition, VisiblePages, rotation_of};
use crate::ui::effects::Effects;
use crate::ui::theme::{space, tokens};
use crate::ui::widgets::scroll_view;

/// Draws the visible pages, and sends a message when they have changed.
pub(super) fn pages_ui(ui: &mut Ui, document: ShownDocument<'_>, thumbnails: Range<u32>, effects: &Effects<Message>) {
    let viewer = document.viewer;
    let bar = ui.spacing().scroll.allocated_width();
    let viewport = vec2((ui.available_width() - bar).max(1.0), (ui.available_height() - bar).max(1.0));
    let layout = PageLayout::new(document.sizes, &viewer.rotations, viewer.zoom, viewport, space::S);
    let inputs = LayoutInputs { viewport, zoom: viewer.zoom };
    let last = viewer.visible.as_ref();
    // A new size or zoom would otherwise scroll to whatever page lies at the old offset.
    let kept_position = last.filter(|last| last.layout != inputs).map(|last| last.position);
    let mut area = ScrollArea::both().id_salt(("record pages", &viewer.document)).auto_shrink(false);
    if let Some(target) = viewer.scroll_target.or(kept_position) {
        let lowest = (layout.size().y - viewport.y).max(0.0);
        area = area.vertical_scroll_offset(layout.height_of(target).clamp(0.0, lowest));
    }
    let draw = |ui: &mut Ui, shown: Rect| {
        ui.set_min_size(layout.size());
        let canvas = PageCanvas { document, layout: &layout, origin: ui.max_rect().min, effects };
        ui.painter().rect_filled(ui.clip_rect(), 0, tokens(ui).line);
        let pages = layout.visible_pages(shown.top(), shown.bottom());
        let background = background_ui(ui, &canvas);
        pages.clone().for_each(|page| page_ui(ui, &canvas, page));
        drag_ui(ui, &canvas, &background, pages.clone());
        (shown.top(), pages)
    };
    let (top, pages) = scroll_view(ui, |ui| area.show_viewport(ui, draw));
    let visible = VisiblePages {
        position: layout.position_at(top),
        current_page: current_page(&document, &layout, inputs, top),
        page_widths_px: page_widths_px(ui, &document, &layout, pages.clone()),
        pages,
        thumbnails,
        layout: inputs,
    };
    if viewer.scroll_target.is_some() || last != Some(&visible) {
        effects.send(Message::PagesShown(Box::new(visible)));
    }
}

/// Returns the page that is read.
///
/// That is the page that was scrolled to; while position and layout stay, the same as before; else the page at a third of
/// the viewport, or at half the height of the first visible page where that is less.
fn current_page(document: &ShownDocument<'_>, layout: &PageLayout, inputs: LayoutInputs, top: f32) -> u32 {
    if let Some(target) = document.viewer.scroll_target {
        return target.page.min(document.sizes.len().saturating_sub(1) as u32);
    }
    let position = layout.position_at(top);
    let last = document.viewer.visible.as_ref();
    match last.filter(|last| is_near(last.position, position) && last.layout == inputs) {
        Some(last) => last.current_page,
        None => {
            let half = layout.rect(position.page).map_or(0.0, |page_rect| page_rect.height() / 2.0);
            layout.position_at(top + half.min(inputs.viewport.y / 3.0)).page
        }
    }
}

/// True for positions that differ by rounding only.
fn is_near(one: PagePosition, other: PagePosition) -> bool {
    one.page == other.page && (one.fraction - other.fraction).abs() < 0.001
}

/// Returns the pages to draw with their widths in pixels.
///
/// Order: the visible ones, the next one, the one before.
fn page_widths_px(ui: &Ui, document: &ShownDocument<'_>, layout: &PageLayout, visible: Range<u32>) -> Vec<(u32, u32)> {
    let longest_side = ui.input(|input| input.max_texture_side) as f32;
    let pages = visible.clone().chain([visible.end]).chain(visible.start.checked_sub(1));
    let with_width = |page: u32| {
        let (page_rect, paper) = (layout.rect(page)?, document.sizes.get(page as usize)?);
        let is_sideways = rotation_of(&document.viewer.rotations, page) % 2 == 1;
        let width = if is_sideways { page_rect.height() } else { page_rect.width() };
        let proportion = (paper.height / paper.width).max(1.0);
        let width_px = (width * ui.pixels_per_point()).min(longest_side / proportion).round().max(1.0);
        Some((page, width_px as u32))
    };
    pages.filter_map(with_width).collect()
}
