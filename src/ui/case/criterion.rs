//! Cards of criteria.
//!
//! A card has the mark, the statement, the questions with their sources, the reason of the result, judgements, and a
//! note.
//!
//! Must not know: which pathway it belongs to.

use eframe::egui::{Align, Color32, Label, Layout, Role, Sense, Ui, WidgetInfo, vec2};

use crate::checklist::{Card, StepEntry};
use crate::engine::{Finding, OpenItem, Reason, Truth};
use crate::policy::Criterion;
use crate::ui::case::message::Message;
use crate::ui::case_context::CaseContext;
use crate::ui::editors::{
    ADD_A_NOTE, control_of, in_page, judgement_control, judgement_ui, note_button_ui, note_ui, questions_ui,
};
use crate::ui::theme::{TextSize, Tone, lead, plain, second, size, small, space, strong, tokens};
use crate::ui::tones::tone_of;
use crate::ui::widgets::{self, Level, heading};
use crate::wording;

/// Draws a group's heading or a criterion's card.
pub fn entry_ui(ui: &mut Ui, context: &CaseContext<'_>, entry: &StepEntry) {
    match entry {
        StepEntry::Group { criterion, depth } => {
            let Some(found) = context.policy().criterion(criterion) else { return };
            ui.add_space(space::S);
            ui.horizontal_top(|ui| {
                ui.add_space(indent(*depth));
                if let Some(finding) = context.evaluation().finding(criterion) {
                    widgets::mark(ui, tone_of(finding), size::MARK);
                    ui.vertical(|ui| {
                        heading(ui, Level::Part, lead(&found.label));
                        ui.label(second(wording::reason(context.policy(), finding)));
                    });
                }
            });
        }
        StepEntry::Card(card) => {
            ui.horizontal_top(|ui| {
                ui.add_space(indent(card.depth));
                ui.vertical(|ui| card_ui(ui, context, card));
            });
        }
    }
    ui.add_space(space::S);
}

fn indent(depth: usize) -> f32 {
    // An indent deeper than two levels would leave the fields too little width.
    space::M * depth.saturating_sub(1).min(2) as f32
}

/// Draws the card of one criterion.
///
/// Where it holds the jump target, it scrolls to that control and focuses it.
pub fn card_ui(ui: &mut Ui, context: &CaseContext<'_>, card: &Card) {
    let policy = context.policy();
    let (Some(criterion), Some(finding)) =
        (policy.criterion(&card.criterion), context.evaluation().finding(&card.criterion))
    else {
        return;
    };
    let tone = tone_of(finding);
    let wanting = matches!(tone, Tone::Missing | Tone::NotMet | Tone::Judgement).then_some(tone);
    let targeted = context.target.is_some_and(|item| card.holds(item));
    let id = format!("{}/{}", context.case().id, card.criterion);
    let name = format!("{}: {}", criterion.label, tone.name());
    let shown = widgets::Card::new(&id, &name).tone(wanting).ringed().show(ui, |ui| {
        statement_ui(ui, context, criterion, tone);
        card_questions_ui(ui, context, card);
        reason_ui(ui, context, finding);
        for (criterion, judgement) in &card.judgements {
            if let Some(finding) = context.evaluation().finding(criterion) {
                judgement_ui(ui, context, judgement, finding);
            }
        }
        note_ui(ui, context, &card.criterion);
    });
    if targeted {
        let asked = context.target.and_then(|item| Some((policy.question(item.question.as_ref()?)?, item)));
        let in_form = asked.is_some_and(|(asked, _)| context.source_form.is_some_and(|(of, _)| *of == asked.id));
        let doubt =
            context.target.and_then(|item| card.judgements.iter().find(|(criterion, _)| *criterion == item.criterion));
        let control = match (asked, doubt) {
            (Some(_), _) if in_form => None,
            (Some((question, item)), _) => Some(control_of(context, question, item)),
            (None, Some((_, judgement))) => judgement_control(context, judgement),
            (None, None) => None,
        };
        let control = control.map(|control| in_page(ui, control));
        // A card with a long list is taller than the page: its control has to be visible, not the middle of the card.
        let there = control.and_then(|control| ui.ctx().read_response(control)).map(|response| response.rect);
        ui.scroll_to_rect(there.unwrap_or(shown.response.rect), Some(Align::Center));
        if let Some(control) = control {
            ui.memory_mut(|memory| memory.request_focus(control));
        }
    }
}

