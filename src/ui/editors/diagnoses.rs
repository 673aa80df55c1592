//! Editor for diagnosis codes, with a remark on each that is not billable.
//!
//! Must not know: the criteria that a diagnosis meets.

use eframe::egui::Ui;

use super::codes::{CodeField, Codes, Offers};
use super::lists::record;
use crate::case::Value;
use crate::diagnoses::{Diagnoses, Diagnosis, Validity, is_number, with_point};
use crate::policy::Question;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{second, small};
use crate::ui::widgets::{Button, Chip, Pressed};
use crate::wording;

/// Most codes that are offered in place of a category.
const CHILDREN: usize = 10;

/// Separators between codes in one text.
const BETWEEN: [char; 3] = [',', ' ', ';'];

/// The bundled list of ICD-10-CM.
struct Listed(&'static Diagnoses);

impl Codes for Listed {
    fn is_codes(&self, text: &str) -> bool {
        let has_no_words = !text.chars().any(char::is_alphabetic);
        parts(text).next().is_some() && (has_no_words || parts(text).all(is_number))
    }

    fn is_complete(&self, text: &str) -> bool {
        let is_billable = |code| self.0.validity(code) == Some(Validity::Billable);
        parts(text).next().is_some() && parts(text).all(is_billable)
    }

    fn offers(&self, text: &str, at_most: usize) -> Option<Offers> {
        let looked_for =
            if self.is_codes(text) { parts(text).next_back().filter(|part| is_number(part))? } else { text };
        let found = self.0.search(looked_for, at_most);
        let named = |diagnosis: Diagnosis| {
            let name = diagnosis.name().to_owned();
            (diagnosis.code, if diagnosis.is_billable { name } else { format!("{name} (not billable)") })
        };
        Some(Offers { first: found.first.into_iter().map(named).collect(), total: found.total })
    }

    /// Replaces the last of several codes, which is the one that was being typed.
    fn with_offer(&self, text: &str, code: &str) -> String {
        let before =
            if self.is_codes(text) { text.trim_end_matches(|letter: char| !BETWEEN.contains(&letter)) } else { "" };
        format!("{before}{code}")
    }
}

fn parts(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(BETWEEN).filter(|part| !part.is_empty())
}

pub(super) fn diagnoses_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let codes: &[String] = match context.case().value(&question.id) {
        Some(Value::Diagnoses(codes)) => codes,
        _ => &[],
    };
    let list = Diagnoses::bundled();
    ui.horizontal_wrapped(|ui| {
        for code in codes {
            let id = context.id(&question.id, code);
            let listed = list.find(code);
            let chip = Chip::new(&id, code, listed.as_ref().map_or("", Diagnosis::name));
            if chip.removable(&format!("Remove diagnosis {code}")).show(ui) == Pressed::Cross {
                let rest: Vec<String> = codes.iter().filter(|other| *other != code).cloned().collect();
                record(context, question, rest.is_empty(), Value::Diagnoses(rest));
            }
        }
    });
    for code in codes {
        if let Some(child) = remark_ui(ui, &context.id(&question.id, code), code) {
            let put = |other: &String| if other == code { child.clone() } else { other.clone() };
            context.answer(&question.id, Value::Diagnoses(each_once(codes.iter().map(put))));
        }
    }
    let field = CodeField {
        id: &context.id(&question.id, ""),
        label: "Add an ICD-10-CM code",
        hint: "One code or several, or words",
        codes: &Listed(list),
    };
    if let Some(text) = field.show(ui) {
        let typed = parts(&text).map(|part| with_point(&part.to_uppercase()));
        context.answer(&question.id, Value::Diagnoses(each_once(codes.iter().cloned().chain(typed))));
    }
    let said = format!("{}. The release in force on the date of service counts.", wording::diagnosis_list());
    ui.label(small(said).weak());
}

/// Draws the remark on a code, and the billable codes below a category.
///
/// Returns the one that was picked.
fn remark_ui(ui: &mut Ui, id: &str, code: &str) -> Option<String> {
    let remark = wording::diagnosis_remark(code)?;
    ui.label(second(format!("{code} is {remark}.")));
    let children = Diagnoses::bundled().children(code);
    let mut picked = None;
    for child in children.iter().take(CHILDREN) {
        let (id, text) = (format!("{id}.below-{}", child.code), format!("{}  {}", child.code, child.name()));
        let offer = Button::quiet(&id, &text).show(ui);
        let name = format!("Replace {code} with {}, {}", child.code, child.name());
        ui.ctx().accesskit_node_builder(offer.id, |node| node.set_label(name.clone()));
        if offer.clicked() {
            picked = Some(child.code.clone());
        }
    }
    if children.len() > CHILDREN {
        ui.label(second(format!("and {} more: type {code} to find them", children.len() - CHILDREN)));
    }
    picked
}

/// Returns the codes in their order without duplicates.
///
/// A code is the same with or without its point.
fn each_once(codes: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for code in codes {
        if once.iter().all(|other| with_point(other) != with_point(&code)) {
            once.push(code);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_codes_or_words() {
        let list = Listed(Diagnoses::bundled());
        for text in ["G90.5", "g9050", "G89.3, I69.35", "90.5", "M5"] {
            assert!(list.is_codes(text), "{text}");
        }
        for text in ["", " ", "pain", "type 2 diabetes", "G90.5 pain"] {
            assert!(!list.is_codes(text), "{text}");
        }
        assert!(list.is_complete("G89.3 g9050") && !list.is_complete("G89.3 G90.5") && !list.is_complete(""));
        assert!(!list.is_complete("G90.5Z"), "not listed");
    }

    #[test]
    fn an_offer_takes_the_place_of_what_was_typed_last() {
        let list = Listed(Diagnoses::bundled());
        assert_eq!(list.with_offer("G90.5", "G90.50"), "G90.50");
        assert_eq!(list.with_offer("G89.3, G90.5", "G90.50"), "G89.3, G90.50");
        assert_eq!(list.with_offer("regional pain", "G90.50"), "G90.50");
    }

    #[test]
    fn the_same_code_is_recorded_once() {
        let codes = ["G9050", "G90.50", "G89.4"].map(str::to_owned);
        assert_eq!(each_once(codes.into_iter()), ["G9050", "G89.4"]);
    }
}
