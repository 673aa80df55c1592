//! The window: the state of all features, and the order of a frame.
//!
//! Drawing collects effects, which are applied in order after it.
//!
//! Must not know: what any feature shows or does.

mod about;
mod bars;
mod carry_out;
mod closing;
mod commands;
mod context;
mod dependencies;
mod dialogs;
mod jobs;
mod layout;
mod lifecycle;
pub mod message;
mod messages_page;
mod notices;
mod pages;
mod shortcuts;
mod shortcuts_page;
mod start;
mod ticking;
mod updates;
mod window_placement;

use std::sync::Arc;

use eframe::egui::{Context, Ui, accesskit_root_id};
use winit::window::Window;

use super::effects::{Effect, Effects, Page};
use super::model::Model;
use super::{case, documents, guide, palette, papers, settings, sign_in, storage, worklist};

pub use dependencies::{Dependencies, StartError};
pub use dialogs::{Dialogs, NativeDialogs};
pub use start::{NoWindow, open_window, show_message};

use lifecycle::Lifecycle;
use message::Message;
use notices::Notices;

/// The window.
pub struct App {
    model: Model,
    worklist: worklist::State,
    case: case::State,
    documents: documents::State,
    papers: papers::State,
    storage: storage::State,
    sign_in: sign_in::State,
    settings: settings::State,
    guide: guide::State,
    palette: palette::State,
    notices: Notices,
    jobs: jobs::Jobs,
    dialogs: dialogs::OpenDialogs,
    /// The page that is shown in place of the case.
    page: Option<Page>,
    lifecycle: Lifecycle,
}

impl App {
    /// Does everything but drawing.
    ///
    /// That is outcomes of jobs and dialogs, shortcuts, the minute's tick, and closing.
    pub fn logic(&mut self, ctx: &Context) {
        let effects = self.collected(ctx);
        self.apply(ctx, effects);
        let shortcuts = Effects::default();
        self.shortcuts(ctx, &shortcuts);
        self.apply_when_handed_over(ctx, shortcuts);
        self.leave_cases(ctx);
        self.close(ctx);
    }

    /// Returns the effects of everything that ended since the last frame.
    ///
    /// That is saves, jobs, dialogs, dropped files, and the tick.
    fn collected(&mut self, ctx: &Context) -> Vec<Effect<Message>> {
        let saved = Effects::default();
        case::collect_saves(&mut self.case, &self.model, &saved);
        let mut effects: Vec<_> = saved.wrapped(Message::Case).collect();
        effects.extend(self.jobs.poll());
        effects.extend(self.dialogs.poll());
        if self.documents.collect(ctx) {
            ctx.request_repaint();
        }
        let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        if !dropped.is_empty() {
            let paths = dropped.iter().map(|file| file.path().to_owned()).collect();
            effects.push(Effect::Message(Message::Documents(documents::Message::Dropped(paths))));
        }
        effects.extend(self.tick(ctx));
        effects
    }

    /// Draws the window, then applies the effects that its views asked for.
    pub fn draw(&mut self, ui: &mut Ui) {
        let effects = Effects::default();
        let ctx = ui.ctx().clone();
        let waited = std::mem::take(&mut self.lifecycle.waiting);
        self.palette.restore_focus(&ctx);
        ctx.accesskit_node_builder(accesskit_root_id(), |node| node.set_label("mednec"));
        self.panels_ui(ui, &effects);
        documents::drop_ui(&ctx, self.model.session().map(|session| session.case()));
        if let Some(typed) = &self.palette.typed {
            let offers = palette::offers(typed, &self.model, self.worklist.rows.all());
            effects.within(Message::Palette, |effects| palette::palette_ui(&ctx, typed, &offers, effects));
        }
        if self.case.position.target.take().is_some() {
            ctx.request_repaint();
        }
        self.apply_when_handed_over(&ctx, effects);
        self.apply_waited(&ctx, waited);
    }

    /// Sets the window that owns native dialogs.
    fn set_dialog_owner(&self, window: Arc<Window>) {
        self.dialogs.set_owner(window);
    }

    /// Returns true while a job is running whose outcome the window shows.
    pub fn is_busy(&self) -> bool {
        self.jobs.running().is_some()
    }

    /// Returns true while closing is in progress.
    ///
    /// That is from the request to close until the window is closed or an obstacle cancels it.
    pub fn is_closing(&self) -> bool {
        self.lifecycle.closing.is_under_way()
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.lifecycle.closing.has_begun() {
            self.save_placement(ctx, frame.winit_window().map(|window| &**window));
        }
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // Writes what is still queued. Closing has already reported what could not be saved.
        let _ = self.model.saver.flush();
    }
}
