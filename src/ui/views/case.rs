//! The open case: its title, its steps as tabs, and the step's page.
//!
//! Must not know: any pathway by name.

use eframe::egui::Ui;

use super::criterion::entry_ui;
use super::decision::decision_ui;
use super::history::history_ui;
use super::records::records_ui;
use super::request::{confirmations_ui, request_ui};
use crate::case::{requested_codes, unconfirmed};
use crate::checklist::{Step, StepEntry};
use crate::policy::{Pathway, Standing};
use crate::turnaround::NoClock;
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::intent::Intent;
use crate::ui::presence::Elsewhere;
use crate::ui::theme::{Tone, lead, room, small, space, title, tokens};
use crate::ui::tones::tone_of_kind;
use crate::ui::widgets::{Button, Level, Tab, banner, heading, scrolled, tabs};
use crate::wording;

/// Draws the case.
pub fn case_ui(ui: &mut Ui, desk: &Desk<'_>) {
    let low = ui.available_height() < room::LOW_PAGE;
    if low {
        scrolled_ui(ui, desk, |ui| {
            heading_ui(ui, desk, low);
            steps_ui(ui, desk);
            page_ui(ui, desk);
        });
    } else {
        heading_ui(ui, desk, low);
        steps_ui(ui, desk);
        scrolled_ui(ui, desk, |ui| page_ui(ui, desk));
    }
}

/// Each step of each case keeps its own place.
fn scrolled_ui(ui: &mut Ui, desk: &Desk<'_>, content: impl FnOnce(&mut Ui)) {
    scrolled(ui, &format!("{} step {:?}", desk.case().id, desk.step), content);
}

fn heading_ui(ui: &mut Ui, desk: &Desk<'_>, low: bool) {
    let Some(pathway) = desk.session.pathway() else { return };
    ui.horizontal_wrapped(|ui| {
        heading(ui, Level::Page, if low { lead(&pathway.title) } else { title(&pathway.title) });
        let command = Command::SwitchPathway;
        let button = Button::quiet("switch-pathway", command.text()).show(ui);
        if button.on_hover_text(command.tooltip()).clicked() {
            desk.push(Intent::Do(command));
        }
    });
    policy_ui(ui, desk, pathway, low);
    if let Some(fault) = desk.session.faults().next() {
        let id = format!("{}/fault", desk.case().id);
        let sentence = format!(
            "{}. The case can be looked at. Nothing in it can be relied on, changed, signed or exported.",
            wording::sentence(&fault.to_string())
        );
        banner(ui, &id, Tone::NotMet, "This case cannot be relied on", &sentence);
    }
    if let Some(elsewhere) = desk.footing.elsewhere() {
        elsewhere_ui(ui, desk, elsewhere);
    }
    if desk.row.is_some_and(|row| row.has_conflict_copies) && !desk.footing.is_copy() {
        let id = format!("{}/beside", desk.case().id);
        let sentence =
            "Somebody saved this case while somebody else worked on it. What could not be saved is no part of it.";
        banner(ui, &id, Tone::Missing, "Work is kept beside this case", sentence);
        if Button::secondary("compare", "Compare").show(ui).clicked() {
            desk.push(Intent::Compare);
        }
    }
    if let Some(other) = desk.others.iter().find(|other| desk.row.is_some_and(|row| row.is_duplicate(other))) {
        let id = format!("{}/duplicate", desk.case().id);
        let sentence = format!("{} asks for the same codes for the same member.", other.detail);
        banner(ui, &id, Tone::Missing, "Perhaps a duplicate request", &sentence);
    }
    ui.add_space(space::S);
}

/// The policy that the case is judged under, and its section on the pathway; where there is little room, only that nobody
/// answers for it: the confirmations name the rest.
fn policy_ui(ui: &mut Ui, desk: &Desk<'_>, pathway: &Pathway, low: bool) {
    if low && desk.standing != PolicyOrigin::NotSignedOff {
        return;
    }
    let head = desk.policy().head();
    ui.horizontal_wrapped(|ui| {
        if !low {
            ui.label(small(format!("Policy {} of {}", head.number, head.effective_on)).weak());
        }
        if let Some(source) = desk.policy().source(&pathway.source).filter(|_| !low) {
            // Behind the first comma the section says what the title above it does.
            let section = source.section.split(',').next().unwrap_or_default();
            let place = format!("· {section}, p. {}", source.page);
            ui.label(small(place).weak()).on_hover_text(&source.says);
        }
        if desk.standing == PolicyOrigin::NotSignedOff {
            ui.label(small("Policy file not signed off").color(tokens(ui).tone(Tone::Missing).text));
        }
        if low {
            return;
        }
        let command = Command::OnlyOpen;
        let cap = command.cap();
        let text = if desk.only.is_some() { "Show everything" } else { command.text() };
        let button = Button::quiet("only-open", text).cap(cap.as_str()).show(ui).on_hover_text(command.tooltip());
        if button.clicked() {
            desk.push(Intent::Do(command));
        }
        let command = Command::PolicyBeside;
        let cap = command.cap();
        let button = Button::quiet("policy-beside", command.text()).cap(cap.as_str()).show(ui);
        if button.on_hover_text(command.tooltip()).clicked() {
            desk.push(Intent::Do(command));
        }
    });
}

