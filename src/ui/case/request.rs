//! The steps *Request* and *Confirmations*: forms made from questions.
//!
//! Must not know: any policy's rules.

use eframe::egui::Ui;

use super::criterion::card_ui;
use super::hidden::hidden_ui;
use crate::ids::QuestionId;
use crate::policy::Question;
use crate::ui::case_context::CaseContext;
use crate::ui::editors::{first_control, questions_ui};
use crate::ui::theme::{lead, second, space};
use crate::ui::tones::tone_of;
use crate::ui::widgets::{self, Level, heading};
use crate::wording;

/// Draws the step *Request*, above it the policy-wide criteria that are not met.
pub fn request_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    for card in &context.outline.scope_cards {
        let arose = context.evaluation().finding(&card.criterion).is_some_and(|finding| {
            !matches!(tone_of(finding), crate::ui::theme::Tone::Met | crate::ui::theme::Tone::ToGo)
        });
        if arose {
            card_ui(ui, context, card);
            ui.add_space(space::S);
        }
    }
    form_ui(ui, context, "member", "Member", &starting(context, "member."));
    form_ui(ui, context, "request", "Request", &starting(context, "request."));
    let others = |id: &&QuestionId| !id.as_str().starts_with("member.") && !id.as_str().starts_with("request.");
    let planned: Vec<QuestionId> = context.outline.request.iter().filter(others).cloned().collect();
    if !planned.is_empty() {
        form_ui(ui, context, "plan", "What is planned", &planned);
    }
}

/// Draws the step *Confirmations*, with the notices and the pinned policy.
pub fn confirmations_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    form_ui(ui, context, "confirmations", "What takes precedence over the policy", &context.outline.confirmations);
    let case = context.case();
    ui.add_space(space::S);
    for notice in &context.evaluation().notices {
        ui.label(wording::notice(notice));
    }
    let pin = &case.policy;
    ui.label(second(format!("Policy {} of {}, content {}", pin.number, pin.effective_on, pin.hash.short())));
    for sentence in &context.policy().head().purpose {
        ui.label(second(sentence));
    }
}

fn starting(context: &CaseContext<'_>, prefix: &str) -> Vec<QuestionId> {
    context.outline.request.iter().filter(|id| id.as_str().starts_with(prefix)).cloned().collect()
}

fn form_ui(ui: &mut Ui, context: &CaseContext<'_>, part: &str, title: &str, questions: &[QuestionId]) {
    let id = format!("{}/form.{part}", context.case().id);
    widgets::Card::new(&id, title).show(ui, |ui| {
        heading(ui, Level::Part, lead(title));
        let asked = |question: &&Question| context.shows(|item| item.question.as_ref() == Some(&question.id));
        let all: Vec<&Question> = questions.iter().filter_map(|id| context.policy().question(id)).collect();
        let questions: Vec<&Question> = all.iter().copied().filter(asked).collect();
        questions_ui(ui, context, &questions, true, |ui, question, shown| {
            if context.target.is_some_and(|item| item.question.as_ref() == Some(&question.id)) {
                shown.scroll_to_me(Some(eframe::egui::Align::Center));
                let control = first_control(context, question);
                ui.memory_mut(|memory| memory.request_focus(control));
            }
        });
        hidden_ui(ui, questions.len(), all.len() - questions.len());
    });
    ui.add_space(space::S);
}
