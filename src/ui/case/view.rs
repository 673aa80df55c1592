//! View of the open case: its title, its steps as tabs, and the page of the step.
//!
//! Must not know: any pathway by name.

use eframe::egui::Ui;

use super::criterion::entry_ui;
use super::decision::decision_ui;
use super::hidden::hidden_ui;
use super::history::history_ui;
use super::participation::Colleague;
use super::records::records_ui;
use super::request::{confirmations_ui, request_ui};
use crate::case::{missing_confirmations, requested_codes};
use crate::checklist::{Step, StepEntry};
use crate::policy::{Pathway, PolicyOrigin};
use crate::turnaround::NoClock;
use crate::ui::case::message::Message;
use crate::ui::case_context::CaseContext;
use crate::ui::command::Command;
use crate::ui::effects::Request;
use crate::ui::theme::{Tone, lead, room, small, space, title, tokens};
use crate::ui::tones::tone_of_kind;
use crate::ui::widgets::{Button, Level, Tab, banner, heading, scrolled, tabs};
use crate::wording;

/// Draws the case. In a low window the title scrolls with the page.
pub fn case_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let low = ui.available_height() < room::LOW_PAGE;
    if low {
        scrolled_ui(ui, context, |ui| {
            heading_ui(ui, context, low);
            steps_ui(ui, context);
            page_ui(ui, context);
        });
    } else {
        heading_ui(ui, context, low);
        steps_ui(ui, context);
        scrolled_ui(ui, context, |ui| page_ui(ui, context));
    }
}

/// Draws a scroll area; each step of each case has a scroll position of its own.
fn scrolled_ui(ui: &mut Ui, context: &CaseContext<'_>, content: impl FnOnce(&mut Ui)) {
    scrolled(ui, &format!("{} step {:?}", context.case().id, context.step), content);
}

fn heading_ui(ui: &mut Ui, context: &CaseContext<'_>, low: bool) {
    let Some(pathway) = context.session.pathway() else { return };
    ui.horizontal_wrapped(|ui| {
        heading(ui, Level::Page, if low { lead(&pathway.title) } else { title(&pathway.title) });
        let command = Command::SwitchPathway;
        let button = Button::quiet("switch-pathway", command.text()).show(ui);
        if button.on_hover_text(command.tooltip()).clicked() {
            context.run(command);
        }
    });
    policy_ui(ui, context, pathway, low);
    if let Some(fault) = context.session.faults().next() {
        let id = format!("{}/fault", context.case().id);
        let sentence = format!(
            "{}. The case can be viewed, but not relied on, changed, signed or exported.",
            wording::sentence(&fault.to_string())
        );
        banner(ui, &id, Tone::NotMet, "This case cannot be relied on", &sentence);
    }
    if let Some(colleague) = context.participation.colleague() {
        colleague_ui(ui, context, colleague);
    }
    if context.row.is_some_and(|row| row.has_conflict_copies) && !context.participation.is_copy() {
        let id = format!("{}/beside", context.case().id);
        let sentence = "This case was changed in two places at the same time. The work that could not be saved is in a \
                        copy, which is not part of the case.";
        banner(ui, &id, Tone::Missing, "This case has a conflict copy", sentence);
        if Button::secondary("compare", "Compare").show(ui).clicked() {
            context.request(Request::CompareConflicts);
        }
    }
    if let Some(other) = context.others.iter().find(|other| context.row.is_some_and(|row| row.is_duplicate(other))) {
        let id = format!("{}/duplicate", context.case().id);
        let sentence = format!("{} asks for the same codes for the same member.", other.detail);
        banner(ui, &id, Tone::Missing, "Perhaps a duplicate request", &sentence);
    }
    ui.add_space(space::S);
}

/// Draws the pinned policy, its section on the pathway, and the view's commands.
///
/// In a low window it draws only that the policy is not signed off; the step *Confirmations* names the policy.
fn policy_ui(ui: &mut Ui, context: &CaseContext<'_>, pathway: &Pathway, low: bool) {
    if low && context.policy_origin != PolicyOrigin::NotSignedOff {
        return;
    }
    let head = context.policy().head();
    ui.horizontal_wrapped(|ui| {
        if !low {
            ui.label(small(format!("Policy {} of {}", head.number, head.effective_on)).weak());
        }
        if let Some(source) = context.policy().source(&pathway.source).filter(|_| !low) {
            // After its first comma the section repeats the title above.
            let section = source.section.split(',').next().unwrap_or_default();
            let place = format!("· {section}, p. {}", source.page);
            ui.label(small(place).weak()).on_hover_text(&source.says);
        }
        if context.policy_origin == PolicyOrigin::NotSignedOff {
            ui.label(small("Policy file not signed off").color(tokens(ui).tone(Tone::Missing).text));
        }
        if low {
            return;
        }
        let command = Command::OnlyOpen;
        let cap = command.cap();
        let text = if context.only.is_some() { "Show everything" } else { command.text() };
        let button = Button::quiet("only-open", text).cap(cap.as_str()).show(ui).on_hover_text(command.tooltip());
        if button.clicked() {
            context.run(command);
        }
        let command = Command::PolicyBeside;
        let cap = command.cap();
        let button = Button::quiet("policy-beside", command.text()).cap(cap.as_str()).show(ui);
        if button.on_hover_text(command.tooltip()).clicked() {
            context.run(command);
        }
    });
}