/// Somebody else works on the case: who, since when, and what can be done.
fn elsewhere_ui(ui: &mut Ui, desk: &Desk<'_>, elsewhere: &Elsewhere) {
    let who = &elsewhere.who;
    let since = who.since.format("%Y-%m-%d %H:%M");
    let id = format!("{}/elsewhere", desk.case().id);
    let gone = if elsewhere.is_perhaps_gone() { " Nothing was heard from there for some minutes." } else { "" };
    let (headline, sentence) = if desk.footing.is_copy() {
        ("You work on a copy".to_owned(), "What you do is kept beside the case, to be compared, and is no part of it.")
    } else {
        (format!("Open on {} since {since}", who.station), "You see it as it was last saved, and change nothing.")
    };
    banner(ui, &id, Tone::Missing, &headline, &format!("{} works on it.{gone} {sentence}", who.by));
    ui.horizontal_wrapped(|ui| {
        if Button::secondary("take-case-over", "Take over").show(ui).clicked() {
            desk.push(Intent::TakeCaseOver);
        }
        if !desk.footing.is_copy() && Button::secondary("work-on-copy", "Work on a copy").show(ui).clicked() {
            desk.push(Intent::WorkOnCopy);
        }
    });
}

fn steps_ui(ui: &mut Ui, desk: &Desk<'_>) {
    let steps = steps(desk);
    let ids: Vec<String> = (0..steps.len()).map(|place| format!("step-{place}")).collect();
    let shown: Vec<Tab<'_>> =
        steps.iter().zip(&ids).map(|((step, name), id)| Tab { id, name, badge: badge(desk, *step) }).collect();
    let selected = steps.iter().position(|(step, _)| *step == desk.step).unwrap_or(0);
    if let Some(place) = tabs(ui, "steps", "Steps", &shown, selected)
        && let Some((step, _)) = steps.get(place)
    {
        desk.push(Intent::Show(*step));
    }
    ui.add_space(space::S);
}

fn page_ui(ui: &mut Ui, desk: &Desk<'_>) {
    ui.add_space(space::XS);
    match desk.step {
        Step::Request => request_ui(ui, desk),
        Step::Confirmations => confirmations_ui(ui, desk),
        Step::Records => records_ui(ui, desk),
        Step::Decision => decision_ui(ui, desk),
        Step::History => history_ui(ui, desk),
        Step::Checklist(place) => {
            let entries = desk.outline.checklist.get(place).map(|(_, entries)| entries.as_slice());
            checklist_ui(ui, desk, entries.unwrap_or_default());
        }
    }
    ui.add_space(space::XL);
}

/// The cards of a step; where only open items are shown, those that have one, under their headings.
fn checklist_ui(ui: &mut Ui, desk: &Desk<'_>, entries: &[StepEntry]) {
    let is_shown = |entry: &StepEntry| match entry {
        StepEntry::Card(card) => desk.shows(|item| card.holds(item)),
        StepEntry::Group { .. } => false,
    };
    let (mut shown, mut hidden) = (0, 0);
    for (place, entry) in entries.iter().enumerate() {
        // A heading is shown for what lies beneath it.
        let beneath = entries.iter().skip(place + 1).take_while(|other| other.depth() > entry.depth());
        if is_shown(entry) || matches!(entry, StepEntry::Group { .. }) && beneath.into_iter().any(is_shown) {
            shown += 1;
            entry_ui(ui, desk, entry);
        } else if matches!(entry, StepEntry::Card(_)) {
            hidden += 1;
        }
    }
    hidden_ui(ui, shown, hidden);
}

/// How much is not shown, so that nobody takes a part for the whole.
pub(super) fn hidden_ui(ui: &mut Ui, shown: usize, hidden: usize) {
    let nothing = if shown == 0 { "Nothing is open here. " } else { "" };
    let says = match hidden {
        0 => return,
        1 => format!("{nothing}1 that is not open is not shown."),
        count => format!("{nothing}{count} that are not open are not shown."),
    };
    ui.label(small(says).weak());
}

/// The steps of the page in order, with what their tabs say.
fn steps(desk: &Desk<'_>) -> Vec<(Step, String)> {
    let name = |step: Step| match step {
        Step::Records => format!("{} {}", desk.outline.step_title(step), desk.case().documents.len()),
        Step::History => format!("{} {}", desk.outline.step_title(step), desk.session.history().events().len()),
        step => desk.outline.step_title(step).to_owned(),
    };
    desk.outline.steps().into_iter().map(|step| (step, name(step))).collect()
}

/// What the request lacks that no criterion asks for: what starts the clock, and a code to decide on.
fn lacking(desk: &Desk<'_>) -> usize {
    let facts = match &desk.clock.governing {
        Err(NoClock::Missing(facts)) => facts.len(),
        _ => 0,
    };
    facts + usize::from(requested_codes(desk.case()).is_empty())
}

/// What is open on a step, or its tick when everything worked through on it is met.
fn badge(desk: &Desk<'_>, step: Step) -> Option<(usize, Tone)> {
    if desk.outline.unreliable {
        return None;
    }
    let evaluation = desk.evaluation();
    let met = desk.outline.is_met_on(step, desk.policy(), evaluation);
    let waits = match step {
        Step::Request => lacking(desk),
        Step::Confirmations => missing_confirmations(desk.policy(), desk.case()),
        _ => 0,
    };
    let done = if waits > 0 { Some((waits, Tone::ToGo)) } else { met.then_some((0, Tone::Met)) };
    let open = desk.outline.open_on(step, &evaluation.open);
    open.map(|(count, kind)| (count, tone_of_kind(kind))).or(done)
}
