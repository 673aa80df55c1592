//! Field for codes that also searches by words, with offers below it.
//!
//! Words that fit a single code are replaced by it.
//!
//! Must not know: which code system it is for, or which criteria a code meets.

use eframe::egui::{Key, Ui};

use crate::ui::theme::{second, size};
use crate::ui::widgets::{Button, Field, pending_drafts};
use crate::ui::widgets::{keep, kept};

/// Most offers that are shown at once.
const OFFERED: usize = 6;

/// A code system: recognizes its codes, and searches them by words.
pub(super) trait Codes {
    /// Returns true for a text of codes, complete or not, and false for words.
    fn is_codes(&self, text: &str) -> bool;

    /// Returns true when the text has complete codes only.
    fn is_complete(&self, text: &str) -> bool;

    /// Returns codes that fit a text, at most `at_most` of them.
    ///
    /// `None` where nothing is offered for such a text.
    fn offers(&self, text: &str, at_most: usize) -> Option<Offers>;

    /// Returns the text with an offered code in place of what it was offered for.
    fn with_offer(&self, text: &str, code: &str) -> String;
}

/// Codes that fit a text.
#[derive(Clone, Default)]
pub(super) struct Offers {
    /// The first ones, as code and name.
    pub(super) first: Vec<(String, String)>,
    /// Number of all codes that fit.
    pub(super) total: usize,
}

/// A field for codes or words.
pub(super) struct CodeField<'a> {
    /// Stable id, unique in the window.
    pub(super) id: &'a str,
    /// Label above the field.
    pub(super) label: &'a str,
    /// Hint in the empty field.
    pub(super) hint: &'a str,
    /// The code system.
    pub(super) codes: &'a dyn Codes,
}

impl CodeField<'_> {
    /// Shows the field. Returns codes that were entered, picked, or found by words.
    pub(super) fn show(&self, ui: &mut Ui) -> Option<String> {
        let field = Field::new(self.id, self.label, "").hint(self.hint).width(size::FIELD).show(ui);
        let typing = pending_drafts(ui).into_iter().find(|draft| draft.id == self.id).map(|draft| draft.text);
        // A committed text is kept while an offer may still replace it: clicking an offer, or tabbing to it, is what
        // makes the field commit its text.
        let mut committed: String = kept(ui, self.id);
        if let Some(text) = field.committed.filter(|text| !text.trim().is_empty()) {
            let entered = ui.input(|input| input.key_pressed(Key::Enter));
            if let Some(given) = self.codes_without_choice(&text, entered) {
                keep(ui, self.id, String::new());
                return Some(given);
            }
            committed = text;
        }
        let shown = typing.as_ref().unwrap_or(&committed);
        let (picked, in_use) = self.offers_ui(ui, shown);
        let picked = picked.map(|code| self.codes.with_offer(shown, &code));
        let left = || (typing.is_none() && !in_use && self.codes.is_codes(&committed)).then(|| committed.clone());
        let given = picked.or_else(left);
        keep(ui, self.id, if given.is_some() { String::new() } else { committed });
        given
    }

    /// Returns the codes of a committed text, unless the user still has to choose one.
    fn codes_without_choice(&self, text: &str, entered: bool) -> Option<String> {
        if self.codes.is_codes(text) {
            return (entered || self.codes.is_complete(text)).then(|| text.to_owned());
        }
        let offers = self.codes.offers(text, 1).unwrap_or_default();
        match &offers.first[..] {
            [(code, _)] if offers.total == 1 => Some(code.clone()),
            // Nothing fits: validation refuses the text and says why.
            [] => Some(text.to_owned()),
            _ => None,
        }
    }

    /// Shows the offers for a text.
    ///
    /// Returns the code that was picked, and true while the pointer presses an offer or one has the focus.
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

    /// Returns the offers for a text.
    ///
    /// They are searched once per text, not in every frame.
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
