//! Style of egui's own widgets, made from the tokens.
//!
//! Must not know: the widgets of `ui::widgets`, which read the tokens themselves.

use super::{Look, Tokens, corner, font, size, space, stroke};
use eframe::egui::style::{ScrollAnimation, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use eframe::egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, Visuals, vec2};

/// Returns egui's style for a look.
pub(super) fn style(t: &Tokens) -> Style {
    let mut style = Style { text_styles: font::text_styles(), visuals: visuals(t), ..Style::default() };
    style.animation_time = 0.0;
    style.scroll_animation = ScrollAnimation::none();
    style.explanation_tooltips = false;
    let s = &mut style.spacing;
    s.item_spacing = vec2(space::S, space::XS);
    s.button_padding = vec2(space::M, space::XS);
    s.interact_size = vec2(size::CONTROL, size::CHIP);
    s.menu_margin = Margin::same(space::XS as i8);
    s.window_margin = Margin::same(space::L as i8);
    s.extra_text_line_spacing = font::EXTRA_LINE_SPACING;
    s.icon_width = size::MARK;
    s.icon_spacing = space::S;
    s.tooltip_width = size::FIELD;
    s.scroll = scroll();
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_grace_time = 0.0;
    style
}

/// Opacity of a scroll bar's handle: enough for a contrast of 3:1 on every surface.
const HANDLE: f32 = 0.55;

/// Returns the style of scroll bars.
///
/// They are always visible, to show that there is more.
fn scroll() -> ScrollStyle {
    let mut scroll = ScrollStyle::solid();
    scroll.floating = true; // egui applies the opacities to floating bars only; the width below keeps them beside the text
    scroll.bar_width = space::S;
    scroll.floating_width = space::S;
    scroll.floating_allocated_width = space::M;
    scroll.foreground_color = true; // the fill of controls would be white on white
    scroll.dormant_background_opacity = 0.0;
    scroll.active_background_opacity = 0.0;
    scroll.interact_background_opacity = 0.0;
    scroll.dormant_handle_opacity = HANDLE;
    scroll.active_handle_opacity = HANDLE;
    scroll.interact_handle_opacity = 0.8;
    scroll.kinetic.decay_time = 0.0;
    scroll.fade.strength = 0.0;
    scroll
}

fn visuals(t: &Tokens) -> Visuals {
    let mut v = if t.look == Look::Dark { Visuals::dark() } else { Visuals::light() };
    let shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: t.shadow };
    v.weak_text_color = Some(t.ink_second);
    v.widgets = widgets(t);
    v.selection = Selection { bg_fill: selection(t), stroke: Stroke::new(stroke::RING, t.focus) };
    v.hyperlink_color = t.accent;
    v.faint_bg_color = t.hover;
    v.extreme_bg_color = t.card;
    v.text_edit_bg_color = Some(t.card);
    v.code_bg_color = t.hover;
    v.warn_fg_color = t.tone(super::Tone::Missing).text;
    v.error_fg_color = t.tone(super::Tone::NotMet).text;
    v.window_corner_radius = CornerRadius::same(corner::CARD);
    v.menu_corner_radius = CornerRadius::same(corner::CONTROL);
    v.window_shadow = shadow;
    v.popup_shadow = shadow;
    v.window_fill = t.card;
    v.window_stroke = Stroke::new(stroke::LINE, t.line);
    v.panel_fill = t.page;
    v.text_cursor =
        TextCursorStyle { stroke: Stroke::new(stroke::CHOSEN, t.ink), blink: false, ..TextCursorStyle::default() };
    v.striped = false;
    v.image_loading_spinners = false;
    v.disabled_alpha = 0.6; // the controls of `ui::widgets` use `ink_disabled`
    v
}

/// Returns the background of selected text, which stays readable on it.
fn selection(t: &Tokens) -> Color32 {
    t.card.lerp_to_gamma(t.accent, if t.look == Look::Dark { 0.4 } else { 0.25 })
}

fn widgets(t: &Tokens) -> Widgets {
    let state = |fill: Color32, border: Color32, width: f32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(width, border),
        corner_radius: CornerRadius::same(corner::CONTROL),
        fg_stroke: Stroke::new(stroke::LINE, ink),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: state(t.card, t.line, stroke::LINE, t.ink),
        inactive: state(t.card, t.control, stroke::LINE, t.ink),
        hovered: state(t.hover, t.control, stroke::LINE, t.ink),
        // egui draws a focused widget as active, so a pressed button has the ring too.
        active: state(t.hover, t.focus, stroke::RING, t.ink),
        open: state(t.hover, t.control, stroke::LINE, t.ink),
    }
}
