//! The bars above and below: the member with two identifiers, what can be done with the case, who reviews, what was saved.
//!
//! Must not know: how a case is saved.

use eframe::egui::accesskit::Live;
use eframe::egui::{Align, Frame, Label, Layout, Margin, Stroke, Ui};

use crate::case::{Reviewer, Role};
use crate::turnaround::ClockState;
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents};
use crate::ui::theme::{Tone, corner, lead, plain, second, size, small, space, stroke, tokens};
use crate::ui::widgets::{Button, mark};
use crate::wording;

/// How much room the bars have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// One line, with keys.
    Wide,
    /// The member takes a line of its own, and the keys are left to the tooltips.
    Narrow,
    /// There is hardly room for the page: what is not needed all the time is left to the palette.
    Low,
}

/// Draws the bar above: the open case, and what can be done with it. Where it is not wide the worklist, which has no room
/// beside the case then, is a button, and the clock stands with the status.
pub fn header_ui(ui: &mut Ui, desk: Option<&Desk<'_>>, room: Room, intents: &mut Intents) {
    let member = desk.map(|desk| format!("Case {} · {}", desk.case().id, wording::member(desk.case())));
    match room {
        Room::Wide => {
            ui.horizontal(|ui| {
                ui.label(lead("mednec"));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    command_ui(ui, Command::Palette, true, intents);
                    if let Some(desk) = desk {
                        command_ui(ui, Command::Papers, true, intents);
                        command_ui(ui, Command::CopyNote, true, intents);
                        clock_ui(ui, desk);
                    }
                    // A long name takes a second line; the identifiers behind it are never cut off.
                    let text_first = Layout::left_to_right(Align::Center);
                    if let Some(member) = member {
                        ui.with_layout(text_first, |ui| ui.add(Label::new(second(member)).wrap()));
                    }
                });
            });
        }
        Room::Narrow => {
            ui.horizontal_wrapped(|ui| {
                if desk.is_some() {
                    worklist_button_ui(ui, intents);
                    command_ui(ui, Command::CopyNote, false, intents);
                    command_ui(ui, Command::Papers, false, intents);
                }
                command_ui(ui, Command::Palette, false, intents);
            });
            if let Some(member) = member {
                ui.add(Label::new(second(member)).wrap());
            }
        }
        Room::Low => {
            ui.horizontal(|ui| {
                if desk.is_some() {
                    worklist_button_ui(ui, intents);
                }
                command_ui(ui, Command::Palette, false, intents);
                if let Some(member) = member {
                    ui.add(Label::new(small(member)).wrap());
                }
            });
        }
    }
}

fn worklist_button_ui(ui: &mut Ui, intents: &mut Intents) {
    if Button::secondary("header-worklist", "Worklist").show(ui).clicked() {
        intents.push(Intent::CloseCase);
    }
}

/// Where the case stands with the people who decide it, and how long they have.
fn clock_ui(ui: &mut Ui, desk: &Desk<'_>) {
    let t = tokens(ui);
    let late = matches!(desk.clock.state(), ClockState::Overdue(_) | ClockState::HoldExpired(_));
    let colour = if late { t.tone(Tone::NotMet).text } else { t.ink };
    let urgency = wording::urgency(desk.policy(), desk.case());
    let margin = Margin::symmetric(space::S as i8, space::XS as i8);
    let frame = Frame::new().stroke(Stroke::new(stroke::LINE, t.line)).corner_radius(corner::CONTROL);
    let shown = frame.inner_margin(margin).show(ui, |ui| {
        // Laid out from the right, like the bar that it stands in.
        ui.label(second(wording::clock_head(&desk.clock)).color(colour));
        let urgent = if urgency.is_some() { " · urgent" } else { "" };
        ui.label(second(format!("{}{urgent} ·", wording::state(desk.case().state()))));
    });
    let lines = [Some(wording::clock(&desk.clock)), urgency];
    shown.response.on_hover_text(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"));
}

/// A button for a command, with its key and its sentence.
pub(super) fn command_ui(ui: &mut Ui, command: Command, capped: bool, intents: &mut Intents) {
    let id = format!("command-{command:?}").to_lowercase();
    let cap = command.cap();
    let button = Button::secondary(&id, command.text()).cap(capped.then_some(cap.as_str())).show(ui);
    if button.on_hover_text(command.tooltip()).clicked() {
        intents.push(Intent::Do(command));
    }
}

/// What the bar below says.
pub struct Foot<'a> {
    /// Who reviews, once that is known.
    pub reviewer: Option<&'a Reviewer>,
    /// Where the open case stands with the disk.
    pub saved: Option<SavedWords>,
    /// Work on the disk that is under way.
    pub working: Option<&'static str>,
    /// Whether something else was said before.
    pub earlier: bool,
    /// What was last said to the reviewer, and whether it is that something was done.
    pub message: Option<(&'a str, bool)>,
    /// Whether undo and redo have something to do.
    pub undo: (bool, bool),
}

/// Where a case stands with the disk.
pub struct SavedWords {
    /// In words.
    pub text: String,
    /// Whether it is a trouble that saving again may end.
    pub trouble: bool,
}

/// Says where the case stands with the disk; every change of it is announced.
fn saved_ui(ui: &mut Ui, saved: &SavedWords) {
    let t = tokens(ui);
    let colour = if saved.trouble { t.tone(Tone::NotMet).text } else { t.ink_second };
    let label = ui.label(small(&saved.text).color(colour));
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_author_id("saved".to_owned());
        node.set_live(Live::Polite);
    });
}

