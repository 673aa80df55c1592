//! Editors for short lists of codes: procedures with units, diagnoses; each found by its number or by its words.
//!
//! Must not know: which codes a policy asks for, beyond its labels for them.

use eframe::egui::Ui;

use super::codes::{CodeField, diagnoses, label_of_diagnosis};
use crate::case::{RequestedCode, Value};
use crate::policy::Question;
use crate::ui::desk::Desk;
use crate::ui::widgets::{Chip, Pressed};

pub(super) fn codes_ui(ui: &mut Ui, desk: &Desk<'_>, question: &Question) {
    let codes: &[RequestedCode] = match desk.case().value(&question.id) {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    };
    for code in codes {
        let label = desk.policy().code(&code.cpt).map_or("not in the policy's list", |listed| listed.label.as_str());
        let head = format!("{} x {}", code.cpt, code.units);
        let id = desk.id(&question.id, &code.cpt);
        if Chip::new(&id, &head, label).removable(&format!("Remove code {}", code.cpt)).show(ui) == Pressed::Cross {
            let rest: Vec<RequestedCode> = codes.iter().filter(|other| *other != code).cloned().collect();
            record(desk, question, rest.is_empty(), Value::Codes(rest));
        }
    }
    let listed: Vec<(&str, &str)> =
        desk.policy().codes().iter().map(|code| (code.cpt.as_str(), code.label.as_str())).collect();
    let field = CodeField {
        id: &desk.id(&question.id, ""),
        label: "Add a CPT code",
        hint: "Code, code x units, or words",
        listed: &listed,
    };
    if let Some(text) = field.show(ui) {
        let (cpt, units) = text.split_once(['x', 'X', '*']).unwrap_or((&text, "1"));
        let code = RequestedCode { cpt: cpt.trim().to_owned(), units: units.trim().parse().unwrap_or(0) };
        desk.answer(&question.id, Value::Codes(codes.iter().cloned().chain([code]).collect()));
    }
}

pub(super) fn diagnoses_ui(ui: &mut Ui, desk: &Desk<'_>, question: &Question) {
    let codes: &[String] = match desk.case().value(&question.id) {
        Some(Value::Diagnoses(codes)) => codes,
        _ => &[],
    };
    ui.horizontal_wrapped(|ui| {
        for code in codes {
            let id = desk.id(&question.id, code);
            let chip = Chip::new(&id, code, label_of_diagnosis(code).unwrap_or_default());
            if chip.removable(&format!("Remove diagnosis {code}")).show(ui) == Pressed::Cross {
                let rest: Vec<String> = codes.iter().filter(|other| *other != code).cloned().collect();
                record(desk, question, rest.is_empty(), Value::Diagnoses(rest));
            }
        }
    });
    let field = CodeField {
        id: &desk.id(&question.id, ""),
        label: "Add an ICD-10-CM code",
        hint: "One code or several, or words",
        listed: diagnoses(),
    };
    if let Some(text) = field.show(ui) {
        let mut all = codes.to_vec();
        let typed = text.split([',', ' ', ';']).filter(|code| !code.is_empty()).map(str::to_uppercase);
        for code in typed {
            if !all.contains(&code) {
                all.push(code);
            }
        }
        desk.answer(&question.id, Value::Diagnoses(all));
    }
}

fn record(desk: &Desk<'_>, question: &Question, nothing_left: bool, value: Value) {
    if nothing_left { desk.clear(&question.id) } else { desk.answer(&question.id, value) }
}
