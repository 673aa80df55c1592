//! Values of all colors in each look.
//!
//! Must not know: where a color is used.

use super::palette::{Look, Tokens, ToneColours};
use eframe::egui::Color32;

const fn hex(rgb: u32) -> Color32 {
    let [_, r, g, b] = rgb.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const fn tone(text: u32, tint: u32, edge: u32, bar: u32) -> ToneColours {
    ToneColours { text: hex(text), tint: hex(tint), edge: hex(edge), bar: hex(bar) }
}

impl Tokens {
    /// Returns the tokens of a look.
    pub const fn of(look: Look) -> Self {
        match look {
            Look::Light => LIGHT,
            Look::Dark => DARK,
            Look::HighContrast => HIGH_CONTRAST,
        }
    }
}

/// Dark text on a light background.
pub(super) const LIGHT: Tokens = Tokens {
    look: Look::Light,
    page: hex(0xf5f7f9),
    panel: hex(0xfafbfc),
    card: hex(0xffffff),
    hover: hex(0xeef2f6),
    selected: hex(0xe7f0fa),
    line: hex(0xd9dfe6),
    control: hex(0x8592a0),
    ink: hex(0x17202b),
    ink_second: hex(0x4a5868),
    ink_disabled: hex(0x76828f),
    accent: hex(0x0b5cad),
    accent_hover: hex(0x084a8c),
    on_accent: hex(0xffffff),
    focus: hex(0x0b5cad),
    shadow: Color32::from_black_alpha(40),
    tones: [
        tone(0x12703c, 0xe6f4ec, 0xa9d6bb, 0x1c9150),
        tone(0xb3261e, 0xfcebea, 0xecb5b1, 0xc8372e),
        tone(0x8a5300, 0xfff4dc, 0xe8c069, 0xd98a06),
        tone(0x0b5cad, 0xe7f0fa, 0xaecbea, 0x2f7fd0),
        tone(0x6b3fa0, 0xf1eafa, 0xcdb6e6, 0x8759bd),
        tone(0x4a5868, 0xeef1f4, 0xc5ced8, 0x76828f),
    ],
};

/// Light text on a dark background.
pub(super) const DARK: Tokens = Tokens {
    look: Look::Dark,
    page: hex(0x12171e),
    panel: hex(0x161c24),
    card: hex(0x1b232d),
    hover: hex(0x25303c),
    selected: hex(0x1d3450),
    line: hex(0x313d4a),
    control: hex(0x73818f),
    ink: hex(0xe8edf3),
    ink_second: hex(0xaab7c5),
    ink_disabled: hex(0x8391a0),
    accent: hex(0x7cbcf5),
    accent_hover: hex(0xa3d0fa),
    on_accent: hex(0x0b1622),
    focus: hex(0x7cbcf5),
    shadow: Color32::from_black_alpha(140),
    tones: [
        tone(0x7fd6a2, 0x17321f, 0x2f6143, 0x4fb87c),
        tone(0xff9f96, 0x3d1d1b, 0x7a3934, 0xe9685e),
        tone(0xf3c46b, 0x372a11, 0x71561f, 0xdd9f2d),
        tone(0x8cc4f7, 0x152b41, 0x2f567c, 0x4f9be0),
        tone(0xcfb4f1, 0x2d2241, 0x594480, 0xa27cd6),
        tone(0xb4c0cd, 0x27303a, 0x45525f, 0x8391a0),
    ],
};

/// Black on white, with strong lines.
pub(super) const HIGH_CONTRAST: Tokens = Tokens {
    look: Look::HighContrast,
    page: hex(0xffffff),
    panel: hex(0xffffff),
    card: hex(0xffffff),
    hover: hex(0xe6e6e6),
    selected: hex(0xdbe9ff),
    line: hex(0x4d4d4d),
    control: hex(0x000000),
    ink: hex(0x000000),
    ink_second: hex(0x262626),
    ink_disabled: hex(0x595959),
    accent: hex(0x00388a),
    accent_hover: hex(0x001f52),
    on_accent: hex(0xffffff),
    focus: hex(0x0035d6),
    shadow: Color32::from_black_alpha(110),
    tones: [
        tone(0x004a1f, 0xe9f7ee, 0x004a1f, 0x004a1f),
        tone(0x8a0000, 0xfff0ef, 0x8a0000, 0x8a0000),
        tone(0x5c3400, 0xfff6e0, 0x5c3400, 0x5c3400),
        tone(0x00388a, 0xeaf2ff, 0x00388a, 0x00388a),
        tone(0x4a1a85, 0xf5eeff, 0x4a1a85, 0x4a1a85),
        tone(0x262626, 0xf0f0f0, 0x262626, 0x262626),
    ],
};
