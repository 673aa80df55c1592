//! The letters: Noto Sans in two weights, and the four sizes of text.
//!
//! Must not know: colours, or which text is set in them.

use eframe::egui::{FontData, FontDefinitions, FontFamily, FontId, RichText, TextStyle};
use std::{collections::BTreeMap, sync::Arc};

const REGULAR: &str = "Noto Sans";
const SEMIBOLD: &str = "Noto Sans SemiBold";
const MATH: &str = "Noto Sans Math";
const STRONG: &str = "strong";

/// The four sizes of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSize {
    /// 12: labels, hints, key caps.
    Small,
    /// 13.5: everything that is read.
    Body,
    /// 15: the first line of a block.
    Lead,
    /// 19: the name of a page, the status.
    Title,
}

impl TextSize {
    /// The size in points.
    pub const fn points(self) -> f32 {
        match self {
            Self::Small => 12.0,
            Self::Body => 13.5,
            Self::Lead => 15.0,
            Self::Title => 19.0,
        }
    }

    /// The regular font in this size.
    pub fn regular(self) -> FontId {
        FontId::new(self.points(), FontFamily::Proportional)
    }

    /// The semibold font in this size.
    pub fn strong(self) -> FontId {
        FontId::new(self.points(), FontFamily::Name(STRONG.into()))
    }
}

/// Text as it is read.
pub fn plain(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Body.regular())
}

/// Semibold text in the size of its surroundings' body. (egui's own `strong` changes the colour only.)
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Body.strong())
}

/// Small text: labels and hints.
pub fn small(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Small.regular())
}

/// Text in the second ink: what explains, and can be skipped.
pub fn second(text: impl Into<String>) -> RichText {
    plain(text).weak()
}

/// The first line of a block.
pub fn lead(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Lead.strong())
}

/// The name of a page, the status.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(TextSize::Title.strong())
}

/// The fonts, with egui's own behind them for letters that Noto Sans lacks.
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

/// egui's text styles in our sizes.
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

/// What egui adds between lines, so that a line is 1.45 times its size (Noto Sans alone gives 1.36).
pub(super) const EXTRA_LINE_SPACING: f32 = 1.25;
