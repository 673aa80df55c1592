//! Theme: every color, size, distance and font of the window, named by its meaning.
//!
//! Must not know: policy, case or any view. Views use tokens; a test finds colors and numbers of points outside this
//! module.

#[cfg(test)]
mod contrast;
mod font;
mod looks;
mod palette;
mod scale;
mod style;

pub use font::{TextSize, lead, plain, second, small, strong, title};
pub use palette::{Look, Tokens, Tone, ToneColours};
pub use scale::{corner, room, size, space, stroke};

use eframe::egui::{Context, CornerRadius, Id, Painter, Rect, Stroke, StrokeKind, Theme, ThemePreference};

/// Range of the text size, in percent.
pub const TEXT_PERCENT: std::ops::RangeInclusive<u32> = 80..=200;

/// Applies a look and a text size: fonts, style and colors.
///
/// Both of egui's themes get the same style, so that a change of the system's theme has no effect by itself.
/// `text_percent`, clamped to 80..=200, scales the whole window: 1280 x 720 pixels at 200 % are 640 x 360 points, and
/// views choose their layout by points. Call it at the start and when a setting changes, not in each frame.
pub fn install(ctx: &Context, look: Look, text_percent: u32) {
    if ctx.data(|data| data.get_temp::<Tokens>(key())).is_none() {
        ctx.set_fonts(font::definitions());
    }
    let tokens = Tokens::of(look);
    ctx.data_mut(|data| data.insert_temp(key(), tokens));
    ctx.set_theme(match look {
        Look::Dark => ThemePreference::Dark,
        Look::Light | Look::HighContrast => ThemePreference::Light,
    });
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style::style(&tokens));
    }
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    let percent = text_percent.clamp(*TEXT_PERCENT.start(), *TEXT_PERCENT.end());
    ctx.set_zoom_factor(percent as f32 / 100.0);
}

/// Returns the tokens of the applied look.
///
/// Before [`install`] was called it is the light one.
///
/// Takes a `Context` or, by dereference, a `Ui`.
pub fn tokens(ctx: &Context) -> Tokens {
    ctx.data(|data| data.get_temp(key())).unwrap_or_else(|| Tokens::of(Look::Light))
}

/// Returns the tokens for drawing on the chart, whose pages are always white.
pub fn tokens_on_paper(ctx: &Context) -> Tokens {
    match tokens(ctx).look {
        Look::HighContrast => Tokens::of(Look::HighContrast),
        Look::Light | Look::Dark => Tokens::of(Look::Light),
    }
}

/// Tint that leaves a picture unchanged.
pub const UNTINTED: eframe::egui::Color32 = eframe::egui::Color32::WHITE;

/// Returns a transparent version of a color, for highlights over text.
pub fn see_through(colour: eframe::egui::Color32) -> eframe::egui::Color32 {
    colour.gamma_multiply(0.18)
}

/// Draws the focus ring just outside `rect`.
pub fn focus_ring(painter: &Painter, rect: Rect, radius: u8, tokens: &Tokens) {
    let rect = rect.expand(stroke::RING_GAP);
    let radius = CornerRadius::same(radius.saturating_add(stroke::RING_GAP as u8));
    painter.rect_stroke(rect, radius, Stroke::new(stroke::RING, tokens.focus), StrokeKind::Outside);
}

fn key() -> Id {
    Id::unique("mednec theme tokens")
}