/// Draws the colleague who works on the case.
///
/// Buttons take the case over or start a copy.
fn colleague_ui(ui: &mut Ui, context: &CaseContext<'_>, colleague: &Colleague) {
    let who = &colleague.presence;
    let since = who.since.format("%Y-%m-%d %H:%M");
    let id = format!("{}/elsewhere", context.case().id);
    let gone =
        if colleague.is_perhaps_gone() { " That workstation has not responded for several minutes." } else { "" };
    let (headline, sentence) = if context.participation.is_copy() {
        (
            "You are working on a copy".to_owned(),
            "Your work is saved as a copy to compare later. It is not part of the case.",
        )
    } else {
        (
            format!("Open on {} since {since}", who.station),
            "You see the case as it was last saved, and cannot change it.",
        )
    };
    banner(ui, &id, Tone::Missing, &headline, &format!("{} is working on it.{gone} {sentence}", who.by));
    ui.horizontal_wrapped(|ui| {
        if Button::secondary("take-case-over", "Take over").show(ui).clicked() {
            context.send(Message::TakeOver);
        }
        if !context.participation.is_copy() && Button::secondary("work-on-copy", "Work on a copy").show(ui).clicked() {
            context.send(Message::WorkOnCopy);
        }
    });
}

fn steps_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let steps = steps(context);
    let ids: Vec<String> = (0..steps.len()).map(|place| format!("step-{place}")).collect();
    let shown: Vec<Tab<'_>> =
        steps.iter().zip(&ids).map(|((step, name), id)| Tab { id, name, badge: badge(context, *step) }).collect();
    let selected = steps.iter().position(|(step, _)| *step == context.step).unwrap_or(0);
    if let Some(place) = tabs(ui, "steps", "Steps", &shown, selected)
        && let Some((step, _)) = steps.get(place)
    {
        context.request(Request::ShowStep(*step));
    }
    ui.add_space(space::S);
}

fn page_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    ui.add_space(space::XS);
    match context.step {
        Step::Request => request_ui(ui, context),
        Step::Confirmations => confirmations_ui(ui, context),
        Step::Records => records_ui(ui, context),
        Step::Decision => decision_ui(ui, context),
        Step::History => history_ui(ui, context),
        Step::Checklist(place) => {
            let entries = context.outline.checklist.get(place).map(|(_, entries)| entries.as_slice());
            checklist_ui(ui, context, entries.unwrap_or_default());
        }
    }
    ui.add_space(space::XL);
}

/// Draws the cards of a step with their headings.
///
/// A line counts those that are hidden as not open.
fn checklist_ui(ui: &mut Ui, context: &CaseContext<'_>, entries: &[StepEntry]) {
    let is_shown = |entry: &StepEntry| match entry {
        StepEntry::Card(card) => context.shows(|item| card.holds(item)),
        StepEntry::Group { .. } => false,
    };
    let (mut shown, mut hidden) = (0, 0);
    for (place, entry) in entries.iter().enumerate() {
        // A heading is shown when a card below it is.
        let beneath = entries.iter().skip(place + 1).take_while(|other| other.depth() > entry.depth());
        if is_shown(entry) || matches!(entry, StepEntry::Group { .. }) && beneath.into_iter().any(is_shown) {
            shown += 1;
            entry_ui(ui, context, entry);
        } else if matches!(entry, StepEntry::Card(_)) {
            hidden += 1;
        }
    }
    hidden_ui(ui, shown, hidden);
}

/// Returns the steps in order, with the names of their tabs.
fn steps(context: &CaseContext<'_>) -> Vec<(Step, String)> {
    let name = |step: Step| match step {
        Step::Records => format!("{} {}", context.outline.step_title(step), context.case().documents.len()),
        Step::History => format!("{} {}", context.outline.step_title(step), context.session.history().events().len()),
        step => context.outline.step_title(step).to_owned(),
    };
    context.outline.steps().into_iter().map(|step| (step, name(step))).collect()
}

/// Counts facts of the request that no criterion asks for.
///
/// These are the facts that start the clock, and a code to decide on.
fn missing_facts(context: &CaseContext<'_>) -> usize {
    let facts = match &context.clock.governing {
        Err(NoClock::Missing(facts)) => facts.len(),
        _ => 0,
    };
    facts + usize::from(requested_codes(context.case()).is_empty())
}

/// Returns the badge of a step: the number of its open items.
///
/// It is 0, shown as a check mark, on a step that is met.
fn badge(context: &CaseContext<'_>, step: Step) -> Option<(usize, Tone)> {
    if context.outline.unreliable {
        return None;
    }
    let evaluation = context.evaluation();
    let met = context.outline.is_met_on(step, context.policy(), evaluation);
    let waits = match step {
        Step::Request => missing_facts(context),
        Step::Confirmations => missing_confirmations(context.policy(), context.case()),
        _ => 0,
    };
    let done = if waits > 0 { Some((waits, Tone::ToGo)) } else { met.then_some((0, Tone::Met)) };
    let open = context.outline.open_on(step, &evaluation.open);
    open.map(|(count, kind)| (count, tone_of_kind(kind))).or(done)
}
