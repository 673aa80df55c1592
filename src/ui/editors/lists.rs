//! Editor for procedure codes with units, entered as codes or found by words.
//!
//! Must not know: which codes a policy asks for, beyond its labels for them.

use eframe::egui::Ui;

use super::codes::{CodeField, Codes, Offers};
use crate::case::{RequestedCode, Value};
use crate::policy::{Policy, Question};
use crate::text::fold;
use crate::ui::case_context::CaseContext;
use crate::ui::widgets::{Chip, Pressed};

/// The listed codes of a policy.
struct Listed<'a>(&'a Policy);

impl Codes for Listed<'_> {
    /// A text with letters and no digit is words.
    fn is_codes(&self, text: &str) -> bool {
        let (mut letters, mut digits) = (text.chars(), text.chars());
        let has_words = letters.any(char::is_alphabetic) && !digits.any(|letter| letter.is_ascii_digit());
        !text.trim().is_empty() && !has_words
    }

    fn is_complete(&self, text: &str) -> bool {
        self.is_codes(text)
    }

    fn offers(&self, text: &str, at_most: usize) -> Option<Offers> {
        if self.is_codes(text) {
            return None;
        }
        let words = fold(text);
        let codes = self.0.codes().iter().filter(|code| {
            let named = fold(&format!("{} {}", code.cpt, code.label));
            words.split_whitespace().all(|word| named.contains(word))
        });
        let fits: Vec<(String, String)> = codes.map(|code| (code.cpt.clone(), code.label.clone())).collect();
        Some(Offers { total: fits.len(), first: fits.into_iter().take(at_most).collect() })
    }

    fn with_offer(&self, _text: &str, code: &str) -> String {
        code.to_owned()
    }
}

pub(super) fn codes_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let codes: &[RequestedCode] = match context.case().value(&question.id) {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    };
    for code in codes {
        let label = context.policy().code(&code.cpt).map_or("not in the policy's list", |listed| listed.label.as_str());
        let head = format!("{} x {}", code.cpt, code.units);
        let id = context.id(&question.id, &code.cpt);
        if Chip::new(&id, &head, label).removable(&format!("Remove code {}", code.cpt)).show(ui) == Pressed::Cross {
            let rest: Vec<RequestedCode> = codes.iter().filter(|other| *other != code).cloned().collect();
            record(context, question, rest.is_empty(), Value::Codes(rest));
        }
    }
    let field = CodeField {
        id: &context.id(&question.id, ""),
        label: "Add a CPT code",
        hint: "Code, code x units, or words",
        codes: &Listed(context.policy()),
    };
    if let Some(text) = field.show(ui) {
        let (cpt, units) = text.split_once(['x', 'X', '*']).unwrap_or((&text, "1"));
        let code = RequestedCode { cpt: cpt.trim().to_owned(), units: units.trim().parse().unwrap_or(0) };
        context.answer(&question.id, Value::Codes(codes.iter().cloned().chain([code]).collect()));
    }
}

/// Records a list, or clears the answer where the list is empty.
pub(super) fn record(context: &CaseContext<'_>, question: &Question, nothing_left: bool, value: Value) {
    if nothing_left { context.clear(&question.id) } else { context.answer(&question.id, value) }
}
