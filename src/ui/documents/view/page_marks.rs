//! Marks on a page: search hits, citations, and the region that the reader marked.
//!
//! Must not know: how a mark is made, or how a source is noted.

use eframe::egui::{Color32, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::page_canvas::PageCanvas;
use super::shown_document::PageCitation;
use crate::ui::documents::viewer::region_to_rect;
use crate::ui::theme::{Tone, corner, see_through, stroke, tokens_on_paper};

/// Draws the marks of a page, the reader's own above all others.
pub(super) fn marks_ui(ui: &Ui, canvas: &PageCanvas<'_>, page: u32, page_rect: Rect) {
    hits_ui(ui, canvas, page, page_rect);
    let citations = canvas.document.citations.iter().filter(|citation| citation.page() == page);
    for (position, citation) in citations.enumerate() {
        citation_ui(ui, canvas, citation, position, page_rect);
    }
    reader_mark_ui(ui, canvas, page, page_rect);
}

fn hits_ui(ui: &Ui, canvas: &PageCanvas<'_>, page: u32, page_rect: Rect) {
    let fill = see_through(tokens_on_paper(ui).tone(Tone::Missing).bar);
    let hits = canvas.document.viewer.search.iter().flat_map(|search| search.hits());
    for hit in hits.filter(|hit| hit.page == page) {
        let area = region_to_rect(hit.region, page_rect, canvas.rotation(page));
        ui.painter().rect_filled(area, corner::BAR, fill);
    }
}

/// Draws a citation. `position` counts the citations of the page.
fn citation_ui(ui: &Ui, canvas: &PageCanvas<'_>, cited: &PageCitation<'_>, position: usize, page_rect: Rect) {
    let (t, page) = (tokens_on_paper(ui), cited.page());
    let is_looked_up = canvas.document.viewer.citation.as_ref() == Some(cited.citation);
    let area = match cited.citation.region {
        Some(region) => region_to_rect(region, page_rect, canvas.rotation(page)).expand(stroke::RING_GAP),
        // A frame around every cited page would be noise: only the citation that is looked up gets one.
        None if is_looked_up => page_rect.shrink(stroke::RING),
        None => return,
    };
    let has_region = cited.citation.region.is_some();
    let width = if is_looked_up { stroke::BAR } else { stroke::CHOSEN };
    let fill = if has_region { see_through(t.accent) } else { Color32::TRANSPARENT };
    ui.painter().rect(area, corner::BAR, fill, Stroke::new(width, t.accent), StrokeKind::Outside);
    let id = Id::unique(("record mark", page, position));
    let response = ui.interact(area.intersect(ui.clip_rect()), id, Sense::hover());
    let name = format!("Cited for: {} · {}", cited.prompt, cited.citation.passage);
    response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_author_id(format!("record-mark-{}-{position}", page + 1));
        node.set_selected(is_looked_up);
    });
    if has_region {
        // The accessible name says the same: as a description it would be read out twice.
        response.on_hover_ui(|ui| drop(ui.label(name)));
    }
}

fn reader_mark_ui(ui: &Ui, canvas: &PageCanvas<'_>, page: u32, page_rect: Rect) {
    let Some(mark) = canvas.document.viewer.mark.as_ref().filter(|mark| mark.page == page) else { return };
    let area = region_to_rect(mark.region, page_rect, canvas.rotation(page));
    paint_mark(ui, area);
    let response = ui.interact(area, Id::unique("record mark"), Sense::empty());
    let name = format!("Marked on page {}: {}", page + 1, mark.passage);
    response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, name.trim_end_matches([':', ' '])));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_author_id("record-mark"));
}

/// Paints a region that the reader marks or has marked.
pub(super) fn paint_mark(ui: &Ui, area: Rect) {
    let tone = tokens_on_paper(ui).tone(Tone::Judgement);
    let line = Stroke::new(stroke::RING, tone.text);
    ui.painter().rect(area, corner::BAR, see_through(tone.bar), line, StrokeKind::Outside);
}
