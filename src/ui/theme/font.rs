//! Fonts: Noto Sans in two weights, and the four sizes of text.
//!
//! Must not know: colors, or which text is set in them.

use eframe::egui::{FontData, FontDefinitions, FontFamily, FontId, RichText, TextStyle};
use std::{collections::BTreeMap, sync::Arc};

const REGULAR: &str = "Noto Sans";
const SEMIBOLD: &str = "Noto Sans SemiBold";
const MATH: &str = "Noto Sans Math";
const STRONG: &str = "strong";

/// Sizes of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSize {
    /// 12 points: labels, hints, key caps.
    Small,
    /// 13.5 points: body text.
    Body,
    /// 15 points: the heading of a part.
    Lead,
    /// 19 points: the heading of a page, the status.
    Title,
}

impl TextSize {
    /// Returns the size in points.
    pub const fn points(self) -> f32 {
        match self {
            Self::Small => 12.0,
            Self::Body => 13.5,
            Self::Lead => 15.0,
            Self::Title => 19.0,
        }
    }

    /// Returns the regular font in this size.
    pub fn regular(self) -> FontId {
        FontId::new(self.points(), FontFamily::Proportional)
    }

    /// Returns the semibold font in this size.
    pub fn strong(self) -> FontId {
        FontId::new(self.points(), FontFamily::Name(STRONG.into()))
    }
}

/// Returns body text.
pub fn plain(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Body.regular())
}

/// Returns semibold body text. (egui's own `strong` only changes the color.)
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Body.strong())
}

/// Returns small text, for labels and hints.
pub fn small(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Small.regular())
}

/// Returns body text in the second ink, for explanations.
pub fn second(text: impl Into<String>) -> RichText {
    plain(text).weak()
}

/// Returns the text of a part's heading.
pub fn lead(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Lead.strong())
}

/// Returns the text of a page's heading or of the status.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Title.strong())
}

/// Returns the embedded fonts, with egui's own as fallback.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let files: [(&str, &'static [u8]); 3] = [
        (REGULAR, include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf")),
        (SEMIBOLD, include_bytes!("../../../assets/fonts/NotoSans-SemiBold.ttf")),
        (MATH, include_bytes!("../../../assets/fonts/NotoSansMath-Subset.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let chain =
        |first: &[&str]| first.iter().map(|name| (*name).to_owned()).chain(behind.iter().cloned()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, chain(&[REGULAR, MATH]));
    fonts.families.insert(FontFamily::Name(STRONG.into()), chain(&[SEMIBOLD, REGULAR, MATH]));
    fonts
}

/// Returns egui's text styles in these sizes.
pub(super) fn text_styles() -> BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Small, TextSize::Small.regular()),
        (TextStyle::Body, TextSize::Body.regular()),
        (TextStyle::Button, TextSize::Body.regular()),
        (TextStyle::Heading, TextSize::Title.strong()),
        (TextStyle::Monospace, FontId::new(TextSize::Body.points(), FontFamily::Monospace)),
    ]
    .into()
}

/// Factor for egui's line spacing.
///
/// It makes a line 1.45 times its font size; Noto Sans alone gives 1.36.
pub(super) const EXTRA_LINE_SPACING: f32 = 1.25;