/// Draws the statement, and at its right the buttons for note and policy.
fn statement_ui(ui: &mut Ui, context: &CaseContext<'_>, criterion: &Criterion, tone: Tone) {
    ui.horizontal(|ui| {
        widgets::mark(ui, tone, size::MARK);
        let width =
            |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x;
        let note = width(ADD_A_NOTE, TextSize::Body.strong()) + 2.0 * space::XS;
        let edge = note + space::S + width(criterion.id.as_str(), TextSize::Small.regular());
        let rest = (ui.available_width() - edge - space::S).max(size::DATE);
        let (text, font) = (criterion.label.clone(), TextSize::Body.strong());
        let lines = ui.painter().layout(text, font, Color32::PLACEHOLDER, rest).size().y;
        ui.allocate_ui_with_layout(vec2(rest, lines), Layout::top_down(Align::Min), |ui| {
            ui.set_width(rest);
            heading(ui, Level::Matter, strong(&criterion.label));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            policy_place_ui(ui, context, criterion);
            note_button_ui(ui, context, &criterion.id, &criterion.label);
        });
    });
}

/// Draws the criterion's id as a link that shows its policy text.
///
/// The tooltip quotes the section.
fn policy_place_ui(ui: &mut Ui, context: &CaseContext<'_>, criterion: &Criterion) {
    let place = Label::new(small(criterion.id.as_str()).weak()).sense(Sense::CLICK);
    let mut shown = ui.add(place);
    shown.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Look up {} in the policy", criterion.id)));
    let author_id = format!("{}/{}.policy", context.case().id, criterion.id);
    ui.ctx().accesskit_node_builder(shown.id, |node| node.set_author_id(author_id));
    if let Some(source) = criterion.source.as_ref().and_then(|id| context.policy().source(id)) {
        shown = shown.on_hover_text(format!("{}, p. {}: {}", source.section, source.page, source.says));
    }
    if shown.clicked() {
        context.send(Message::LookUp(criterion.id.clone()));
    }
}

fn card_questions_ui(ui: &mut Ui, context: &CaseContext<'_>, card: &Card) {
    let questions: Vec<_> = card
        .questions
        .iter()
        .filter(|id| !context.outline.request.contains(id))
        .filter_map(|id| context.policy().question(id))
        .collect();
    // A single question repeats its criterion, so its prompt is only the accessible name.
    questions_ui(ui, context, &questions, questions.len() > 1, |_, _, _| {});
}

/// Draws the reason of the result in the words of papers and command line.
///
/// Nothing where the chosen option already says it.
fn reason_ui(ui: &mut Ui, context: &CaseContext<'_>, finding: &Finding) {
    let says_no_more = match finding.reason {
        Reason::Way(_) | Reason::Supported => true,
        Reason::Chosen { .. } => finding.truth == Truth::Met,
        _ => false,
    };
    if says_no_more {
        return;
    }
    let words = wording::reason(context.policy(), finding);
    let colour = match tone_of(finding) {
        Tone::Met => tokens(ui).ink,
        tone => tokens(ui).tone(tone).text,
    };
    ui.label(plain(words).color(colour));
    let of_request = |item: &OpenItem| item.question.as_ref().is_some_and(|id| context.outline.request.contains(id));
    if finding.open.iter().any(of_request) {
        ui.label(second("Filled in on the step Request."));
    }
}
