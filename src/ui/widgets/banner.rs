//! Banner: a status as a mark, a headline and a sentence.
//!
//! Screen readers announce its changes.
//!
//! Must not know: whose status it is.

use super::{name_node, paint_mark};
use crate::ui::theme::{TextSize, Tone, corner, plain, size, space, stroke, tokens};
use eframe::egui::accesskit::Live;
use eframe::egui::{Frame, InnerResponse, Label, Margin, Response, RichText, Role, Sense, Stroke, Ui, UiBuilder, Vec2};

/// Shows a status. `sentence` may be empty.
pub fn banner(ui: &mut Ui, id: &str, tone: Tone, headline: &str, sentence: &str) -> Response {
    let t = tokens(ui);
    let colours = t.tone(tone);
    let spoken = [headline, sentence].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
    let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(spoken);
    let InnerResponse { response, .. } = ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_live(Live::Polite));
        name_node(ui.ctx(), ui.unique_id(), id);
        Frame::new()
            .fill(colours.tint)
            .stroke(Stroke::new(stroke::LINE, colours.edge))
            .corner_radius(corner::CARD)
            .inner_margin(Margin::symmetric(space::L as i8, space::M as i8))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal_top(|ui| {
                    let line = ui.fonts_mut(|fonts| fonts.row_height(&TextSize::Title.strong()));
                    let place = Vec2::new(size::MARK_LARGE, line);
                    let (rect, _) = ui.allocate_exact_size(place, Sense::hover());
                    paint_mark(ui.painter(), rect, tone, &t);
                    let text = RichText::new(headline).font(TextSize::Title.strong()).color(colours.text);
                    quiet(ui.add(Label::new(text).wrap()));
                });
                if !sentence.is_empty() {
                    quiet(ui.add(Label::new(plain(sentence).color(t.ink)).wrap()));
                }
            });
    });
    response
}

/// Keeps screen readers from announcing a part of the banner again.
fn quiet(part: Response) {
    part.ctx.accesskit_node_builder(part.id, |node| node.set_live(Live::Off));
}
