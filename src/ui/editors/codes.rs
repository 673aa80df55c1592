//! A field for codes that also takes words: what fits them is offered below, and one that fits alone is taken.
//!
//! Must not know: which code system it is for, or what a code amounts to.

use std::sync::LazyLock;

use eframe::egui::Ui;

use crate::ui::desk::{keep, kept};
use crate::ui::theme::{second, size};
use crate::ui::views::fold;
use crate::ui::widgets::{Button, Field, pending_drafts};

/// How many are offered at once: who sees more types another word.
const OFFERED: usize = 6;

/// Diagnoses that requests often carry, with short words for each.
const DIAGNOSES: &str = include_str!("../../../assets/diagnoses.tsv");

/// A field for a code.
pub(super) struct CodeField<'a> {
    /// Its stable id.
    pub(super) id: &'a str,
    /// What it is called.
    pub(super) label: &'a str,
    /// A word in the empty field.
    pub(super) hint: &'a str,
    /// The codes that are known by words.
    pub(super) listed: &'a [(&'a str, &'a str)],
}

impl CodeField<'_> {
    /// Shows it. Gives what was typed as a code, or the code that was meant by words.
    pub(super) fn show(&self, ui: &mut Ui) -> Option<String> {
        let field = Field::new(self.id, self.label, "").hint(self.hint).width(size::FIELD).show(ui);
        let typing = pending_drafts(ui).into_iter().find(|draft| draft.id == self.id).map(|draft| draft.text);
        // Words that were handed over and fit several stay until one is picked or other words are typed.
        let mut held: String = kept(ui, self.id);
        if let Some(text) = field.committed {
            let found = self.found(&text);
            let given = match found[..] {
                _ if !is_words(&text) => Some(text),
                [(code, _)] => Some(code.to_owned()),
                // Nothing fits: whoever takes the text says so.
                [] => Some(text),
                _ => {
                    // The offers stay where they are: the click on one of them is what makes the field hand over its words.
                    held = text;
                    None
                }
            };
            if given.is_some() {
                keep(ui, self.id, String::new());
                return given;
            }
            keep(ui, self.id, held.clone());
        }
        let words = typing.unwrap_or(held);
        if !is_words(&words) {
            return None;
        }
        let found = self.found(&words);
        if found.is_empty() {
            ui.label(second("No code is known here by these words: type its number."));
        }
        let mut picked = None;
        for (code, label) in found.iter().take(OFFERED) {
            let id = format!("{}.offer-{code}", self.id);
            if Button::quiet(&id, &format!("{code}  {label}")).show(ui).clicked() {
                picked = Some((*code).to_owned());
            }
        }
        if found.len() > OFFERED {
            ui.label(second(format!("and {} more: another word finds fewer", found.len() - OFFERED)));
        }
        if picked.is_some() {
            keep(ui, self.id, String::new());
        }
        picked
    }

    fn found(&self, words: &str) -> Vec<(&str, &str)> {
        let words = fold(words);
        let fits = |(code, label): &&(&str, &str)| {
            let text = fold(&format!("{code} {label}"));
            words.split_whitespace().all(|word| text.contains(word))
        };
        self.listed.iter().filter(fits).copied().collect()
    }
}

/// Whether a text is words and no code: codes have digits.
fn is_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(|letter| letter.is_ascii_digit())
}

/// The diagnoses that are known by words.
pub(super) fn diagnoses() -> &'static [(&'static str, &'static str)] {
    static READ: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        DIAGNOSES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
    });
    &READ
}

/// Short words for a diagnosis, where it is one of those.
pub(super) fn label_of_diagnosis(code: &str) -> Option<&'static str> {
    diagnoses().iter().find(|(known, _)| *known == code).map(|(_, label)| *label)
}

#[cfg(test)]
mod tests {
    use super::diagnoses;
    use crate::case::diagnosis_is_formed;

    #[test]
    fn every_diagnosis_is_a_code_with_words_and_stands_once() {
        let all = diagnoses();
        assert!(all.len() > 50);
        for (place, (code, words)) in all.iter().enumerate() {
            assert!(diagnosis_is_formed(code) && words.len() > 5 && !words.contains('\t'), "{code}");
            assert!(all.iter().skip(place + 1).all(|(other, said)| other != code && said != words), "{code}");
        }
    }
}
