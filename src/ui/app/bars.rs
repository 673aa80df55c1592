//! The bars at the head and at the foot: the member with two identifiers, commands, the reviewer, what was saved, notices.
//!
//! Must not know: how a case is saved.

use eframe::egui::accesskit::Live;
use eframe::egui::{Align, Frame, Label, Layout, Margin, Stroke, Ui};

use super::message::Message;
use crate::case::{Reviewer, Role};
use crate::turnaround::ClockState;
use crate::ui::case;
use crate::ui::case::SaveWords;
use crate::ui::case_context::CaseContext;
use crate::ui::command::Command;
use crate::ui::effects::{Effects, Notice, Request};
use crate::ui::page::command_ui;
use crate::ui::theme::{Tone, corner, lead, plain, second, size, small, space, stroke, tokens};
use crate::ui::widgets::{Button, mark};
use crate::wording;

/// The room that the bars have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BarRoom {
    /// One line, with keys.
    Wide,
    /// The member takes a line of its own, and the keys are left to the tooltips.
    Narrow,
    /// There is hardly room for the page: what is not needed all the time is left to the palette.
    Low,
}

/// Draws the bar above: the open case, and what can be done with it. Where it is not wide the worklist, which has no room
/// beside the case then, is a button, and the clock stands with the status.
pub fn header_ui(ui: &mut Ui, context: Option<&CaseContext<'_>>, room: BarRoom, effects: &Effects<Message>) {
    let member = context.map(|context| format!("Case {} · {}", context.case().id, wording::member(context.case())));
    match room {
        BarRoom::Wide => {
            ui.horizontal(|ui| {
                ui.label(lead("mednec"));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    command_ui(ui, Command::Palette, true, effects);
                    if let Some(context) = context {
                        command_ui(ui, Command::Papers, true, effects);
                        command_ui(ui, Command::CopyNote, true, effects);
                        clock_ui(ui, context);
                    }
                    // A long name takes a second line; the identifiers behind it are never cut off.
                    let text_first = Layout::left_to_right(Align::Center);
                    if let Some(member) = member {
                        ui.with_layout(text_first, |ui| ui.add(Label::new(second(member)).wrap()));
                    }
                });
            });
        }
        BarRoom::Narrow => {
            ui.horizontal_wrapped(|ui| {
                if context.is_some() {
                    worklist_button_ui(ui, effects);
                    command_ui(ui, Command::CopyNote, false, effects);
                    command_ui(ui, Command::Papers, false, effects);
                }
                command_ui(ui, Command::Palette, false, effects);
            });
            if let Some(member) = member {
                ui.add(Label::new(second(member)).wrap());
            }
        }
        BarRoom::Low => {
            ui.horizontal(|ui| {
                if context.is_some() {
                    worklist_button_ui(ui, effects);
                }
                command_ui(ui, Command::Palette, false, effects);
                if let Some(member) = member {
                    ui.add(Label::new(small(member)).wrap());
                }
            });
        }
    }
}

fn worklist_button_ui(ui: &mut Ui, effects: &Effects<Message>) {
    if Button::secondary("header-worklist", "Worklist").show(ui).clicked() {
        effects.request(Request::CloseCase);
    }
}

/// Where the case stands with the people who decide it, and how long they have.
fn clock_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let t = tokens(ui);
    let late = matches!(context.clock.state(), ClockState::Overdue(_) | ClockState::HoldExpired(_));
    let colour = if late { t.tone(Tone::NotMet).text } else { t.ink };
    let urgency = wording::urgency(context.policy(), context.case());
    let margin = Margin::symmetric(space::S as i8, space::XS as i8);
    let frame = Frame::new().stroke(Stroke::new(stroke::LINE, t.line)).corner_radius(corner::CONTROL);
    let shown = frame.inner_margin(margin).show(ui, |ui| {
        // Laid out from the right, like the bar that it stands in.
        ui.label(second(wording::clock_head(&context.clock)).color(colour));
        let urgent = if urgency.is_some() { " · urgent" } else { "" };
        ui.label(second(format!("{}{urgent} ·", wording::state(context.case().state()))));
    });
    let lines = [Some(wording::clock(&context.clock)), urgency];
    shown.response.on_hover_text(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"));
}

/// Content of the bar at the foot.
pub struct Foot<'a> {
    /// The reviewer.
    pub reviewer: Option<&'a Reviewer>,
    /// The save status of the open case.
    pub save_status: Option<SaveWords>,
    /// The name of a job that takes its time.
    pub job: Option<&'static str>,
    /// True when there were notices before.
    pub has_earlier: bool,
    /// The notice in the line.
    pub notice: Option<&'a Notice>,
    /// True when there is a change to undo.
    pub can_undo: bool,
    /// True when there is one to redo.
    pub can_redo: bool,
}

