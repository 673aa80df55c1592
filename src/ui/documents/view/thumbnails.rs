//! Thumbnails of a document's pages, with those that are cited emphasized.
//!
//! Must not know: what a page says.

use std::ops::Range;

use eframe::egui::{
    Align2, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::page_picture::page_picture;
use super::shown_document::ShownDocument;
use crate::chart::PageSize;
use crate::ui::documents::message::{Message, ViewerMessage};
use crate::ui::documents::viewer::{Viewer, rotation_of};
use crate::ui::effects::Effects;
use crate::ui::theme::{TextSize, corner, size, space, stroke, tokens, tokens_on_paper};
use crate::ui::widgets::{keep, kept, scroll_view};

/// Height of a thumbnail for its page, as a multiple of the width.
const HEIGHT: f32 = 1.3;

/// Draws the thumbnails, and returns the pages whose thumbnails are visible.
pub(super) fn thumbnails_ui(ui: &mut Ui, document: &ShownDocument<'_>, effects: &Effects<Message>) -> Range<u32> {
    let (viewer, count) = (document.viewer, document.sizes.len());
    let row = size::THUMBNAIL * HEIGHT + size::THUMBNAIL_NUMBER;
    let current = viewer.current_page();
    let mut area = ScrollArea::vertical().id_salt(("record strip", &viewer.document)).auto_shrink(false);
    // Scrolled only when the current page changes: the reader may look at other thumbnails meanwhile.
    let id = format!("record strip {}", viewer.document);
    let followed: Option<u32> = kept(ui, &id);
    let spacing = ui.spacing().item_spacing.y;
    if followed != Some(current) {
        let height = ui.available_height();
        let top = current as f32 * (row + spacing);
        let all = count as f32 * (row + spacing);
        area = area.vertical_scroll_offset((top - (height - row) / 2.0).clamp(0.0, (all - height).max(0.0)));
        keep(ui, &id, Some(current));
    }
    let builder = UiBuilder::new().accessibility_role(Role::ListBox).accessibility_label("Pages");
    scroll_view(ui, |ui| {
        area.show_rows(ui, row, count, |ui, range| {
            ui.scope_builder(builder, |ui| {
                for index in range.clone() {
                    if let (Ok(page), Some(size)) = (u32::try_from(index), document.sizes.get(index)) {
                        thumbnail_ui(ui, document, page, *size, effects);
                    }
                }
            });
            range.start as u32..range.end as u32
        })
    })
}

/// Returns the width of the thumbnails with their scroll bar.
pub(super) fn thumbnails_width(ui: &Ui) -> f32 {
    size::THUMBNAIL + 3.0 * space::S + ui.spacing().scroll.allocated_width()
}

/// Draws a page's thumbnail and number. A click goes to the page.
fn thumbnail_ui(ui: &mut Ui, document: &ShownDocument<'_>, page: u32, paper: PageSize, effects: &Effects<Message>) {
    let height = size::THUMBNAIL * HEIGHT;
    let (rect, response) =
        ui.allocate_exact_size(vec2(size::THUMBNAIL + 2.0 * space::S, height + size::THUMBNAIL_NUMBER), Sense::CLICK);
    let prompts = document.prompts_citing(page);
    let is_current = document.viewer.current_page() == page;
    background_ui(ui, rect, is_current, response.hovered());
    picture_ui(ui, document.viewer, page, paper, rect);
    number_ui(ui, rect, page, !prompts.is_empty());
    let name = match prompts.as_slice() {
        [] => format!("Page {}", page + 1),
        prompts => format!("Page {}, cited for: {}", page + 1, prompts.join(" · ")),
    };
    if name_ui(ui, response, page, is_current, name).clicked() {
        effects.send(Message::View(ViewerMessage::GoToPage(page)));
    }
}

fn background_ui(ui: &Ui, rect: Rect, is_current: bool, is_hovered: bool) {
    let t = tokens(ui);
    let fill = match (is_current, is_hovered) {
        (true, _) => t.selected,
        (false, true) => t.hover,
        (false, false) => return,
    };
    ui.painter().rect_filled(rect, corner::TINY, fill);
}

/// Paints the page, fitted into the part of the thumbnail above the number.
fn picture_ui(ui: &Ui, viewer: &Viewer, page: u32, paper: PageSize, rect: Rect) {
    let t = tokens(ui);
    let rotation = rotation_of(&viewer.rotations, page);
    let is_sideways = rotation % 2 == 1;
    let (wide, high) = if is_sideways { (paper.height, paper.width) } else { (paper.width, paper.height) };
    let room = vec2(size::THUMBNAIL, size::THUMBNAIL * HEIGHT - space::XS);
    let scale = (room.x / wide).min(room.y / high);
    let center = pos2(rect.center().x, rect.top() + space::XS + room.y / 2.0);
    let page_rect = Rect::from_center_size(center, (vec2(wide, high) * scale).max(Vec2::splat(1.0)));
    ui.painter().rect_filled(page_rect, 0, tokens_on_paper(ui).card);
    if let Some(texture) = viewer.thumbnail(page).and_then(|thumbnail| thumbnail.texture.as_ref()) {
        ui.painter().add(page_picture(texture, page_rect, rotation));
    }
    let is_current = viewer.current_page() == page;
    let line = if is_current { Stroke::new(stroke::RING, t.accent) } else { Stroke::new(stroke::LINE, t.line) };
    ui.painter().rect_stroke(page_rect, 0, line, StrokeKind::Outside);
}

/// Paints the number of the page, and a bar beside a page that is cited.
fn number_ui(ui: &Ui, rect: Rect, page: u32, is_cited: bool) {
    let t = tokens(ui);
    let (font, color) = if is_cited {
        let bar = Rect::from_min_max(rect.left_top(), pos2(rect.left() + stroke::BAR, rect.bottom()));
        ui.painter().rect_filled(bar, corner::BAR, t.accent);
        (TextSize::Small.strong(), t.accent)
    } else {
        (TextSize::Small.regular(), t.ink_second)
    };
    let below = pos2(rect.center().x, rect.bottom() - size::THUMBNAIL_NUMBER / 2.0);
    ui.painter().text(below, Align2::CENTER_CENTER, page + 1, font, color);
}

/// Gives a thumbnail its accessible name, which is also its tooltip.
fn name_ui(ui: &Ui, response: Response, page: u32, is_current: bool, name: String) -> Response {
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_author_id(format!("record-strip-{}", page + 1));
        node.set_selected(is_current);
    });
    // The accessible name says the same: as a description it would be read out twice.
    response.on_hover_ui(|ui| drop(ui.label(name)))
}
