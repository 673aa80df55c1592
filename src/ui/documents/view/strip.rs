//! The pages of the record as a strip, with those that something cites.
//!
//! Must not know: what a page says.

use std::ops::Range;

use eframe::egui::{Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use super::chart::Cited;
use super::pages::picture;
use crate::chart::PageSize;
use crate::ui::documents::message::{Message, ViewerMessage};
use crate::ui::documents::viewer::{Viewer, rotation_of};
use crate::ui::effects::Effects;
use crate::ui::theme::{TextSize, corner, size, space, stroke, tokens, tokens_on_paper};
use crate::ui::widgets::{keep, kept, scroll_view};

/// How high a page of the strip may be, as a part of its width.
const TALLEST: f32 = 1.3;

/// Draws the strip; the pages that are seen of it.
pub(super) fn strip_ui(
    ui: &mut Ui,
    viewer: &Viewer,
    sizes: &[PageSize],
    cited: &[Cited<'_>],
    effects: &Effects<Message>,
) -> Range<u32> {
    let row = size::THUMBNAIL * TALLEST + size::THUMBNAIL_NUMBER;
    let at = viewer.current_page();
    let mut area = ScrollArea::vertical().id_salt(("record strip", &viewer.document)).auto_shrink(false);
    // It follows the reader, and is otherwise where it was put.
    let id = format!("record strip {}", viewer.document);
    let followed: Option<u32> = kept(ui, &id);
    let spacing = ui.spacing().item_spacing.y;
    if followed != Some(at) {
        let height = ui.available_height();
        let top = at as f32 * (row + spacing);
        let all = sizes.len() as f32 * (row + spacing);
        area = area.vertical_scroll_offset((top - (height - row) / 2.0).clamp(0.0, (all - height).max(0.0)));
        keep(ui, &id, Some(at));
    }
    let builder = UiBuilder::new().accessibility_role(Role::ListBox).accessibility_label("Pages");
    scroll_view(ui, |ui| {
        area.show_rows(ui, row, sizes.len(), |ui, range| {
            ui.scope_builder(builder, |ui| {
                for page in range.clone() {
                    if let (Ok(number), Some(size)) = (u32::try_from(page), sizes.get(page)) {
                        page_ui(ui, viewer, number, *size, cited, effects);
                    }
                }
            });
            range.start as u32..range.end as u32
        })
    })
}

/// How wide the strip is.
pub(super) fn strip_width(ui: &Ui) -> f32 {
    size::THUMBNAIL + 3.0 * space::S + ui.spacing().scroll.allocated_width()
}

fn page_ui(ui: &mut Ui, viewer: &Viewer, page: u32, paper: PageSize, cited: &[Cited<'_>], effects: &Effects<Message>) {
    let (t, on_paper) = (tokens(ui), tokens_on_paper(ui));
    let height = size::THUMBNAIL * TALLEST;
    let (rect, response) =
        ui.allocate_exact_size(vec2(size::THUMBNAIL + 2.0 * space::S, height + size::THUMBNAIL_NUMBER), Sense::CLICK);
    let citing: Vec<&str> = cited.iter().filter(|cited| cited.page() == page).map(|cited| cited.asks).collect();
    let is_at = viewer.current_page() == page;
    let ink = match (is_at, response.hovered()) {
        (true, _) => Some(t.selected),
        (false, true) => Some(t.hover),
        (false, false) => None,
    };
    if let Some(fill) = ink {
        ui.painter().rect_filled(rect, corner::TINY, fill);
    }
    let turn = rotation_of(&viewer.rotations, page);
    let lying = turn % 2 == 1;
    let (wide, high) = if lying { (paper.height, paper.width) } else { (paper.width, paper.height) };
    let room = vec2(size::THUMBNAIL, height - space::XS);
    let scale = (room.x / wide).min(room.y / high);
    let middle = pos2(rect.center().x, rect.top() + space::XS + room.y / 2.0);
    let sheet = Rect::from_center_size(middle, (vec2(wide, high) * scale).max(Vec2::splat(1.0)));
    ui.painter().rect_filled(sheet, 0, on_paper.card);
    if let Some(texture) = viewer.thumbnail(page).and_then(|thumbnail| thumbnail.texture.as_ref()) {
        ui.painter().add(picture(texture, sheet, turn));
    }
    let line = if is_at { Stroke::new(stroke::RING, t.accent) } else { Stroke::new(stroke::LINE, t.line) };
    ui.painter().rect_stroke(sheet, 0, line, StrokeKind::Outside);
    let (font, colour) = if citing.is_empty() {
        (TextSize::Small.regular(), t.ink_second)
    } else {
        let bar = Rect::from_min_max(rect.left_top(), pos2(rect.left() + stroke::BAR, rect.bottom()));
        ui.painter().rect_filled(bar, corner::BAR, t.accent);
        (TextSize::Small.strong(), t.accent)
    };
    let below = pos2(rect.center().x, rect.bottom() - size::THUMBNAIL_NUMBER / 2.0);
    ui.painter().text(below, eframe::egui::Align2::CENTER_CENTER, page + 1, font, colour);
    let name = match citing.as_slice() {
        [] => format!("Page {}", page + 1),
        asks => format!("Page {}, cited for: {}", page + 1, asks.join(" · ")),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_author_id(format!("record-strip-{}", page + 1));
        node.set_selected(is_at);
    });
    // Its name says the same: a description would be read out twice.
    if response.on_hover_ui(|ui| drop(ui.label(name))).clicked() {
        effects.send(Message::View(ViewerMessage::GoToPage(page)));
    }
}
