//! The pages of the record, one below the other, with what is cited of them, what is looked for and what the reader marks.
//!
//! Must not know: how a page is drawn, or what becomes of a mark.

use std::ops::Range;

use eframe::egui::{
    Event, EventFilter, Id, Key, Mesh, Modifiers, PointerButton, Pos2, Rect, Response, Role, ScrollArea, Sense, Shape,
    Stroke, StrokeKind, TextureHandle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::chart::{Chart, copies_ui};
use crate::case::Region;
use crate::chart::{DrawingError, PageSize};
use crate::ui::documents::message::{Message, ViewerMessage};
use crate::ui::documents::viewer::{
    LayoutInputs, PageLayout, PagePosition, Viewer, VisiblePages, region_between, region_to_rect, rotation_of,
};
use crate::ui::effects::Effects;
use crate::ui::theme::{
    Tone, UNTINTED, corner, plain, second, see_through, size, space, stroke, tokens, tokens_on_paper,
};
use crate::ui::widgets::{Button, keep, kept, scroll_view};

/// A mark that is smaller than this was a click.
const SMALLEST: f32 = 4.0;

/// Draws the pages that are in sight, and says which they are.
pub(super) fn pages_ui(ui: &mut Ui, chart: &Chart<'_>, strip: Range<u32>, effects: &Effects<Message>) {
    let Chart { viewer, sizes, .. } = *chart;
    let bar = ui.spacing().scroll.allocated_width();
    let room = vec2((ui.available_width() - bar).max(1.0), (ui.available_height() - bar).max(1.0));
    let sheets = PageLayout::new(sizes, &viewer.rotations, viewer.zoom, room, space::S);
    let layout = LayoutInputs { viewport: room, zoom: viewer.zoom };
    let before = viewer.visible.as_ref();
    // Where the layout changed the place stays.
    let moved = before.filter(|seen| seen.layout != layout).map(|seen| seen.position);
    let goal = viewer.scroll_target.or(moved);
    let mut area = ScrollArea::both().id_salt(("record pages", &viewer.document)).auto_shrink(false);
    if let Some(goal) = goal {
        area = area.vertical_scroll_offset(sheets.height_of(goal).clamp(0.0, (sheets.size().y - room.y).max(0.0)));
    }
    let draw = |ui: &mut Ui, viewport: Rect| {
        ui.set_min_size(sheets.size());
        let origin = ui.max_rect().min;
        ui.painter().rect_filled(ui.clip_rect(), 0, tokens(ui).line);
        let pages = sheets.visible_pages(viewport.top(), viewport.bottom());
        let paper = Paper { chart, viewer, sheets: &sheets, origin, effects };
        let ground = paper.ground_ui(ui);
        pages.clone().for_each(|page| paper.sheet_ui(ui, page));
        paper.drag_ui(ui, &ground, pages.clone());
        (viewport.top(), pages)
    };
    let (top, pages) = scroll_view(ui, |ui| area.show_viewport(ui, draw));
    let place = sheets.position_at(top);
    let at = match (viewer.scroll_target, before.filter(|seen| near(seen.position, place) && seen.layout == layout)) {
        (Some(goal), _) => goal.page.min(sizes.len().saturating_sub(1) as u32),
        (None, Some(before)) => before.current_page,
        (None, None) => {
            let half = sheets.rect(place.page).map_or(0.0, |sheet| sheet.height() / 2.0);
            sheets.position_at(top + half.min(room.y / 3.0)).page
        }
    };
    let pictures = pictures(ui, &sheets, viewer, sizes, pages.clone());
    let seen =
        VisiblePages { position: place, current_page: at, pages, page_widths_px: pictures, thumbnails: strip, layout };
    if viewer.scroll_target.is_some() || before != Some(&seen) {
        effects.send(Message::PagesShown(Box::new(seen)));
    }
}

fn near(one: PagePosition, other: PagePosition) -> bool {
    one.page == other.page && (one.fraction - other.fraction).abs() < 0.001
}

/// What is to be drawn, as wide as it is shown: what is seen, what comes next, what came before.
fn pictures(ui: &Ui, sheets: &PageLayout, viewer: &Viewer, sizes: &[PageSize], pages: Range<u32>) -> Vec<(u32, u32)> {
    let most = ui.input(|input| input.max_texture_side) as f32;
    let wanted = pages.clone().chain([pages.end]).chain(pages.start.checked_sub(1));
    let width = |page: u32| {
        let (sheet, paper) = (sheets.rect(page)?, sizes.get(page as usize)?);
        let own = if rotation_of(&viewer.rotations, page) % 2 == 1 { sheet.height() } else { sheet.width() };
        let longest = (paper.height / paper.width).max(1.0);
        Some((page, (own * ui.pixels_per_point()).min(most / longest).round().max(1.0) as u32))
    };
    wanted.filter_map(width).collect()
}

/// Where the pointer let go in this frame, and else where it is: a frame that comes late must not make a mark larger than it was
/// drawn.
fn let_go_at(ui: &Ui) -> Option<Pos2> {
    ui.input(|input| {
        let released = input.events.iter().find_map(|event| match event {
            Event::PointerButton { pos, button: PointerButton::Primary, pressed: false, .. } => Some(*pos),
            _ => None,
        });
        released.or(input.pointer.latest_pos())
    })
}

/// A texture on a sheet, turned.
pub(super) fn picture(texture: &TextureHandle, sheet: Rect, turn: u8) -> Shape {
    let mut mesh = Mesh::with_texture(texture.id());
    for (x, y) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)] {
        let of_page = crate::ui::documents::viewer::rotated_point(vec2(x, y), 4 - turn % 4);
        let at = sheet.min + vec2(x, y) * sheet.size();
        mesh.vertices.push(eframe::egui::epaint::Vertex { pos: at, uv: pos2(of_page.x, of_page.y), color: UNTINTED });
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    Shape::mesh(mesh)
}

