//! View of the command palette: a field, and below it the matching offers.
//!
//! Arrow keys select one, Enter chooses it.
//!
//! Must not know: any command, or how a choice is carried out.

use eframe::egui::{
    Align2, Area, Context, CornerRadius, Frame, Id, Key, Label, Layout, Margin, Modal, Modifiers, Role, ScrollArea,
    Sense, Stroke, TextEdit, Ui, UiBuilder, WidgetInfo, vec2,
};

use super::{Message, Offer};
use crate::ui::effects::Effects;
use crate::ui::page::just_opened;
use crate::ui::theme::{TextSize, corner, plain, second, size, small, space, stroke, strong, tokens};
use crate::ui::widgets::keycap;

/// Draws the palette as a modal above the window.
pub fn palette_ui(ctx: &Context, typed: &str, offers: &[Offer], effects: &Effects<Message>) {
    let t = tokens(ctx);
    let frame = Frame::new()
        .fill(t.card)
        .stroke(Stroke::new(stroke::LINE, t.control))
        .corner_radius(CornerRadius::same(corner::CARD))
        .inner_margin(Margin::same(space::M as i8));
    let area: Area = Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, vec2(0.0, 2.0 * space::XL));
    let modal = Modal::new(Id::unique("palette")).area(area).frame(frame).backdrop_color(t.shadow);
    let shown = modal.show(ctx, |ui| {
        let screen = ctx.content_rect();
        ui.set_width((screen.width() - 4.0 * space::XL).min(size::PALETTE));
        let at = field_ui(ui, typed, offers, effects);
        ui.add_space(space::S);
        if offers.is_empty() {
            ui.label(second("No match. Try other words, or fewer."));
        }
        let most = (screen.height() - 8.0 * space::XL).max(size::CONTROL);
        ScrollArea::vertical().id_salt("palette").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, offer) in offers.iter().enumerate() {
                offer_ui(ui, offer, place, place == at, effects);
            }
        });
    });
    if shown.should_close() {
        effects.send(Message::Close);
    }
}

/// Draws the field. Returns the index of the selected offer.
fn field_ui(ui: &mut Ui, typed: &str, offers: &[Offer], effects: &Effects<Message>) -> usize {
    let place_id = Id::unique("palette place");
    let opened = just_opened(ui, "palette");
    let kept: usize = ui.data(|data| data.get_temp(place_id)).filter(|_| !opened).unwrap_or(0);
    let last = offers.len().saturating_sub(1);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (down, up, enter) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp), pressed(Key::Enter));
    let mut at = match (down, up) {
        (true, false) if kept >= last => 0,
        (true, false) => kept + 1,
        (false, true) if kept == 0 => last,
        (false, true) => kept - 1,
        _ => kept.min(last),
    };
    if enter && let Some(offer) = offers.get(at) {
        effects.send(Message::Choose(offer.choice.clone()));
    }
    let mut text = typed.to_owned();
    let id = Id::unique("palette field");
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .hint_text(plain("What do you want to do? Commands, steps, open items, cases"))
        .font(TextSize::Lead.regular())
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(space::S as i8, space::S as i8));
    let field = ui.add(edit);
    if opened || !field.has_focus() {
        field.request_focus();
    }
    if text != typed {
        at = 0;
        effects.send(Message::Type(text.clone()));
    }
    let count = offers.len();
    let said = offers.get(at).map_or("No match".to_owned(), |offer| format!("{}, {} of {count}", offer.text, at + 1));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_author_id("palette-field");
        node.set_label("What do you want to do?");
        node.set_description(said);
    });
    ui.data_mut(|data| data.insert_temp(place_id, at));
    at
}

fn offer_ui(ui: &mut Ui, offer: &Offer, place: usize, here: bool, effects: &Effects<Message>) {
    let t = tokens(ui);
    let height = size::CONTROL + space::M;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::CLICK);
    if here || response.hovered() {
        let fill = if here { t.selected } else { t.hover };
        ui.painter().rect_filled(rect, corner::CONTROL, fill);
    }
    if here {
        let bar = rect.with_max_x(rect.left() + stroke::BAR);
        ui.painter().rect_filled(bar, corner::TINY, t.accent);
        response.scroll_to_me(None);
    }
    let inside = rect.shrink2(vec2(space::M, space::XS));
    ui.new_child(UiBuilder::new().max_rect(inside)).with_layout(
        Layout::right_to_left(eframe::egui::Align::Center),
        |ui| {
            if let Some(cap) = &offer.cap {
                keycap(ui, cap);
            }
            ui.with_layout(Layout::top_down(eframe::egui::Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add(Label::new(strong(&offer.text)).truncate().selectable(false));
                ui.add(Label::new(small(&offer.detail).color(t.ink_second)).truncate().selectable(false));
            });
        },
    );
    let name = if offer.detail.is_empty() { offer.text.clone() } else { format!("{}, {}", offer.text, offer.detail) };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, here, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_author_id(format!("offer-{place}"));
        node.set_selected(here);
    });
    if response.clicked() {
        effects.send(Message::Choose(offer.choice.clone()));
    }
}
