//! Header and footer of the window.
//!
//! The header shows the member with two identifiers and commands, the footer the reviewer, the save status and notices.
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

/// Layout of header and footer for the size of the window.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BarRoom {
    /// One line, in which buttons show their shortcuts.
    Wide,
    /// Two lines: buttons without shortcuts, then the member.
    Narrow,
    /// One line in small text.
    ///
    /// Copying the note and the papers are reached through the command palette.
    Low,
}

/// Draws the header: the member of the open case, and its commands.
///
/// Unless it is wide, it has a button for the worklist, which is not drawn beside the case then, and leaves the clock
/// to the status view.
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
                    // Wrapped instead of truncated: the identifiers after a long name must stay visible.
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

/// Draws the state of the case and the time left on its clock.
///
/// The tooltip states the clock and the urgency in full.
fn clock_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let t = tokens(ui);
    let late = matches!(context.clock.state(), ClockState::Overdue(_) | ClockState::HoldExpired(_));
    let colour = if late { t.tone(Tone::NotMet).text } else { t.ink };
    let urgency = wording::urgency(context.policy(), context.case());
    let margin = Margin::symmetric(space::S as i8, space::XS as i8);
    let frame = Frame::new().stroke(Stroke::new(stroke::LINE, t.line)).corner_radius(corner::CONTROL);
    let shown = frame.inner_margin(margin).show(ui, |ui| {
        // The header is laid out from right to left, so the second label appears first.
        ui.label(second(wording::clock_head(&context.clock)).color(colour));
        let urgent = if urgency.is_some() { " · urgent" } else { "" };
        ui.label(second(format!("{}{urgent} ·", wording::state(context.case().state()))));
    });
    let lines = [Some(wording::clock(&context.clock)), urgency];
    shown.response.on_hover_text(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"));
}

/// Content of the footer.
pub struct Footer<'a> {
    /// The reviewer, if one is signed in or named in the settings.
    pub reviewer: Option<&'a Reviewer>,
    /// Save status of the open case; `None` while no case is open.
    pub save_status: Option<SaveWords>,
    /// Name of a job that has been running long enough to be shown.
    pub job: Option<&'static str>,
    /// True when there is an earlier notice to read.
    pub has_earlier: bool,
    /// The notice that is shown.
    pub notice: Option<&'a Notice>,
    /// True when the reviewer can undo a change.
    pub can_undo: bool,
    /// True when the reviewer can redo a change.
    pub can_redo: bool,
}

/// Draws the save status. Screen readers announce each change of it.
fn saved_ui(ui: &mut Ui, saved: &SaveWords) {
    let t = tokens(ui);
    let colour = if saved.is_trouble { t.tone(Tone::NotMet).text } else { t.ink_second };
    let label = ui.label(small(&saved.text).color(colour));
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_author_id("saved".to_owned());
        node.set_live(Live::Polite);
    });
}

/// Draws the footer.
///
/// Where it is narrow it has no buttons for undo, redo and open items; their shortcuts still work.
pub fn footer_ui(ui: &mut Ui, foot: &Footer<'_>, is_wide: bool, effects: &Effects<Message>) {
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

/// Draws a notice, with buttons that dismiss it and show earlier ones.
///
/// Screen readers announce it at once.
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

/// Draws the reviewer, and the button that opens the sign-in page.
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

/// Draws the most frequent commands, from right to left, while there is room.
///
/// The palette has all of them.
fn keys_ui(ui: &mut Ui, foot: &Footer<'_>, effects: &Effects<Message>) {
    let keys = [
        (Command::Redo, (!foot.can_redo).then_some("Nothing to redo")),
        (Command::Undo, (!foot.can_undo).then_some("Nothing to undo")),
        (Command::PreviousOpen, None),
        (Command::NextOpen, None),
        (Command::Shortcuts, None),
    ];
    // Without an open case there is nothing to go through or to undo.
    let is_shown = |command: &Command| foot.save_status.is_some() || !command.needs_case();
    for (command, why_not) in keys.into_iter().filter(|(command, _)| is_shown(command)) {
        if ui.available_width() < size::FOOTER_KEY {
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