struct Paper<'a> {
    chart: &'a Chart<'a>,
    viewer: &'a Viewer,
    sheets: &'a PageLayout,
    origin: Pos2,
    effects: &'a Effects<Message>,
}

impl Paper<'_> {
    fn push(&self, message: Message) {
        self.effects.send(message);
    }

    /// Where a page lies on the screen, on whole pixels: its picture has one for each.
    fn sheet(&self, ui: &Ui, page: u32) -> Option<Rect> {
        use eframe::egui::emath::GuiRounding as _;
        Some(self.sheets.rect(page)?.translate(self.origin.to_vec2()).round_to_pixels(ui.pixels_per_point()))
    }

    /// What is under all pages: it has the keyboard, and takes what the pointer marks.
    fn ground_ui(&self, ui: &Ui) -> Response {
        let ground = ui.interact(ui.clip_rect(), Id::unique("record pages"), Sense::click_and_drag());
        let title = self.chart.title;
        let name = format!("Pages of {title}: page {} of {}", self.viewer.current_page() + 1, self.viewer.page_count());
        ground.widget_info(|| WidgetInfo::labeled(Role::Document, true, &name));
        ui.ctx().accesskit_node_builder(ground.id, |node| node.set_author_id("record-pages"));
        if ground.hovered() {
            let steps = ui.input(|input| {
                let step = |event: &Event| match event {
                    Event::MouseWheel { delta, modifiers, .. } if modifiers.command && delta.y != 0.0 => {
                        Some(delta.y > 0.0)
                    }
                    _ => None,
                };
                input.events.iter().filter_map(step).collect::<Vec<_>>()
            });
            steps.into_iter().for_each(|larger| self.push(Message::View(ViewerMessage::Zoom { larger })));
        }
        if ground.clicked() {
            ground.request_focus();
            if self.viewer.mark.is_some() {
                self.push(Message::Mark(None));
            }
        }
        if ground.has_focus() {
            self.keys(ui, ground.id);
        }
        ground
    }

    fn keys(&self, ui: &Ui, id: Id) {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let view = (ui.clip_rect().height() - size::SCROLL).max(size::SCROLL);
        let scrolled = [
            (Key::ArrowDown, -size::SCROLL),
            (Key::ArrowUp, size::SCROLL),
            (Key::PageDown, -view),
            (Key::Space, -view),
            (Key::PageUp, view),
        ];
        for (key, by) in scrolled {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                ui.scroll_with_delta(vec2(0.0, by));
            }
        }
        let at = self.viewer.current_page();
        let gone = [
            (Key::ArrowRight, at.saturating_add(1)),
            (Key::ArrowLeft, at.saturating_sub(1)),
            (Key::Home, 0),
            (Key::End, u32::MAX),
        ];
        for (key, page) in gone {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.push(Message::View(ViewerMessage::GoToPage(page)));
            }
        }
    }

    fn sheet_ui(&self, ui: &mut Ui, page: u32) {
        let Some(sheet) = self.sheet(ui, page) else { return };
        let (t, paper) = (tokens(ui), tokens_on_paper(ui));
        let turn = rotation_of(&self.viewer.rotations, page);
        ui.painter().rect_filled(sheet, 0, paper.card);
        let leaf = self.viewer.texture(page);
        let texture = leaf.and_then(|leaf| leaf.texture.as_ref());
        let small = self.viewer.thumbnail(page).and_then(|leaf| leaf.texture.as_ref());
        if let Some(texture) = texture.or(small) {
            ui.painter().add(picture(texture, sheet, turn));
        }
        ui.painter().rect_stroke(sheet, 0, Stroke::new(stroke::LINE, t.line), StrokeKind::Outside);
        self.describe(ui, page, sheet);
        self.marks_ui(ui, page, sheet);
        match leaf.and_then(|leaf| leaf.error) {
            Some(trouble) => self.trouble_ui(ui, page, sheet, trouble),
            None if texture.is_none() => {
                let inside = sheet.intersect(ui.clip_rect());
                let at = pos2(inside.center().x, inside.top() + space::XL);
                let font = crate::ui::theme::TextSize::Body.regular();
                let says = format!("Page {}", page + 1);
                ui.painter().text(at, eframe::egui::Align2::CENTER_CENTER, says, font, paper.ink_second);
            }
            None => {}
        }
    }

    /// What a page is to a screen reader: its number, what it is cited for, and its words.
    fn describe(&self, ui: &Ui, page: u32, sheet: Rect) {
        let id = Id::unique(("record page", page));
        let response = ui.interact(sheet.intersect(ui.clip_rect()), id, Sense::empty());
        let cited = self.chart.cited.iter().filter(|cited| cited.page() == page).map(|cited| cited.asks);
        let cited = cited.collect::<Vec<_>>().join(" · ");
        let rest = if cited.is_empty() { String::new() } else { format!(", cited for: {cited}") };
        let name = format!("Page {}{rest}", page + 1);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_author_id(format!("record-page-{}", page + 1));
            if let Some(words) = self.viewer.words(page).filter(|words| !words.is_empty()) {
                let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                node.set_description(said.join(" "));
            }
        });
    }

    /// What is cited of a page, what is found on it, and what the reader marked.
    fn marks_ui(&self, ui: &Ui, page: u32, sheet: Rect) {
        let (t, turn) = (tokens_on_paper(ui), rotation_of(&self.viewer.rotations, page));
        let found = self.viewer.search.iter().flat_map(|search| search.hits()).filter(|hit| hit.page == page);
        for hit in found {
            ui.painter().rect_filled(
                region_to_rect(hit.region, sheet, turn),
                corner::BAR,
                see_through(t.tone(Tone::Missing).bar),
            );
        }
        for (place, cited) in self.chart.cited.iter().filter(|cited| cited.page() == page).enumerate() {
            let looked_up = self.viewer.citation.as_ref() == Some(cited.citation);
            let area = match cited.citation.region {
                Some(region) => region_to_rect(region, sheet, turn).expand(stroke::RING_GAP),
                // Of the whole page a mark says something only where the reader was led there.
                None if looked_up => sheet.shrink(stroke::RING),
                None => continue,
            };
            let width = if looked_up { stroke::BAR } else { stroke::CHOSEN };
            let fill = if cited.citation.region.is_some() {
                see_through(t.accent)
            } else {
                eframe::egui::Color32::TRANSPARENT
            };
            ui.painter().rect(area, corner::BAR, fill, Stroke::new(width, t.accent), StrokeKind::Outside);
            let id = Id::unique(("record mark", page, place));
            let response = ui.interact(area.intersect(ui.clip_rect()), id, Sense::hover());
            let name = format!("Cited for: {} · {}", cited.asks, cited.citation.passage);
            response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, &name));
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_author_id(format!("record-mark-{}-{place}", page + 1));
                node.set_selected(looked_up);
            });
            if cited.citation.region.is_some() {
                // Its name says the same: a description would be read out twice.
                response.on_hover_ui(|ui| drop(ui.label(name)));
            }
        }
        if let Some(mark) = self.viewer.mark.as_ref().filter(|mark| mark.page == page) {
            let area = region_to_rect(mark.region, sheet, turn);
            self.mark_ui(ui, area);
            let response = ui.interact(area, Id::unique("record mark"), Sense::empty());
            let name = format!("Marked on page {}: {}", page + 1, mark.passage);
            response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, name.trim_end_matches([':', ' '])));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_author_id("record-mark"));
        }
    }

    fn mark_ui(&self, ui: &Ui, area: Rect) {
        let tone = tokens_on_paper(ui).tone(Tone::Judgement);
        let line = Stroke::new(stroke::RING, tone.text);
        ui.painter().rect(area, corner::BAR, see_through(tone.bar), line, StrokeKind::Outside);
    }

    /// Marks what the pointer is drawn over: one page, from where it began.
    fn drag_ui(&self, ui: &Ui, ground: &Response, pages: Range<u32>) {
        let id = format!("record drag {}", self.viewer.document);
        if ground.drag_started_by(PointerButton::Primary) {
            let from = ui.input(|input| input.pointer.press_origin());
            let on = from.and_then(|from| {
                pages.clone().find_map(|page| {
                    Some((page, from)).filter(|_| self.sheet(ui, page).is_some_and(|it| it.contains(from)))
                })
            });
            keep(ui, &id, on.map(|(page, from)| (page, from - self.origin.to_vec2())));
            ground.request_focus();
        }
        let Some((page, from)) = kept::<Option<(u32, Pos2)>>(ui, &id) else { return };
        let (Some(sheet), Some(to)) = (self.sheet(ui, page), let_go_at(ui)) else { return };
        let from = from + self.origin.to_vec2();
        let region: Option<Region> = region_between(from, to, sheet, rotation_of(&self.viewer.rotations, page))
            .filter(|_| (from - to).abs().max_elem() >= SMALLEST);
        if ground.drag_stopped() {
            keep::<Option<(u32, Pos2)>>(ui, &id, None);
            self.push(Message::Mark(region.map(|region| (page, region))));
        } else if ground.dragged() {
            self.mark_ui(ui, Rect::from_two_pos(from, to).intersect(sheet));
        } else {
            keep::<Option<(u32, Pos2)>>(ui, &id, None);
        }
    }

    /// Why a page is not shown, and what can be done.
    fn trouble_ui(&self, ui: &mut Ui, page: u32, sheet: Rect, trouble: DrawingError) {
        let inside = sheet.intersect(ui.clip_rect()).shrink(space::L);
        if inside.width() < space::XL || inside.height() < space::XL {
            return;
        }
        // On paper, which is white in every look, in a box of the look's own.
        let mut child = ui.new_child(UiBuilder::new().max_rect(inside));
        let t = tokens(ui);
        let frame = eframe::egui::Frame::new().fill(t.card).stroke(Stroke::new(stroke::LINE, t.line));
        frame.corner_radius(corner::CONTROL).inner_margin(space::M as i8).show(&mut child, |ui| {
            ui.label(plain(format!("Page {} is not shown", page + 1)));
            ui.label(second(format!("{trouble}.")));
            ui.horizontal_wrapped(|ui| {
                let id = format!("record-page-{}", page + 1);
                if Button::secondary(&format!("{id}-again"), "Try again").show(ui).clicked() {
                    self.push(Message::View(ViewerMessage::TryAgain));
                }
                copies_ui(ui, self.viewer, &id, self.effects);
            });
        });
    }
}
