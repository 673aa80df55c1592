//! The command palette: offers everything that can be done, the steps and open items of the open case, and every case of the
//! worklist.
//!
//! Must not know: how any of it is done.

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
    /// The words that were typed, while it is open.
    pub typed: Option<String>,
    /// What had the keyboard focus before.
    focus_before: Option<Id>,
}

/// Messages of the palette.
pub enum Message {
    /// Opens it, with the id that has the keyboard focus.
    Open(Option<Id>),
    /// Looks for these words.
    Type(String),
    /// Closes it.
    Close,
    /// Closes it and does what was chosen.
    Choose(Choice),
}

/// Something that can be chosen.
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
    /// What it does, or where it leads.
    pub detail: String,
    /// The keys that do the same.
    pub cap: Option<String>,
    /// The choice.
    pub choice: Choice,
}

/// Applies a message.
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
            // The keyboard belongs to what was chosen now, and nothing under the palette can have it in this frame.
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
    /// Gives the keyboard focus back once the palette is gone: nothing under it can have it before.
    pub fn give_focus_back(&mut self, ctx: &Context) {
        if self.typed.is_none()
            && self.focus_before.is_some()
            && ctx.memory(|memory| memory.top_modal_layer().is_none())
            && let Some(before) = self.focus_before.take()
        {
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
    }
}
