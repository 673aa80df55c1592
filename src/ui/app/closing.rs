//! Closing the window: nothing half typed is lost, and nothing that is still being saved. No frame waits for it: closing goes on
//! from frame to frame.
//!
//! Must not know: what was typed, or how it is saved.

use std::time::{Duration, Instant};

use eframe::egui::{Context, ViewportCommand};

use super::App;
use super::lifecycle::{Closing, Obstacle, Stage};
use super::message::Message;
use crate::ui::effects::{Effect, Job};
use crate::ui::widgets::{flush_drafts, pending_drafts};

const HALF_TYPED: &str = "An entry cannot be read, so the window stays open: correct it, or close again to discard it.";
const NOT_SAVED: &str = "Not everything could be saved, so the window stays open. Close again to close it anyway and \
                         lose what is not saved.";
/// The frames in which a field hands over what was typed into it.
const HANDING_OVER_FRAMES: u8 = 3;
/// The time that jobs get to end.
const PATIENCE: Duration = Duration::from_secs(2);
/// The time between two looks at them.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

impl App {
    /// Goes on with closing, and keeps the window open until everything is saved.
    pub(super) fn close(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && self.lifecycle.closing.stage != Some(Stage::Closed)
        {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if self.lifecycle.closing.stage.is_none() {
                let hands_over = flush_drafts(ctx) && !self.was_told(Obstacle::HalfTyped);
                self.lifecycle.closing.stage = Some(match hands_over {
                    true => Stage::HandingOver(HANDING_OVER_FRAMES),
                    false => Stage::EndingJobs(Instant::now()),
                });
            }
        }
        match self.lifecycle.closing.stage {
            None | Some(Stage::Saving | Stage::Closed) => {}
            Some(Stage::HandingOver(frames)) => self.hand_over_drafts(ctx, frames),
            Some(Stage::EndingJobs(since)) => self.end_jobs(ctx, since),
            Some(Stage::Leaving(since)) => self.end_leaving(ctx, since),
        }
    }

    fn hand_over_drafts(&mut self, ctx: &Context, frames: u8) {
        ctx.request_repaint();
        match (pending_drafts(ctx).is_empty(), frames) {
            (true, _) => self.lifecycle.closing.stage = Some(Stage::EndingJobs(Instant::now())),
            (false, 0) => self.stay(Obstacle::HalfTyped, HALF_TYPED.to_owned()),
            (false, frames) => self.lifecycle.closing.stage = Some(Stage::HandingOver(frames - 1)),
        }
    }

    fn end_jobs(&mut self, ctx: &Context, since: Instant) {
        match self.jobs.running() {
            Some(_) if since.elapsed() < PATIENCE => ctx.request_repaint_after(LOOK_AGAIN),
            Some(job) if !self.was_told(Obstacle::Job) => {
                self.stay(Obstacle::Job, format!("Still running: {job}. Close again to close the window anyway."));
            }
            _ => {
                self.lifecycle.closing.stage = Some(Stage::Saving);
                let saver = self.model.saver.clone();
                let work = move || Message::Flushed(saver.flush());
                let lost = Some(Message::Flushed(false));
                self.apply(ctx, [Effect::Job(Job { name: "saving", is_shown: true, work: Box::new(work), lost })]);
            }
        }
    }

    /// Goes on once everything was saved; where it was not, the window stays open.
    pub(super) fn flushed(&mut self, is_saved: bool) {
        if !is_saved && !self.was_told(Obstacle::NotSaved) {
            return self.stay(Obstacle::NotSaved, NOT_SAVED.to_owned());
        }
        self.model.open = None;
        self.lifecycle.closing.stage = Some(Stage::Leaving(Instant::now()));
        (self.model.wake)();
    }

    fn end_leaving(&mut self, ctx: &Context, since: Instant) {
        if self.jobs.running().is_some() && since.elapsed() < PATIENCE {
            return ctx.request_repaint_after(LOOK_AGAIN);
        }
        self.lifecycle.closing.stage = Some(Stage::Closed);
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    fn stay(&mut self, obstacle: Obstacle, sentence: String) {
        let notice = self.notify(sentence);
        self.lifecycle.closing = Closing { stage: None, obstacle: Some((obstacle, notice)) };
    }

    fn was_told(&self, obstacle: Obstacle) -> bool {
        let told = self.lifecycle.closing.obstacle.filter(|(told, _)| *told == obstacle);
        told.is_some_and(|(_, notice)| self.notices.is_still_shown(notice))
    }
}
