//! View of a single page: picture, accessible text, marks and error.
//!
//! Must not know: how a page is drawn, or where other pages are.

use eframe::egui::{Align2, Frame, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2};

use super::copy_buttons::copy_buttons_ui;
use super::page_canvas::PageCanvas;
use super::page_marks::marks_ui;
use super::page_picture::page_picture;
use crate::chart::DrawingError;
use crate::ui::documents::message::{Message, ViewerMessage};
use crate::ui::theme::{TextSize, corner, plain, second, space, stroke, tokens, tokens_on_paper};
use crate::ui::widgets::Button;

/// Draws a page. Until its texture arrives, shows its thumbnail and its number.
pub(super) fn page_ui(ui: &mut Ui, canvas: &PageCanvas<'_>, page: u32) {
    let Some(page_rect) = canvas.page_rect(ui, page) else { return };
    let (t, on_paper) = (tokens(ui), tokens_on_paper(ui));
    ui.painter().rect_filled(page_rect, 0, on_paper.card);
    let viewer = canvas.document.viewer;
    let drawn = viewer.texture(page);
    let texture = drawn.and_then(|drawn| drawn.texture.as_ref());
    let thumbnail = viewer.thumbnail(page).and_then(|thumbnail| thumbnail.texture.as_ref());
    if let Some(texture) = texture.or(thumbnail) {
        ui.painter().add(page_picture(texture, page_rect, canvas.rotation(page)));
    }
    ui.painter().rect_stroke(page_rect, 0, Stroke::new(stroke::LINE, t.line), StrokeKind::Outside);
    describe(ui, canvas, page, page_rect);
    marks_ui(ui, canvas, page, page_rect);
    match drawn.and_then(|drawn| drawn.error) {
        Some(error) => error_ui(ui, canvas, page, page_rect, error),
        None if texture.is_none() => {
            let visible = page_rect.intersect(ui.clip_rect());
            let at = pos2(visible.center().x, visible.top() + space::XL);
            let text = format!("Page {}", page + 1);
            ui.painter().text(at, Align2::CENTER_CENTER, text, TextSize::Body.regular(), on_paper.ink_second);
        }
        None => {}
    }
}

/// Gives a page its accessible name and description.
///
/// The name holds its number and the questions that cite it, the description its words.
fn describe(ui: &Ui, canvas: &PageCanvas<'_>, page: u32, page_rect: Rect) {
    let id = Id::unique(("record page", page));
    let response = ui.interact(page_rect.intersect(ui.clip_rect()), id, Sense::empty());
    let prompts = canvas.document.prompts_citing(page).join(" · ");
    let rest = if prompts.is_empty() { String::new() } else { format!(", cited for: {prompts}") };
    let name = format!("Page {}{rest}", page + 1);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_author_id(format!("record-page-{}", page + 1));
        if let Some(words) = canvas.document.viewer.words(page).filter(|words| !words.is_empty()) {
            let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            node.set_description(texts.join(" "));
        }
    });
}

/// Draws the error of a page, with buttons to retry and to save a copy.
fn error_ui(ui: &mut Ui, canvas: &PageCanvas<'_>, page: u32, page_rect: Rect, error: DrawingError) {
    let inside = page_rect.intersect(ui.clip_rect()).shrink(space::L);
    if inside.width() < space::XL || inside.height() < space::XL {
        return;
    }
    let mut child = ui.new_child(UiBuilder::new().max_rect(inside));
    // The page is white in every look, but texts and buttons have the colors of the look: they need its background.
    let t = tokens(ui);
    let frame = Frame::new().fill(t.card).stroke(Stroke::new(stroke::LINE, t.line));
    frame.corner_radius(corner::CONTROL).inner_margin(space::M as i8).show(&mut child, |ui| {
        ui.label(plain(format!("Page {} is not shown", page + 1)));
        ui.label(second(format!("{error}.")));
        ui.horizontal_wrapped(|ui| {
            let id = format!("record-page-{}", page + 1);
            if Button::secondary(&format!("{id}-again"), "Try again").show(ui).clicked() {
                canvas.effects.send(Message::View(ViewerMessage::RetryFailed));
            }
            copy_buttons_ui(ui, canvas.document.viewer, &id, canvas.effects);
        });
    });
}
