//! A field for codes that also takes words: what fits is offered below while it is typed, by pointer or keyboard; words that fit one
//! code alone are that code.
//!
//! Must not know: which code system it is for, or what a code amounts to.

use eframe::egui::{Key, Ui};

use crate::ui::theme::{second, size};
use crate::ui::widgets::{Button, Field, pending_drafts};
use crate::ui::widgets::{keep, kept};

/// Most offers at once: who sees more types another word.
const OFFERED: usize = 6;

/// Codes of one system.
pub(super) trait Codes {
    /// Tells codes from words.
    fn is_codes(&self, text: &str) -> bool;

    /// Tells complete codes, which leave nothing to choose.
    fn is_complete(&self, text: &str) -> bool;

    /// The codes that fit a text, the first `at_most` of them; `None` where nothing is to be offered for such a text.
    fn offers(&self, text: &str, at_most: usize) -> Option<Offers>;

    /// The text with an offered code in place of what it was offered for.
    fn with_offer(&self, text: &str, code: &str) -> String;
}

/// Codes that fit a text.
#[derive(Clone, Default)]
pub(super) struct Offers {
    /// The first of them, each with its name.
    pub(super) first: Vec<(String, String)>,
    /// The number of all of them.
    pub(super) total: usize,
}

/// A field for a code.
pub(super) struct CodeField<'a> {
    /// Its stable id.
    pub(super) id: &'a str,
    /// What it is called.
    pub(super) label: &'a str,
    /// A word in the empty field.
    pub(super) hint: &'a str,
    /// The codes that it knows.
    pub(super) codes: &'a dyn Codes,
}

impl CodeField<'_> {
    /// Shows it. Returns codes that were handed over, or the code that was meant by words or picked.
    pub(super) fn show(&self, ui: &mut Ui) -> Option<String> {
        let field = Field::new(self.id, self.label, "").hint(self.hint).width(size::FIELD).show(ui);
        let typing = pending_drafts(ui).into_iter().find(|draft| draft.id == self.id).map(|draft| draft.text);
        // A text that was handed over stays here while an offer may still take its place: the click on an offer, or the way to it
        // by Tab, is what makes the field hand over its text.
        let mut held: String = kept(ui, self.id);
        if let Some(text) = field.committed.filter(|text| !text.trim().is_empty()) {
            let entered = ui.input(|input| input.key_pressed(Key::Enter));
            if let Some(given) = self.given(&text, entered) {
                keep(ui, self.id, String::new());
                return Some(given);
            }
            held = text;
        }
        let shown = typing.as_ref().unwrap_or(&held);
        let (picked, in_use) = self.offers_ui(ui, shown);
        let picked = picked.map(|code| self.codes.with_offer(shown, &code));
        let left = || (typing.is_none() && !in_use && self.codes.is_codes(&held)).then(|| held.clone());
        let given = picked.or_else(left);
        keep(ui, self.id, if given.is_some() { String::new() } else { held });
        given
    }

    /// The codes that a text which is handed over is, if that needs no choice.
    fn given(&self, text: &str, entered: bool) -> Option<String> {
        if self.codes.is_codes(text) {
            return (entered || self.codes.is_complete(text)).then(|| text.to_owned());
        }
        let offers = self.codes.offers(text, 1).unwrap_or_default();
        match &offers.first[..] {
            [(code, _)] if offers.total == 1 => Some(code.clone()),
            // Nothing fits: whoever takes the text says so.
            [] => Some(text.to_owned()),
            _ => None,
        }
    }

    /// Shows what fits. Returns what was picked, and whether the pointer or the keyboard is on an offer.
    fn offers_ui(&self, ui: &mut Ui, text: &str) -> (Option<String>, bool) {
        let (mut picked, mut in_use) = (None, false);
        let Some(offers) = self.offers(ui, text) else { return (picked, in_use) };
        if offers.total == 0 {
            ui.label(second("No listed code matches. Type the number, or other words."));
        }
        for (code, name) in &offers.first {
            if self.codes.is_complete(text) {
                ui.label(second(format!("{code}  {name}")));
                continue;
            }
            let offer = Button::quiet(&format!("{}.offer-{code}", self.id), &format!("{code}  {name}")).show(ui);
            in_use |= offer.has_focus() || offer.is_pointer_button_down_on();
            if offer.clicked() {
                picked = Some(code.clone());
            }
        }
        let more = offers.total.saturating_sub(OFFERED);
        if more > 0 {
            ui.label(second(format!("and {more} more: keep typing to narrow the list")));
        }
        (picked, in_use)
    }

    /// The offers for a text, looked for once for each text and not in every frame.
    fn offers(&self, ui: &Ui, text: &str) -> Option<Offers> {
        if text.trim().is_empty() {
            return None;
        }
        let key = format!("{}.offers", self.id);
        let (before, found): (String, Option<Offers>) = kept(ui, &key);
        if before == text {
            return found;
        }
        let found = self.codes.offers(text, OFFERED);
        keep(ui, &key, (text.to_owned(), found.clone()));
        found
    }
}
