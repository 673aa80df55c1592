//! The facts of the request, and what is confirmed before a decision: plain forms, made from the questions.
//!
//! Must not know: any policy's rules.

use eframe::egui::Ui;

use super::case::hidden_ui;
use super::criterion::card_ui;
use crate::ids::QuestionId;
use crate::policy::Question;
use crate::ui::desk::Desk;
use crate::ui::editors::{first_control, questions_ui};
use crate::ui::theme::{lead, second, space};
use crate::ui::tones::tone_of;
use crate::ui::widgets::{self, Level, heading};
use crate::wording;

/// The step *Request*.
pub fn request_ui(ui: &mut Ui, desk: &Desk<'_>) {
    for card in &desk.outline.scope_cards {
        let arose = desk.evaluation().finding(&card.criterion).is_some_and(|finding| {
            !matches!(tone_of(finding), crate::ui::theme::Tone::Met | crate::ui::theme::Tone::ToGo)
        });
        if arose {
            card_ui(ui, desk, card);
            ui.add_space(space::S);
        }
    }
    form_ui(ui, desk, "member", "Member", &starting(desk, "member."));
    form_ui(ui, desk, "request", "Request", &starting(desk, "request."));
    let others = |id: &&QuestionId| !id.as_str().starts_with("member.") && !id.as_str().starts_with("request.");
    let planned: Vec<QuestionId> = desk.outline.request.iter().filter(others).cloned().collect();
    if !planned.is_empty() {
        form_ui(ui, desk, "plan", "What is planned", &planned);
    }
}

/// The step *Confirmations*.
pub fn confirmations_ui(ui: &mut Ui, desk: &Desk<'_>) {
    form_ui(ui, desk, "confirmations", "What outranks the policy", &desk.outline.confirmations);
    let case = desk.case();
    ui.add_space(space::S);
    for notice in &desk.evaluation().notices {
        ui.label(wording::notice(notice));
    }
    let pin = &case.policy;
    ui.label(second(format!("Policy {} of {}, content {}", pin.number, pin.effective_on, pin.hash.short())));
    for sentence in &desk.policy().head().purpose {
        ui.label(second(sentence));
    }
}

fn starting(desk: &Desk<'_>, prefix: &str) -> Vec<QuestionId> {
    desk.outline.request.iter().filter(|id| id.as_str().starts_with(prefix)).cloned().collect()
}

fn form_ui(ui: &mut Ui, desk: &Desk<'_>, part: &str, title: &str, questions: &[QuestionId]) {
    let id = format!("{}/form.{part}", desk.case().id);
    widgets::Card::new(&id, title).show(ui, |ui| {
        heading(ui, Level::Part, lead(title));
        let asked = |question: &&Question| desk.shows(|item| item.question.as_ref() == Some(&question.id));
        let all: Vec<&Question> = questions.iter().filter_map(|id| desk.policy().question(id)).collect();
        let questions: Vec<&Question> = all.iter().copied().filter(asked).collect();
        questions_ui(ui, desk, &questions, true, |ui, question, shown| {
            if desk.target.is_some_and(|item| item.question.as_ref() == Some(&question.id)) {
                shown.scroll_to_me(Some(eframe::egui::Align::Center));
                let control = first_control(desk, question);
                ui.memory_mut(|memory| memory.request_focus(control));
            }
        });
        hidden_ui(ui, questions.len(), all.len() - questions.len());
    });
    ui.add_space(space::S);
}
