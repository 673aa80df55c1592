//! Requested codes in the form of a decision, with outcomes and dates.
//!
//! Must not know: how the action is applied, or what else the form asks.

use eframe::egui::Ui;

use super::form::{Code, Form};
use crate::case::{Act, Approval, CodeDecision, CodeOutcome, RequestedCode, Role, is_of_other_stage, requested_codes};
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, plain, second, size};
use crate::ui::widgets::{Choice, DateField, Field, Segmented};
use crate::wording;

impl Form {
    /// Updates the codes of the form to those that are requested.
    ///
    /// Input on a code stays while that code is requested. After a change of codes a pending press of the sign button
    /// is dropped, and a notice asks to look at them again.
    pub(super) fn update_codes(&mut self, act: Act, requested: Vec<Code>, context: &CaseContext<'_>) {
        let key = |code: &Code| (code.cpt.clone(), code.requested, code.other_stage);
        if requested.iter().map(key).eq(self.codes.iter().map(key)) {
            return;
        }
        let typed = std::mem::take(&mut self.codes);
        let stays = |code: Code| typed.iter().find(|known| key(known) == key(&code)).cloned().unwrap_or(code);
        self.codes = requested.into_iter().map(stays).collect();
        // Only decisions ask for outcomes of codes.
        if !act.decides() {
            return;
        }
        self.recording = false;
        context.notify("What is requested has changed: look at each code again before you sign.");
    }
}

/// Returns the requested codes, each with the likeliest outcome for an act.
pub(super) fn codes_of(act: Act, context: &CaseContext<'_>) -> Vec<Code> {
    let code = |code: &RequestedCode| {
        let other_stage = is_of_other_stage(context.policy(), context.case(), &code.cpt);
        let split = other_stage && context.reviewer.role == Role::Nurse;
        let outcome = if split { 2 } else { usize::from(act == Act::Deny) };
        Code { cpt: code.cpt.clone(), requested: code.units, units: code.units.to_string(), outcome, other_stage }
    };
    requested_codes(context.case()).iter().map(code).collect()
}

/// Draws the outcome of each requested code, and for approvals the dates.
pub(super) fn codes_ui(ui: &mut Ui, context: &CaseContext<'_>, act: Act, id: &str, form: &mut Form) {
    if form.codes.is_empty() {
        ui.label(second("No procedure code is requested yet: enter the codes on the step Request."));
    }
    let role = context.reviewer.role;
    for code in &mut form.codes {
        let known = context.policy().code(&code.cpt).map_or("not listed by the policy", |code| code.label.as_str());
        let units = wording::plural(code.requested, "unit");
        ui.label(plain(format!("{} · {known} · {units} requested", code.cpt)));
        let mut texts = Vec::new();
        if act != Act::Deny && !(role == Role::Nurse && code.other_stage) {
            texts.push(("Approved", 0));
        }
        if act != Act::Approve {
            texts.push(("Not approved", 1));
        }
        if code.other_stage {
            texts.push(("Split off into a separate case", 2));
        }
        let choices: Vec<Choice<'_>> =
            texts.iter().map(|(text, _)| Choice { text, letter: None, tone: Tone::ToGo }).collect();
        let chosen = texts.iter().position(|(_, outcome)| *outcome == code.outcome);
        let (group, name) = (format!("{id}.{}", code.cpt), format!("Outcome of {}", code.cpt));
        let output = Segmented::new(&group, &name, &choices, chosen).show(ui);
        if let Some((_, outcome)) = output.chosen.and_then(|place| texts.get(place)) {
            code.outcome = *outcome;
        }
        if act == Act::ApproveInPart && code.outcome == 0 {
            let field_id = format!("{id}.{}.units", code.cpt);
            let label = format!("Units of {} approved", code.cpt);
            let typed = Field::new(&field_id, &label, &code.units).width(size::DATE).show(ui).committed;
            code.units = typed.unwrap_or(code.units.clone());
        }
    }
    if act != Act::Deny {
        ui.horizontal_top(|ui| {
            if let Some(from) =
                DateField::new(&format!("{id}.from"), "Approved from", form.from, context.today).show(ui)
            {
                form.from = from;
            }
            let until = DateField::new(&format!("{id}.until"), "Approved until", form.until, context.today).show(ui);
            form.until = until.unwrap_or(form.until);
        });
    }
}

/// Returns the outcome of each code.
///
/// Fails with a sentence on what is still missing.
pub(super) fn outcomes(form: &Form) -> Result<Vec<CodeOutcome>, &'static str> {
    let dates = || form.from.zip(form.until).ok_or("Give the first and the last day of the approval.");
    let outcome = |code: &Code| {
        let outcome = match code.outcome {
            0 => {
                let units = code.units.trim().parse().map_err(|_| "Units are a whole number.")?;
                let (from, until) = dates()?;
                CodeDecision::Approved(Approval { units, from, until })
            }
            1 => CodeDecision::NotApproved,
            _ => CodeDecision::SplitOff,
        };
        Ok(CodeOutcome { cpt: code.cpt.clone(), outcome })
    };
    form.codes.iter().map(outcome).collect()
}