/// Draws how far the case is saved; every change of it is announced.
fn saved_ui(ui: &mut Ui, saved: &SaveWords) {
    let t = tokens(ui);
    let colour = if saved.is_trouble { t.tone(Tone::NotMet).text } else { t.ink_second };
    let label = ui.label(small(&saved.text).color(colour));
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_author_id("saved".to_owned());
        node.set_live(Live::Polite);
    });
}

/// Draws the bar at the foot. Where it is narrow it says what is so; the keys do the rest.
pub fn foot_ui(ui: &mut Ui, foot: &Foot<'_>, is_wide: bool, effects: &Effects<Message>) {
    if let Some(saved) = foot.save_status.as_ref().filter(|saved| saved.is_trouble) {
        ui.horizontal_wrapped(|ui| {
            mark(ui, Tone::NotMet, size::MARK);
            saved_ui(ui, saved);
            if Button::secondary("save-again", "Save again").show(ui).clicked() {
                effects.send(Message::Case(case::Message::SaveAgain));
            }
        });
    }
    if let Some(notice) = foot.notice {
        ui.horizontal_wrapped(|ui| notice_ui(ui, notice, foot.has_earlier, effects));
    }
    ui.horizontal(|ui| {
        reviewer_ui(ui, foot.reviewer, effects);
        for (id, command) in [("command-settings", Command::Settings), ("command-guide", Command::Guide)] {
            let button = Button::quiet(id, command.text()).show(ui);
            if button.on_hover_text(command.tooltip()).clicked() {
                effects.run(command);
            }
        }
        if let Some(saved) = foot.save_status.as_ref().filter(|saved| !saved.is_trouble) {
            saved_ui(ui, saved);
        }
        if let Some(job) = foot.job {
            ui.label(small(wording::sentence(job)).weak());
        }
        if is_wide {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| keys_ui(ui, foot, effects));
        }
    });
}

/// Draws a notice, with the ways to dismiss it and to read earlier ones. It is announced.
fn notice_ui(ui: &mut Ui, notice: &Notice, has_earlier: bool, effects: &Effects<Message>) {
    let tone = if notice.is_success { Tone::Met } else { Tone::Missing };
    mark(ui, tone, size::MARK);
    let said = ui.label(plain(&notice.text).color(tokens(ui).tone(tone).text));
    ui.ctx().accesskit_node_builder(said.id, |node| {
        node.set_author_id("message");
        node.set_live(Live::Assertive);
    });
    if Button::quiet("message-dismiss", "Dismiss").show(ui).clicked() {
        effects.request(Request::ClearNotice);
    }
    if has_earlier && Button::quiet("message-earlier", "Earlier…").show(ui).clicked() {
        effects.run(Command::Messages);
    }
}

/// Draws the reviewer, and the way to another one.
fn reviewer_ui(ui: &mut Ui, reviewer: Option<&Reviewer>, effects: &Effects<Message>) {
    let Some(reviewer) = reviewer else { return };
    let role = match reviewer.role {
        Role::Nurse => "nurse reviewer",
        Role::Physician => "physician reviewer",
    };
    let known = wording::known(&reviewer.known);
    ui.label(small(format!("{}, {} ({role}, {known})", reviewer.name, reviewer.credential)));
    let button = Button::quiet("foot-sign-in", "Switch…").show(ui).on_hover_text(Command::SignIn.tooltip());
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(Command::SignIn.text()));
    if button.clicked() {
        effects.run(Command::SignIn);
    }
}

/// Draws the commands that are used most, from the right, as far as there is room: all of them are in the palette.
fn keys_ui(ui: &mut Ui, foot: &Foot<'_>, effects: &Effects<Message>) {
    let keys = [
        (Command::Redo, (!foot.can_redo).then_some("Nothing to redo")),
        (Command::Undo, (!foot.can_undo).then_some("Nothing to undo")),
        (Command::PreviousOpen, None),
        (Command::NextOpen, None),
        (Command::Shortcuts, None),
    ];
    // Where no case is open there is nothing to go through or to undo.
    let is_shown = |command: &Command| foot.save_status.is_some() || !command.needs_case();
    for (command, why_not) in keys.into_iter().filter(|(command, _)| is_shown(command)) {
        if ui.available_width() < size::FOOT_KEY {
            break;
        }
        let id = format!("foot-{command:?}").to_lowercase();
        let cap = command.cap();
        let button = Button::quiet(&id, command.text()).cap(cap.as_str()).unless(why_not).show(ui);
        if button.clicked() {
            effects.run(command);
        }
    }
}
