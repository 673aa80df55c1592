//! Applies the effects of features in order.
//!
//! Must not know: what any feature does with a message.

use std::collections::VecDeque;

use eframe::egui::Context;

use super::App;
use super::message::Message;
use crate::ui::command::Command;
use crate::ui::effects::{Effect, Effects, Request};
use crate::ui::widgets::{flush_drafts, pending_drafts};
use crate::ui::{case, documents, guide, palette, papers, settings, sign_in, storage, worklist};

/// Runs a feature's update, and returns its effects as those of the window.
fn updated<M: Send + 'static>(wrap: fn(M) -> Message, update: impl FnOnce(&Effects<M>)) -> Vec<Effect<Message>> {
    let effects = Effects::default();
    update(&effects);
    effects.wrapped(wrap).collect()
}

impl App {
    /// Applies effects in order.
    ///
    /// Effects that follow from one are applied before the next.
    pub(super) fn apply(&mut self, ctx: &Context, effects: impl IntoIterator<Item = Effect<Message>>) {
        let mut queue: VecDeque<Effect<Message>> = effects.into_iter().collect();
        while let Some(effect) = queue.pop_front() {
            let more = match effect {
                Effect::Message(message) => self.update(ctx, message),
                Effect::Request(request) => self.carry_out(ctx, request),
                Effect::Job(job) => {
                    self.jobs.start(ctx, job);
                    Vec::new()
                }
                Effect::Dialog(dialog) => self.dialogs.open(ctx, dialog).into_iter().collect(),
            };
            more.into_iter().rev().for_each(|effect| queue.push_front(effect));
        }
        self.documents.close_detached(&self.model);
    }

    /// Updates the feature that a message belongs to.
    fn update(&mut self, ctx: &Context, message: Message) -> Vec<Effect<Message>> {
        let model = &mut self.model;
        match message {
            Message::Worklist(message) => {
                updated(Message::Worklist, |effects| worklist::update(&mut self.worklist, model, message, effects))
            }
            Message::Case(message) => {
                updated(Message::Case, |effects| case::update(&mut self.case, model, message, effects))
            }
            Message::Documents(message) => {
                updated(Message::Documents, |effects| documents::update(&mut self.documents, model, message, effects))
            }
            Message::Papers(message) => {
                updated(Message::Papers, |effects| papers::update(&mut self.papers, model, message, effects))
            }
            Message::Storage(message) => {
                updated(Message::Storage, |effects| storage::update(&mut self.storage, model, message, effects))
            }
            Message::SignIn(message) => {
                updated(Message::SignIn, |effects| sign_in::update(&mut self.sign_in, model, message, effects))
            }
            Message::Settings(message) => {
                updated(Message::Settings, |effects| settings::update(&mut self.settings, model, message, effects))
            }
            Message::Guide(message) => {
                updated(Message::Guide, |effects| guide::update(&mut self.guide, model, message, effects))
            }
            Message::Palette(message) => {
                ctx.request_repaint();
                updated(Message::Palette, |effects| palette::update(&mut self.palette, message, effects))
            }
            Message::Notify(notice) => {
                notice.map(|notice| Effect::Request(Request::Notify(notice))).into_iter().collect()
            }
            Message::Flushed(is_saved) => {
                self.flushed(is_saved);
                Vec::new()
            }
        }
    }

    /// Applies the effects of a frame; those that leave the case come last.
    ///
    /// They wait for one frame while a visible field has a draft: the click that opens another case is also what makes
    /// the field hand over its text, and the worklist is drawn before the field.
    pub(super) fn apply_when_handed_over(&mut self, ctx: &Context, effects: Effects<Message>) {
        let mut effects: Vec<Effect<Message>> = effects.wrapped(|message| message).collect();
        effects.sort_by_key(leaves_case);
        for effect in effects {
            if leaves_case(&effect) && flush_drafts(ctx) && pending_drafts(ctx).iter().any(|draft| draft.drawn) {
                self.lifecycle.waiting.push(effect);
                continue;
            }
            self.apply(ctx, [effect]);
        }
    }

    /// Applies effects that waited for one frame.
    ///
    /// A draft that cannot be parsed stays in its field and a notice names it; it does not delay them further.
    pub(super) fn apply_waited(&mut self, ctx: &Context, waited: Vec<Effect<Message>>) {
        if waited.is_empty() {
            return;
        }
        let unread = pending_drafts(ctx).into_iter().find(|draft| draft.drawn);
        self.apply(ctx, waited);
        if let Some(draft) = unread {
            self.notify(format!(
                "{}: the entry cannot be read. It is still in its field: correct it there.",
                draft.label
            ));
        }
        ctx.request_repaint();
    }
}

/// Returns true when an effect could leave a draft behind.
///
/// Of commands these are all but those that are known not to.
fn leaves_case(effect: &Effect<Message>) -> bool {
    match effect {
        Effect::Request(request) => match request {
            Request::Run(command) => command_leaves_case(*command),
            Request::NextFrame(request) => {
                matches!(&**request, Request::Run(command) if command_leaves_case(*command))
                    || matches!(**request, Request::OpenCase(_) | Request::ShowStep(_) | Request::Jump(_))
            }
            Request::OpenCase(_)
            | Request::CloseCase
            | Request::ShowStep(_)
            | Request::Jump(_)
            | Request::CompareConflicts => true,
            _ => false,
        },
        Effect::Message(Message::Worklist(message)) => {
            matches!(message, worklist::Message::Open(_) | worklist::Message::Create(..))
        }
        Effect::Message(Message::Storage(message)) => {
            matches!(message, storage::Message::MoveToTrash(..) | storage::Message::Compare)
        }
        Effect::Message(Message::Palette(palette::Message::Choose(choice))) => match choice {
            palette::Choice::Command(command) => command_leaves_case(*command),
            palette::Choice::Step(_) | palette::Choice::Item(_) | palette::Choice::Case(_) => true,
        },
        Effect::Message(_) | Effect::Job(_) | Effect::Dialog(_) => false,
    }
}

fn command_leaves_case(command: Command) -> bool {
    let stays = matches!(
        command,
        Command::Palette
            | Command::Search
            | Command::AddSource
            | Command::Redo
            | Command::PolicyBeside
            | Command::ChartBeside
    );
    !stays && !command.is_of_chart()
}
