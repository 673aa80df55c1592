//! The look of the window: one place for every colour, size, distance and letter form, named by what it means.
//!
//! Must not know: policy, case or any view. Views ask for tokens; they never write a colour or a number of points.

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

/// The range of the text setting, in percent.
pub const TEXT_PERCENT: std::ops::RangeInclusive<u32> = 80..=200;

/// Puts `look` and the text size to work: fonts, style and colours, for both of egui's themes, so that the system's
/// theme never changes the picture behind our back.
///
/// `text_percent` (held to 80..=200) scales the whole window, so 1280 x 720 pixels at 200 % are 640 x 360 points: views
/// fold by the points they have. Call it at the start and when a setting changes, not in every frame.
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

/// The tokens of the look in use. Takes a `Context` or, by dereference, a `Ui`. Light before [`install`] was called.
pub fn tokens(ctx: &Context) -> Tokens {
    ctx.data(|data| data.get_temp(key())).unwrap_or_else(|| Tokens::of(Look::Light))
}

/// The tokens for what is drawn on a page of the record, which is white in every look.
pub fn tokens_on_paper(ctx: &Context) -> Tokens {
    match tokens(ctx).look {
        Look::HighContrast => Tokens::of(Look::HighContrast),
        Look::Light | Look::Dark => Tokens::of(Look::Light),
    }
}

/// What a picture is tinted with that is shown as it is.
pub const UNTINTED: eframe::egui::Color32 = eframe::egui::Color32::WHITE;

/// A colour that lets what is under it be read, as a highlighter's does.
pub fn see_through(colour: eframe::egui::Color32) -> eframe::egui::Color32 {
    colour.gamma_multiply(0.18)
}

/// Draws the ring that shows where the keyboard is, just outside `rect`.
pub fn focus_ring(painter: &Painter, rect: Rect, radius: u8, tokens: &Tokens) {
    let rect = rect.expand(stroke::RING_GAP);
    let radius = CornerRadius::same(radius.saturating_add(stroke::RING_GAP as u8));
    painter.rect_stroke(rect, radius, Stroke::new(stroke::RING, tokens.focus), StrokeKind::Outside);
}

fn key() -> Id {
    Id::unique("mednec theme tokens")
}
