//! Work that depends on the time: the minute's tick and the lock after idling.
//!
//! Must not know: what any feature does.

use std::time::Duration;

use eframe::egui::Context;
use winit::window::Window;

use super::App;
use super::message::Message;
use super::window_placement;
use crate::clock;
use crate::ui::effects::{Effect, Effects, Request};
use crate::ui::theme::Look;
use crate::ui::{case, sign_in, storage, worklist};

const MINUTE: Duration = Duration::from_secs(60);

impl App {
    /// Returns the effects that are due.
    ///
    /// That is the first file, a changed theme, the lock after idling, and the minute's tick.
    pub(super) fn tick(&mut self, ctx: &Context) -> Vec<Effect<Message>> {
        let mut effects = Vec::new();
        let now = clock::now();
        if self.model.reviewer.is_some()
            && let Some(path) = self.lifecycle.first.take()
        {
            effects.push(Effect::Message(Message::Storage(storage::Message::OpenFirst(path))));
        }
        if Look::named(&self.model.settings.look, ctx.system_theme()) != self.settings.look {
            effects.push(Effect::Request(Request::ApplyLook));
        }
        if ctx.input(|input| !input.events.is_empty()) {
            self.lifecycle.active_at = now;
        }
        let idle = now.signed_duration_since(*self.lifecycle.active_at).num_minutes();
        if idle >= i64::from(self.model.settings.idle_minutes) {
            effects.push(Effect::Message(Message::SignIn(sign_in::Message::LockAfterIdling)));
        }
        if now.signed_duration_since(*self.lifecycle.ticked_at).abs() >= chrono::TimeDelta::minutes(1) {
            self.lifecycle.ticked_at = now;
            effects.push(Effect::Message(Message::Worklist(worklist::Message::Tick)));
            effects.push(Effect::Message(Message::Case(case::Message::Beat)));
        }
        ctx.request_repaint_after(MINUTE);
        effects
    }

    /// Withdraws this window's presence from a case that it has left.
    pub(super) fn leave_cases(&mut self, ctx: &Context) {
        let left = Effects::default();
        case::leave(&mut self.case, &self.model, &left);
        self.apply(ctx, left.wrapped(Message::Case));
    }

    /// Saves the window's placement for the next start.
    pub(super) fn save_placement(&mut self, ctx: &Context, window: Option<&Window>) {
        let Some(window) = window else { return };
        let placement = window_placement::placement_of(window, self.model.settings.window);
        let effects = Effects::default();
        self.settings.saving.save_placement(&self.model, placement, &effects);
        self.apply(ctx, effects.wrapped(Message::Settings));
    }
}