/// Draws the bar below. Where it is narrow it says what is so; the keys do the rest.
pub fn foot_ui(ui: &mut Ui, foot: &Foot<'_>, wide: bool, intents: &mut Intents) {
    if let Some(saved) = foot.saved.as_ref().filter(|saved| saved.trouble) {
        ui.horizontal_wrapped(|ui| {
            mark(ui, Tone::NotMet, size::MARK);
            saved_ui(ui, saved);
            if Button::secondary("save-again", "Save again").show(ui).clicked() {
                intents.push(Intent::SaveAgain);
            }
        });
    }
    if let Some((message, done)) = foot.message {
        ui.horizontal_wrapped(|ui| {
            let tone = if done { Tone::Met } else { Tone::Missing };
            mark(ui, tone, size::MARK);
            let said = ui.label(plain(message).color(tokens(ui).tone(tone).text));
            ui.ctx().accesskit_node_builder(said.id, |node| {
                node.set_author_id("message");
                node.set_live(Live::Assertive);
            });
            if Button::quiet("message-dismiss", "Dismiss").show(ui).clicked() {
                intents.push(Intent::Dismiss);
            }
            if foot.earlier && Button::quiet("message-earlier", "Earlier…").show(ui).clicked() {
                intents.push(Intent::Do(Command::Messages));
            }
        });
    }
    ui.horizontal(|ui| {
        if let Some(reviewer) = foot.reviewer {
            let role = match reviewer.role {
                Role::Nurse => "nurse reviewer",
                Role::Physician => "physician reviewer",
            };
            let known = wording::known(&reviewer.known);
            ui.label(small(format!("{}, {} ({role}, {known})", reviewer.name, reviewer.credential)));
        }
        if foot.reviewer.is_some() {
            let button = Button::quiet("foot-sign-in", "Switch…").show(ui).on_hover_text(Command::SignIn.tooltip());
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(Command::SignIn.text()));
            if button.clicked() {
                intents.push(Intent::Do(Command::SignIn));
            }
        }
        let settings = Button::quiet("command-settings", Command::Settings.text()).show(ui);
        if settings.on_hover_text(Command::Settings.tooltip()).clicked() {
            intents.push(Intent::Do(Command::Settings));
        }
        let guide = Button::quiet("command-guide", Command::Guide.text()).show(ui);
        if guide.on_hover_text(Command::Guide.tooltip()).clicked() {
            intents.push(Intent::Do(Command::Guide));
        }
        if let Some(saved) = foot.saved.as_ref().filter(|saved| !saved.trouble) {
            saved_ui(ui, saved);
        }
        if let Some(what) = foot.working {
            ui.label(small(wording::sentence(what)).weak());
        }
        if !wide {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keys = [
                (Command::Redo, (!foot.undo.1).then_some("Nothing that you could do again")),
                (Command::Undo, (!foot.undo.0).then_some("Nothing that you could undo")),
                (Command::PreviousOpen, None),
                (Command::NextOpen, None),
                (Command::Shortcuts, None),
            ];
            // Where no case is open there is nothing to go through or to undo.
            let shown = |command: &Command| foot.saved.is_some() || !command.is_of_a_case();
            for (command, why_not) in keys.into_iter().filter(|(command, _)| shown(command)) {
                // A long name leaves room for fewer; all of them are in the palette.
                if ui.available_width() < size::FOOT_KEY {
                    break;
                }
                let id = format!("foot-{command:?}").to_lowercase();
                let cap = command.cap();
                let button = Button::quiet(&id, command.text()).cap(cap.as_str()).unless(why_not).show(ui);
                if button.clicked() {
                    intents.push(Intent::Do(command));
                }
            }
        });
    });
}
