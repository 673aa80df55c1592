//! Command palette: finds commands, steps, open items and cases.
//!
//! Must not know: how a choice is carried out.

mod offers;
mod view;

use eframe::egui::{Context, Id};

use super::command::Command;
use super::effects::{Effects, Request};
use crate::checklist::Step;
use crate::engine::OpenItem;
use crate::ids::CaseId;

pub use offers::offers;
pub use view::palette_ui;

/// State of the palette.
#[derive(Default)]
pub struct State {
    /// Text of the field; `None` while the palette is closed.
    pub typed: Option<String>,
    /// Control that had the focus before the palette opened.
    focus_before: Option<Id>,
}

/// Messages of the palette.
pub enum Message {
    /// Opens it, with the id of the focused control.
    Open(Option<Id>),
    /// Sets the text of the field.
    Type(String),
    /// Closes it.
    Close,
    /// Closes it and carries out a choice.
    Choose(Choice),
}

/// A choice of the palette.
#[derive(Clone, PartialEq)]
pub enum Choice {
    /// A command.
    Command(Command),
    /// A step of the open case.
    Step(Step),
    /// An open item of the open case.
    Item(OpenItem),
    /// A case of the worklist.
    Case(CaseId),
}

/// A choice with its words.
#[derive(Clone)]
pub struct Offer {
    /// Its name.
    pub text: String,
    /// Explanation: the effect of a command, or the location of a question.
    pub detail: String,
    /// Its shortcut.
    pub cap: Option<String>,
    /// The choice.
    pub choice: Choice,
}

/// Applies a message to the palette.
pub fn update(state: &mut State, message: Message, effects: &Effects<Message>) {
    match message {
        Message::Open(focused) => {
            if state.typed.is_none() {
                state.focus_before = focused;
            }
            state.typed = Some(String::new());
        }
        Message::Type(typed) => state.typed = Some(typed),
        Message::Close => state.typed = None,
        Message::Choose(choice) => {
            // The choice moves the focus itself, in the next frame: in this one nothing under the palette can be
            // focused.
            (state.typed, state.focus_before) = (None, None);
            effects.request(Request::NextFrame(Box::new(match choice {
                Choice::Command(command) => Request::Run(command),
                Choice::Step(step) => Request::ShowStep(step),
                Choice::Item(item) => Request::Jump(item),
                Choice::Case(case) => Request::OpenCase(case),
            })));
        }
    }
}

impl State {
    /// Restores the focus once the palette is closed.
    ///
    /// Nothing under it can be focused before.
    pub fn restore_focus(&mut self, ctx: &Context) {
        if self.typed.is_none()
            && self.focus_before.is_some()
            && ctx.memory(|memory| memory.top_modal_layer().is_none())
            && let Some(before) = self.focus_before.take()
        {
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
    }
}
