//! The colours, by meaning. Their values are in `looks`, the proof that they can be read in `contrast`.
//!
//! Must not know: where a colour is used.

use eframe::egui::{Color32, Theme};

/// The three looks of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Dark ink on light paper.
    #[default]
    Light,
    /// Light ink on dark paper.
    Dark,
    /// Black on white, full lines, every text at least 7:1.
    HighContrast,
}

impl Look {
    /// All looks, in the order in which a setting offers them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::HighContrast];

    /// The look of a name in the settings; for any other that of the system, where it has one, and else light.
    pub fn named(name: &str, of_system: Option<Theme>) -> Self {
        let system = if of_system == Some(Theme::Dark) { Self::Dark } else { Self::Light };
        Self::ALL.into_iter().find(|look| look.name() == name).unwrap_or(system)
    }

    /// Its name in the settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
        }
    }
}

/// What a colour and a mark say about something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Asked for and shown.
    Met,
    /// Asked for and contradicted.
    NotMet,
    /// Asked for and not to be found in the record.
    Missing,
    /// Not yet looked at.
    ToGo,
    /// For a physician to interpret.
    Judgement,
    /// Not covered by this policy.
    Outside,
}

impl Tone {
    /// All tones.
    pub const ALL: [Self; 6] = [Self::Met, Self::NotMet, Self::Missing, Self::ToGo, Self::Judgement, Self::Outside];

    /// What its mark is called for those who do not see it.
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

/// The colours of one tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToneColours {
    /// Words and marks.
    pub text: Color32,
    /// The paper behind them.
    pub tint: Color32,
    /// The border of what is tinted.
    pub edge: Color32,
    /// The bar on a card's left edge.
    pub bar: Color32,
}

/// Every colour of one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Which look this is.
    pub look: Look,
    /// The ground of the window.
    pub page: Color32,
    /// Side panels and bars, between page and card.
    pub panel: Color32,
    /// Cards, fields, menus.
    pub card: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// What is pressed, or selected in a list.
    pub selected: Color32,
    /// Rules and borders that only divide.
    pub line: Color32,
    /// Borders that show where a control is (at least 3:1).
    pub control: Color32,
    /// Text.
    pub ink: Color32,
    /// Text that explains.
    pub ink_second: Color32,
    /// Text of what cannot be used now.
    pub ink_disabled: Color32,
    /// The one accent: primary buttons, links, the selected tab.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// The ring around what has the focus.
    pub focus: Color32,
    /// Shadow of menus and dialogs.
    pub shadow: Color32,
    pub(super) tones: [ToneColours; 6],
}

impl Tokens {
    /// The colours of a tone.
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

    /// The quiet ground of a whole card in this tone: half way from the card to the tint.
    pub fn wash(&self, tone: Tone) -> Color32 {
        self.card.lerp_to_gamma(self.tone(tone).tint, 0.4)
    }
}
