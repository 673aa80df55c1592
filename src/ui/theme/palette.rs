//! Colors by meaning.
//!
//! Their values are in `looks`, tests of their contrast in `contrast`.
//!
//! Must not know: where a color is used.

use eframe::egui::{Color32, Theme};

/// Looks of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Dark text on a light background.
    #[default]
    Light,
    /// Light text on a dark background.
    Dark,
    /// Black on white with strong lines; every text has a contrast of at least 7:1.
    HighContrast,
}

impl Look {
    /// All looks, in the order of the setting's options.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::HighContrast];

    /// Returns the look with a name of the settings.
    ///
    /// For any other name it is that of the system's theme, or light where the system has none.
    pub fn named(name: &str, of_system: Option<Theme>) -> Self {
        let system = if of_system == Some(Theme::Dark) { Self::Dark } else { Self::Light };
        Self::ALL.into_iter().find(|look| look.name() == name).unwrap_or(system)
    }

    /// Returns its name in the settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
        }
    }
}

/// Meaning of a color and a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Required and documented.
    Met,
    /// Required and contradicted.
    NotMet,
    /// Required and missing from the record.
    Missing,
    /// Left to review.
    ToGo,
    /// For a physician to interpret.
    Judgement,
    /// Not covered by this policy.
    Outside,
}

impl Tone {
    /// All tones.
    pub const ALL: [Self; 6] = [Self::Met, Self::NotMet, Self::Missing, Self::ToGo, Self::Judgement, Self::Outside];

    /// Returns the accessible name of its mark.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::Missing => "missing from the record",
            Self::ToGo => "left to review",
            Self::Judgement => "physician's interpretation",
            Self::Outside => "outside this policy",
        }
    }
}

/// Colors of one tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToneColours {
    /// Text and marks.
    pub text: Color32,
    /// Background of text and marks.
    pub tint: Color32,
    /// Border of a tinted area.
    pub edge: Color32,
    /// Bar at the left edge of a card.
    pub bar: Color32,
}

/// All colors of one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// The look.
    pub look: Look,
    /// Background of the window.
    pub page: Color32,
    /// Side panels and bars, between page and card.
    pub panel: Color32,
    /// Cards, fields, menus.
    pub card: Color32,
    /// Background of a control under the pointer.
    pub hover: Color32,
    /// Background of a pressed control or a selected row.
    pub selected: Color32,
    /// Lines and borders that only divide.
    pub line: Color32,
    /// Borders of controls (contrast of at least 3:1).
    pub control: Color32,
    /// Text.
    pub ink: Color32,
    /// Explanatory text.
    pub ink_second: Color32,
    /// Text of disabled controls.
    pub ink_disabled: Color32,
    /// Accent: primary buttons, links, the selected tab.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Focus ring.
    pub focus: Color32,
    /// Shadow of menus and dialogs.
    pub shadow: Color32,
    pub(super) tones: [ToneColours; 6],
}

impl Tokens {
    /// Returns the colors of a tone.
    pub const fn tone(&self, tone: Tone) -> ToneColours {
        let [met, not_met, missing, to_go, judgement, outside] = self.tones;
        match tone {
            Tone::Met => met,
            Tone::NotMet => not_met,
            Tone::Missing => missing,
            Tone::ToGo => to_go,
            Tone::Judgement => judgement,
            Tone::Outside => outside,
        }
    }

    /// Returns the background of a card in a tone: a mix of card and tint.
    pub fn wash(&self, tone: Tone) -> Color32 {
        self.card.lerp_to_gamma(self.tone(tone).tint, 0.4)
    }
}
