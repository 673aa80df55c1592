//! Editors for short lists of codes: procedures with units, diagnoses.
//!
//! Must not know: which codes a policy asks for, beyond its labels for them.

use eframe::egui::Ui;

use crate::case::{RequestedCode, Value};
use crate::policy::Question;
use crate::ui::desk::Desk;
use crate::ui::theme::size;
use crate::ui::widgets::{Chip, Field};

pub(super) fn codes_ui(ui: &mut Ui, desk: &Desk<'_>, question: &Question) {
    let codes: &[RequestedCode] = match desk.case().value(&question.id) {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    };
    for code in codes {
        let label = desk.policy().code(&code.cpt).map_or("not in the policy's list", |listed| listed.label.as_str());
        let head = format!("{} x {}", code.cpt, code.units);
        let id = desk.id(&question.id, &code.cpt);
        if Chip::new(&id, &head, label).removable(&format!("Remove code {}", code.cpt)).show(ui).removed {
            let rest: Vec<RequestedCode> = codes.iter().filter(|other| *other != code).cloned().collect();
            record(desk, question, rest.is_empty(), Value::Codes(rest));
        }
    }
    let id = desk.id(&question.id, "");
    let typed =
        Field::new(&id, "Add a CPT code", "").hint("Code, or code x units").width(size::FIELD).show(ui).committed;
    if let Some(text) = typed {
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
            if Chip::new(&id, code, "").removable(&format!("Remove diagnosis {code}")).show(ui).removed {
                let rest: Vec<String> = codes.iter().filter(|other| *other != code).cloned().collect();
                record(desk, question, rest.is_empty(), Value::Diagnoses(rest));
            }
        }
    });
    let id = desk.id(&question.id, "");
    let typed =
        Field::new(&id, "Add an ICD-10-CM code", "").hint("One code or several").width(size::FIELD).show(ui).committed;
    if let Some(text) = typed {
        let mut all = codes.to_vec();
        all.extend(text.split([',', ' ', ';']).filter(|code| !code.is_empty()).map(str::to_uppercase));
        all.dedup();
        desk.answer(&question.id, Value::Diagnoses(all));
    }
}

fn record(desk: &Desk<'_>, question: &Question, nothing_left: bool, value: Value) {
    if nothing_left { desk.clear(&question.id) } else { desk.answer(&question.id, value) }
}
