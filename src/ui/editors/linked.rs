//! Editor for the linked case of a choice: the link, or the candidates.
//!
//! Must not know: how a candidate is judged, or how a link is looked up.

use eframe::egui::{Id, Ui};

use super::layout::register_control;
use crate::case::{Action, LinkFault, LinkedCase};
use crate::linking::Candidate;
use crate::policy::{Question, request};
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{plain, second, small, space};
use crate::ui::widgets::{Button, field_id};
use crate::wording;

/// Draws the linked case or the candidates, where the chosen option needs one.
pub(super) fn linked_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let option = context.policy().linkable(&question.id).map(|way| way.option);
    if option.is_none() || context.case().choice(&question.id) != option {
        return;
    }
    ui.add_space(space::XS);
    match context.case().links.get(&question.id) {
        Some(link) => link_ui(ui, context, question, link),
        None => candidates_ui(ui, context, question),
    }
}

/// Returns the button that links the first candidate, if one can be linked.
pub(super) fn first_candidate_control(context: &CaseContext<'_>, question: &Question) -> Option<Id> {
    let linkable = candidates(context, question).iter().any(|candidate| candidate.fault.is_none());
    linkable.then(|| field_id(&context.id(&question.id, "link")))
}

/// Draws the link.
///
/// The reason of the criterion, drawn below, states its result, signer and date.
fn link_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question, link: &LinkedCase) {
    ui.horizontal_wrapped(|ui| {
        ui.label(plain(format!("Linked: case {}", link.case)));
        let id = context.id(&question.id, "unlink");
        let button = Button::quiet(&id, "Unlink").show(ui);
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Unlink case {}", link.case)));
        if button.clicked() {
            context.act(Action::Unlink { question: question.id.clone() });
        }
    });
    let facts = format!(
        "Policy {}, event {} ({}), signed with key {}. Checked again before a determination.",
        link.policy.number,
        link.sequence,
        link.head.short(),
        link.proof.key.short()
    );
    ui.label(small(facts).weak());
}

fn candidates_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let case = context.case();
    if case.text(&request::MEMBER_ID).is_empty() || case.date(&request::MEMBER_BORN_ON).is_none() {
        ui.label(plain("Enter the member id and the birth date on the step Request: signed cases are found by them."));
        return;
    }
    let candidates = candidates(context, question);
    if candidates.is_empty() {
        ui.label(plain("This folder has no other case with this member id and birth date."));
    }
    let mut first = true;
    for candidate in &candidates {
        match (&candidate.link, candidate.fault) {
            (Some(link), None) => {
                let response = candidate_ui(ui, context, question, link);
                if std::mem::take(&mut first) {
                    register_control(ui, &context.id(&question.id, "link"), &response);
                }
            }
            (link, fault) => refused_ui(ui, context, candidate, link.as_ref(), fault),
        }
    }
    if context.reading {
        ui.label(second("The worklist is still being read: more cases may appear."));
    }
}

fn candidate_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    question: &Question,
    link: &LinkedCase,
) -> eframe::egui::Response {
    let shown = ui.horizontal_wrapped(|ui| {
        let id = context.id(&question.id, &format!("link.{}", link.case));
        let button = Button::secondary(&id, "Link").show(ui);
        let words = wording::linked(context.policy(), link);
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Link case {}", link.case)));
        ui.label(plain(words));
        if button.clicked() {
            context.act(Action::Link { question: question.id.clone(), case: link.case.clone(), found: None });
        }
        button
    });
    shown.inner
}

/// Draws a candidate that cannot be linked, with the reason.
fn refused_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    candidate: &Candidate,
    link: Option<&LinkedCase>,
    fault: Option<LinkFault>,
) {
    let words = match link {
        Some(link) => wording::linked(context.policy(), link),
        None => format!("Case {}: {}", candidate.case, wording::state(candidate.state).to_lowercase()),
    };
    let why = fault.map(|fault| format!(". Cannot be linked: {fault}")).unwrap_or_default();
    ui.label(second(format!("{words}{why}.")));
}

/// Returns the member's other cases of the worklist.
///
/// Linkable ones come first, then the newest.
fn candidates(context: &CaseContext<'_>, question: &Question) -> Vec<Candidate> {
    let of_row = |row: &&crate::workspace::worklist::Row| {
        let (case, state) = (row.case.clone()?, row.state?);
        let link = row.signed.clone().map(|link| *link);
        let mut candidate = Candidate::new(context.session, &question.id, case, state, link)?;
        let backed = |link: &LinkedCase| context.session.roster().is_none_or(|roster| link.is_confirmed_by(roster));
        if candidate.fault.is_none() && !candidate.link.as_ref().is_some_and(backed) {
            candidate.fault = Some(LinkFault::UnconfirmedSignature);
        }
        Some(candidate)
    };
    let mut candidates: Vec<Candidate> = context.others.iter().filter_map(of_row).collect();
    crate::linking::in_order(&mut candidates);
    candidates
}
