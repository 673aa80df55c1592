//! Tests of the WCAG contrast of each text color on each background, in every look.
//!
//! Must not know: the widgets. A new pair of colors in one of them belongs here too.

use super::palette::{Look, Tokens, Tone};
use eframe::egui::Color32;

/// Returns the relative luminance as WCAG 2 defines it.
fn luminance(colour: Color32) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn check(look: Look, what: &str, one: Color32, other: Color32, bar: f64) {
    let found = contrast(one, other);
    assert!(found >= bar, "{look:?}: {what} has {found:.2}:1, less than {bar}:1");
}

fn text_bar(look: Look) -> f64 {
    if look == Look::HighContrast { 7.0 } else { 4.5 }
}

#[test]
fn black_on_white_is_21_to_1() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
}

#[test]
fn ink_can_be_read_on_every_surface() {
    for look in Look::ALL {
        let t = Tokens::of(look);
        let surfaces = [t.page, t.panel, t.card, t.hover, t.selected];
        let washes = Tone::ALL.iter().flat_map(|tone| [t.wash(*tone), t.tone(*tone).tint]);
        for surface in surfaces.into_iter().chain(washes) {
            check(look, "ink", t.ink, surface, 7.0);
            check(look, "second ink", t.ink_second, surface, text_bar(look));
            check(look, "accent", t.accent, surface, text_bar(look));
        }
        check(look, "text on the accent", t.on_accent, t.accent, text_bar(look));
        check(look, "text on the accent, hovered", t.on_accent, t.accent_hover, text_bar(look));
    }
}

#[test]
fn every_tone_can_be_read() {
    for look in Look::ALL {
        let t = Tokens::of(look);
        for tone in Tone::ALL {
            let colours = t.tone(tone);
            for surface in [colours.tint, t.wash(tone), t.card, t.page, t.panel, t.selected] {
                check(look, tone.name(), colours.text, surface, text_bar(look));
            }
            check(look, tone.name(), t.focus, colours.tint, 3.0);
        }
    }
}

#[test]
fn controls_and_focus_can_be_seen() {
    for look in Look::ALL {
        let t = Tokens::of(look);
        check(look, "control border", t.control, t.card, 3.0);
        for surface in [t.page, t.panel, t.card, t.hover, t.selected] {
            check(look, "focus ring", t.focus, surface, 3.0);
            check(look, "disabled text", t.ink_disabled, surface, 3.0);
        }
    }
}
